"""Roles weighed by four boxes and two questions; one is taken, and the year follows it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from mentors.services.meetings import plan_meeting
from tests.factories import (
    autopsy_of,
    fill,
    link_to,
    make_applicant,
    make_dean,
    make_school,
    make_target,
)
from timeline.models import PlanItem, RoleOption
from timeline.rules.cohorts import COHORTS
from timeline.rules.role import CHART, CHART_WORDS, READINGS
from timeline.services import roles as service
from timeline.services.plan import build_plan

NOW = timezone.now()
EMPTY = dict.fromkeys(service.FIELDS, "") | {"starts_on": None, "ends_on": None}


@pytest.fixture
def person(db):
    return make_applicant("wren@alum.example", name="Wren Vale")


@pytest.fixture
def cycle(person):
    return autopsy_of(person).cycle


@pytest.fixture
def page(client, person):
    client.force_login(person.user)
    return client


def role(cycle, title="Ortho research fellow", **data):
    return service.keep_role(cycle=cycle, role=None, expected_version=0, now=NOW,
                             data=EMPTY | {"title": title} | data)  # fmt: skip


def text(answer):
    return answer.content.decode()


@pytest.mark.feature("8.6", "8.7")
def test_chart_stands_with_its_caption_beside_the_cohorts_and_as_a_table(page):
    body = text(page.get(reverse("timeline:roles")))

    assert body.index("PD-linked research fellow") < body.index("Random lab volunteer")
    assert [f">{value}</b>" in body for value in CHART.values()] == [True] * 5
    assert [f"<td>{value}</td>" in body for value in CHART.values()] == [True] * 5
    assert body.count("One author&#x27;s judgement, not data.") == 2
    assert all(READINGS[kind] in body for kind in CHART_WORDS)
    assert all(row.source.address in body for row in COHORTS)
    assert "Add the roles you are really considering" in body


@pytest.mark.feature("8.1", "8.2", "8.3", "8.4", "8.5", "8.10", "8.11")
def test_role_is_added_on_a_page_and_read_by_its_boxes(page, cycle):
    told = {"title": "Scribe, Mercy ED", "kind": "scribe", "leadership": "no",
            "deliverables": "no", "clinical_visibility": "yes", "eras_title": "no",
            "letter_writers": "no"}  # fmt: skip

    page.post(reverse("timeline:add-role"), told)
    page.post(reverse("timeline:add-role"), {"title": "Research year", "kind": "research",
                                             "deliverables": "no"})  # fmt: skip
    listed = text(page.get(reverse("timeline:roles")))
    scribe = RoleOption.objects.get(kind="scribe")
    one = text(page.get(reverse("timeline:role", args=[scribe.code])))

    assert "2 roles to weigh" in listed
    assert "1 of 4" in listed
    assert "This can end with one abstract and no advocate." in listed
    assert "Decline or renegotiate." in one
    assert one.count("Be careful:") == 2


@pytest.mark.feature("8.8", "8.9")
def test_unanswered_question_is_not_known_and_said_to_be_careful(page, cycle):
    role(cycle, letter_writers="yes", earlier_holders="partly")
    role(cycle, "Prelim year", letter_writers="yes")

    listed = text(page.get(reverse("timeline:roles")))

    assert listed.count("Be careful: 1 question without a clear answer") == 1
    assert "How often will I work with faculty who write residency letters?" in listed


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"title": ""}, "Enter the role, such as Ortho research fellow."),
        (
            {"title": "Kept", "starts_on": "2027-06-01", "ends_on": "2027-05-31"},
            "The role ends before it starts.",
        ),
        ({"title": "x" * 121}, "Role is 1 character over its limit of 120."),
        ({"title": "Kept", "leadership": "perhaps"}, "choose one of the answers shown"),
    ],
)
def test_role_that_cannot_be_keeps_what_was_typed(page, cycle, told, words):
    answer = text(page.post(reverse("timeline:add-role"), told | {"notes": "Call them"}))

    assert words in answer
    assert "Call them" in answer
    assert not RoleOption.objects.exists()


@pytest.mark.feature("8.5")
def test_taken_role_moves_the_plan_and_only_one_is_taken(page, cycle):
    cycle.failed_year, cycle.target_year, cycle.track = 2026, 2028, "long"
    cycle.save()
    build_plan(cycle=cycle, today=date(2026, 4, 1), now=NOW)
    first, second = role(cycle, starts_on=date(2026, 8, 10)), role(cycle, "Prelim year")

    page.post(reverse("timeline:choose-role", args=[first.code]))
    after_first = PlanItem.objects.get(template_key="PL-04").starts_on
    page.post(reverse("timeline:choose-role", args=[second.code]))
    after_second = PlanItem.objects.get(template_key="PL-04").starts_on

    assert (after_first, after_second) == (date(2026, 8, 10), date(2026, 6, 1))
    assert list(RoleOption.objects.filter(is_chosen=True)) == [second]
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleOption.objects.update(is_chosen=True)


def test_two_or_three_roles_stand_side_by_side_and_one_does_not(page, cycle):
    made = [role(cycle, f"Role {n}", leadership_proof=f"Weekly, {n}") for n in range(4)]
    codes = [str(one.code) for one in made]
    where = reverse("timeline:roles")

    assert "Side by side" not in text(page.get(where, {"compare": codes[:1]}))
    three = text(page.get(where, {"compare": codes}))
    assert "Side by side" in three
    assert [f"Weekly, {n}" in three for n in range(4)] == [True, True, True, False]


def test_second_tab_is_told_what_the_first_one_saved(page, cycle):
    held = role(cycle)
    where = reverse("timeline:role", args=[held.code])
    page.post(where, {"title": "First tab", "version": 1})

    second = page.post(where, {"title": "Second tab", "version": 1})

    assert second.status_code == 409
    assert "It is called First tab there" in text(second)
    assert 'value="Second tab"' in text(second)


def test_dean_sees_the_role_that_was_taken_and_none_that_was_weighed(person, cycle):
    dean = make_dean("dean@riverside.example", make_school(), name="Dean")
    link_to(person, dean)
    taken, _ = role(cycle), role(cycle, "Prelim year")
    service.choose_role(role=taken, chosen=True, now=NOW)

    assert list(RoleOption.objects.reviewable_by(dean)) == [taken]


# --- preliminary or research ----------------------------------------------------------------------


@pytest.mark.feature("F4")
def test_lean_is_put_as_a_question_on_the_kit_of_a_meeting(page, person, cycle):
    fill(autopsy_of(person), "clinical", evaluation_concerns="repeated")
    fill(autopsy_of(person), "research", publications=3, abstracts_talks=2, outputs_in_specialty=3)
    target = make_target(person, name="Amara Okafor", role="pd")
    meeting = plan_meeting(target=target, data={"at": NOW}, by=person.user, now=NOW)
    where = reverse("timeline:lean")

    body = text(page.get(where))
    page.post(where, {"meeting": meeting.code})

    assert "Leans to a preliminary year" in body
    assert "Not a verdict. Ask a program director who has seen both." in body
    assert "72.4%" in body
    meeting.refresh_from_db()
    assert meeting.own_question == service.LEAN_QUESTION
    assert service.LEAN_QUESTION in text(page.get(reverse("mentors:kit", args=[meeting.code])))


def test_own_question_of_a_meeting_is_never_written_over(page, person, cycle):
    target = make_target(person, name="Amara Okafor", role="pd")
    meeting = plan_meeting(target=target, data={"at": NOW}, by=person.user, now=NOW)
    type(meeting).objects.update(own_question="What would you do first?")

    answer = page.post(reverse("timeline:lean"), {"meeting": meeting.code})

    assert "has a question of your own already" in text(answer)
    meeting.refresh_from_db()
    assert meeting.own_question == "What would you do first?"


def test_without_answers_the_aid_asks_for_the_two_it_needs(page, cycle):
    body = text(page.get(reverse("timeline:lean")))

    assert "Two answers are needed first" in body
    assert reverse("autopsy:edit-section", args=["clinical"]) in body
