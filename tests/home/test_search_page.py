import pytest
from django.utils import timezone

from mentors.owner import Owner
from mentors.services.faculty import add_person
from smartpick.campaign.models import ProgressEntry, Task
from smartpick.common.search import fold
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
