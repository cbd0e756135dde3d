"""What a calendar that others can see may hold of the plan (rulebook IC).

Neutral titles, whole days, alarms only where something is to be done. Nothing of a diagnosis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from smartpick.common.dated import DatedItem, DatedKind, Standing

LONG_WINDOW_DAYS = 14  # a longer one is two events of one day
DONE_DAYS = 90
CANCELLED_DAYS = 30
LEFT_OUT = frozenset({DatedKind.FOLLOW_UP, DatedKind.FAILED_MAIL})
OF_THE_PAGE_ALONE = frozenset({"repair_step", "track"})  # of the autopsy; a question each week
DEADLINE_ALARMS = ("-P6DT15H", "-PT15H")  # 09:00 seven days before, and the day before
DAY_ALARMS = ("PT9H",)  # 09:00 that day
MEETING_ALARMS = ("-P1D", "-PT1H")
MEETING_MINUTES = 30
DEADLINE_KINDS = frozenset({DatedKind.LETTER, DatedKind.COMMITMENT, DatedKind.DECISION})
DAY_KINDS = frozenset({DatedKind.CHECK_IN, DatedKind.TASK, DatedKind.MONTHLY})
PATTERNS = {
    DatedKind.CHECK_IN: "Write to {}",
    DatedKind.LETTER: "Letter: {}",
    DatedKind.MEETING: "Meeting: {}",
    DatedKind.COMMITMENT: "Promise: {}",
}
TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms"})
EASTERN_NAME = "America/New_York"


@dataclass(frozen=True)
class Event:
    """One event as a calendar shows it; `ends_on` is its last day."""

    uid: str
    title: str
    starts_on: date
    ends_on: date
    at: datetime | None = None
    zone: str = ""
    minutes: int = 0
    alarms: tuple[str, ...] = ()
    path: str = ""
    is_busy: bool = False
    is_cancelled: bool = False


def events_of(
    items: Iterable[DatedItem],
    *,
    today: date,
    host: str,
    initials: bool,
    alarms: bool,
    snoozes: dict[str, date],
    soap: Sequence[tuple[date, date]] = (),
) -> list[Event]:
    """In the order of their start, then their name."""
    found: list[Event] = []
    for item in items:
        left_out = item.kind in LEFT_OUT or item.origin in OF_THE_PAGE_ALONE
        if left_out or _is_long_done(item, today):
            continue
        until = snoozes.get(item.key)
        if until is not None and until > today and item.on > today:
            continue
        found += [_finished(event, item, alarms, soap) for event in _events(item, host, initials)]
    return sorted(found, key=lambda event: (event.starts_on, event.uid))


def _is_long_done(item: DatedItem, today: date) -> bool:
    days = {Standing.DONE: DONE_DAYS, Standing.DROPPED: CANCELLED_DAYS}.get(item.standing)
    return days is not None and item.closed_on is not None and (today - item.closed_on).days > days


def _events(item: DatedItem, host: str, initials: bool) -> list[Event]:
    part = f"-{item.part}" if item.part else ""
    uid = f"{item.origin_code}{part}"
    title = _title(item, initials=initials)
    first = item.first_day if item.kind == DatedKind.WINDOW else item.on
    event = Event(f"{uid}@{host}", title, first, item.on, alarms=_alarms(item))
    if item.kind == DatedKind.MEETING and item.at:
        minutes = item.minutes or MEETING_MINUTES
        return [replace(event, at=item.at, zone=item.zone, minutes=minutes, is_busy=True)]
    if item.kind == DatedKind.OFFICIAL and item.at:
        return [replace(event, at=item.at, zone=EASTERN_NAME)]
    if (item.on - first).days < LONG_WINDOW_DAYS:
        return [event]
    start = replace(event, uid=f"{uid}-a@{host}", title=f"Start: {title}", ends_on=first, alarms=())
    return [start, replace(event, uid=f"{uid}-b@{host}", title=f"Last day: {title}",
                           starts_on=item.on)]  # fmt: skip


def _title(item: DatedItem, *, initials: bool) -> str:
    """Neutral: a verb and a short name, never what it is about."""
    pattern = PATTERNS.get(item.kind)
    if pattern and item.person:
        name = initials_of(item.person) if initials else short_name(item.person)
        return pattern.format(name)
    return item.neutral or "A date of my plan"


def short_name(name: str) -> str:
    """'A. Okafor', from whatever stands before a comma."""
    words = _name_words(name)
    return f"{words[0][0]}. {words[-1]}" if len(words) > 1 else "".join(words) or "somebody"


def initials_of(name: str) -> str:
    words = _name_words(name)
    return " ".join(f"{word[0]}." for word in (words[:1] + words[1:][-1:])) or "somebody"


def _name_words(name: str) -> list[str]:
    words = name.split(",", maxsplit=1)[0].split()
    return [word for word in words if word.rstrip(".").casefold() not in TITLES]


def _alarms(item: DatedItem) -> tuple[str, ...]:
    if item.kind == DatedKind.MEETING:
        return MEETING_ALARMS if item.at else ()
    if item.is_deadline or item.kind in DEADLINE_KINDS:
        return DEADLINE_ALARMS
    return DAY_ALARMS if item.kind in DAY_KINDS else ()


def _finished(
    event: Event, item: DatedItem, alarms: bool, soap: Sequence[tuple[date, date]]
) -> Event:
    """Done: stays, without alarm. Dropped: called off. In SOAP week no alarm names a program."""
    if item.standing == Standing.DROPPED:
        return replace(event, is_cancelled=True, alarms=())
    if item.standing == Standing.DONE:
        return replace(event, title=f"{event.title} (done)", alarms=())
    locked = item.leads_programs and _rings_within(event, soap)
    return event if alarms and not locked else replace(event, alarms=())


def _rings_within(event: Event, soap: Sequence[tuple[date, date]]) -> bool:
    days = [event.starts_on - timedelta(days=ahead) for ahead in (0, 1, 7)]
    return any(first <= day <= last for first, last in soap for day in days)
