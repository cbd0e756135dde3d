"""VTIMEZONE for the years that a calendar holds, from the zone data of the machine.

Written here because the library's own begins daylight saving an hour late: an onset is told in
the time that holds before it (RFC 5545, 3.6.5).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

HOUR = timedelta(hours=1)


def vtimezone(name: str, first_year: int, last_year: int) -> Timezone:
    """Every change of the offset from the first day of one year to the last of another."""
    zone = ZoneInfo(name)
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    found = Timezone()
    found.add("tzid", name)
    found.add_component(_observance(start.astimezone(zone), _offset(start, zone)))
    for change in _changes(start, end, zone):
        before = _offset(change - HOUR, zone)
        found.add_component(_observance(change.astimezone(zone), before))
    return found


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _changes(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """The instants at which the offset changes: found by the day, then to the minute."""
    day = start
    while day < end:
        after = day + timedelta(days=1)
        if _offset(day, zone) != _offset(after, zone):
            low, high = day, after
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                same = _offset(middle, zone) == _offset(day, zone)
                low, high = (middle, high) if same else (low, middle)
            yield high
        day = after


def _observance(at: datetime, before: timedelta) -> TimezoneStandard | TimezoneDaylight:
    part = TimezoneDaylight() if at.dst() else TimezoneStandard()
    part.add("dtstart", (at.astimezone(UTC) + before).replace(tzinfo=None))
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", at.utcoffset())
    part.add("tzname", at.tzname() or "")
    return part
