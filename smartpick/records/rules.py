"""When the health page is red, and when an unused account goes: pure.

Each limit is what somebody would notice (quality R13), or what the school was promised (E3).
"""

from datetime import date, datetime, timedelta

from timeline.rules.template import months_after

SILENT = timedelta(minutes=10)
COMPARE_EVERY = timedelta(hours=30)
DISK_LEAST = 0.1
MONTHS_ALONE = 24
FIRST_WARNING = timedelta(days=60)
SECOND_WARNING = timedelta(days=14)


def is_silent(at: datetime | None, now: datetime, allowed: timedelta = SILENT) -> bool:
    return at is None or now - at > allowed


def is_overdue(due_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and now - due_at > SILENT


def disk_is_full(free: int, total: int) -> bool:
    return free < total * DISK_LEAST


def unused_goes_on(last_use: date, months: int, *, today: date) -> date | None:
    """The day on which an unused account goes; nothing while the first warning is not due.

    Somebody who could not be warned in time, since nothing ran, still gets all of the days.
    """
    day = months_after(last_use, months)
    if today < day - FIRST_WARNING:
        return None
    return max(day, today + FIRST_WARNING)
