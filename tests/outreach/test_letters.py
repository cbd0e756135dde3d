"""Letters through their services: the answer, what follows from it, days, ways out, programs."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.choices import ContactKind
from mentors.owner import Owner
from mentors.services.targets import record_contact
from outreach import dated
from outreach.models import Letter
from outreach.queries.letter import letter_set, letters_by_target, told_of
from outreach.rules.letter_steps import Told
from outreach.services import letter as service
from outreach.services.draft import begin
from outreach.services.send import mark_sent
from smartpick.campaign.models import Cycle, KeyDate, ProgressEntry, Task
from smartpick.common.dated import Standing
from smartpick.common.errors import RuleBroken
from smartpick.picks.services.programs import add_program, pick_program
from smartpick.reference.loading import load_all
from smartpick.reference.models import LetterLimit, Season, SeasonDate, Specialty
from smartpick.reference.queries import letter_limits
from tests.factories import autopsy_of, make_target
from timeline.queries.items import all_items

FIELD = "Orthopaedic Surgery"
GOLDEN = json.loads((Path(__file__).parent / "golden" / "letters.json").read_text())
TODAY = date(2027, 4, 20)
NOW = datetime(2027, 4, 20, 16, tzinfo=ZoneInfo("UTC"))
WROTE = Told(offer="strong_letter", words_said="I would write a strong letter", specialty=FIELD)


def cycle_of(applicant):
    return Cycle.objects.get(pk=autopsy_of(applicant).cycle.pk)


def add(target, told=None, **values):
    told = replace(told or Told(specialty=FIELD), **values)
    return service.add_letter(target=target, told=told, by=None, now=NOW, today=TODAY)[0]


def save(letter, **values):
    letter = Letter.objects.get(pk=letter.pk)
    told = replace(told_of(letter), **values)
    return service.save_letter(
        letter=letter, told=told, expected_version=letter.version, now=NOW, today=TODAY
    )


def plan(cycle, **days):
    for key, day in days.items():
        KeyDate.objects.update_or_create(
            cycle=cycle, key=key.replace("_PL", "PL").replace("PL", "PL-"),
            defaults={"starts_on": day, "ends_on": day},
        )  # fmt: skip


def see(target, times):
    for n in range(times):
        record_contact(target=target, kind=ContactKind.CLINIC, on_date=TODAY - timedelta(days=n),
                       now=NOW, today=TODAY)  # fmt: skip


def program(applicant, name, specialty=FIELD):
    made = add_program(
        owner=Owner(applicant=applicant), facts={"name": name, "specialty": specialty}
    )
    return pick_program(cycle=cycle_of(applicant), program=made)


@pytest.fixture
def eras(db):
    row = {"status": "confirmed", "trust": "A", "source": "aamc.org", "match_year": 2027}
    LetterLimit.objects.create(application_service="ERAS", most=4, **row)
    LetterLimit.objects.create(application_service="ResidencyCAS", by_hand=True, **row)
    Specialty.objects.create(
        name="Obstetrics and Gynecology", application_service="ResidencyCAS",
        match_service="NRMP", everyday="obstetrics and gynecology",
    )  # fmt: skip
    SeasonDate.objects.update_or_create(
        season=Season.objects.get_or_create(service="NRMP", match_year=2026)[0],
        kind="match_day", applies_to="",
        defaults={"title": "Match Day", "starts_on": date(2026, 3, 20), "status": "confirmed",
                  "trust": "A", "source": "nrmp.org"},
    )  # fmt: skip


# --- golden ---------------------------------------------------------------------------------------


@pytest.mark.feature("F5")
@pytest.mark.parametrize(
    "row", GOLDEN["truth_table"], ids=lambda row: "-".join(str(v) for v in row.values())
)
def test_strength_is_read_from_the_stored_answer(hale, row):
    flags = {name: row[name] for name in ("specifics", "hesitated", "deflected")}
    letter = add(hale, offer=row["offer"], **flags)

    line = letter_set(hale.cycle, today=TODAY).lines[0]

    assert line.strength == row["strength"]
    assert (letter.answered_on is None) == (row["offer"] == "not_asked")


@pytest.mark.feature("F5", "10.9")
@pytest.mark.parametrize("case", GOLDEN["cases"], ids=[case["id"] for case in GOLDEN["cases"]])
def test_golden_letters_stored_by_services_read_as_worked_out_by_hand(told, eras, case):
    given = case["input"]
    cycle = cycle_of(told)
    Cycle.objects.filter(pk=cycle.pk).update(failed_year=2026, target_year=2028)
    picks = {name: program(told, name) for name in given["programs"]}
    names = {}
    for one in given["letters"]:
        target = make_target(told, name=one["id"], role="pd", email=f"{one['id']}@x.example")
        see(target, one["seen_count"])
        uploaded = one.get("uploaded_on")
        letter = add(
            target, offer=one["offer"], specifics=one.get("specifics", False),
            specialty=FIELD if one["in_specialty"] else "", answered_on=TODAY, asked_on=TODAY,
            uploaded_on=date.fromisoformat(uploaded) if uploaded else None,
        )  # fmt: skip
        names[str(letter.code)] = one["id"]
        for name in one.get("assigned", ()):
            letter.assignments.create(pick=picks[name])

    whole = letter_set(cycle_of(told), today=TODAY)

    by_code = {str(pick.code): name for name, pick in picks.items()}
    assert [
        {
            "id": names[str(line.letter.code)], "strength": line.strength,
            "thin": bool(line.thin), "usable": line.facts.is_usable, "old": line.is_old,
            "missing_programs": [by_code[c] for c in line.facts.missing_from(line.programs)],
        }
        for line in sorted(whole.lines, key=lambda line: names[str(line.letter.code)])
    ] == case["expected"]["letters"]  # fmt: skip
    assert whole.portfolio.usable == case["expected"]["usable"]
    assert whole.portfolio.usable_in_specialty == case["expected"]["usable_in_specialty"]
    assert [by_code[code] for code in whole.portfolio.thin_programs] == case["expected"][
        "thin_programs"
    ]
    assert whole.portfolio.age == case["expected"]["age"]
    assert [
        name
        for name, pick in picks.items()
        if sum(str(pick.code) in line.facts.assigned for line in whole.lines)
        > (whole.limit_of(pick) or 99)
    ] == case["expected"]["over_limit"]


# --- one letter -----------------------------------------------------------------------------------


@pytest.mark.feature("10.6")
def test_letter_moves_from_planned_to_uploaded_and_keeps_each_day(hale):
    letter = add(hale)
    states = [letter.state]
    for told in (
        {"asked_on": date(2027, 4, 1)},
        {"offer": "strong_letter", "answered_on": date(2027, 4, 3)},
        {"given": {"cv": "2027-04-05", "statement": "2027-04-05"}},
        {"requested_on": date(2027, 4, 10)},
        {"uploaded_on": date(2027, 4, 19)},
    ):
        letter = save(letter, **told)
        states.append(letter.state)

    assert states == ["planned", "asked", "answered", "material_sent", "requested", "uploaded"]
    assert [(row.deed, row.on_date.day, row.note) for row in letter.events.order_by("id")] == [
        ("added", 20, ""),
        ("asked", 1, ""),
        ("answered", 3, ""),
        ("material", 5, "CV and statement draft"),
        ("requested", 10, ""),
        ("uploaded", 19, ""),
    ]


@pytest.mark.feature("10.8")
def test_due_date_changes_after_the_request_and_the_change_is_kept(hale):
    letter = save(add(hale, due_on=date(2027, 8, 15)), requested_on=date(2027, 4, 10))

    letter = save(letter, due_on=date(2027, 8, 29))

    assert letter.state == "requested"
    assert letter.events.first().note == "Due: Aug 15, 2027, now Aug 29, 2027"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"due_on": date(2027, 4, 19)}, "That day has passed. Choose one still to come, or leave "
         "it empty to follow the plan."),
        ({"ask_by": date(2027, 9, 1), "due_on": date(2027, 8, 1)},
         "The letter is due before the day to ask for it. Move one of the two dates."),
        ({"ask_by": date(2027, 9, 1)},
         "The letter is due before the day to ask for it. Move one of the two dates."),
        ({"asked_on": date(2027, 4, 21)}, "Use today or an earlier date."),
        ({"offer": "a_letter", "asked_on": date(2027, 4, 9), "answered_on": date(2027, 4, 8)},
         "The answer is dated before the ask. Check one of them."),
        ({"words_said": "Sure"}, "Say what they offered: a letter, a strong letter, or no."),
        ({"offer": "declined", "uploaded_on": date(2027, 4, 8)},
         "They said no, yet the letter is marked as uploaded. Check one of them."),
    ],
    ids=["past", "due before ask", "plan's due before own ask", "ahead", "order", "no offer",
         "uploaded no"],
)  # fmt: skip
def test_what_cannot_be_of_a_letter_is_refused_in_words(hale, values, words):
    plan(hale.cycle, letters_due=date(2027, 8, 15))
    letter = add(hale)

    with pytest.raises(RuleBroken) as refused:
        save(letter, **values)

    assert str(refused.value) == words
    assert Letter.objects.get().version == letter.version


def test_letter_saved_in_two_tabs_is_not_written_over(hale):
    letter = add(hale)
    save(letter, wants="A CV")

    with pytest.raises(RuleBroken, match="saved elsewhere"):
        service.save_letter(
            letter=letter, told=Told(specialty=FIELD), expected_version=letter.version, now=NOW,
            today=TODAY,
        )  # fmt: skip


def test_same_letter_is_planned_once_and_another_kind_of_the_same_person_is_a_second(hale):
    first, again = add(hale), add(hale)
    second = add(hale, kind="standardized")

    lines = letter_set(hale.cycle, today=TODAY).lines
    assert (first.pk, first.pk != second.pk) == (again.pk, True)
    assert [line.is_twice for line in lines] == [True, True]
    with pytest.raises(RuleBroken, match="You have this letter of Jonas Hale, MD already"):
        save(second, kind="clinical")


# --- what follows from an answer ------------------------------------------------------------------


@pytest.mark.feature("1.7")
def test_agreed_letter_is_a_dated_line_of_the_logbook_without_a_word_that_was_said(hale):
    letter = add(hale, WROTE, answered_on=date(2027, 4, 3))

    entry = ProgressEntry.objects.get()
    assert (entry.kind, entry.done_on, entry.specialty) == (
        "letter_agreed", date(2027, 4, 3), FIELD,
    )  # fmt: skip
    assert "strong" not in f"{entry.title}{entry.shown_by}{entry.search_key}"

    save(letter, hesitated=True)

    assert not ProgressEntry.objects.exists()


def test_letter_that_cannot_be_leaned_on_makes_one_action_for_a_second_writer(hale):
    letter = add(hale, offer="a_letter")
    save(letter, hesitated=True)

    task = Task.objects.get()
    assert (task.title, task.due_on) == ("Find a second letter writer", TODAY + timedelta(days=14))
    assert task.why == "Jonas Hale, MD: 'A letter' is neutral. Have a second writer ready."

    save(letter, hesitated=False, offer="strong_letter")

    assert Task.objects.get().skipped_because == "They said strong."


def test_writer_who_withdraws_leaves_the_set_and_can_come_back(hale, eras):
    pick = program(hale.cycle.applicant, "Lakeside")
    letter = add(hale, WROTE, uploaded_on=TODAY)
    letter.assignments.create(pick=pick)
    assert letter_set(hale.cycle, today=TODAY).portfolio.usable == 0  # not seen often enough
    see(hale, 5)
    assert letter_set(hale.cycle, today=TODAY).portfolio.usable == 1

    letter = service.end_letter(
        letter=letter, how="withdrew", on_date=TODAY, note="Took it back", now=NOW, today=TODAY
    )

    whole = letter_set(hale.cycle, today=TODAY)
    assert (letter.state, whole.portfolio.usable, whole.open_lines) == ("withdrew", 0, [])
    assert not ProgressEntry.objects.exists()
    assert letter.events.first().note == "The writer withdrew. Took it back"

    service.take_up(letter=letter, now=NOW, today=TODAY)

    assert letter_set(hale.cycle, today=TODAY).portfolio.usable == 1


def test_letter_taken_up_again_is_refused_beside_another_of_its_kind(hale):
    first = add(hale)
    service.end_letter(letter=first, how="left_out", on_date=TODAY, note="", now=NOW, today=TODAY)
    add(hale)

    with pytest.raises(RuleBroken, match="another such letter"):
        service.take_up(letter=first, now=NOW, today=TODAY)


@pytest.mark.feature("10.3")
def test_sent_ask_and_sent_material_move_the_letter_they_are_about(hale):
    letter = add(hale)
    ask = begin(target=hale, kind="letter_ask", now=NOW)
    mark_sent(message=ask, on_date=date(2027, 4, 2), now=NOW, today=TODAY)
    letter.refresh_from_db()
    assert (letter.state, letter.asked_on) == ("asked", date(2027, 4, 2))

    save(letter, offer="strong_letter", answered_on=date(2027, 4, 4))
    material = begin(target=hale, kind="material", now=NOW)
    material.attachments.create(kind="cv")
    mark_sent(message=material, on_date=date(2027, 4, 6), now=NOW, today=TODAY)

    letter.refresh_from_db()
    assert (letter.state, letter.given) == ("material_sent", {"cv": "2027-04-06"})


def test_sent_ask_does_not_guess_between_two_letters_of_one_person(hale):
    rows = [add(hale), add(hale, kind="research")]
    ask = begin(target=hale, kind="letter_ask", now=NOW)

    mark_sent(message=ask, on_date=TODAY, now=NOW, today=TODAY)

    assert [Letter.objects.get(pk=row.pk).state for row in rows] == ["planned", "planned"]


# --- days -----------------------------------------------------------------------------------------


def days_of(cycle):
    return {
        item.part: (item.on, item.standing, item.title)
        for item in dated.dated_items(cycle, today=TODAY)
    }


@pytest.mark.feature("10.7")
def test_days_follow_the_plan_until_one_is_typed(hale):
    cycle = hale.cycle
    plan(cycle, PL11=date(2027, 4, 30), PL15=date(2027, 8, 15))
    letter = add(hale)
    assert days_of(cycle) == {
        "ask": (date(2027, 4, 30), Standing.OPEN, "Ask Jonas Hale, MD for a strong letter"),
        "due": (date(2027, 8, 15), Standing.OPEN, "Letter from Jonas Hale, MD"),
    }

    plan(cycle, PL15=date(2027, 8, 22))  # the season moved
    assert days_of(cycle)["due"][0] == date(2027, 8, 22)

    save(letter, due_on=date(2027, 7, 1))
    plan(cycle, PL15=date(2027, 8, 29))
    assert days_of(cycle)["due"][0] == date(2027, 7, 1)


def test_without_a_plan_and_a_typed_day_a_letter_has_no_date(hale):
    add(hale)

    assert days_of(hale.cycle) == {}


def test_asked_uploaded_and_ended_letters_close_their_days(hale):
    plan(hale.cycle, PL11=date(2027, 4, 30), PL15=date(2027, 8, 15))
    letter = add(hale, WROTE)
    assert [row[1] for row in days_of(hale.cycle).values()] == [Standing.DONE, Standing.OPEN]

    letter = save(letter, uploaded_on=TODAY)
    assert [row[1] for row in days_of(hale.cycle).values()] == [Standing.DONE, Standing.DONE]

    letter = save(letter, uploaded_on=None)
    service.end_letter(letter=letter, how="withdrew", on_date=TODAY, note="", now=NOW, today=TODAY)
    assert [row[1] for row in days_of(hale.cycle).values()] == [Standing.DONE, Standing.DROPPED]


def test_letter_already_requested_is_no_contact_that_soap_week_closes(hale):
    plan(hale.cycle, PL11=date(2027, 4, 30), PL15=date(2027, 8, 15))
    letter = add(hale)
    before = {item.part: item.leads_programs for item in dated.dated_items(hale.cycle, today=TODAY)}

    save(letter, requested_on=TODAY)

    after = {item.part: item.leads_programs for item in dated.dated_items(hale.cycle, today=TODAY)}
    assert (before, after) == ({"ask": True, "due": True}, {"ask": True, "due": False})


def test_letters_are_among_all_dated_things_of_a_cycle(hale):
    plan(hale.cycle, PL15=date(2027, 8, 15))
    letter = add(hale)

    keys = [item.key for item in all_items(hale.cycle, today=TODAY) if item.kind == "letter"]

    assert keys == [f"letter-{letter.code}-due"]


# --- programs -------------------------------------------------------------------------------------


@pytest.mark.feature("10.9")
def test_fifth_letter_for_a_program_is_refused_where_the_service_takes_four(told, eras):
    picks = [program(told, "Lakeside"), program(told, "Obs", "Obstetrics and Gynecology")]
    people = [make_target(told, name=f"Writer {n}", email=f"w{n}@x.example") for n in range(5)]
    letters = [add(person, WROTE, uploaded_on=TODAY) for person in people]
    cycle = cycle_of(told)

    def assign(pick, count):
        pairs = [(str(letter.code), str(pick.code)) for letter in letters[:count]]
        return service.assign_letters(
            cycle=cycle, programs=[str(pick.code)], pairs=pairs, today=TODAY
        )

    assert assign(picks[0], 4) == 4
    with pytest.raises(RuleBroken) as refused:
        assign(picks[0], 5)
    assert str(refused.value) == "Lakeside would get 5; at most 4."
    assert assign(picks[1], 5) == 5  # its service states no number
    whole = letter_set(cycle, today=TODAY)
    assert [(line.writer, line.missing_sentence) for line in whole.to_assign] == [
        ("Writer 4", "Uploaded, but 1 program does not have it.")
    ]


def test_assigning_is_the_whole_matrix_and_another_persons_codes_are_passed_over(told, eras):
    pick, letter = program(told, "Lakeside"), add(make_target(told), WROTE, uploaded_on=TODAY)
    cycle = cycle_of(told)
    own, foreign = (str(letter.code), str(pick.code)), ("0" * 8, str(pick.code))

    def assign(pairs, programs=(str(pick.code),)):
        return service.assign_letters(cycle=cycle, programs=programs, pairs=pairs, today=TODAY)

    assert assign([own, foreign, own]) == 1
    assert assign([], programs=()) == 0  # a program that was not shown keeps its letters
    assert letter.assignments.count() == 1
    assert assign([]) == 0
    assert not letter.assignments.exists()


@pytest.mark.django_db
def test_shipped_rows_say_how_many_letters_a_program_takes():
    load_all()

    found = {name: (row.most, row.by_hand) for name, row in letter_limits(2028).items()}
    assert found == {"ERAS": (4, False), "ResidencyCAS": (None, True)}


@pytest.mark.feature("10.9")
def test_imported_letter_is_old_by_its_first_upload(told, eras):
    Cycle.objects.filter(pk=cycle_of(told).pk).update(failed_year=2026)
    add(make_target(told), WROTE, uploaded_on=TODAY, original_on=date(2025, 9, 1))

    whole = letter_set(cycle_of(told), today=TODAY)

    assert (whole.portfolio.age, [line.is_old for line in whole.lines]) == ("all_old", [True])
    assert whole.age_sentence.startswith("Every uploaded letter is older than the failed Match.")


def test_letters_are_read_in_the_same_number_of_statements(told, eras):
    def count():
        with CaptureQueriesContext(connection) as caught:
            whole = letter_set(cycle_of(told), today=TODAY)
            [(line.judgement, line.thin, line.missing_material) for line in whole.lines]
        return len(caught)

    add(make_target(told, name="A", email="a@x.example"), WROTE)
    program(told, "Program")
    one = count()
    for n in range(3):
        add(make_target(told, name=f"B{n}", email=f"b{n}@x.example"), WROTE)
        program(told, f"Program {n}")

    assert count() == one


def test_how_the_ask_for_a_letter_stands_is_told_for_each_person(hale):
    add(hale)
    asked = add(hale, kind="chair", asked_on=TODAY)

    assert letters_by_target(hale.cycle)[hale.pk][0].pk == asked.pk
