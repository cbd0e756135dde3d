"""Meetings: planned, moved, missed, held; from notes to a plan in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentors.choices import (
    ContactKind,
    MeetingState,
    MissKind,
    PromiseKind,
    Side,
    TargetState,
    UpdateAnswer,
)
from mentors.models import Advice, Commitment, Contact, Meeting, MeetingMiss, Target
from mentors.rules.meeting import action_due_on, weeks_agreed
from mentors.services.promises import promise
from mentors.services.targets import record_contact, set_state
from smartpick.accounts.models import User
from smartpick.campaign.choices import Lever, TaskOrigin, Verb
from smartpick.campaign.models import Task
from smartpick.campaign.services import add_task, mark_dates_changed, note_activity
from smartpick.common.errors import RuleBroken
from smartpick.common.search import fold

PLAN_FIELDS = ("at", "zone", "minutes", "place", "is_exploratory", "lane")
NOTE_FIELDS = (
    "said", "priorities", "avoid", "offers", "people", "realism", "reason", "saw_numbers",
    "specific", "update_allowed", "weeks",
)  # fmt: skip
PROMISED = {
    PromiseKind.READ: "Read my application",
    PromiseKind.LETTER: "Write a letter",
    PromiseKind.TALK: "Talk again",
}


@transaction.atomic
def plan_meeting(*, target: Target, data: Mapping[str, Any], by: User, now: datetime) -> Meeting:
    """A meeting with or without its day; a target that was open becomes 'meeting set'."""
    if data.get("is_exploratory") and not data.get("lane"):
        raise RuleBroken("Name the specialty that this exploratory meeting is about.")
    meeting = Meeting.objects.create(
        target=target, **{name: data[name] for name in PLAN_FIELDS if name in data}
    )
    if target.state in (TargetState.TO_CONTACT, TargetState.CONTACTED):
        set_state(target=target, state=TargetState.MEETING_SET, now=now)
    noun = f"meeting with {target.name}"
    note_activity(
        cycle=target.cycle, verb=Verb.EDITED, noun=noun[:60], by=by, now=now,
        object_code=meeting.code,
    )  # fmt: skip
    mark_dates_changed(cycle=target.cycle, now=now)
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, data: Mapping[str, Any], moved_by: str, today: date, now: datetime
) -> Meeting:
    """Another day counts as a move, with whoever asked for it; the first day set does not."""
    if data.get("is_exploratory") and not data.get("lane"):
        raise RuleBroken("Name the specialty that this exploratory meeting is about.")
    before = meeting.at
    if before is not None and data.get("at") != before:
        MeetingMiss.objects.create(
            meeting=meeting, kind=MissKind.MOVED, by=moved_by or Side.ME, on_date=today,
            was_at=before,
        )  # fmt: skip
    for name in PLAN_FIELDS:
        if name in data:
            setattr(meeting, name, data[name])
    return _saved(meeting, *PLAN_FIELDS, now=now)


def choose_questions(*, meeting: Meeting, questions: Sequence[str], own: str) -> Meeting:
    meeting.questions, meeting.own_question = list(questions), own
    meeting.save(update_fields=["questions", "own_question", "updated_at"])
    return meeting


@transaction.atomic
def call_off(*, meeting: Meeting, kind: str, by: str, today: date, now: datetime) -> Meeting:
    """Cancelled by either side, or nobody came. Logged as it was, without a word of blame."""
    MeetingMiss.objects.create(meeting=meeting, kind=kind, by=by, on_date=today, was_at=meeting.at)
    meeting.state = MeetingState.NO_SHOW if kind == MissKind.NO_SHOW else MeetingState.CANCELLED
    _saved(meeting, "state", now=now)
    target = meeting.target
    waiting = target.meetings.filter(state=MeetingState.PLANNED).exists()
    if target.state == TargetState.MEETING_SET and not waiting:
        set_state(target=target, state=TargetState.CONTACTED, now=now)
    return meeting


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, now: datetime) -> Meeting:
    """Undo of cancelling, missing and holding: planned again, the notes stay."""
    last = meeting.misses.last()
    if meeting.state != MeetingState.HELD and last is not None:
        last.delete()
    Contact.objects.filter(origin_code=meeting.code).delete()
    meeting.state = MeetingState.PLANNED
    return _saved(meeting, "state", now=now)


def _saved(meeting: Meeting, *names: str, now: datetime) -> Meeting:
    meeting.version += 1
    meeting.save(update_fields=[*names, "version", "updated_at"])
    mark_dates_changed(cycle=meeting.target.cycle, now=now)
    return meeting


@dataclass(frozen=True)
class Made:
    """What the notes of a meeting turned into."""

    advice: Advice
    tasks: list[Task] = field(default_factory=list)
    promises: list[Commitment] = field(default_factory=list)
    update_weeks: int | None = None


@transaction.atomic
def hold_meeting(
    *,
    meeting: Meeting,
    held_on: date,
    notes: Mapping[str, Any],
    agreed: Mapping[str, str],
    by: User,
    now: datetime,
) -> Made:
    """The meeting took place. In this order: notes, contact (which restarts the rhythm and carries
    an agreed update), their promises. `agreed` names what they agreed to, kind to words.

    Raises RuleBroken for a day to come, or with nothing written.
    """
    today = timezone.localdate(now)
    if held_on > today:
        raise RuleBroken("Use today or an earlier date.")
    if not any(notes.get(name) for name in ("said", "priorities", "avoid", "offers", "people")):
        raise RuleBroken("Write at least one line or cancel.")
    advice = _save_notes(meeting, notes)
    meeting.state = MeetingState.HELD
    if meeting.at is None:
        noon = datetime.combine(held_on, datetime.min.time()).replace(hour=12)
        meeting.at = timezone.make_aware(noon)
    _saved(meeting, "state", "at", now=now)
    says_yes = advice.update_allowed == UpdateAnswer.YES
    weeks = weeks_agreed(advice.weeks) if says_yes else None
    record_contact(
        target=meeting.target, kind=ContactKind.MEETING, on_date=held_on, now=now, today=today,
        update_weeks=weeks, origin_code=meeting.code,
    )  # fmt: skip
    if meeting.target.state == TargetState.MEETING_SET:
        set_state(target=meeting.target, state=TargetState.CONTACTED, now=now)
    promises = _their_promises(meeting, agreed, held_on, now)
    return Made(advice, promises=promises, update_weeks=weeks)


def _save_notes(meeting: Meeting, notes: Mapping[str, Any]) -> Advice:
    values = {name: notes[name] for name in NOTE_FIELDS if name in notes}
    words = [*(values.get("priorities") or []), *(values.get("avoid") or [])]
    advice, _ = Advice.objects.update_or_create(
        meeting=meeting,
        defaults={
            **values,
            "search_key": fold(values.get("said"), *words, values.get("people"))[:600],
        },
    )
    return advice


def _their_promises(
    meeting: Meeting, agreed: Mapping[str, str], on: date, now: datetime
) -> list[Commitment]:
    """What they agreed to, once each: saving the notes again makes no second promise."""
    known = set(Commitment.objects.filter(origin_code=meeting.code).values_list("kind", flat=True))
    return [
        promise(
            target=meeting.target, by=Side.THEM, kind=kind,
            what=PROMISED.get(PromiseKind(kind), words) or "Introduce me to somebody",
            made_on=on, due_on=None, now=now, origin_code=meeting.code,
        )
        for kind, words in agreed.items()
        if kind not in known
    ]  # fmt: skip


@transaction.atomic
def turn_advice_into_tasks(
    *, advice: Advice, held_on: date, now: datetime, lines: Sequence[tuple[str, date | None]] = ()
) -> list[Task]:
    """One action for each priority and each person to write to, with a day; those already made
    from this meeting are not made twice."""
    meeting = advice.meeting
    cycle = meeting.target.cycle
    known = set(Task.objects.filter(origin_code=meeting.code).values_list("title", flat=True))
    wanted = list(lines) or [(text, action_due_on(held_on)) for text in _actions_of(advice)]
    return [
        add_task(
            cycle=cycle, title=title, lever=Lever.ADVOCATES, now=now, due_on=due_on,
            why=f"{meeting.target.name} advised it", origin=TaskOrigin.ADVICE,
            origin_code=meeting.code,
        )
        for title, due_on in wanted
        if title.strip() and title.strip()[:160] not in known
    ]  # fmt: skip


def _actions_of(advice: Advice) -> list[str]:
    people = [name.strip() for name in advice.people.split(",") if name.strip()]
    return [*advice.priorities, *(f"Write to {name}" for name in people)]


@transaction.atomic
def unmake_action(*, task: Task, now: datetime) -> None:
    """Undo of an action that notes made: it goes, as if it had not been made."""
    cycle = task.cycle
    task.delete()
    mark_dates_changed(cycle=cycle, now=now)
