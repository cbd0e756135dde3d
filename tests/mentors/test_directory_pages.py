"""The applicant's directory, by its pages."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentors.models import Faculty, ImportRun, LeverageFact, Recommendation, Target
from mentors.owner import Owner
from mentors.services.advice import endorse, recommend
from mentors.services.faculty import add_person
from mentors.services.meetings import plan_meeting
from mentors.services.merge import use_school_entry
from mentors.services.promises import promise
from mentors.services.stages import take_seat
from mentors.services.targets import open_target, set_facts
from tests.factories import make_applicant, make_dean, make_guest, make_school
from tests.mentors.import_help import HEADER

pytestmark = pytest.mark.django_db
LAKESIDE = (Path(__file__).parent / "files" / "lakeside.nbib").read_bytes()
TODAY = "2026-11-24"


@pytest.fixture
def school():
    return make_school("Riverside")


@pytest.fixture
def maya(school):
    return make_applicant("maya@alum.example", name="Maya", school=school)


@pytest.fixture
def page(client, maya):
    client.force_login(maya.user)

    def ask(address, data=None, **more):
        answer = client.post(address, data, **more) if data is not None else client.get(address)
        while answer.status_code == 302:
            answer = client.get(answer.url)
        return answer.content.decode()

    return ask


def put(owner, name, roles=(), **facts):
    return add_person(owner=owner, facts={"name": name, **facts}, roles=roles, today=TODAY)


def heading(body):
    return re.search(r"<h1>(.*?)</h1>", body, re.S).group(1).strip()


def rows(body):
    return re.findall(r'scope="row">(?:<a [^>]*>)?([^<]+)', body)


def file(body, name="people.csv"):
    return {"file": SimpleUploadedFile(name, body if isinstance(body, bytes) else body.encode())}


@pytest.mark.feature("4.8", "4.1", "4.2", "4.3", "4.4")
def test_directory_is_searched_and_filtered(page, maya, school):
    both = Owner(school=school)
    put(both, "Amara Okafor", [("pd", "Family Medicine")], specialty="Family Medicine", state="CA")
    put(both, "Jonas Hale", [("apd", "Surgery")], specialty="Surgery", institution="Lakeside")
    put(both, "Pär Lindqvist", [("gme", "")])
    put(Owner(applicant=maya), "Noa Private", [("research", "Surgery")], specialty="Surgery")
    put(Owner(school=make_school("Lakeside")), "Elsewhere Hale", specialty="Surgery")

    def found(query):
        return rows(page(f"/faculty/directory/?{query}"))

    assert found("") == ["Jonas Hale", "Pär Lindqvist", "Amara Okafor", "Noa Private"]
    assert found("q=hale") == ["Jonas Hale"]
    assert found("q=LINDQVIST+par") == ["Pär Lindqvist"]
    assert found("q=oka") == ["Amara Okafor"]
    assert found("q=h") == ["Jonas Hale"]
    assert found("q=lakeside+surgery") == ["Jonas Hale"]
    assert found("role=gme") == ["Pär Lindqvist"]
    assert found("specialty=Surgery") == ["Jonas Hale", "Noa Private"]
    assert found("specialty=Surgery&whose=mine") == ["Noa Private"]
    assert found("division=pacific") == ["Amara Okafor"]
    assert found("q=nobody") == []
    assert heading(page("/faculty/directory/?q=hale")) == "1 person found in the directory"


def test_filter_that_does_not_exist_is_left_out_and_named(page, school):
    put(Owner(school=school), "Amara Okafor")

    body = page("/faculty/directory/?role=wizard")

    assert rows(body) == ["Amara Okafor"]
    assert "role &#x27;wizard&#x27;" in body


def test_pages_follow_each_other_without_gap_or_double(page, maya, school):
    for at in range(60):
        put(Owner(school=school), f"Given Name{at:02}")
        put(Owner(applicant=maya), f"Own Name{at:02}")

    first = page("/faculty/directory/")
    following = re.search(r'href="\?(after=[^"]+)"', first).group(1)
    second = page(f"/faculty/directory/?{following}")
    last = page(
        f"/faculty/directory/?{re.search(r'href=.[?](after=[^>]+)..Next', second).group(1)}"
    )

    assert [len(rows(body)) for body in (first, second, last)] == [50, 50, 20]
    assert len({*rows(first), *rows(second), *rows(last)}) == 120


@pytest.mark.parametrize("count", [1, 30])
def test_list_takes_the_same_statements_for_one_and_for_many(
    client, maya, school, count, django_assert_max_num_queries
):
    dean = make_dean("dean@riverside.example", school)
    for at in range(count):
        person = put(Owner(school=school), f"Given Name{at}", [("pd", "Surgery")])
        endorse(person=person, dean=dean, sentence="Helps.")
    client.force_login(maya.user)

    with django_assert_max_num_queries(16):
        client.get("/faculty/directory/?q=given")


@pytest.mark.feature("4.10")
def test_dean_recommendations_stand_in_the_list_and_above_it(page, maya, school):
    dean = make_dean("dean@riverside.example", school, name="Dean Okafor")
    person = put(Owner(school=school), "Amara Okafor")
    put(Owner(school=school), "Jonas Hale")
    endorse(person=person, dean=dean, sentence="Has helped people who did not match.")
    recommend(person=person, applicant=maya, dean=dean, sentence="Talk to her first.",
              now=timezone.now())  # fmt: skip

    body = page("/faculty/directory/?recommended=1")

    assert rows(body) == ["Amara Okafor"]
    assert "Has helped people who did not match." in body
    assert "Talk to her first." in body

    said = Recommendation.objects.get()
    assert "Talk to her first." not in page(f"/faculty/recommended/{said.code}/aside/", {})


def test_only_the_name_is_needed_and_bad_input_keeps_what_was_typed(page, maya):
    refused = page("/faculty/new/", {"name": " ", "institution": "Lakeside", "email": "no"})
    page("/faculty/new/", {"name": "Dr. Amara Okafor, MD"})

    assert "Enter a name. Role and institution can wait." in refused
    assert "Email: write it like name@hospital.org." in refused
    assert 'value="Lakeside"' in refused
    assert list(Faculty.objects.values_list("name", "private_to")) == [("Amara Okafor", maya.pk)]


def test_somebody_already_here_is_named_before_they_are_added_twice(page, school):
    put(Owner(school=school), "Jonas Hale", institution="Lakeside")

    asked = page("/faculty/new/", {"name": "Jonas Hale"})

    assert "Looks like Jonas Hale, already here" in asked
    assert Faculty.objects.count() == 1

    page("/faculty/new/", {"name": "Jonas Hale", "anyway": "1"})
    assert Faculty.objects.count() == 2


def test_own_entry_gives_way_to_the_schools_and_tells_it_nothing(page, maya, school):
    entry = put(Owner(school=school), "Jonas Hale")
    own = put(Owner(applicant=maya), "Jonas Hale", institution="Secret place")

    assert "Use the school&#x27;s entry" in page(f"/faculty/{own.code}/edit/").replace(
        "'", "&#x27;"
    )
    page(f"/faculty/{own.code}/use-school/", {"entry": str(entry.code)})

    assert list(Faculty.objects.values_list("pk", "institution")) == [(entry.pk, "")]


def test_second_save_of_an_old_form_shows_what_stands(page, maya):
    own = put(Owner(applicant=maya), "Jonas Hale")
    typed = {"name": "Jonas Hale", "version": "0"}
    page(f"/faculty/{own.code}/edit/", typed | {"institution": "First"})

    body = page(f"/faculty/{own.code}/edit/", typed | {"institution": "Second"})

    assert "This entry was saved since you opened it" in body
    assert 'value="Second"' in body
    own.refresh_from_db()
    assert own.institution == "First"


@pytest.mark.feature("X5", "4.8")
def test_wizard_goes_from_file_to_undo(page, client, maya):
    body = "Full name;Posten;E-mail\nAmara Okafor;Chair;amara@x.example\nPia;Chair;wrong\n"

    columns = page("/faculty/import/", file(body))
    run = ImportRun.objects.get()
    assert heading(columns) == "Say what each column holds"
    assert "Amara Okafor · Pia" in columns

    choice = {"column_0": "name", "column_1": "role", "column_2": "email", "has_header": "1"}
    checked = page(f"/faculty/import/{run.code}/columns/", choice)
    assert heading(checked) == "1 to add, 0 already here, 1 with a problem"
    assert "The email address is not one." in checked
    assert Faculty.objects.count() == 0

    done = page(f"/faculty/import/{run.code}/add/", {})
    assert heading(done) == "1 added"
    assert rows(page("/faculty/directory/")) == ["Amara Okafor"]

    rejected = client.get(f"/faculty/import/{run.code}/rejected.csv")
    lines = b"".join(rejected.streaming_content).decode("utf-8-sig").splitlines()
    assert lines == [
        '"Full name","Posten","E-mail","Row","Reason"',
        '"Pia","Chair","wrong","3","The email address is not one."',
    ]

    assert heading(page(f"/faculty/import/{run.code}/undo/", {})) == "This import was undone"
    assert Faculty.objects.count() == 0


@pytest.mark.feature("4.9")
def test_papers_file_shows_its_authors_and_adds_the_ticked(page):
    asked = page("/faculty/import/", file(LAKESIDE, "pubmed.nbib"))
    run = ImportRun.objects.get()

    assert heading(asked) == "6 authors stood first or last"
    assert "2 first, 1 senior" in asked
    assert "amara.okafor@" not in asked

    nobody = page(f"/faculty/import/{run.code}/people/", {"specialty": "Surgery"})
    assert "Tick at least one person." in nobody

    done = page(f"/faculty/import/{run.code}/people/", {"row": ["1"], "specialty": "Surgery"})
    assert heading(done) == "1 added"
    assert "Research-active faculty, Surgery" in page("/faculty/directory/")


@pytest.mark.feature("X5")
@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"PK\x03\x04more", "This file is a spreadsheet (.xlsx). Save it as CSV and try again."),
        (b"", "This file is empty. Choose the file that holds the rows."),
        (HEADER.encode() + b'"open,,,\n', "Row 2: a quotation mark opens and does not close."),
    ],
)
def test_file_that_cannot_be_read_is_refused_beside_the_field(page, body, words):
    told = page("/faculty/import/", file(body))
    if "Say what each column holds" in told:
        run = ImportRun.objects.get()
        told = page(f"/faculty/import/{run.code}/columns/", {"column_0": "name"})

    assert words in told
    assert Faculty.objects.count() == 0


def test_file_of_no_rows_says_so(page):
    page("/faculty/import/", file(HEADER))
    run = ImportRun.objects.get()

    told = page(f"/faculty/import/{run.code}/columns/", {"column_0": "name", "has_header": "1"})

    assert "This file holds no rows under its headings. Nothing was added." in told


def test_template_of_ours_is_understood_without_naming_a_column(page, client):
    own = b"".join(client.get("/faculty/import/template.csv").streaming_content)
    page("/faculty/import/", file(own, "template.csv"))
    run = ImportRun.objects.get()

    assert set(run.mapping["columns"]) >= {"name", "role", "specialty", "institution", "email"}
    assert len(run.mapping["columns"]) == len(run.mapping["header"])


def test_imports_and_entries_of_somebody_else_are_absent(client, maya, school):
    own = put(Owner(applicant=maya), "Jonas Hale")
    run = ImportRun.objects.create(private_to=maya, kind="csv", file_name="x", size=1)
    other = make_applicant("noor@alum.example", name="Noor", school=school)

    for user in (other.user, make_dean("dean@riverside.example", school), make_guest()):
        client.force_login(user)
        told = {client.get(f"/faculty/{own.code}/edit/").status_code,
                client.post(f"/faculty/{own.code}/remove/").status_code,
                client.get(f"/faculty/import/{run.code}/").status_code,
                client.post(f"/faculty/import/{run.code}/undo/").status_code}  # fmt: skip
        assert told <= {404, 302, 403}
    assert Faculty.objects.filter(pk=own.pk).exists()


@pytest.mark.feature("F3")
def test_wider_net_counts_what_the_directory_knows(page, maya, school):
    put(Owner(school=school), "Near", specialty="Surgery", institution="Riverside")
    put(Owner(school=school), "Affiliated", specialty="Surgery", institution="Hill Hospital")
    put(Owner(applicant=maya), "Rotation", found_at="Site where I rotated")

    assert heading(page("/faculty/widen/")) == "Say your specialty first"

    page("/direction/", {"choice": "pivot", "target": "Surgery", "story": "", "reason": "x"})
    body = page("/faculty/widen/")

    assert heading(body) == "2 to write to in Surgery"
    assert body.count("1 known") == 2
    assert rows(page("/faculty/directory/?specialty=Surgery&whose=school")) == [
        "Affiliated",
        "Near",
    ]


@pytest.mark.feature("4.10")
def test_recommended_person_is_added_by_one_press_and_the_dean_reads_it(page, maya, school):
    dean = make_dean("sayer@riverside.example", school)
    said = recommend(person=put(Owner(school=school), "Jonas Hale"), applicant=maya, dean=dean,
                     sentence="She helps.", now=timezone.now())  # fmt: skip
    assert "Add to mine" in page("/faculty/directory/")

    page(f"/faculty/{said.faculty.code}/choose/", {"why": ""})

    said.refresh_from_db()
    assert said.added_at is not None
    assert Target.objects.get().faculty == said.faculty
    assert "Recommended to you" not in page("/faculty/directory/")


def test_own_target_and_the_schools_are_one_afterwards_with_the_history_of_both(maya, school):
    """Chosen twice by mistake, met as each: nothing that was noted is lost."""
    own, entry = put(Owner(applicant=maya), "Jonas Hale"), put(Owner(school=school), "Jonas Hale")
    cycle, by, now = maya.cycles.get(), maya.user, timezone.now()
    mine, theirs = (
        open_target(cycle=cycle, faculty=one, why=why, by=by, now=now)
        for one, why in ((own, "He saw me work."), (entry, ""))
    )
    mine.contacts.create(on_date=now.date(), kind="call")
    theirs.contacts.create(on_date=now.date(), kind="clinic_together")
    plan_meeting(target=mine, data={"at": now, "place": "Zoom", "minutes": 20}, by=by, now=now)
    take_seat(target=mine, seat="core", by=by, now=now)
    promise(target=mine, by="me", what="Draft", made_on=now.date(), due_on=None, now=now)
    set_facts(applicant=maya, faculty=own, values={"saw_clinically": "yes"})

    use_school_entry(own=own, entry=entry)

    kept = Target.objects.get()
    assert (kept.faculty, kept.why) == (entry, "He saw me work.")
    assert sorted(kept.contacts.values_list("kind", flat=True)) == ["call", "clinic_together"]
    assert (kept.meetings.count(), kept.commitments.count()) == (1, 1)
    assert kept.mentorship.seat == "core"
    assert list(LeverageFact.objects.values_list("faculty", "kind")) == [
        (entry.pk, "saw_clinically")
    ]
