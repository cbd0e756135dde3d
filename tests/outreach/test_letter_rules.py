import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from outreach.rules import letter as lt

HERE = Path(__file__).resolve().parent / "golden"
FILE = json.loads((HERE / "letters.json").read_text())
CASES, TABLE = FILE["cases"], FILE["truth_table"]
FIELD = "Internal Medicine"
TODAY = date(2027, 5, 1)
SAID = lt.Words("strong_letter", specifics=True)
GOOD = lt.LetterFacts("w", "Mei Ito", SAID, FIELD, seen_count=9, is_answered=True)


def day(text):
    return date.fromisoformat(text) if text else None


def words(given):
    flags = ("specifics", "hesitated", "deflected")
    return lt.Words(given["offer"], **{name: given.get(name, False) for name in flags})


def letter(given):
    return lt.LetterFacts(
        given["id"],
        words=words(given),
        specialty=FIELD if given["in_specialty"] else "",
        seen_count=given["seen_count"],
        is_answered=given.get("agreed", False),
        uploaded_on=day(given.get("uploaded_on")),
        assigned=frozenset(given.get("assigned", ())),
    )


def answer(given):
    letters, programs = [letter(one) for one in given["letters"]], given["programs"]
    match_day = day(given["match_day"])
    whole = lt.read_portfolio(
        letters, programs, specialty=FIELD, limit=given["limit"], match_day=match_day
    )
    lines = [
        {
            "id": one.id,
            "strength": one.strength,
            "thin": one.is_thin,
            "usable": one.is_usable,
            "old": one.is_old(match_day),
            "missing_programs": one.missing_from(programs),
        }
        for one in letters
    ]
    return {"letters": lines, **vars(whole)}


def test_truth_table_holds_each_of_the_32_combinations_once():
    assert len({words(row) for row in TABLE}) == len(TABLE) == 32


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join(map(str, row.values())))
def test_strength_is_read_from_the_words(row):
    assert lt.strength_of(words(row)) == row["strength"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_letters_read_as_worked_out_by_hand(case):
    assert answer(case["input"]) == case["expected"]


@pytest.mark.parametrize(
    ("said", "sentences"),
    [
        (lt.Words(), [lt.SENTENCES["not_asked"], lt.NEXT_ANSWER["not_asked"]]),
        (
            lt.Words("strong_letter", specifics=True, named="your work on the ward"),
            ["They said strong and named your work on the ward. A good sign."],
        ),
        (
            lt.Words("a_letter", specifics=True),
            [lt.NEUTRAL_WITH_SPECIFICS, lt.NEXT_ANSWER["neutral"]],
        ),
        (lt.Words("a_letter"), [lt.NEUTRAL_SENTENCE, lt.NEXT_ANSWER["neutral"]]),
        (lt.Words("strong_letter", hesitated=True), [lt.SENTENCES["hesitant"]]),
        (lt.Words("declined"), [lt.SENTENCES["declined"]]),
    ],
)
def test_words_are_answered_with_the_next_answer_upwards(said, sentences):
    told = lt.judge_words(said)

    assert [reason.sentence for reason in told.because] == sentences


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "They said strong, but have not seen you yet."),
        (1, "They said strong, but have seen you once."),
        (2, "They said strong, but have seen you 2 times."),
    ],
)
def test_strong_words_from_someone_who_barely_knows_you_are_called_thin(count, sentence):
    told = lt.judge_thin(replace(GOOD, seen_count=count))

    assert (told.level, told.because[0].sentence) == ("thin", sentence)


def test_letter_is_not_called_thin_without_a_count():
    assert lt.judge_thin(replace(GOOD, seen_count=None)).level == "fine"


def test_letter_not_yet_answered_is_not_agreed_whatever_its_words():
    assert not replace(GOOD, is_answered=False).is_agreed
    assert not replace(GOOD, words=lt.Words("strong_letter", deflected=True)).is_agreed
    assert replace(GOOD, words=lt.Words("a_letter")).is_agreed


def test_goal_needs_three_letters_and_two_from_the_specialty():
    elsewhere = replace(GOOD, specialty="Surgery")

    def reached(*letters):
        given = {"specialty": FIELD, "limit": 4, "match_day": TODAY}
        return lt.read_portfolio(letters, [], **given).reaches_goal

    assert reached(GOOD, GOOD, elsewhere)
    assert not reached(GOOD, elsewhere, elsewhere)
    assert not reached(GOOD, GOOD)


def test_all_letters_old_and_fewer_than_half_old_read_apart():
    old, new = (replace(GOOD, uploaded_on=date(year, 9, 1)) for year in (2025, 2026))

    def age(*letters):
        match_day = date(2026, 3, 20)
        given = {"specialty": FIELD, "limit": 4, "match_day": match_day}
        return lt.read_portfolio(letters, [], **given).age

    assert (age(old), age(old, new), age(old, new, new)) == ("all_old", "half_old", "fine")


def test_service_without_a_limit_of_its_own_is_never_over_it():
    letters = [replace(GOOD, assigned=frozenset({"A"}))] * 9
    whole = lt.read_portfolio(letters, ["A"], specialty=FIELD, limit=None, match_day=TODAY)

    assert whole.over_limit == []


def test_set_of_one_program_says_what_it_lacks():
    held = replace(GOOD, assigned=frozenset({"A"}))
    from_chair = replace(held, writer="Jonas Hale", roles=frozenset({"chair"}))
    elsewhere = replace(held, specialty="Surgery")
    program = lt.Program("A", FIELD)

    assert lt.notes_on_set(program, [held, from_chair]) == []
    assert lt.notes_on_set(program, [held, held]) == ["same_writer_twice", "no_senior_writer"]
    assert lt.notes_on_set(program, [elsewhere]) == ["none_in_specialty", "no_senior_writer"]
    assert lt.notes_on_set(program, [GOOD]) == []


def test_due_before_the_day_to_ask_is_refused():
    assert lt.dates_error(TODAY, date(2027, 4, 30)) != ""
    assert lt.dates_error(TODAY, TODAY) == ""
    assert lt.dates_error(TODAY, None) == ""


def test_missing_material_is_listed_from_may():
    given = ("cv", "highlights")

    assert lt.missing_material(given, listed_from=TODAY, today=date(2027, 4, 30)) == []
    assert lt.missing_material(given, listed_from=TODAY, today=TODAY) == [
        "statement", "application_plan",
    ]  # fmt: skip


def test_weak_answer_on_a_needed_letter_asks_for_a_second_writer():
    weak = [
        replace(GOOD, id=offer, words=lt.Words(offer, hesitated=True), is_answered=True)
        for offer in ("a_letter", "strong_letter", "declined")
    ]

    def asked(*letters):
        return [(one.instead_of, one.due_on) for one in lt.second_writers(letters, today=TODAY)]

    due = date(2027, 5, 15)
    assert asked(*weak) == [(one.id, due) for one in weak]
    assert asked(GOOD, GOOD, *weak) == [("a_letter", due)]
    assert asked(GOOD, GOOD, GOOD, *weak) == []


def test_waiver_is_only_commented_on_when_it_was_not_given():
    assert [lt.waiver_sentence(said) for said in ("yes", "no", "not_said")] == [
        "", lt.NOT_WAIVED, "",
    ]  # fmt: skip


def test_sentences_count_in_plain_words():
    assert lt.missing_sentence(1) == "Uploaded, but 1 program does not have it."
    assert lt.missing_sentence(3) == "Uploaded, but 3 programs do not have it."
    assert lt.over_limit_sentence("A", 5, 4) == "A would get 5; at most 4."
    assert lt.due_sentence("Mei Ito", TODAY) == "Letter from Mei Ito is due May 1, 2027."
