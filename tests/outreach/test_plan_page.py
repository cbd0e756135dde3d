"""The application plan is exactly one page, at its emptiest and at its fullest."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from mentors.owner import Owner
from outreach.models import Ask
from outreach.pdf.plan import plan_page
from outreach.queries.plan import plan_of
from outreach.rules.plan import MOST_ROWS, PlanRow, cut, fitted
from outreach.services.draft import begin
from outreach.services.send import ready
from smartpick.campaign.models import KeyDate
from smartpick.campaign.services import save_narrative
from smartpick.picks.services.programs import add_program, pick_program, set_tier
from tests.factories import autopsy_of, fill, make_target
from tests.pdf_text import words_of

TODAY = date(2027, 5, 20)
WIDE = "W" * 160
TIERS = ("reach", "realistic", "likely")


@pytest.fixture
def cycle(told):
    return autopsy_of(told).cycle


def says(body, text):
    return "".join(text.split()) in words_of(body)


def listed(cycle, count, *, name="Program", knows=None, why="Takes re-applicants", state="OH"):
    for number in range(count):
        facts = {"name": f"{name} {number:02}"[:160], "state": state}
        pick = pick_program(
            cycle=cycle, program=add_program(owner=Owner(applicant=cycle.applicant), facts=facts)
        )
        set_tier(pick=pick, tier=TIERS[number % 3], source="", today=TODAY)
        pick.why, pick.knows = why, knows
        pick.save()


def reference(target, **fields):
    day = date(2027, 5, 3)
    held = {"said_on": day, "answered_on": day, "answer": "yes", "route": "phone",
            "until": date(2028, 3, 31)} | fields  # fmt: skip
    return Ask.objects.create(target=target, level="reference", **held)


@pytest.mark.feature("10.12")
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_plan_of_an_empty_record_is_one_page(cycle, paper):
    made = plan_page(plan_of(cycle, today=TODAY), paper=paper)

    assert made.pdf.pages == 1
    assert says(made.pdf.body, "No program on the list yet")
    assert says(made.pdf.body, "Tell me where you know somebody.")


@pytest.mark.feature("10.12")
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_plan_of_the_fullest_record_is_one_page(cycle, told, paper):
    told.print_name, told.degree = "W" * 60, "MD"
    told.save()
    people = [make_target(told, name=f"{WIDE[:100]} {n}", email=f"{n}@x.example") for n in range(6)]
    for target in people:
        reference(target, scope=WIDE + WIDE[:140])
    listed(cycle, 40, name=WIDE[:150], knows=people[0], why=WIDE + WIDE[:40])
    save_narrative(cycle=cycle, facts=[], now=timezone.now(),
                   texts={"went_wrong": "", "changed": "W" * 300, "safer_now": ""})  # fmt: skip

    made = plan_page(plan_of(cycle, today=TODAY, reader=people[0]), paper=paper)

    assert made.pdf.pages == 1
    assert len(made.sheet.rows) + len(made.sheet.unlisted) == 40
    assert says(made.pdf.body, made.sheet.unlisted_words)


@pytest.mark.feature("10.12")
def test_usual_plan_holds_thirty_programs_the_realistic_ones_first(cycle, told):
    hale = make_target(told)
    listed(cycle, 38, knows=hale)

    made = plan_page(plan_of(cycle, today=TODAY, reader=hale), paper="letter")

    assert len(made.sheet.rows) == MOST_ROWS
    assert [row.tier for row in made.sheet.rows[:14]] == ["realistic"] * 13 + ["reach"]
    assert made.sheet.unlisted_words == "+ 8 more not listed: 8 likely"
    assert says(made.pdf.body, made.sheet.unlisted_words)
    assert {row.knows for row in made.sheet.rows} == {"you"}


@pytest.mark.feature("10.12", "10.13")
def test_plan_says_what_changed_beside_last_cycle_and_whom_to_call(cycle, told):
    cycle.failed_year = 2026
    cycle.save()
    fill(autopsy_of(told), "geography", divisions=["pacific"])
    hale = make_target(told)
    reference(hale, scope="any")
    listed(cycle, 3)
    save_narrative(cycle=cycle, facts=[], now=timezone.now(), texts={
        "went_wrong": "", "changed": "One paper and a letter from three months of work.",
        "safer_now": ""})  # fmt: skip

    sheet = plan_of(cycle, today=TODAY)
    later = plan_of(cycle, today=date(2028, 4, 1))

    assert sheet.changed == "One paper and a letter from three months of work."
    assert sheet.last.words == "62 programs, 1 region"
    assert sheet.this.words == "3 programs, 1 region, 3 bands"
    assert sheet.references == ("Jonas Hale, MD, by phone, until March 2028 (any)",)
    assert later.references == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("short", "short"),
        ("one two three four five", "one two..."),
        ("W" * 30, "W" * 12 + "..."),
        ("line\nbreak", "line break"),
    ],
)
def test_line_is_cut_at_a_word(text, line):
    assert cut(text, 15) == line


def test_what_is_not_listed_is_told_by_band(cycle):
    rows = tuple(PlanRow(f"P{n}", "OH", tier, "", "") for n, tier in enumerate(
        ("realistic", "reach", "reach", "likely", "")))  # fmt: skip
    sheet = plan_of(cycle, today=TODAY)

    told = fitted(type(sheet)(**{**vars(sheet), "rows": rows}), 1)

    assert told.unlisted_words == "+ 4 more not listed: 2 reach, 1 likely, 1 no band yet"


@pytest.mark.feature("10.4")
def test_material_for_a_letter_goes_with_the_plan_and_asks_which_programs_fit(cycle, told, hale):
    KeyDate.objects.all().delete()
    listed(cycle, 2)
    message = begin(target=hale, kind="material", now=timezone.now())

    _, body, files = ready(message, now=timezone.now())

    assert "which of my programs look realistic to you" in body
    assert "application plan" in body
    assert [file.name for file in files] == ["Plan.pdf"]
    assert says(files[0].content, "For Jonas Hale")


@pytest.mark.feature("10.12")
def test_plan_page_shows_the_sheet_and_prints_it_for_a_mentor(client, cycle, told, hale):
    client.force_login(told.user)
    listed(cycle, 2, knows=hale)
    reference(hale)

    page = client.get(reverse("outreach:plan"), {"for": hale.code}).content.decode()
    printed = client.get(reverse("outreach:plan-pdf"), {"for": hale.code, "paper": "a4"})
    wrong = client.get(reverse("outreach:plan-pdf"), {"for": "nobody"})

    assert "Application plan: 2 programs" in page
    assert f"for={hale.code}" in page
    assert printed["Content-Type"] == "application/pdf"
    assert "chen-plan-" in printed["Content-Disposition"]
    assert says(printed.content, "Jonas Hale")
    assert wrong.status_code == 404


def test_plan_never_speaks_of_a_rank(cycle):
    listed(cycle, 3)

    assert not says(plan_page(plan_of(cycle, today=TODAY), paper="letter").pdf.body, "rank")
