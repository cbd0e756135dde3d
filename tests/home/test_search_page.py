import pytest
from django.utils import timezone

from mentors.owner import Owner
from mentors.services.faculty import add_person
from mentors.services.targets import open_target
from outreach.services.draft import begin, save_text
from smartpick.campaign.models import ProgressEntry, Task
from smartpick.common.search import fold
from smartpick.picks.services.programs import add_program
from tests.factories import link_to, make_applicant, make_dean, make_school

pytestmark = pytest.mark.django_db


def put(owner, name, **facts):
    return add_person(owner=owner, facts={"name": name, **facts}, roles=[], today="2026-11-24")


def action(applicant, title):
    cycle = applicant.cycles.get(closed_on=None)
    return Task.objects.create(cycle=cycle, title=title, lever="upgrades", search_key=fold(title))


def proof(applicant, title):
    cycle = applicant.cycles.get(closed_on=None)
    return ProgressEntry.objects.create(
        cycle=cycle, kind="other", lever="upgrades", title=title, search_key=fold(title),
        done_on=timezone.localdate(),
    )  # fmt: skip


@pytest.fixture
def maya():
    return make_applicant("maya@alum.example", name="Maya", school=make_school("Riverside"))


def ask(client, user, query):
    client.force_login(user)
    return client.get("/search/", {"q": query}).content.decode()


@pytest.mark.feature("X38")
def test_one_box_finds_people_actions_and_proof_by_the_start_of_a_word(client, maya):
    put(Owner(school=maya.school), "José Muñoz", institution="Lakeside")
    put(Owner(applicant=maya), "Private Munoz")
    action(maya, "Write to Dr. Muñoz about the project")
    proof(maya, "Abstract with Muñoz")
    noor = make_applicant("noor@alum.example", name="Noor")
    put(Owner(applicant=noor), "Noor's Munoz")
    action(noor, "Noor writes to Munoz")

    body = ask(client, maya.user, "MUN")

    assert "People: 2" in body
    assert "Actions: 1" in body
    assert "Logbook: 1" in body
    assert "Noor" not in body
    assert "José Muñoz" in ask(client, maya.user, "munoz lakeside")


def test_too_little_and_nothing_are_said(client, maya):
    put(Owner(school=maya.school), "Amara Okafor")

    assert "Type two letters or more" in ask(client, maya.user, "a")
    assert "Nothing for “zzz”" in ask(client, maya.user, "zzz")
    assert "Amara Okafor" in ask(client, maya.user, "")
    assert "Nothing for" in ask(client, maya.user, "'; drop table &|!:* (")


@pytest.mark.feature("X38")
def test_dean_finds_the_directory_and_advisees_by_name_and_no_text(client, maya):
    dean = make_dean("dean@riverside.example", maya.school)
    link_to(maya, dean)
    put(Owner(school=maya.school), "Maya Lindqvist")
    put(Owner(applicant=maya), "Private Maya")
    action(maya, "Maya writes")

    body = ask(client, dean, "may")

    assert "People: 1" in body
    assert "Advisees: 1" in body
    assert "Private" not in body
    assert "writes" not in body


def mail(applicant, person, subject):
    """A mail of theirs to this person, whose subject is searched."""
    now = timezone.now()
    cycle = applicant.cycles.get(closed_on=None)
    target = open_target(cycle=cycle, faculty=person, by=applicant.user, now=now)
    draft = begin(target=target, kind="first", now=now)
    save_text(message=draft, subject=subject, body="Munoz", expected_version=draft.version,
              now=now)  # fmt: skip
    return draft


@pytest.mark.feature("X38")
def test_mails_and_programs_are_found_and_lead_to_their_pages(client, maya):
    person = put(Owner(school=maya.school), "Jos\u00e9 Mu\u00f1oz")
    draft = mail(maya, person, "Feedback on fractures")
    add_program(owner=Owner(applicant=maya), facts={"name": "Fracture center"})

    body = ask(client, maya.user, "fracture")

    assert "Emails: 1" in body
    assert f"/emails/{draft.code}/" in body
    assert "Programs: 1" in body
    assert "/programs/?q=Fracture+center" in body
    assert f"/faculty/{person.code}/" in ask(client, maya.user, "munoz")


@pytest.mark.feature("X38")
def test_counts_and_results_hold_nothing_of_another_school_or_person(client, maya):
    """Each of these says Munoz and belongs to somebody else; the words and the numbers are bare."""
    elsewhere = Owner(school=make_school("Elsewhere"))
    noor = make_applicant("noor@alum.example", name="Noor Munoz", school=maya.school)
    ivo = make_applicant("ivo@else.example", name="Ivo Munoz", school=elsewhere.school)
    for owner in (elsewhere, Owner(applicant=noor), Owner(applicant=ivo)):
        theirs = put(owner, "Hidden Munoz")
        add_program(owner=owner, facts={"name": "Hidden Munoz program"})
    for other in (noor, ivo):
        action(other, "Hidden Munoz action")
        proof(other, "Hidden Munoz proof")
    mail(ivo, theirs, "Hidden Munoz mail")
    dean = make_dean("dean@riverside.example", maya.school)
    outsider = make_applicant("lone@x.example", name="Lone")

    for user in (maya.user, dean, outsider.user):
        body = ask(client, user, "munoz")
        assert "Nothing for" in body
        assert "Hidden" not in body
    one = put(Owner(school=maya.school), "Own Munoz")
    assert "People: 1" in ask(client, maya.user, "munoz")
    assert "People: 1" in ask(client, dean, "munoz")
    assert one.name in ask(client, maya.user, "")
    assert "Hidden" not in ask(client, maya.user, "")
