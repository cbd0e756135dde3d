"""The nightly check: every reminder from scratch against what is planned and written.

A forgotten mark would lose a reminder in silence. Here it becomes a number on the health page and
a mail to the operator, and is repaired (quality R16).
"""

import logging
from collections import Counter
from datetime import datetime, timedelta

from smartpick.accounts.models import User
from smartpick.campaign.models import Cycle
from smartpick.outbox.services import enqueue, note_pulse
from timeline import emails
from timeline.queries.reminder import read_desk

log = logging.getLogger(__name__)
CHUNK = 500
GRACE = timedelta(minutes=10)  # the sweep of this minute may be at it


def compare_reminders(*, now: datetime) -> int:
    """How many cycles did not agree; each is repaired and told to the operator."""
    found: Counter[str] = Counter()
    last = 0
    while cycles := list(
        Cycle.objects.filter(pk__gt=last, closed_on__isnull=True)
        .select_related("applicant__user", "applicant__school")
        .order_by("pk")[:CHUNK]
    ):
        for cycle in cycles:
            kind = difference(cycle, now=now)
            if kind:
                found[kind] += 1
                log.error("reminder differs", extra={"cycle": cycle.pk, "kind": kind})
                repair(cycle, now=now)
        last = cycles[-1].pk
    tell(found, now=now)
    return found.total()


def difference(cycle: Cycle, *, now: datetime) -> str:
    """What does not agree, in two words; empty when all does. A fresh mark is no difference."""
    if cycle.dates_changed_at is not None and cycle.dates_changed_at > now - GRACE:
        return ""
    right = read_desk(cycle, now=now).next_look(now)
    held = cycle.next_reminder_at
    if held == right:
        return "overdue look" if held is not None and held < now - GRACE else ""
    if right is None:
        return "needless look"
    if held is None or held > right:
        return "lost look"
    return "early look" if held > now else ""


def repair(cycle: Cycle, *, now: datetime) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(dates_changed_at=now)


def tell(found: Counter[str], *, now: datetime) -> None:
    count = found.total()
    note_pulse(name="compare reminders", now=now, detail=f"{count} differences")
    if not count:
        return
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(found.items()))
    day = now.date().isoformat()
    for operator in User.objects.filter(is_staff=True, is_active=True).exclude(email=""):
        mail = emails.differences(to=operator.email, count=count, kinds=kinds, day=day)
        enqueue(mail, now=now)
