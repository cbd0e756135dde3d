"""Programs as a person meets them: add, filter, band, import, undo, work out, keep, take away."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentors.owner import Owner
from mentors.services.stages import take_seat
from mentors.services.targets import open_target
from smartpick.common.errors import RuleBroken
from smartpick.common.spreadsheet import BadFile
from smartpick.picks.choices import Tier
from smartpick.picks.models import BudgetPlan, Program, ProgramFile, ProgramPick
from smartpick.picks.services.files import add_rows, dry_run, keep_file
from smartpick.picks.services.programs import add_program, pick_program, set_tier
from tests.factories import autopsy_of, fill, make_applicant, make_school
from tests.mentors.people import person as someone
from tests.mentors.test_imports import HOSTILE

TABLE = """NRMP Program Code;Sponsoring Institution;Program Title;City;ST;Specialty;Visa types;YOG
1102120C0;Lakeside Hospital;Lakeside family medicine;Dayton;OH;Family Medicine;J-1, H1B;5
1103120C0;North Valley;North Valley family medicine;Lima;OH;Family Medicine;none;3
12;Broken Hospital;Broken;Lima;OH;Family Medicine;;
1104120C0;West Point;West Point;Boise;Idaho;Family Medicine;;
1105140C0;Inner Hospital;Inner medicine;Boise;ID;Internal Medicine;;
1102120C0;Lakeside Hospital;Lakeside again;Dayton;OH;Family Medicine;;
"""


@pytest.fixture
def person(db):
    wren = make_applicant(
        "wren@alum.example", name="Wren Vale", visa_need="no", graduation_year=2024
    )
    cycle = autopsy_of(wren).cycle
    cycle.failed_year, cycle.target_year = 2026, 2028
    cycle.save()
    fill(autopsy_of(wren), "specialty", primary_specialty="Family Medicine", visa_need="no",
         graduation_year=2024)  # fmt: skip
    return wren


@pytest.fixture
def cycle(person):
    return autopsy_of(person).cycle


@pytest.fixture
def page(client, person):
    client.force_login(person.user)
    return client


def listed(person, count, tier=Tier.REALISTIC):
    cycle = autopsy_of(person).cycle
    for number in range(count):
        program = add_program(
            owner=Owner(applicant=person),
            facts={"name": f"Program {number:02}", "specialty": "Family Medicine", "state": "OH"},
        )
        pick = pick_program(cycle=cycle, program=program)
        set_tier(pick=pick, tier=tier, source="our own", today=date(2026, 11, 23))


@pytest.mark.feature("P1")
def test_program_is_added_by_its_name_alone_and_opens(page, person):
    answer = page.post(reverse("picks:add"), {"name": "Lakeside FM"}, follow=True)

    program = Program.objects.get()
    assert (program.name, program.private_to) == ("Lakeside FM", person)
    assert answer.redirect_chain[-1][0] == reverse("picks:program", args=[program.code])
    assert "Its visa rule is not on record" not in answer.content.decode()  # needs none
    assert "Its state is not on record." in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("state", "Ohio", "use the two letters of a US state"),
        ("nrmp_code", "12", "An NRMP code has nine signs"),
        ("acgme_code", "x", "An ACGME number has ten digits."),
        ("max_years", "many", "is a number between 0 and 60"),
        ("name", "", "Program"),
    ],
)
def test_wrong_program_is_refused_beside_the_field_and_kept(page, field, typed, words):
    told = {"name": "Lakeside FM", "city": "Dayton", field: typed}

    body = page.post(reverse("picks:add"), told).content.decode()

    assert words in body
    assert 'value="Dayton"' in body
    assert Program.objects.count() == 0


def test_same_nrmp_code_twice_is_named(page):
    told = {"name": "Lakeside FM", "nrmp_code": "1102120C0"}
    page.post(reverse("picks:add"), told)

    body = page.post(reverse("picks:add"), told).content.decode()

    assert "1102120C0 is already on your list." in body
    assert Program.objects.count() == 1


@pytest.mark.feature("P5")
def test_list_is_filtered_by_what_the_rules_allow(page, person, cycle):
    for name, years in (("Strict", 2), ("Open", 9), ("Silent", None)):
        facts = {"name": name, "specialty": "Family Medicine", "state": "OH", "max_years": years}
        pick_program(cycle=cycle, program=add_program(owner=Owner(applicant=person), facts=facts))

    def names(**wanted):
        lines = page.get(reverse("picks:programs"), wanted).context["lines"]
        return [line.program.name for line in lines]

    assert names() == ["Open", "Silent", "Strict"]
    assert names(years="maybe") == ["Open", "Silent"]
    assert names(years="meets") == ["Open"]
    assert names(q="str") == ["Strict"]
    assert names(state="NV") == []
    assert names(specialty="Nothing") == []


def test_stated_rule_that_is_not_met_leaves_a_program_out(page, person, cycle):
    facts = {"name": "Strict", "specialty": "Family Medicine", "max_years": 2}
    pick = pick_program(
        cycle=cycle, program=add_program(owner=Owner(applicant=person), facts=facts)
    )

    body = page.get(reverse("picks:programs")).content.decode()
    page.post(reverse("picks:program", args=[pick.program.code]), {"kept": "on"})

    assert "Left out" in body
    assert "It takes up to 2 years since graduation; you will have 4." in body
    assert "Left out" not in page.get(reverse("picks:programs")).content.decode()


@pytest.mark.parametrize("tier", ["realistic", ""])
def test_band_says_by_whom_and_when(page, person, tier):
    listed(person, 1, tier=Tier.REACH)
    program = Program.objects.get()

    page.post(reverse("picks:band", args=[program.code]), {"tier": tier})

    pick = ProgramPick.objects.get()
    assert pick.tier == tier
    assert (pick.tier_by, pick.tier_on is not None) == (
        ("applicant", True) if tier else ("", False)
    )


def test_unknown_band_changes_nothing(page, person):
    listed(person, 1)

    page.post(reverse("picks:band", args=[Program.objects.get().code]), {"tier": "certain"})

    assert ProgramPick.objects.get().tier == "realistic"


def test_kept_and_left_out_is_refused(page, person):
    listed(person, 1)
    told = {"kept": "on", "excluded": "on", "why": "near family"}

    body = page.post(reverse("picks:program", args=[Program.objects.get().code]), told)

    assert "A program is either kept in or left out." in body.content.decode()
    assert "near family" in body.content.decode()


def sent(page, text=TABLE, name="programs.csv"):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return page.post(reverse("picks:import"), {"file": file}, follow=True)


@pytest.mark.feature("P2")
def test_file_with_foreign_columns_is_read_tried_added_and_undone(page, person):
    body = sent(page).content.decode()
    file = ProgramFile.objects.get()

    assert "3 to add, 1 already here, 2 with a problem" in body
    assert "The state is not two letters." in body
    assert Program.objects.count() == 0

    told = {"specialty": ["Family Medicine"]}
    page.post(reverse("picks:file-add", args=[file.code]), told)
    lakeside = Program.objects.get(nrmp_code="1102120C0")
    assert Program.objects.count() == ProgramPick.objects.count() == 2
    assert (lakeside.name, lakeside.visa, lakeside.max_years, lakeside.position) == (
        "Lakeside family medicine", "both", 5, "categorical",
    )  # fmt: skip

    page.post(reverse("picks:file-add", args=[file.code]), told)  # a double click
    assert Program.objects.count() == 2
    page.post(reverse("picks:file-undo", args=[file.code]))
    assert Program.objects.count() == ProgramPick.objects.count() == 0


def test_rejected_rows_come_back_with_their_reason(page):
    sent(page)

    body = page.get(reverse("picks:file-rejected", args=[ProgramFile.objects.get().code])).content

    assert b"The state is not two letters." in body
    assert b"1104120C0" in body
    assert b"1102120C0" not in body


def test_changed_import_is_not_undone(page):
    sent(page)
    file = ProgramFile.objects.get()
    page.post(reverse("picks:file-add", args=[file.code]), {"specialty": ["Internal Medicine"]})
    page.post(reverse("picks:program", args=[Program.objects.get().code]), {"why": "mine"})

    body = page.post(reverse("picks:file-undo", args=[file.code]), follow=True).content.decode()

    assert "Inner medicine was changed since." in body
    assert Program.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "This file is empty"),
        (b"PK\x03\x04rest", "Save it as CSV and try again"),
        (b'name,state\n"Lakeside,OH\n', "quotation mark opens and does not close"),
        (b"a,b\n1,2\n", "No row of this file can be added"),
    ],
)
def test_bad_file_is_refused_in_words(page, text, words):
    assert words in sent(page, text).content.decode()
    assert Program.objects.count() == 0


@pytest.mark.feature("P2")
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_file_brings_no_program(person, cycle, body):
    try:
        file = keep_file(owner=Owner(applicant=person), data=body, file_name="x.csv")
        specialties = [name for name, _ in dry_run(file).by_specialty]
        add_rows(file=file, cycle=cycle, specialties=specialties, now=timezone.now())
    except (BadFile, RuleBroken) as why:
        words = str(why)

    assert words.endswith(".")
    assert Program.objects.count() == ProgramPick.objects.count() == 0


def test_two_files_with_the_same_programs_add_them_once(page, person):
    for name in ("one.csv", "two.csv"):
        sent(page, name=name)
    two, one = ProgramFile.objects.all()
    told = {"specialty": ["Family Medicine"]}

    page.post(reverse("picks:file-add", args=[one.code]), told)
    body = page.post(reverse("picks:file-add", args=[two.code]), told, follow=True).content

    assert Program.objects.count() == 2
    assert b"Choose at least one specialty with rows to add." in body


RATES = {"programs_max": "3", "cents_max": "$44", "rate_realistic": "3", "rate_likely": "5",
         "signaled_realistic": "4"}  # fmt: skip


@pytest.mark.feature("P3", "P8", "P9", "P10")
def test_list_under_a_budget_is_worked_out_explained_and_kept(page, person):
    listed(person, 10)

    body = page.post(reverse("picks:budget"), RATES, follow=True).content.decode()

    plan = BudgetPlan.objects.get()
    assert (plan.programs_max, plan.dollars_max, plan.rates) == (
        3, 44, {"realistic": 30, "likely": 50},
    )  # fmt: skip
    assert "3 programs, $0: about 0.9 interviews expected" in body  # no fees loaded here
    assert "We treat programs as independent." in body
    assert "Next 5 programs: + 1.5 interviews" in body
    assert "Left out: 7, each with its reason" in body
    assert "Even this list expects about 1" in body
    page.post(reverse("picks:keep"))
    assert ProgramPick.objects.filter(is_listed=True).count() == 3


def test_wrong_rate_is_named_and_kept(page, person):
    listed(person, 10)

    body = page.post(reverse("picks:budget"), RATES | {"rate_likely": "11"}).content.decode()

    assert "Likely, without a signal: Use a number from 0 to 10." in body
    assert 'value="11"' in body
    assert BudgetPlan.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Enter what you can spend on fees"), ("10.99", "One program costs $11.")],
)
def test_budget_under_the_fee_of_one_program_says_the_fee(page, person, cycle, typed, words):
    call_command("load_reference", verbosity=0)
    type(cycle).objects.update(target_year=2027)
    listed(person, 10)

    body = page.post(reverse("picks:budget"), RATES | {"cents_max": typed}).content.decode()

    assert words in body
    assert BudgetPlan.objects.count() == 0


def test_too_short_a_list_says_what_is_missing(page, person):
    listed(person, 2)

    body = page.post(reverse("picks:budget"), RATES, follow=True).content.decode()

    assert "Add programs first: you have 2, and a list needs 10 to choose from." in body


@pytest.mark.feature("10.10")
def test_list_leaves_as_csv_without_live_formulas(page, person):
    listed(person, 1)
    ProgramPick.objects.update(why='=HYPERLINK("x")')

    body = page.get(reverse("picks:csv"))

    assert body.headers["Content-Disposition"].startswith("attachment")
    assert b"'=HYPERLINK" in body.content
    assert b"Program 00" in body.content


@pytest.mark.feature("P2")
def test_school_list_is_offered_and_taken_by_its_own_applicants_alone(page, person):
    school = make_school()
    ours = add_program(owner=Owner(school=school), facts={"name": "Ours"})
    theirs = add_program(owner=Owner(school=make_school("Lakeside")), facts={"name": "Theirs"})
    person.school = school
    person.save()

    body = page.get(reverse("picks:programs")).content.decode()

    assert "Ours" in body
    assert "Theirs" not in body
    assert page.post(reverse("picks:take", args=[theirs.code])).status_code == 404
    page.post(reverse("picks:take", args=[ours.code]))
    assert ProgramPick.objects.get().program == ours


def test_list_costs_the_same_statements_for_one_and_sixty(page, person, django_assert_num_queries):
    listed(person, 1)
    with CaptureQueriesContext(connection) as one:
        page.get(reverse("picks:programs"))
    Program.objects.all().delete()
    listed(person, 60)

    with django_assert_num_queries(len(one)):
        page.get(reverse("picks:programs"))


@pytest.mark.feature("10.10")
def test_second_ranking_sets_programs_that_a_mentor_knows_first(page, person, cycle):
    listed(person, 4)
    by, now = person.user, timezone.now()
    mentor, target = (
        open_target(cycle=cycle, faculty=someone(name, "pd"), by=by, now=now)
        for name in ("Mei Ito", "Jonas Hale")
    )
    take_seat(target=mentor, seat="core", by=by, now=now)
    for name, values in {
        "Program 03": {"knows": mentor},
        "Program 02": {"knows": target},
        "Program 01": {"tier": "likely"},
    }.items():
        ProgramPick.objects.filter(program__name=name).update(**values)

    lines = page.get(reverse("picks:programs"), {"order": "links"}).context["lines"]

    assert [line.program.name for line in lines] == [
        "Program 03", "Program 02", "Program 01", "Program 00",
    ]  # fmt: skip
