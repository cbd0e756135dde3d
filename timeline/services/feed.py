"""The calendar's address and its events: a change is numbered when it happens, never on a read."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from smartpick.accounts.models import User
from smartpick.accounts.tokens import fresh_token, hashed
from smartpick.campaign.models import Cycle
from timeline.choices import TitleStyle
from timeline.models import FeedEvent, FeedToken
from timeline.queries.items import all_items
from timeline.queries.reminder import local_day, snoozes_of
from timeline.queries.soap import as_days, soap_weeks
from timeline.rules.feed import CANCELLED_DAYS, Event, events_of

WATCHED = (
    "title", "starts_on", "ends_on", "at", "zone", "minutes", "alarms", "path", "is_busy",
)  # fmt: skip


def live_token(user: User) -> FeedToken | None:
    return FeedToken.objects.filter(user=user, revoked_at__isnull=True).first()


@transaction.atomic
def issue(*, user: User, cycle: Cycle | None, now: datetime) -> str:
    """A new address, told once; the old one ends with its style kept."""
    old = live_token(user)
    revoke(user=user, now=now)
    token = fresh_token()
    FeedToken.objects.create(
        user=user,
        token_hash=hashed(token),
        style=old.style if old else TitleStyle.NAMES,
        alarms=old.alarms if old else True,
        changed_at=now,
    )
    if cycle is not None:
        refresh_feed(user=user, cycle=cycle, now=now)
    return token


def revoke(*, user: User, now: datetime) -> bool:
    hit = FeedToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=now)
    return hit == 1


@transaction.atomic
def set_style(*, user: User, cycle: Cycle | None, style: str, alarms: bool, now: datetime) -> None:
    live = FeedToken.objects.filter(user=user, revoked_at__isnull=True)
    live.update(style=style, alarms=alarms, changed_at=now)
    if cycle is not None:
        refresh_feed(user=user, cycle=cycle, now=now)


def note_read(*, token: FeedToken, now: datetime) -> None:
    """Once a day: whether somebody still reads it."""
    FeedToken.objects.filter(pk=token.pk).exclude(last_read_on=now.date()).update(
        last_read_on=now.date()
    )


def refresh_feed(*, user: User, cycle: Cycle, now: datetime) -> bool:
    """Brings the events into step with the plan; True when a calendar will see a change."""
    token = live_token(user)
    if token is None:
        return False
    wanted = _wanted(
        user, cycle, now=now, initials=token.style == TitleStyle.INITIALS, alarms=token.alarms
    )
    changed = _store(user, wanted, now=now)
    if changed:
        FeedToken.objects.filter(pk=token.pk).update(changed_at=now)
    return changed


def _wanted(
    user: User, cycle: Cycle, *, now: datetime, initials: bool, alarms: bool
) -> list[Event]:
    today = local_day(user, now)
    soap = as_days(soap_weeks(cycle, today))
    return list(
        events_of(
            all_items(cycle, today=today, soap=soap),
            today=today,
            host=urlsplit(settings.SITE_URL).hostname or "localhost",
            initials=initials,
            alarms=alarms,
            snoozes=snoozes_of(user),
            soap=soap,
        )
    )


def calendar_to_take(user: User, cycle: Cycle, *, now: datetime) -> list[FeedEvent]:
    """The plan as events of a calendar, for a file of one's own: nothing of it is kept."""
    wanted = _wanted(user, cycle, now=now, initials=False, alarms=False)
    return [
        FeedEvent(user=user, uid=event.uid, changed_at=now, **_values(event))
        for event in wanted
        if not event.is_cancelled
    ]


def _values(event: Event) -> dict[str, Any]:
    values = {name: value for name, value in asdict(event).items() if name in WATCHED}
    return values | {"alarms": ",".join(event.alarms), "title": event.title[:200]}


def _store(user: User, wanted: list[Event], *, now: datetime) -> bool:
    held = {row.uid: row for row in FeedEvent.objects.filter(user=user)}
    changed = False
    for event in wanted:
        row = held.pop(event.uid, None)
        if row is None and event.is_cancelled:
            continue  # no calendar ever saw it
        changed |= _put(user, row, event, now=now)
    for row in held.values():
        changed |= _call_off(row, now=now)
    return changed


def _put(user: User, row: FeedEvent | None, event: Event, *, now: datetime) -> bool:
    values = _values(event)
    if row is None:
        FeedEvent.objects.create(user=user, uid=event.uid, changed_at=now, **values)
        return True
    was_cancelled = row.cancelled_on is not None
    same = all(getattr(row, name) == value for name, value in values.items())
    if same and was_cancelled == event.is_cancelled:
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.cancelled_on = now.date() if event.is_cancelled else None
    _number(row, now)
    return True


def _call_off(row: FeedEvent, *, now: datetime) -> bool:
    """What is no more: done long ago, or called off for 30 days, it goes; else it says so first."""
    if row.title.endswith("(done)"):
        row.delete()
        return True
    if row.cancelled_on is None:
        row.cancelled_on, row.alarms = now.date(), ""
        _number(row, now)
        return True
    if (now.date() - row.cancelled_on).days > CANCELLED_DAYS:
        row.delete()
        return True
    return False


def _number(row: FeedEvent, now: datetime) -> None:
    row.sequence += 1
    row.changed_at = now
    row.save()


def refresh_all(*, now: datetime) -> int:
    """Nightly: what changes by the day alone, such as a snooze that ends. How many changed."""
    changed = 0
    tokens = FeedToken.objects.filter(revoked_at__isnull=True).select_related("user")
    for token in tokens.iterator(chunk_size=500):
        cycle = (
            Cycle.objects.filter(applicant__user=token.user, closed_on__isnull=True)
            .select_related("applicant__school")
            .first()
        )
        if cycle is not None:
            with transaction.atomic():
                changed += refresh_feed(user=token.user, cycle=cycle, now=now)
    return changed
