import json
from datetime import date
from pathlib import Path

import pytest

from smartpick.dean.rules import attention as at
from smartpick.dean.rules.suppression import may_count, suppressed

HERE = Path(__file__).resolve().parent / "golden"
CASES = json.loads((HERE / "attention.json").read_text())["cases"]


def facts(given):
    plain = {k: v for k, v in given.items() if k not in ("letters", "shared")}
    lists = {name: tuple(plain.pop(name)) for name in ("dated_in_days",) if name in plain}
    letters = [
        at.LetterDue(one["due_in_days"], one["answered"]) for one in given.get("letters", ())
    ]
    return at.AdviseeFacts(
        **plain | {"quieted": frozenset(given.get("quieted", ()))},
        **lists,
        letters=tuple(letters),
        shared=frozenset(given["shared"]) if "shared" in given else None,
    )


def answer(case):
    given = case["input"]
    if case["sort"] == "suppression":
        return vars(suppressed(given["counts"]))
    cohort = at.read_cohort({one["name"]: facts(one) for one in given["advisees"]})
    return {
        "advisees": {
            name: {
                "level": told.level,
                "reasons": [{"rule": r.field, "n": r.value} for r in told.because],
            }
            for name, told in cohort.judged.items()
        },
        "order": cohort.order,
        "top": cohort.top,
        "needs_count": len(cohort.needing),
    }


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_cohort_is_as_worked_out_by_hand(case):
    assert answer(case) == case["expected"]


BUSY = at.AdviseeFacts(
    "Priya Raman",
    review_waiting_days=6,
    question_waiting_days=1,
    letters=(at.LetterDue(-2, False), at.LetterDue(9, False)),
    days_since_logged=31,
    core_days_past=84,
    core_due_on=date(2026, 8, 31),
    core_mentors=0,
    direction_days_past=40,
    days_in_stage=90,
    stage="Advisor",
)


def test_each_reason_is_said_with_its_days_in_the_order_of_the_table():
    told = at.judge_attention(BUSY)

    assert [reason.sentence for reason in told.because] == [
        "Autopsy has waited 6 days for your review.",
        "Asked you something 1 day ago.",
        "A letter was due 2 days ago and is not answered.",
        "Nothing logged for 31 days.",
        "No core mentor; the plan had one by August 31.",
        "Direction is open 40 days past its date.",
        "Advisor unchanged for 90 days.",
    ]
    assert at.reason_line(told) == (
        "Autopsy has waited 6 days for your review. Asked you something 1 day ago. And 5 more."
    )


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (0, "A letter is due today and is not answered."),
        (1, "A letter is due in 1 day and is not answered."),
    ],
)
def test_letter_says_how_near_it_is(left, sentence):
    told = at.judge_attention(at.AdviseeFacts("A", letters=(at.LetterDue(left, False),)))

    assert [reason.sentence for reason in told.because] == [sentence]


@pytest.mark.parametrize("key", ["people", "plan", "letters", "direction"])
def test_reason_needs_all_its_keys(key):
    everything = frozenset({"people", "plan", "letters", "direction"})
    told = at.judge_attention(at.AdviseeFacts(**vars(BUSY) | {"shared": everything - {key}}))

    hidden = {rule for rule in at.RULES if key in at.KEYS.get(rule, ())}
    assert hidden
    assert [r.field for r in told.because] == [rule for rule in at.RULES if rule not in hidden]


def test_school_may_move_each_threshold():
    strict = at.Thresholds(
        review_days=6,
        question_days=2,
        letter_soon_days=-3,
        silent_days=32,
        core_days=85,
        direction_days=41,
        stage_days=91,
    )

    assert at.judge_attention(BUSY, strict).level == "on_track"


@pytest.mark.parametrize(
    ("days", "update_due", "level"),
    [
        ((), False, "on_track"),
        ((14,), False, "due_soon"),
        ((15,), False, "on_track"),
        ((-1,), False, "on_track"),
        ((), True, "due_soon"),
    ],
)
def test_due_soon_is_what_falls_within_14_days_or_an_update(days, update_due, level):
    told = at.judge_attention(at.AdviseeFacts("A", dated_in_days=days, update_due=update_due))

    assert told.level == level


def test_nothing_known_is_no_reason():
    assert at.judge_attention(at.AdviseeFacts("A")).level == "on_track"


def test_quieted_reason_speaks_again_on_its_day():
    marks = [at.Quiet("AT-01", date(2026, 11, 23)), at.Quiet("AT-04")]

    assert at.quieted_on(marks, date(2026, 11, 22)) == {"AT-01", "AT-04"}
    assert at.quieted_on(marks, date(2026, 11, 23)) == {"AT-04"}


def test_two_people_of_one_name_are_both_in_the_order():
    facts = at.AdviseeFacts("Sam Lee")

    assert at.read_cohort({"k1": facts, "k2": facts}).order == ["k1", "k2"]


@pytest.mark.parametrize(
    ("counts", "shows_total", "shown", "total"),
    [
        ([2, 1], True, [None, None], None),  # below five not even the total
        ([], True, [], None),
        ([9, 6, 8, 3], False, [9, 6, 8, None], None),  # nothing to subtract from
    ],
)
def test_total_is_said_only_where_it_betrays_nobody(counts, shows_total, shown, total):
    told = suppressed(counts, shows_total=shows_total)

    assert (told.shown, told.total, told.others_together) == (shown, total, None)


def test_hidden_counts_are_told_together_or_not_at_all():
    assert suppressed([9, 6, 8, 3]).sentence == "All others together: 9."
    assert suppressed([9, 6, 8]).sentence == ""
    assert suppressed([5, 4]).sentence == "Too few to report"


def test_filter_that_leaves_four_people_shows_no_counts():
    assert (may_count(4), may_count(5)) == (False, True)
