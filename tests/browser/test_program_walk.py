"""From a program file with foreign columns to a list under a budget, as an applicant does it; and
the school's list, as a dean brings it. The files are invented, in the shape of public ones."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mentors.services.targets import open_target
from smartpick.machine.demo.cases import ORTHOPEDICS
from smartpick.machine.demo.fill import answer as answer_sections
from smartpick.picks.models import Program, ProgramPick
from tests.browser.steps import barriers, press
from tests.factories import autopsy_of, make_applicant, make_dean, make_school
from tests.mentors.people import person

pytestmark = pytest.mark.browser
SPECIALTY = "Orthopaedic Surgery"
HEADINGS = (
    "inst_cd;Prog Cd;Sponsor;Residency;Where;ST;Field of training;Visas accepted;Cutoff;Beds;Remark"
)


def file_of(tmp_path, rows=14):
    """As a hospital's spreadsheet saves it: semicolons, Windows letters, columns nobody knows."""
    lines = [HEADINGS]
    for at in range(rows):
        lines.append(
            f"{700 + at};{1101 + at}260C0;Klinik Núñez {at};Núñez {at} orthopedics;Dayton;OH;"
            f'{SPECIALTY};J-1;{5 if at else 0};{300 + at};"said ""yes""; call {at}"'
        )
    lines.append(f"799;12;Broken;Broken;Dayton;OH;{SPECIALTY};;;;")
    lines.append(f"798;1190260C0;Far;Far orthopedics;Dayton;Ohio;{SPECIALTY};;;;")
    path = tmp_path / "programs.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


@pytest.fixture
def wren(site):
    school = make_school()
    applicant = make_applicant(
        "wren@alum.example", name="Wren Vale", school=school, graduation_year=2026,
        visa_need="no",
    )  # fmt: skip
    autopsy = autopsy_of(applicant)
    now = timezone.now()
    answer_sections(autopsy, ORTHOPEDICS, now)
    open_target(cycle=autopsy.cycle, faculty=person("Mei Ito", "pd"), by=applicant.user, now=now)
    return applicant


def tab_to(page, target, limit=80):
    """By the Tab key alone, with a ring to see at every stop."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            "(() => { const one = document.activeElement, css = getComputedStyle(one);"
            " return css.outlineStyle !== 'none' || css.boxShadow !== 'none'; })()"
        )
        assert ring, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not reach {target}")


def import_the_file(page, path, look):
    page.get_by_label("File").set_input_files(path)
    page.get_by_label("Where this list comes from").fill("GME office of a friend")
    press(page, "Read the file")
    page.wait_for_url("**/programs/import/*-*/")
    look("check")
    # Columns that nobody knows are left out until a person names them.
    assert page.get_by_label("Beds").input_value() == ""
    assert page.get_by_label("Field of training").input_value() == "specialty"
    page.get_by_label("Prog Cd").select_option("nrmp_code")
    press(page, "Read it with these columns")
    main = page.locator("main")
    assert "14 to add, 0 already here, 2 with a problem" in page.locator("h1").inner_text()
    assert "The state is not two letters." in main.inner_text()


def add_them(page, look):
    press(page, "Add these programs")
    expect(page.locator("h1")).to_have_text("14 programs added")
    look("added")
    page.get_by_role("link", name="See the list").click()
    page.wait_for_url("**/programs/")


def band_them(page):
    """Bands by the list's own menu for one, by the table for the rest."""
    page.get_by_label("Band of Núñez 0 orthopedics").select_option("likely")
    press(page, "Set the band of Núñez 0 orthopedics")
    expect(page.get_by_label("Band of Núñez 0 orthopedics")).to_have_value("likely")
    pick = ProgramPick.objects.get(program__name="Núñez 0 orthopedics")
    assert (pick.tier, pick.tier_by) == ("likely", "applicant")
    ProgramPick.objects.exclude(pk=pick.pk).update(
        tier="realistic", tier_by="applicant", tier_on=pick.tier_on
    )
    ProgramPick.objects.filter(program__name__endswith=" 1 orthopedics").update(tier="reach")


def work_out(page, look):
    page.get_by_role("link", name="Work out a list under a budget").click()
    look("budget")
    assert "the realistic rate starts there" in page.locator("main").inner_text()
    page.locator("[name=cents_max]").fill("$5")
    press(page, "Work out a list")
    assert "One program costs $11. Give at least that." in page.get_by_role("alert").inner_text()
    told = {"programs_max": "6", "cents_max": "$66", "rate_reach": "1.5", "rate_realistic": "2",
            "rate_likely": "11"}  # fmt: skip
    for name, value in told.items():
        page.locator(f"[name={name}]").fill(value)
    press(page, "Work out a list")
    assert "Use a number from 0 to 10." in page.get_by_role("alert").inner_text()
    assert page.locator("[name=rate_likely]").input_value() == "11"
    page.locator("[name=rate_likely]").fill("4")
    page.locator("[name=rate_likely]").press("Enter")
    page.wait_for_url("**/programs/budget/#result")
    look("list")
    text = page.locator("main").inner_text()
    assert "6 programs, $66" in page.locator("h1").inner_text()
    assert "Next 5 programs: + 1.0 interviews" in text
    assert "+ $55" in text
    assert "Left out: 8, each with its reason" in text
    assert "would change places" in text
    press(page, "Keep this list")
    expect(page.get_by_text("Kept: 6 programs.")).to_be_visible()
    assert ProgramPick.objects.filter(is_listed=True).count() == 6


def open_one(page, look):
    page.get_by_role("link", name="Núñez 3 orthopedics").click()
    look("program")
    text = page.locator("main").inner_text()
    assert "GME office of a friend" in text
    page.get_by_label("Mei Ito").check()
    press(page, "Save and go back to the list")
    page.wait_for_url("**/programs/")
    assert "Mei Ito" in page.locator("main").inner_text()
    look("programs")


@pytest.mark.feature("P1", "P2", "P3", "P4", "P5", "P8", "P9", "P10", "10.10")
@pytest.mark.parametrize(("size", "scripts"), [("laptop", True), ("phone", False)])
def test_file_becomes_a_list_with_reasons_under_a_budget(
    site, wren, signed_in, tmp_path, size, scripts
):
    page = signed_in(wren.user, size, scripts=scripts).new_page()
    found: dict[str, list[str]] = {}

    def look(where):
        if scripts and barriers(page):
            found[where] = barriers(page)

    page.goto(f"{site}/week/")
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Plan").click()
    page.get_by_role("link", name="Programs", exact=True).first.click()
    look("none yet")
    page.get_by_role("link", name="Import a CSV file").click()
    look("upload")
    import_the_file(page, file_of(tmp_path), look)
    add_them(page, look)
    band_them(page)
    page.goto(f"{site}/programs/")
    work_out(page, look)
    open_one(page, look)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    assert len(download.value.path().read_text("utf-8-sig").splitlines()) == 15
    assert found == {}


@pytest.mark.feature("P3", "P5")
def test_list_is_narrowed_banded_and_worked_out_by_keyboard_alone(site, wren, signed_in, tmp_path):
    page = signed_in(wren.user, "laptop").new_page()
    page.goto(f"{site}/programs/import/")
    page.get_by_label("File").set_input_files(file_of(tmp_path))  # a file picker has no keys here
    tab_to(page, page.get_by_role("button", name="Read the file"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/import/*-*/")
    tab_to(page, page.get_by_role("button", name="Add these programs"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("15 programs added")  # no column was named
    tab_to(page, page.get_by_role("link", name="See the list"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/")
    page.keyboard.press("/")
    page.keyboard.type("13")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 shown.")).to_be_visible()
    tab_to(page, page.get_by_label("Band of Núñez 13 orthopedics"))
    page.keyboard.type("Real")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Núñez 13 orthopedics: Realistic.")).to_be_visible()
    page.goto(f"{site}/programs/budget/")
    tab_to(page, page.locator("[name=cents_max]"))
    page.keyboard.type("100")
    tab_to(page, page.locator("[name=rate_realistic]"))
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programs/budget/#result")
    expect(page.locator("h1")).to_contain_text("1 program, $11: about 0.3 interviews expected")


@pytest.mark.feature("P2", "X5")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_dean_brings_the_schools_list_and_takes_one_off(site, signed_in, tmp_path, size):
    dean = make_dean("dean@riverside.example", make_school(), name="Dean Okafor")
    page = signed_in(dean, size).new_page()
    found = {}

    def look(where):
        if barriers(page):
            found[where] = barriers(page)

    page.goto(f"{site}/dean/")
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Faculty").click()
    page.get_by_role("link", name="Programs", exact=True).first.click()
    look("none yet")
    page.get_by_role("link", name="Import a CSV file").click()
    import_the_file(page, file_of(tmp_path), look)
    add_them(page, look)
    look("list")
    assert Program.objects.filter(school__isnull=False).count() == 14
    page.get_by_role("link", name="Núñez 2 orthopedics").click()
    look("one")
    press(page, "Take it off the school's list")
    expect(page.locator("h1")).to_contain_text("13 programs of")
    press(page, "Undo")
    expect(page.locator("h1")).to_contain_text("14 programs of")
    assert found == {}
