"""The dean's directory, by its pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentors.models import (
    Authorship,
    Endorsement,
    Faculty,
    FacultyRole,
    ImportRun,
    Paper,
    Recommendation,
    Target,
)
from mentors.owner import Owner
from mentors.queries.twins import likely_twins
from mentors.services.advice import endorse
from mentors.services.faculty import add_person, remove_person
from mentors.services.merge import merge_people, use_school_entry
from smartpick.accounts.sharing import ON_AT_FIRST
from smartpick.campaign.models import Notification
from smartpick.dean.models import SavedFilter
from tests.factories import link_to, make_applicant, make_dean, make_school

pytestmark = pytest.mark.django_db
TODAY = "2026-11-24"


@pytest.fixture
def school():
    return make_school("Riverside")


@pytest.fixture
def dean(school):
    return make_dean("dean@riverside.example", school, name="Dean Okafor")


@pytest.fixture
def page(client, dean):
    client.force_login(dean)

    def ask(address, data=None):
        answer = client.post(address, data) if data is not None else client.get(address)
        while answer.status_code == 302:
            answer = client.get(answer.url)
        return answer.content.decode()

    return ask


def put(school, name, roles=(), **facts):
    owner = Owner(school=school)
    return add_person(owner=owner, facts={"name": name, **facts}, roles=roles, today=TODAY)


def advisee(email, dean, keys=ON_AT_FIRST):
    applicant = make_applicant(email, name=email.split("@")[0].title())
    link_to(applicant, dean, keys=keys)
    return applicant


def aim(applicant, person, **more):
    cycle = applicant.cycles.get(closed_on=None)
    return Target.objects.create(cycle=cycle, faculty=person, snapshot_name=person.name, **more)


def asked_now(body, name):
    row = next(part for part in body.split("<tr ") if f">{name}</a>" in part)
    return re.sub(r"<[^>]+>", " ", re.search(r'data-label="Asked now">(.*?)</td>', row, re.S)[1])


@pytest.mark.feature("X44", "X45")
def test_load_counts_advisees_in_contact_who_share_their_people(page, dean, school):
    amara = put(school, "Amara Okafor")
    page(f"/dean/faculty/{amara.code}/keep/", {"yearly_limit": "2"})
    states = ["contacted", "meeting_set", "to_contact"]
    for at, state in enumerate(states):
        aim(advisee(f"p{at}@alum.example", dean), amara, state=state)
    silent = advisee("silent@alum.example", dean, keys=["exams"])
    aim(silent, amara, state="contacted")
    stranger = make_applicant("stranger@alum.example", school=school)
    aim(stranger, amara, state="contacted")

    assert asked_now(page("/dean/faculty/"), "Amara Okafor").split() == [
        "2", "of", "2", "at", "the", "limit",
    ]  # fmt: skip

    aim(advisee("p9@alum.example", dean), amara, state="contacted")
    assert "over the limit" in asked_now(page("/dean/faculty/"), "Amara Okafor")
    assert "Past years: too few to report." in page("/dean/faculty/")


@pytest.mark.feature("4.10")
def test_recommendation_needs_a_sentence_and_is_read_by_applicants(page, client, dean, school):
    maya = advisee("maya@alum.example", dean)
    amara = put(school, "Amara Okafor")
    address = f"/dean/faculty/{amara.code}/endorse/"

    refused = page(address, {"sentence": " "})
    page(address, {"sentence": "Has helped people who did not match."})
    page(address, {"sentence": "Runs the program and answers."})

    assert "Add one sentence. Applicants will quote it." in refused
    assert list(Endorsement.objects.filter(active=True).values_list("sentence", flat=True)) == [
        "Runs the program and answers."
    ]
    client.force_login(maya.user)
    assert "Runs the program and answers." in client.get("/faculty/directory/").content.decode()

    client.force_login(dean)
    page(f"/dean/faculty/{amara.code}/pause/", {})
    client.force_login(maya.user)
    assert "Runs the program" not in client.get("/faculty/directory/").content.decode()


@pytest.mark.feature("4.10")
def test_one_advisee_is_told_of_one_person(page, dean, school):
    maya = advisee("maya@alum.example", dean)
    stranger = make_applicant("stranger@alum.example")
    amara = put(school, "Amara Okafor")
    address = f"/dean/faculty/{amara.code}/recommend/"

    page(address, {"advisee": str(maya.code), "sentence": "Talk to her."})
    twice = page(address, {"advisee": str(maya.code), "sentence": "Again."})
    foreign = page(address, {"advisee": str(stranger.code), "sentence": "Talk."})

    assert "You recommended this person to this advisee already." in twice
    assert "choose an advisee who shares with you" in foreign
    assert [one.applicant for one in Recommendation.objects.all()] == [maya]
    assert Notification.objects.filter(user=maya.user, kind="faculty").count() == 1


def test_upkeep_holds_for_the_whole_school(page, client, dean, school):
    amara = put(school, "Amara Okafor")
    address = f"/dean/faculty/{amara.code}/keep/"

    wrong = page(address, {"yearly_limit": "many", "left_on": "soon"})
    page(address, {"do_not_contact": "on", "left_on": "2026-11-01"})

    assert "Applicants a year is a number between 0 and 99." in wrong
    assert "Left the school on: use a date such as Dec 3, 2026." in wrong
    assert "Amara Okafor" not in page("/dean/faculty/")
    assert "Asked not to be written to" in page("/dean/faculty/?gone=1")


def test_removing_somebody_with_history_archives_them(page, dean, school):
    amara, jonas = put(school, "Amara Okafor"), put(school, "Jonas Hale")
    aim(advisee("maya@alum.example", dean), amara)

    page(f"/dean/faculty/{amara.code}/remove/", {})
    page(f"/dean/faculty/{jonas.code}/remove/", {})

    assert list(Faculty.objects.values_list("name", flat=True)) == ["Amara Okafor"]
    assert "Amara Okafor: removed" in page(f"/dean/faculty/{amara.code}/")

    page(f"/dean/faculty/{amara.code}/restore/", {})
    assert "Amara Okafor" in page("/dean/faculty/")


@pytest.mark.feature("X17")
def test_filter_is_saved_under_a_name_and_dropped(page, client, dean, school):
    put(school, "Amara Okafor", [("pd", "Surgery")], specialty="Surgery")
    put(school, "Jonas Hale", [("apd", "")])

    page("/dean/faculty/filters/", {"name": "Directors", "role": "pd", "q": ""})
    saved = SavedFilter.objects.get()
    body = page(f"/dean/faculty/?{saved.query}")
    nothing = page("/dean/faculty/filters/", {"name": "Empty", "q": ""})

    assert saved.query == "role=pd"
    assert ("Amara Okafor" in body, "Jonas Hale" in body) == (True, False)
    assert "Nothing is filtered yet." in nothing

    other = make_dean("other@riverside.example", school)
    client.force_login(other)
    assert client.post(f"/dean/faculty/filters/{saved.code}/drop/").status_code == 404
    client.force_login(dean)
    page(f"/dean/faculty/filters/{saved.code}/drop/", {})
    assert not SavedFilter.objects.exists()


def test_dean_who_mentors_is_one_button(page, dean, school):
    page("/dean/faculty/me/", {})
    page("/dean/faculty/me/", {})

    person = Faculty.objects.get()
    assert (person.name, person.member.user, person.school) == ("Dean Okafor", dean, school)


def test_deans_of_another_school_find_nobody(client, school):
    amara = put(school, "Amara Okafor")
    client.force_login(make_dean("else@lakeside.example", make_school("Lakeside")))

    answers = {
        client.get("/dean/faculty/").content.decode().count("Amara"),
        client.get(f"/dean/faculty/{amara.code}/").status_code,
        client.post(f"/dean/faculty/{amara.code}/remove/").status_code,
    }

    assert answers == {0, 404}
    assert Faculty.objects.filter(pk=amara.pk).exists()


@pytest.mark.feature("4.8", "X5")
def test_dean_imports_into_the_schools_list(page, school):
    file = SimpleUploadedFile("list.csv", b"Name,Title\nAmara Okafor,Program Director\n")
    page("/dean/faculty/import/", {"file": file})
    run = ImportRun.objects.get()
    page(f"/dean/faculty/import/{run.code}/columns/",
         {"column_0": "name", "column_1": "role", "has_header": "1"})  # fmt: skip
    page(f"/dean/faculty/import/{run.code}/add/", {})

    assert (run.school, run.private_to) == (school, None)
    assert [(one.name, one.school) for one in Faculty.objects.all()] == [("Amara Okafor", school)]


def merged_world(school, dean):
    kept = put(school, "Amara Okafor", [("pd", "Surgery")], institution="Lakeside")
    gone = put(school, "Amara N. Okafor", [("pd", "Surgery"), ("chair", "")],
               institution="Lakeside Hospital", email="amara@x.example")  # fmt: skip
    papers = [Paper.objects.create(school=school, pmid=str(at), year=2026) for at in (1, 2)]
    Authorship.objects.create(faculty=kept, paper=papers[0], position="first")
    for paper in papers:
        Authorship.objects.create(faculty=gone, paper=paper, position="first")
    endorse(person=gone, dean=dean, sentence="Helps.")
    return kept, gone


@pytest.mark.feature("4.8")
def test_merging_two_entries_loses_nothing_that_hangs_on_them(page, dean, school):
    kept, gone = merged_world(school, dean)
    maya, noor = advisee("maya@alum.example", dean), advisee("noor@alum.example", dean)
    both = [aim(maya, kept), aim(maya, gone, why="She knows me.")]
    both[1].contacts.create(on_date=TODAY, kind="call")
    alone = aim(noor, gone)
    assert likely_twins(Owner(school=school)) == [(kept, gone)]

    page(f"/dean/faculty/{kept.code}/merge/", {"gone": str(gone.code)})

    person = Faculty.objects.get()
    assert (person.pk, person.email, person.recommended) == (kept.pk, "amara@x.example", True)
    assert sorted(person.roles.values_list("role", flat=True)) == ["chair", "pd"]
    assert sorted(person.authorships.values_list("paper__pmid", flat=True)) == ["1", "2"]
    mayas = Target.objects.get(cycle__applicant=maya)
    assert (mayas.faculty, mayas.why, mayas.contacts.count()) == (person, "She knows me.", 1)
    assert Target.objects.get(pk=alone.pk).faculty == person
    assert FacultyRole.objects.count() == 2


def test_people_of_two_lists_are_never_merged(dean, school):
    here, there = put(school, "Amara Okafor"), put(make_school("Lakeside"), "Amara Okafor")

    with pytest.raises(Exception, match="not in the same list"):
        merge_people(kept=here, gone=there)

    assert Faculty.objects.count() == 2


def test_own_entry_gives_its_target_to_the_schools(dean, school):
    maya = advisee("maya@alum.example", dean)
    entry = put(school, "Jonas Hale")
    own = add_person(owner=Owner(applicant=maya), facts={"name": "Jonas Hale"},
                     roles=[("chair", "")], today=TODAY)  # fmt: skip
    target = aim(maya, own)

    use_school_entry(own=own, entry=entry)

    target.refresh_from_db()
    assert target.faculty == entry
    assert list(entry.roles.all()) == []
    assert not remove_person(person=entry, today=TODAY)
