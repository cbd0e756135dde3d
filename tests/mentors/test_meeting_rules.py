import pytest

from mentors.rules.meeting import closing_sentence, questions_for, suggests_concern, weeks_agreed

OFFERED = [("path", "P?"), ("tiers", "T?"), ("role", "R?"), ("letter", "L?"), ("attempt", "A?")]


@pytest.mark.feature("6.6")
@pytest.mark.parametrize(
    ("do", "avoid", "said"),
    [
        (
            ["A paper with Dr. Ito", "two letters by June."],
            ["Applying to one region"],
            "So I am hearing that my main priorities are a paper with Dr. Ito and two letters by "
            "June, and I should avoid applying to one region. Is that right?",
        ),
        (
            ["Step 3 by May"],
            [],
            "So I am hearing that my main priority is Step 3 by May. Is that right?",
        ),
        (["QI project"], ["", " "], "So I am hearing that my main priority is QI project. "
         "Is that right?"),
        ([], ["Late mail"], "So I am hearing that I should avoid late mail. Is that right?"),
        ([], [], ""),
    ],
    ids=["full", "one", "abbreviation", "avoid only", "nothing"],
)  # fmt: skip
def test_closing_sentence_says_back_what_was_heard(do, avoid, said):
    assert closing_sentence(do, avoid) == said


@pytest.mark.feature("6.3")
@pytest.mark.parametrize(
    ("roles", "first", "added"),
    [
        (["pd"], "path", "screen"),
        (["clerkship"], "letter", "seen"),
        (["research"], "project", "project"),
        (["gme"], "helped", "process"),
        (["other"], "path", None),
    ],
    ids=["director", "clerkship", "research", "fixer", "other"],
)
def test_questions_begin_with_what_this_person_can_answer(roles, first, added):
    told = [key for key, _ in questions_for(roles, OFFERED)]

    assert told[0] == first
    assert added is None or added in told
    assert "attempt" in told


@pytest.mark.feature("6.7")
def test_agreed_update_is_cut_to_four_to_eight_weeks():
    assert [weeks_agreed(weeks) for weeks in (None, 2, 5, 12)] == [6, 4, 5, 8]


@pytest.mark.feature("11.2")
def test_only_two_plain_no_offer_a_concern():
    assert suggests_concern(saw_numbers=False, was_specific=False) == "vague_reassurance"
    assert suggests_concern(saw_numbers=False, was_specific=None) == ""
