"""One meeting as a calendar file, for its own calendar program."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from mentors.choices import MeetingState
from mentors.models import Meeting


def invitation(meeting: Meeting, *, host: str, now: datetime) -> bytes:
    """The event alone: nobody is invited by it, so nothing goes to the faculty member."""
    event = Event()
    event.add("uid", f"meeting-{meeting.code}@{host}")
    event.add("dtstamp", now)
    event.add("last-modified", meeting.updated_at)
    event.add("sequence", meeting.version)
    event.add("dtstart", meeting.at)
    event.add("dtend", (meeting.at or now) + timedelta(minutes=meeting.minutes))
    event.add("summary", f"Meeting with {meeting.target.name}")
    if meeting.place:
        event.add("location", meeting.place)
    called_off = meeting.state in (MeetingState.CANCELLED, MeetingState.NO_SHOW)
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//SmartPick//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body
