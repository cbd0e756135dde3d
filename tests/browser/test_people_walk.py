"""People found and brought in: a target by hand, a directory from a file with two bad rows, an
undo; and the dean who keeps the school's list. Task 12 with its numbers."""

import csv
import io

import pytest
from playwright.sync_api import expect

from mentors.models import Faculty, Target
from mentors.owner import Owner
from mentors.services.faculty import add_person
from tests.browser.steps import Count, barriers, press
from tests.factories import link_to, make_applicant, make_dean, make_school

pytestmark = pytest.mark.browser


def file_of(tmp_path, rows=40):
    """As a hospital saves it: two rows cannot be added, each for a reason of its own."""
    lines = ["Full name,Job title,Department,Hospital,E-mail,Pager"]
    for at in range(rows - 2):
        lines.append(f'"Given{at}, Nadia, MD",Program Director,Family Medicine,Lakeside,'
                     f"n{at}@lakeside.example,{at}")  # fmt: skip
    lines.append(",Chair,Surgery,Lakeside,nobody@lakeside.example,")
    lines.append("Pia Wrong,Chair,Surgery,Lakeside,not an address,")
    path = tmp_path / "directory.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def school(site):
    return make_school()


@pytest.fixture
def wren(school):
    return make_applicant("wren@alum.example", name="Wren Vale", school=school)


def add_by_hand(page, site, look):
    """Three fields and one press make a target."""
    page.goto(f"{site}/faculty/")
    page.get_by_role("link", name="Add a person").first.click()
    look("add")
    page.get_by_label("Name", exact=True).fill("Jonas Hale")
    page.get_by_label("Program director", exact=True).check()
    page.get_by_label("Institution").fill("Lakeside")
    press(page, "Add this person")
    page.wait_for_url("**/faculty/")
    target = Target.objects.get()
    assert (target.name, target.state) == ("Jonas Hale", "to_contact")
    look("targets")


def import_forty(page, site, tmp_path, look):
    """Five presses at most, from the list of people to the people added."""
    count = Count(page)
    page.get_by_role("link", name="Import", exact=True).click()
    look("upload")
    page.get_by_label("File").set_input_files(file_of(tmp_path))
    press(page, "Read the file", count)
    expect(page.locator("h1")).to_have_text("Say what each column holds")
    assert page.get_by_label("Pager").input_value() == ""
    assert page.get_by_label("Job title").input_value() == "role"
    look("columns")
    press(page, "Check the rows", count)
    expect(page.locator("h1")).to_have_text("38 to add, 0 already here, 2 with a problem")
    look("check")
    said = page.locator("main").inner_text()
    assert "It has no name." in said
    with page.expect_download() as download:
        page.get_by_role("link", name="Download these rows").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [row[-2:] for row in rows[1:]] == [
        ["40", "It has no name."],
        ["41", "The email address is not one."],
    ]
    press(page, "Add 38 people", count)
    expect(page.locator("h1")).to_have_text("38 added")
    look("done")
    print(f"\nimport of 40 rows: {count.clicks + 1} presses, 1 file chosen")
    assert count.clicks + 1 <= 5


@pytest.mark.feature("4.7", "4.8", "X5")
@pytest.mark.parametrize(("size", "scripts"), [("laptop", True), ("phone", False)])
def test_target_by_hand_and_forty_people_from_a_file(
    site, wren, signed_in, tmp_path, size, scripts
):
    page = signed_in(wren.user, size, scripts=scripts).new_page()
    found: dict[str, list[str]] = {}

    def look(where):
        if scripts and barriers(page):
            found[where] = barriers(page)

    add_by_hand(page, site, look)
    import_forty(page, site, tmp_path, look)
    press(page, "Undo this import")
    expect(page.locator("h1")).to_have_text("This import was undone")
    assert list(Faculty.objects.values_list("name", flat=True)) == ["Jonas Hale"]
    page.goto(f"{site}/faculty/import/")
    page.get_by_role("link", name="directory.csv").click()
    assert found == {}


@pytest.mark.feature("4.10", "X11", "X38", "X44")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_dean_recommends_and_the_applicant_finds_and_adds(site, school, wren, signed_in, size):
    dean = make_dean("dean@riverside.example", school, name="Dean Okafor")
    link_to(wren, dean)
    add_person(owner=Owner(school=school), roles=[("pd", "Family Medicine")], today="2026-11-24",
               facts={"name": "Mei Ito", "specialty": "Family Medicine"})  # fmt: skip
    page = signed_in(dean, size).new_page()
    found: dict[str, list[str]] = {}

    def look(where):
        if barriers(page):
            found[where] = barriers(page)

    page.goto(f"{site}/dean/")
    page.get_by_role("navigation", name="Places").get_by_role("link", name="Faculty").click()
    look("faculty")
    page.get_by_role("link", name="Mei Ito").click()
    look("person")
    page.get_by_label("To whom").select_option(label="Wren Vale")
    page.get_by_label("Why this person").fill("She has helped two people like you.")
    press(page, "Recommend to this advisee")
    assert "finds it in the directory" in page.locator("body").inner_text()
    look("recommended")

    page = signed_in(wren.user, size).new_page()
    page.goto(f"{site}/faculty/directory/")
    look("directory")
    assert "She has helped two people like you." in page.locator("main").inner_text()
    press(page, "Add to mine Mei Ito")
    page.wait_for_url("**/faculty/")
    assert Target.objects.get().name == "Mei Ito"
    page.goto(f"{site}/search/?q=mei")
    look("search")
    page.locator("main").get_by_role("link", name="Mei Ito").click()
    expect(page.locator("h1")).to_contain_text("Mei Ito")
    assert found == {}
