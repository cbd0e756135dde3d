"""When a mail is tried again (quality rule 15): what can heal, with a limit; a refusal never."""

from datetime import datetime, timedelta

PERMANENT_FROM = 500
MINUTES = (1, 5, 15, 60)
LAST_HOUR = 24


def retry_at(code: int | None, attempts: int, now: datetime) -> datetime | None:
    """The next moment, or nothing. 5xx: never; else 1, 5, 15, 60 minutes, then each hour to 24."""
    if code is not None and code >= PERMANENT_FROM:
        return None
    if attempts <= len(MINUTES):
        return now + timedelta(minutes=MINUTES[attempts - 1])
    if attempts > len(MINUTES) + LAST_HOUR:
        return None
    return now + timedelta(hours=1)
