import pytest

from autopsy.rules.spoken import check_answer, cue_words, runs_of, seconds_for
from smartpick.common.wording import words_in
from tests.autopsy.golden_cases import cases

CASES = cases("spoken")


@pytest.mark.feature("2.5")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_answer_is_checked_as_written(case):
    checks = check_answer(case["text"])

    words = len(words_in(case["text"]))
    assert {
        "must_fix": sorted(check.id for check in checks if check.level == "must_fix"),
        "consider": sorted(check.id for check in checks if check.level == "consider"),
    } == {name: sorted(case["expected"][name]) for name in ("must_fix", "consider")}
    assert (words, seconds_for(words)) == (case["words"], case["seconds"])


def test_runs_are_told_from_the_third_on():
    assert runs_of([60, 50], 140) is None
    assert vars(runs_of([60, 50, 70], 140)) == {
        "last": 60, "shortest": 50, "longest": 70, "pace": 140,
    }  # fmt: skip


def test_cue_words_are_five_of_the_answer_in_order():
    text = "I applied to sixty-two orthopedic programs. My list was narrow."
    text += " Since then I joined a registry."

    cues = cue_words(text)

    assert len(cues) <= 5
    assert [text.find(cue) for cue in cues] == sorted(text.find(cue) for cue in cues)
