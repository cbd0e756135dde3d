from datetime import timedelta

import pytest
from django.utils import timezone

from mentors.choices import MissKind, Side
from mentors.dated import dated_items
from mentors.models import Advice, Contact, MeetingMiss
from mentors.services import meetings as deeds
from smartpick.campaign.models import Task
from smartpick.common.errors import RuleBroken
from tests.mentors.people import campaign, now, target

pytestmark = pytest.mark.django_db
NOTES = {
    "said": "Write one paper.",
    "priorities": ["Paper with Dr. Ito", "Two letters by June", "Step 3"],
    "avoid": ["One region"],
    "people": "R. Reyes",
    "realism": "with_changes",
    "update_allowed": "yes",
    "weeks": 12,
}


def planned(**more):
    one = target(campaign())
    data = {"at": now() + timedelta(days=3), "zone": "UTC", "place": "Zoom", **more}
    meeting = deeds.plan_meeting(target=one, data=data, by=one.cycle.applicant.user, now=now())
    one.refresh_from_db()
    return one, meeting


def held(meeting, notes=NOTES, agreed=None):
    return deeds.hold_meeting(
        meeting=meeting, held_on=timezone.localdate(), notes=notes, agreed=agreed or {},
        by=meeting.target.cycle.applicant.user, now=now(),
    )  # fmt: skip


@pytest.mark.feature("X40")
def test_planned_meeting_sets_the_target_and_stands_in_the_calendar():
    one, meeting = planned()

    item = dated_items(one.cycle, today=timezone.localdate())[0]

    assert one.state == "meeting_set"
    assert (item.kind, item.at, item.origin_code, item.minutes) == (
        "meeting",
        meeting.at,
        meeting.code,
        25,
    )


def test_exploratory_meeting_names_its_lane():
    with pytest.raises(RuleBroken, match="Name the specialty"):
        planned(is_exploratory=True, lane="")


@pytest.mark.feature("11.5")
def test_moved_meeting_says_by_whom_and_the_first_day_is_no_move():
    _, meeting = planned(at=None)
    first = {"at": now() + timedelta(days=2)}
    today = timezone.localdate()
    deeds.change_meeting(meeting=meeting, data=first, moved_by="", today=today, now=now())
    assert not MeetingMiss.objects.exists()

    later = {"at": now() + timedelta(days=9)}
    deeds.change_meeting(meeting=meeting, data=later, moved_by=Side.THEM, today=today, now=now())

    assert list(MeetingMiss.objects.values_list("kind", "by")) == [("moved", "them")]


def test_missed_meeting_is_no_contact_and_can_be_undone():
    _, meeting = planned()
    deeds.call_off(
        meeting=meeting, kind=MissKind.NO_SHOW, by=Side.THEM, today=timezone.localdate(), now=now()
    )
    assert (meeting.state, Contact.objects.count()) == ("no_show", 0)

    deeds.reopen_meeting(meeting=meeting, now=now())

    assert (meeting.state, MeetingMiss.objects.count()) == ("planned", 0)


@pytest.mark.feature("6.5", "6.7")
def test_held_meeting_restarts_the_rhythm_and_carries_the_agreed_update():
    _, meeting = planned()

    made = held(meeting, agreed={"introduction": "Introduce me to R. Reyes", "read": ""})

    contact = Contact.objects.get()
    assert (contact.kind, contact.update_weeks) == ("meeting_held", 8)
    assert [p.what for p in made.promises] == ["Introduce me to R. Reyes", "Read my application"]
    assert {p.by for p in made.promises} == {"them"}


@pytest.mark.feature("6.8")
def test_advice_becomes_dated_actions_once():
    _, meeting = planned()
    held(meeting)
    made = held(meeting)
    today = timezone.localdate()

    first = deeds.turn_advice_into_tasks(advice=made.advice, held_on=today, now=now())
    again = deeds.turn_advice_into_tasks(advice=made.advice, held_on=today, now=now())

    assert [t.title for t in first] == [
        "Paper with Dr. Ito", "Two letters by June", "Step 3", "Write to R. Reyes",
    ]  # fmt: skip
    assert {t.due_on for t in first} == {today + timedelta(weeks=4)}
    assert (again, Task.objects.count(), Advice.objects.count()) == ([], 4, 1)


def test_empty_notes_are_refused():
    _, meeting = planned()

    with pytest.raises(RuleBroken, match="at least one line"):
        held(meeting, notes={"said": "", "priorities": []})
