"""What an operator sees of the house as a whole: counts and moments, nobody's record."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count

from smartpick.campaign.models import ViewEntry
from smartpick.outbox.choices import State
from smartpick.outbox.models import Intent, MailRoom, Pulse
from smartpick.outbox.queries import oldest_due
from smartpick.records.queries.seasons import season_list
from smartpick.records.rules import COMPARE_EVERY, disk_is_full, is_overdue, is_silent

GIGABYTE = 1024**3
LOOKS = "count of looks"  # the pulse of the nightly count


@dataclass(frozen=True)
class HealthLine:
    name: str
    words: str
    is_red: bool = False
    since: datetime | None = None
    do: str = ""  # the address of the page that mends it


def health(*, now: datetime, broker: bool) -> list[HealthLine]:
    """The red lines first; `broker` is what asking it just now gave."""
    pulses = {pulse.name: pulse for pulse in Pulse.objects.all()}
    lines = [
        _due(now),
        _line(),
        _pulse("Worker", pulses.get("worker"), now, "It takes work."),
        _pulse("Schedule", pulses.get("beat"), now, "It ticks."),
        HealthLine("Broker", "It answers." if broker else "It does not answer.", not broker),
        _pulse("Sweep of reminders", pulses.get("sweep reminders"), now, "It looks each minute."),
        _compare(pulses.get("compare reminders"), now),
        _restore(),
        *_mail_counts(),
        _disk(),
        _views(now, pulses.get(LOOKS)),
        _seasons(now),
    ]
    return sorted(lines, key=lambda line: not line.is_red)


def _due(now: datetime) -> HealthLine:
    if not settings.OUTBOX_DELIVERS:
        return HealthLine("Oldest due mail", "Try-out: mails stay here and are shown.")
    oldest = oldest_due(now=now)
    red = is_overdue(oldest, now)
    words = "Nothing waits." if oldest is None else "Mail waits."
    return HealthLine("Oldest due mail", words, red, oldest)


def _line() -> HealthLine:
    room = MailRoom.objects.filter(pk=1).first()
    if room is None or room.stopped_at is None:
        return HealthLine("Mail server", "No trouble with it.")
    return HealthLine(
        "Mail server", room.stopped_because, True, room.stopped_at, "records:operator-mail"
    )


def _pulse(name: str, pulse: Pulse | None, now: datetime, good: str) -> HealthLine:
    at = pulse.at if pulse else None
    if not is_silent(at, now):
        return HealthLine(name, good)
    return HealthLine(name, "Silent." if at else "Never heard of.", True, at)


def _compare(pulse: Pulse | None, now: datetime) -> HealthLine:
    if pulse is None:
        return HealthLine("Nightly compare of reminders", "Not run yet.")
    late = is_silent(pulse.at, now, COMPARE_EVERY)
    differs = not pulse.detail.startswith("0 ")
    return HealthLine("Nightly compare of reminders", pulse.detail, late or differs, pulse.at)


def _restore() -> HealthLine:
    room = MailRoom.objects.filter(pk=1, restored_at__isnull=False).first()
    if room is None:
        return HealthLine("Restore", "This database was not restored.")
    words = "The database was restored. Mail is held until you let it go."
    return HealthLine("Restore", words, True, room.restored_at, "records:operator-mail")


def _mail_counts() -> list[HealthLine]:
    counted = dict(
        Intent.objects.filter(state__in=[State.HELD, State.UNCONFIRMED, State.FAILED])
        .values_list("state")
        .annotate(Count("id"))
    )
    return [
        HealthLine(f"Mails: {State(state).label.lower()}", f"{counted.get(state, 0):,}")
        for state in (State.HELD, State.UNCONFIRMED, State.FAILED)
    ]


def _disk() -> HealthLine:
    disk = shutil.disk_usage(settings.DATA)
    words = f"{disk.free / GIGABYTE:,.1f} GB of {disk.total / GIGABYTE:,.1f} GB free."
    return HealthLine("Disk", words, disk_is_full(disk.free, disk.total))


def _views(now: datetime, pulse: Pulse | None) -> HealthLine:
    today = ViewEntry.objects.filter(at__gt=now - timedelta(days=1)).count()
    words = f"{ViewEntry.objects.count():,} entries, {today:,} of one day."
    fell = pulse is not None and not pulse.detail.startswith("0 ")
    if pulse is not None and fell:
        return HealthLine("View log", f"{words} Last night: {pulse.detail}.", True, pulse.at)
    return HealthLine("View log", words)


def _seasons(now: datetime) -> HealthLine:
    seasons = season_list(today=now.date())
    words = f"{seasons.unsure_count} to come and {len(seasons.late)} past are not confirmed."
    return HealthLine("Season dates", words)
