"""The school's list of programs: imported, kept true and taken back by its deans."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mentors.owner import Owner
from smartpick.picks.models import Program, ProgramFile, ProgramPick
from smartpick.picks.services.programs import add_program, pick_program
from tests.factories import autopsy_of, make_applicant, make_dean, make_school

TABLE = (
    "Program Code,Residency,Hospital,Town,ST,Field\n"
    "1102120C0,Lakeside family medicine,Lakeside Hospital,Dayton,OH,Family Medicine\n"
    "1103120C0,North Valley family medicine,North Valley,Lima,OH,Family Medicine\n"
    "12,Broken,Broken,Lima,OH,Family Medicine\n"
)
TOLD = {"source": "GME office", "checked_on": "2026-11-02", "license_note": "Not passed on"}


@pytest.fixture
def school(db):
    return make_school()


@pytest.fixture
def page(client, school):
    client.force_login(make_dean("dean@riverside.example", school))
    return client


@pytest.fixture
def wren(school):
    return make_applicant("wren@alum.example", name="Wren Vale", school=school)


def imported(page, text=TABLE):
    file = SimpleUploadedFile("programs.csv", text.encode())
    page.post(reverse("dean:program-import"), {"file": file, **TOLD})
    kept = ProgramFile.objects.latest("id")
    page.post(reverse("dean:program-file-add", args=[kept.code]), {"specialty": "Family Medicine"})
    kept.refresh_from_db()
    return kept


@pytest.mark.feature("P2")
def test_file_of_the_school_is_offered_to_its_applicants_and_chosen_for_nobody(
    page, school, wren, client
):
    imported(page)

    programs = Program.objects.filter(school=school)
    assert [one.name for one in programs] == [
        "Lakeside family medicine", "North Valley family medicine",
    ]  # fmt: skip
    assert {(one.source, str(one.checked_on), one.license_note) for one in programs} == {
        ("GME office", "2026-11-02", "Not passed on")
    }
    assert not ProgramPick.objects.exists()
    body = page.get(reverse("dean:programs")).content.decode()
    assert "2 programs of Riverside" in body
    client.force_login(wren.user)
    assert "Lakeside family medicine" in client.get(reverse("picks:programs")).content.decode()


def test_row_that_names_its_own_source_keeps_it(page):
    imported(page, "Program,Source,As of,Specialty\nLakeside,its page,2026-10-01,Family Medicine\n")

    program = Program.objects.get()
    assert (program.source, str(program.checked_on)) == ("its page", "2026-10-01")


def test_import_that_somebody_chose_from_is_not_taken_back(page, wren):
    file = imported(page)
    program = Program.objects.first()
    pick_program(cycle=autopsy_of(wren).cycle, program=program)

    body = page.post(reverse("dean:program-file-undo", args=[file.code]), follow=True)

    assert f"{program.name} was changed since." in body.content.decode()
    assert Program.objects.count() == 2


def test_import_that_nobody_touched_is_taken_back_whole(page):
    file = imported(page)

    page.post(reverse("dean:program-file-undo", args=[file.code]))

    assert Program.objects.count() == 0


@pytest.mark.feature("X11")
def test_program_taken_off_stays_with_whoever_chose_it_and_comes_back(page, school, wren, client):
    program = add_program(owner=Owner(school=school), facts={"name": "Lakeside"})
    cycle = autopsy_of(wren).cycle
    pick_program(cycle=cycle, program=program)

    body = page.post(reverse("dean:remove-program", args=[program.code]), follow=True).content

    assert b"Whoever chose it keeps it." in body
    assert b"0 programs of Riverside" in body
    assert b"Lakeside" in page.get(reverse("dean:programs"), {"gone": "1"}).content
    assert ProgramPick.objects.filter(cycle=cycle, program=program).exists()
    page.post(reverse("dean:restore-program", args=[program.code]))
    assert b"1 program of Riverside" in page.get(reverse("dean:programs")).content


def test_program_taken_off_is_offered_and_taken_no_more(page, school, wren, client):
    program = add_program(owner=Owner(school=school), facts={"name": "Lakeside"})
    page.post(reverse("dean:remove-program", args=[program.code]))
    client.force_login(wren.user)

    assert "Lakeside" not in client.get(reverse("picks:programs")).content.decode()
    assert client.post(reverse("picks:take", args=[program.code])).status_code == 404


def test_schools_program_is_added_and_changed_by_hand(page, school):
    page.post(reverse("dean:add-program"), {"name": "Lakeside", "nrmp_code": "1102120C0"})
    program = Program.objects.get(school=school)
    page.post(reverse("dean:edit-program", args=[program.code]), {"name": "Lakeside FM"})
    body = page.post(reverse("dean:add-program"), {"name": "Two", "nrmp_code": "x"}).content

    assert Program.objects.get().name == "Lakeside FM"
    assert b"An NRMP code has nine signs" in body


def test_list_is_narrowed_by_words_and_place_and_shows_what_to_check_again(page, school):
    for name, state in (("Lakeside", "OH"), ("Hillcrest", "CA")):
        add_program(owner=Owner(school=school), facts={"name": name, "state": state})

    def names(**wanted):
        return [one.name for one in page.get(reverse("dean:programs"), wanted).context["page"].programs]  # fmt: skip  # noqa: E501

    assert names() == ["Hillcrest", "Lakeside"]
    assert names(q="lake") == names(state="OH") == ["Lakeside"]
    assert b"Check again" in page.get(reverse("dean:programs")).content


def test_programs_of_another_school_are_not_there(page):
    theirs = add_program(owner=Owner(school=make_school("Elsewhere")), facts={"name": "Theirs"})

    assert "Theirs" not in page.get(reverse("dean:programs")).content.decode()
    assert page.get(reverse("dean:edit-program", args=[theirs.code])).status_code == 404
    assert page.post(reverse("dean:remove-program", args=[theirs.code])).status_code == 404
