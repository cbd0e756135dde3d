"""The sweep: every minute, what is owed by now becomes an intent, and that is its record.

A tick costs what is due, not what exists: marked cycles are worked out anew, and of all others
only those are read whose `next_reminder_at` has come. Two sweeps at once do no harm.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from smartpick.accounts.models import User
from smartpick.campaign.models import Cycle
from smartpick.outbox.models import Intent
from smartpick.outbox.services import enqueue, note_pulse, reword, stop_path
from timeline import emails
from timeline.models import ReminderPreference, ToldStep
from timeline.queries.reminder import Desk, read_desk
from timeline.rules.reminder import Reminder, first_day
from timeline.services.feed import refresh_feed
from timeline.services.reminders import own_preference

log = logging.getLogger(__name__)
BATCH = 500
AGAIN_AFTER = timedelta(hours=1)  # a record that cannot be read waits aside, the others go on


class Deed(Protocol):
    def __call__(self, *, cycle: Cycle, now: datetime) -> bool: ...


def sweep_reminders(*, now: datetime) -> int:
    """How many mails were written."""
    mark_people_who_moved(now=now)
    for cycle in _whole(Cycle.objects.filter(dates_changed_at__isnull=False)):
        _each(refresh, cycle, now)
    due = Cycle.objects.filter(next_reminder_at__lte=now).order_by("next_reminder_at", "id")
    written = sum(_each(remind, cycle, now) for cycle in _whole(due))
    note_pulse(name="sweep reminders", now=now, detail=f"{written} written")
    return written


def _whole(cycles: QuerySet[Cycle]) -> Iterable[Cycle]:
    return list(cycles.select_related("applicant__user", "applicant__school")[:BATCH])


def _each(deed: Deed, cycle: Cycle, now: datetime) -> int:
    """One record that fails must not keep the others from their reminders."""
    try:
        return int(deed(cycle=cycle, now=now))
    except Exception:
        log.exception("reminder failed", extra={"cycle": cycle.pk})
        later = now + AGAIN_AFTER
        Cycle.objects.filter(pk=cycle.pk).update(next_reminder_at=later, dates_changed_at=None)
        return 0


def mark_people_who_moved(*, now: datetime) -> None:
    """Another zone or address moves every mail that has not left; the account only says so."""
    for key in list(User.objects.filter(reach_changed=True).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            User.objects.filter(pk=key).update(reach_changed=False)
            own = Cycle.objects.filter(applicant__user=key, closed_on__isnull=True)
            own.update(dates_changed_at=now)


@transaction.atomic
def refresh(*, cycle: Cycle, now: datetime) -> bool:
    """Works a marked cycle out anew; a mark made meanwhile stays for the next tick."""
    own_preference(user=cycle.applicant.user, now=now)
    desk = read_desk(cycle, now=now)
    refresh_feed(user=desk.user, cycle=cycle, now=now)
    hit = Cycle.objects.filter(pk=cycle.pk, dates_changed_at=cycle.dates_changed_at).update(
        next_reminder_at=desk.next_look(now), dates_changed_at=None
    )
    return hit == 1


@transaction.atomic
def remind(*, cycle: Cycle, now: datetime) -> bool:
    """Claims one due cycle, writes its mail of the day if there is one, and sets the next look."""
    claimed = Cycle.objects.filter(
        pk=cycle.pk, next_reminder_at=cycle.next_reminder_at, next_reminder_at__lte=now
    ).update(next_reminder_at=now + AGAIN_AFTER)
    if not claimed:
        return False
    desk = read_desk(cycle, now=now)
    day = first_day(now, desk.wishes, desk.mailed_on)
    written = False
    if desk.can_be_mailed and desk.wishes.moment(day) <= now and not desk.wishes.is_paused(day):
        mail = desk.mail_on(day)
        if mail:
            write(desk, mail, now=now)
            written = True
        settle(desk, day=day, now=now)
        desk = read_desk(cycle, now=now)
    Cycle.objects.filter(pk=cycle.pk).update(next_reminder_at=desk.next_look(now))
    return written


def write(desk: Desk, mail: Reminder, *, now: datetime) -> Intent:
    """The intent and the ledger of all steps it covers, or neither."""
    drafted = emails.reminder(desk, mail)
    intent = enqueue(drafted, now=now)
    whole = emails.reminder(desk, mail, stop=stop_path(intent))
    reword(unique_key=whole.unique_key, subject=whole.subject, text=whole.text, now=now)
    ToldStep.objects.bulk_create(
        [
            ToldStep(
                user=desk.user,
                kind=step.item.kind,
                item_key=step.item.key,
                step=step.name,
                on=step.item.on,
                mail_key=drafted.unique_key,
                told_on=mail.on,
            )
            for line in mail.lines
            for step in line.covers
        ],
        update_conflicts=True,
        unique_fields=["user", "item_key", "step", "on", "kind"],
        update_fields=["mail_key", "told_on"],
    )
    return intent


def settle(desk: Desk, *, day: date, now: datetime) -> None:
    """This day's digest is dealt with, whether there was something to say or not."""
    held = own_preference(user=desk.user, now=now)
    ReminderPreference.objects.filter(pk=held.pk).exclude(settled_on__gte=day).update(
        settled_on=day
    )
