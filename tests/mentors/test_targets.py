from datetime import timedelta

import pytest
from django.utils import timezone

from mentors.choices import ContactKind, FactKind, TargetState
from mentors.models import Concern, Contact, Recommendation
from mentors.queries.people import loads_of, people_of
from mentors.queries.team import rhythm_facts, team_of
from mentors.services import targets as deeds
from mentors.services.stages import move_stage, move_to_edge, take_seat
from smartpick.campaign.models import Cycle
from smartpick.common.errors import RuleBroken
from tests.mentors.people import ORTHO, campaign, days_ago, now, person, target

pytestmark = pytest.mark.django_db


def contact(one, kind=ContactKind.SENT, on=None, **more):
    today = timezone.localdate()
    return deeds.record_contact(
        target=one, kind=kind, on_date=on or today, now=now(), today=today, **more
    )


@pytest.mark.feature("7.7")
def test_contact_moves_a_new_target_and_marks_the_dates():
    cycle = campaign()
    one = target(cycle)
    Cycle.objects.update(dates_changed_at=None)

    contact(one)

    one.refresh_from_db()
    cycle.refresh_from_db()
    assert one.state == TargetState.CONTACTED
    assert cycle.dates_changed_at is not None


@pytest.mark.feature("7.7")
def test_contact_of_the_same_origin_is_written_over_and_never_in_the_future():
    one = target(campaign())
    origin = one.code
    contact(one, on=days_ago(3), origin_code=origin)
    contact(one, on=days_ago(1), origin_code=origin)

    with pytest.raises(RuleBroken, match="earlier date"):
        contact(one, on=timezone.localdate() + timedelta(days=1))

    assert list(Contact.objects.values_list("on_date", flat=True)) == [days_ago(1)]


def test_removed_contact_takes_its_effect_back():
    one = target(campaign())
    made = contact(one)

    deeds.remove_contact(contact=made, now=now())

    one.refresh_from_db()
    assert (one.state, Contact.objects.count()) == (TargetState.TO_CONTACT, 0)


def test_person_who_asked_not_to_be_written_to_cannot_be_chosen():
    cycle = campaign()

    with pytest.raises(RuleBroken, match="asked not to be written to"):
        target(cycle, do_not_contact=True)


@pytest.mark.feature("4.5", "4.6")
def test_ticked_facts_change_the_number_and_nothing_else_does():
    cycle = campaign()
    one = target(cycle)
    before = people_of(cycle, today=timezone.localdate()).chosen[0].score

    deeds.set_facts(
        applicant=cycle.applicant,
        faculty=one.faculty,
        values={FactKind.SAW: "yes", FactKind.KNOWS: "R. Reyes, M. Berg"},
    )

    line = people_of(cycle, today=timezone.localdate()).chosen[0]
    assert (before, line.score) == (40, 68)
    assert line.leverage.reasons[:2] == ("program director +40", "saw your work +22")
    assert line.leverage.person.knows_pds == ("R. Reyes", "M. Berg")


@pytest.mark.feature("4.7")
def test_proposal_takes_from_those_to_consider_and_fills_the_seats():
    cycle = campaign()
    mine = person("Ola Berg", "chair", school=None, private_to=cycle.applicant)
    named = person("Kit Dean", "student_affairs", "", institution="Riverside")
    person("Nobody Named", "pd")
    Recommendation.objects.create(
        faculty=named, applicant=cycle.applicant, dean_name="Dean Ruiz", sentence="Knows the way"
    )

    people = people_of(cycle, today=timezone.localdate())

    assert {line.faculty for line in people.consider} == {mine, named}
    assert [(p.leverage.person.name, p.slot) for p in people.proposal.people] == [
        ("Ola Berg", "core"),
        ("Kit Dean", "process"),
    ]
    kit = next(line for line in people.consider if line.faculty == named)
    assert kit.dean_sentence == 'Dean Ruiz: "Knows the way"'


@pytest.mark.feature("4.7")
def test_load_counts_others_who_are_in_contact_and_not_oneself():
    maya, noor = campaign(), campaign("noor@alum.example", "Noor")
    faculty = person()
    for cycle in (maya, noor):
        one = deeds.open_target(cycle=cycle, faculty=faculty, by=cycle.applicant.user, now=now())
        contact(one)

    assert loads_of([faculty.pk], but=maya.applicant) == {faculty.pk: 1}


@pytest.mark.feature("4.6")
def test_list_and_team_ask_the_same_number_of_statements_for_one_and_for_many(
    django_assert_num_queries, django_assert_max_num_queries
):
    cycle = campaign()
    today = timezone.localdate()
    counts = []
    for name in ("Amara Okafor", "Jonas Hale", "Mei Ito"):
        one = target(cycle, name)
        contact(one)
        Concern.objects.create(target=one, kind="fantasy_plan", on_date=today)
        move_stage(
            target=one, goal="advisor", evidence="own_judgement", note="", on_date=today,
            by=cycle.applicant.user, now=now(),
        )  # fmt: skip
        with django_assert_max_num_queries(40) as told:
            lines = [*team_of(cycle, today=today).people.chosen]
            assert [line.dean_sentence or line.last_contact or line.stage for line in lines]
        counts.append(len(told))

    assert counts[0] == counts[1] == counts[2]


@pytest.mark.feature("11.9", "7.7")
def test_edge_leaves_counters_and_keeps_the_history():
    cycle = campaign()
    one = target(cycle)
    user = cycle.applicant.user
    take_seat(target=one, seat="core", by=user, now=now())
    contact(one, on=days_ago(10))

    move_to_edge(target=one, by=user, now=now())

    team = team_of(cycle, today=timezone.localdate())
    assert (team.depth.counters.active_mentors, [line.name for line in team.edge]) == (
        0,
        ["Amara Okafor"],
    )
    facts = rhythm_facts(cycle)[0]
    assert (facts.stage, len(facts.history)) == ("downshifted", 1)
    assert facts.leads_programs
    assert people_of(cycle, today=timezone.localdate()).campaign.lanes == (ORTHO,)
