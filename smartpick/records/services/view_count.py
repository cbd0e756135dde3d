"""The log of looks is insert-only; each night it is counted, and a day that fell is named."""

from datetime import datetime

from django.db.models import Count
from django.db.models.functions import TruncDate

from smartpick.accounts.models import User
from smartpick.campaign.models import ViewEntry
from smartpick.outbox.services import enqueue, note_pulse
from smartpick.records import emails
from smartpick.records.models import ViewCount
from smartpick.records.queries.health import LOOKS


def count_views(*, now: datetime) -> list[str]:
    """Counts each day anew, mails the operators, and returns the days whose count fell."""
    days = ViewEntry.objects.filter(at__lt=now).annotate(day=TruncDate("at")).values("day")
    held = dict(days.annotate(n=Count("id")).values_list("day", "n"))
    known = dict(ViewCount.objects.values_list("on_date", "count"))
    fell = sorted(day for day, count in known.items() if held.get(day, 0) < count)
    ViewCount.objects.bulk_create(
        [
            ViewCount(on_date=day, count=count)
            for day, count in held.items()
            if count > known.get(day, 0)
        ],
        update_conflicts=True, update_fields=["count"], unique_fields=["on_date"],
    )  # fmt: skip
    words = [f"{day:%Y-%m-%d}: {held.get(day, 0)} of {known[day]}" for day in fell]
    detail = f"{len(fell)} days fell; {sum(held.values()):,} looks in all"
    note_pulse(name=LOOKS, now=now, detail=detail)
    for operator in User.objects.filter(is_staff=True, is_active=True):
        enqueue(emails.views_counted(to=operator, held=held, fell=words, now=now), now=now)
    return words
