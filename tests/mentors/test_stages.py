from datetime import timedelta

import pytest
from django.utils import timezone

from mentors.choices import ConcernKind, Seat, Side
from mentors.dated import dated_items
from mentors.models import Contact, Mentorship
from mentors.queries.person import stage_of
from mentors.queries.team import reliability_of
from mentors.services import promises as word
from mentors.services.stages import (
    back_from_edge,
    move_stage,
    move_to_edge,
    set_rhythm,
    take_seat,
    undo_move,
)
from smartpick.common.errors import RuleBroken
from tests.mentors.people import campaign, days_ago, now, target

pytestmark = pytest.mark.django_db


def move(one, goal, on=None):
    return move_stage(
        target=one, goal=goal, evidence="own_judgement", note="", by=one.cycle.applicant.user,
        on_date=on or timezone.localdate(), now=now(),
    )  # fmt: skip


@pytest.mark.feature("7.1", "7.2", "7.3", "7.4")
def test_stage_moves_are_kept_and_undone_one_by_one():
    one = target(campaign())
    first = move(one, "advisor")
    second = move(one, "sponsor_in_training")
    with pytest.raises(RuleBroken, match="moved since"):
        undo_move(move=first, now=now())

    undo_move(move=second, now=now())
    assert Mentorship.objects.get().stage == "advisor"
    undo_move(move=first, now=now())

    assert not Mentorship.objects.exists()
    one.refresh_from_db()
    assert one.state == "to_contact"


def test_stage_of_tomorrow_is_refused():
    one = target(campaign())

    with pytest.raises(RuleBroken, match="Use today or an earlier date"):
        move(one, "advisor", on=timezone.localdate() + timedelta(days=1))


@pytest.mark.feature("4.7", "F2")
def test_third_core_seat_is_refused_and_a_second_process_mentor_is_said():
    cycle = campaign()
    user = cycle.applicant.user
    people = [target(cycle, name) for name in ("One Core", "Two Core", "Three Core", "Four Proc")]
    take_seat(target=people[0], seat=Seat.CORE, by=user, now=now())
    take_seat(target=people[1], seat=Seat.CORE, by=user, now=now())

    with pytest.raises(RuleBroken, match="hold the core seats"):
        take_seat(target=people[2], seat=Seat.CORE, by=user, now=now())
    assert take_seat(target=people[2], seat=Seat.PROCESS, by=user, now=now()) == []
    assert take_seat(target=people[3], seat=Seat.PROCESS, by=user, now=now()) != []


@pytest.mark.feature("11.9")
def test_edge_is_undone_to_the_stage_that_was():
    one = target(campaign())
    user = one.cycle.applicant.user
    move(one, "sponsor_in_training")
    move_to_edge(target=one, by=user, now=now())
    assert stage_of(one) == "downshifted"

    back_from_edge(target=one, by=user, now=now())

    assert stage_of(one) == "sponsor_in_training"


def test_rhythm_wants_both_numbers_in_order():
    one = target(campaign())
    move(one, "advisor")
    quiet = {"is_off": False, "away_from": None, "away_until": None, "now": now()}

    for weeks in ((4, None), (6, 6)):
        with pytest.raises(RuleBroken):
            set_rhythm(mentorship=one.mentorship, due_weeks=weeks[0], late_weeks=weeks[1], **quiet)
    set_rhythm(mentorship=one.mentorship, due_weeks=4, late_weeks=6, **quiet)

    assert Mentorship.objects.get().rhythm_due_weeks == 4


@pytest.mark.feature("7.6")
def test_delivered_work_is_a_contact_and_counts_as_kept():
    one = target(campaign())
    today = timezone.localdate()
    made = word.promise(
        target=one, by=Side.ME, what="Abstract draft", made_on=days_ago(20), due_on=today, now=now()
    )

    word.deliver(commitment=made, on_date=today, now=now(), today=today)

    assert Contact.objects.get().kind == "work_delivered"
    assert reliability_of(one, today=today).sentence == "1 kept, 0 late, 0 open."
    word.reopen_promise(commitment=made, now=now())
    assert not Contact.objects.exists()


@pytest.mark.feature("7.6")
def test_promised_day_moves_in_time_with_their_agreement():
    one = target(campaign())
    today = timezone.localdate()
    made = word.promise(
        target=one, by=Side.ME, what="Draft", made_on=days_ago(20), due_on=today, now=now()
    )
    later = today + timedelta(days=14)

    word.move_promise(commitment=made, to_date=later, agreed=True, today=today, now=now())

    item = dated_items(one.cycle, today=today)[0]
    assert (item.kind, item.on, item.title) == (
        "commitment",
        later,
        "Draft, promised to Amara Okafor",
    )
    assert item.neutral == "A promise that falls due"
    assert item.initials == "Promise to A. O."


@pytest.mark.feature("11.2", "11.6")
def test_concern_is_noted_once_a_day_and_removed():
    one = target(campaign())
    today = timezone.localdate()
    for note in ("first", "again"):
        made = word.note_concern(
            target=one, kind=ConcernKind.REASSURANCE, on_date=today, today=today, note=note
        )
    assert [c.note for c in one.concerns.all()] == ["again"]

    word.remove_concern(concern=made)

    assert not one.concerns.exists()
