"""When the health page is red: pure. Each limit is what somebody would notice (quality R13)."""

from datetime import datetime, timedelta

SILENT = timedelta(minutes=10)
COMPARE_EVERY = timedelta(hours=30)
DISK_LEAST = 0.1


def is_silent(at: datetime | None, now: datetime, allowed: timedelta = SILENT) -> bool:
    return at is None or now - at > allowed


def is_overdue(due_at: datetime | None, now: datetime) -> bool:
    return due_at is not None and now - due_at > SILENT


def disk_is_full(free: int, total: int) -> bool:
    return free < total * DISK_LEAST
