"""The text of a calendar: the same bytes for the same events, whenever it is fetched."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from timeline.models import FeedEvent
from timeline.zones import vtimezone

TTL = timedelta(hours=12)


def calendar_text(events: Iterable[FeedEvent], *, site: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//SmartPick//My plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "My plan")
    calendar.add("name", "My plan")
    calendar.add("refresh-interval", TTL, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    rows = list(events)
    for name in sorted({row.zone for row in rows if row.at and row.zone}):
        years = [row.at.year for row in rows if row.at and row.zone == name]
        calendar.add_component(vtimezone(name, min(years) - 1, max(years) + 1))
    for row in rows:
        calendar.add_component(_event(row, site))
    return bytes(calendar.to_ical())


def _event(row: FeedEvent, site: str) -> Event:
    event = Event()
    event.add("uid", row.uid)
    event.add("summary", row.title)
    event.add("dtstamp", row.changed_at)
    event.add("last-modified", row.changed_at)
    event.add("sequence", row.sequence)
    if row.at:
        start = row.at.astimezone(ZoneInfo(row.zone or "UTC"))
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=row.minutes))
    else:
        event.add("dtstart", row.starts_on)
        event.add("dtend", row.ends_on + timedelta(days=1))
    event.add("status", "CANCELLED" if row.cancelled_on else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE" if row.is_busy else "TRANSPARENT")
    if row.path:
        event.add("description", f"Open SmartPick\n{site}{row.path}")
    for trigger in filter(None, row.alarms.split(",")):
        event.add_component(_alarm(trigger, row.title))
    return event


def _alarm(trigger: str, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm["TRIGGER"] = trigger
    return alarm
