"""Program contacts: naming who could speak to a program, and what became of it.

SOAP week closes every one of these (T5): nobody may start contact with a program.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentors.models import Target
from outreach.choices import AskLevel, ContactState
from outreach.models import Ask, ProgramContact
from outreach.services.asks import ask_of, refuse_outreach, require_open
from smartpick.common.errors import RuleBroken
from smartpick.picks.models import ProgramPick

LEVEL = AskLevel.PROGRAM_CONTACT
DAYS = ("asked_on", "answered_on", "done_on")
DAYS_OF = {
    ContactState.NOT_ASKED: 0,
    ContactState.ASKED: 1,
    ContactState.AGREED: 2,
    ContactState.DECLINED: 2,
    ContactState.DONE: 3,
}


@transaction.atomic
def name_contact(*, pick: ProgramPick, target: Target | None, now: datetime) -> ProgramContact:
    """A program on the list of outreach, with who could speak there; twice is once."""
    refuse_outreach(cycle=pick.cycle, level=LEVEL, now=now)
    if target is not None:
        waiting: ProgramContact | None = ProgramContact.objects.filter(
            pick=pick, target__isnull=True
        ).first()
        if waiting and not ProgramContact.objects.filter(pick=pick, target=target).exists():
            waiting.target = target
            waiting.save(update_fields=["target", "updated_at"])
            return waiting
    row: ProgramContact | None = None
    if target is None:
        row = ProgramContact.objects.filter(pick=pick).first()
    if row is None:
        row, _ = ProgramContact.objects.get_or_create(pick=pick, target=target)
    return row


@transaction.atomic
def record_contact(
    *, contact: ProgramContact, data: Mapping[str, Any], now: datetime
) -> ProgramContact:
    """How far it is. Asked here is asked aloud: the ladder is minded, the ask gets its day.

    Raises RuleBroken with words for a day that cannot be, nobody named, or SOAP week.
    """
    today, target, state = timezone.localdate(now), data["target"], data["state"]
    refuse_outreach(cycle=contact.pick.cycle, level=LEVEL, now=now)
    _refuse_twin(contact, target)
    _refuse_days(data, today)
    if state != ContactState.NOT_ASKED:
        if target is None:
            raise RuleBroken("Name who was asked first.")
        if not ask_of(target, LEVEL).said_on:
            require_open(target, LEVEL, today=today, recording=True)
            _say(target, data["asked_on"])
    contact.target, contact.state, contact.route = target, state, data["route"]
    for place, name in enumerate(DAYS):  # a day that this state has not reached yet is let go
        setattr(contact, name, data[name] if place < DAYS_OF[state] else None)
    contact.version += 1
    contact.save()
    return contact


def _say(target: Target, on_date: date) -> Ask:
    ask = ask_of(target, LEVEL)
    ask.said_on = on_date
    ask.version += 1
    ask.save()
    return ask


def _refuse_twin(contact: ProgramContact, target: Target | None) -> None:
    twins = ProgramContact.objects.filter(pick=contact.pick, target=target).exclude(pk=contact.pk)
    if twins.exists():
        who = target.name if target else "nobody yet"
        raise RuleBroken(f"This program stands on the list with {who} already.")


def _refuse_days(data: Mapping[str, Any], today: date) -> None:
    state, asked, answered, done = data["state"], *(data[name] for name in DAYS)
    if any(day and day > today for day in (asked, answered, done)):
        raise RuleBroken("Use today or an earlier date.")
    if state != ContactState.NOT_ASKED and not asked:
        raise RuleBroken("Enter the day you asked.")
    if DAYS_OF[state] >= 2 and not answered:
        raise RuleBroken("Enter the day of their answer.")
    if state == ContactState.DONE and not done:
        raise RuleBroken("Enter the day they wrote or rang.")
    days = [day for day in (asked, answered, done)[: DAYS_OF[state]] if day]
    if days != sorted(days):
        raise RuleBroken("Asked, answered, done: the days are not in this order. Check them.")


@transaction.atomic
def drop_contact(*, contact: ProgramContact, now: datetime) -> None:
    refuse_outreach(cycle=contact.pick.cycle, level=LEVEL, now=now)
    contact.delete()
