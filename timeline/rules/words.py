"""The sentence of each line and the subject of each mail (RM F.5).

No subject holds unmatched, Match result, a specialty, a score or a concern; a name only where its
owner chose specific subjects.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from smartpick.campaign.rules.soap import EASTERN
from smartpick.common.dated import DatedItem, DatedKind
from timeline.rules.reminder import PASSED, WEEKLY, Reminder, Told
from timeline.rules.steps import DIGEST


@dataclass(frozen=True)
class Line:
    """One line of a mail, in words."""

    sentence: str
    key: str


def long_day(day: date) -> str:
    return f"{day:%A}, {day:%B} {day.day}"


def short_day(day: date) -> str:
    return f"{day:%B} {day.day}"


def clock_words(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def count_words(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _when(days: int) -> str:
    if days == 0:
        return "Today."
    return "1 day left." if days == 1 else f"{days} days left."


def line_of(told: Told, item: DatedItem, zone: str) -> Line:
    passed = told.wording == PASSED
    say = SENTENCES.get(item.kind, _task)
    return Line(say(item, told, passed, zone), item.key)


def _letter(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    name = _name(item)
    is_ask = item.part == "ask"
    if passed and is_ask:
        return f"The ask for a letter to {name} was set for {short_day(item.on)}. Ask now."
    if passed:
        when = short_day(item.on)
        return f"The letter from {name} was due {when}. A short note is normal; the draft is ready."
    state = item.words.get("state")
    noun = f"The ask for a letter to {name}" if is_ask else f"The letter from {name}"
    known = f": {state}" if state else ""
    return f"{noun} is due {long_day(item.on)}{known}. {_when(told.days)}"


def _check_in(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    name = _name(item)
    if passed:
        return f"The update to {name} was due {short_day(item.on)}. Two lines are enough."
    since_on = item.words.get("since")
    day = told.today
    counted = (day - since_on).days if isinstance(since_on, date) else None
    since = f": day {counted} since your last contact" if counted is not None else ""
    when = f" {long_day(item.on)}" if told.days else " today"
    results = item.words.get("results")
    held = f" The draft holds {count_words(int(str(results)), 'result')}." if results else ""
    return f"An update to {name} is due{when}{since}.{held}"


def _window(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    if passed:
        return f"{item.title} ended {short_day(item.on)}. Move it, finish it or leave it out."
    if told.step.name == "closes":
        return f"A week left for {item.title}: until {long_day(item.on)}."
    what = item.words.get("deliverable")
    by = f"{what} by {long_day(item.on)}" if what else f"until {long_day(item.on)}"
    return f"{item.title} begins: {by}."


def _commitment(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    what, name = item.words.get("what") or item.title, _name(item)
    if item.words.get("mine") is False:
        verb = "was due" if passed else "is due"
        return f"{what} from {name} {verb} {long_day(item.on)}. A short note is normal."
    if passed:
        when = short_day(item.on)
        return f"{what} for {name} was due {when}. Send it, or tell them a new date."
    return f"You promised {what} to {name} by {long_day(item.on)}."


def _meeting(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    at = f", {clock_words(item.at.astimezone(ZoneInfo(item.zone or zone)))}" if item.at else ""
    kit = item.words.get("kit")
    return f"You meet {_name(item)} on {long_day(item.on)}{at}." + (
        f" The kit is {kit}." if kit else ""
    )


def _decision(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    if passed:
        return f"{item.title}: your date was {short_day(item.on)}. Decide, or set a new one."
    opinions = item.words.get("opinions")
    held = f" {opinions} of 2 opinions are in." if opinions is not None else ""
    return f"{item.title}: your own date is {long_day(item.on)}.{held}"


def _follow_up(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    days = item.words.get("days")
    since = f" in {days} days" if days else ""
    return f"No answer from {_name(item)}{since}. One short follow-up is normal."


def _official(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    if passed:
        return f"{item.title} was on {short_day(item.on)}."
    status = f" ({item.status})" if item.status else ""
    if not item.at:
        return f"{item.title}: {long_day(item.on)}{status}."
    eastern, local = item.at.astimezone(EASTERN), item.at.astimezone(ZoneInfo(zone))
    mine = "" if eastern.utcoffset() == local.utcoffset() else f", {clock_words(local)} for you"
    return f"{item.title}: {long_day(item.on)}, {clock_words(eastern)} Eastern{mine}{status}."


def _task(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    if passed:
        return f"{item.title} was set for {short_day(item.on)}."
    return f"{item.title}: {long_day(item.on)}."


def _failed_mail(item: DatedItem, told: Told, passed: bool, zone: str) -> str:
    why = item.words.get("reason")
    because = f": {why}" if why else ""
    return f"Your mail to {_name(item)} did not leave{because}. It is back on your desk."


def _name(item: DatedItem) -> str:
    return item.person or str(item.words.get("name") or "your mentor")


SENTENCES: Mapping[str, Callable[[DatedItem, Told, bool, str], str]] = {
    DatedKind.LETTER: _letter,
    DatedKind.CHECK_IN: _check_in,
    DatedKind.WINDOW: _window,
    DatedKind.COMMITMENT: _commitment,
    DatedKind.MEETING: _meeting,
    DatedKind.DECISION: _decision,
    DatedKind.FOLLOW_UP: _follow_up,
    DatedKind.OFFICIAL: _official,
    DatedKind.FAILED_MAIL: _failed_mail,
}


def subject_of(mail: Reminder, mode: str, *, first: DatedItem, specific: bool) -> str:
    """Neutral, or naming the first line where its owner chose so."""
    things = count_words(len(mail.lines), "thing")
    dates = f", {count_words(mail.dates_count, 'date')}" if mail.dates_count else ""
    if mail.is_late:
        return f"Catching up: {things}"
    if mail.kind == DIGEST and mode == WEEKLY:
        return f"Your week: {things}{dates}"
    if mail.kind == DIGEST:
        return f"Today: {_outside(first)}" if specific else f"Today: {things}{dates}"
    return f"{_outside(first) if specific else 'A date'} on {long_day(first.on)}"


def _outside(item: DatedItem) -> str:
    """What may be read over a shoulder: the neutral title, which holds no finding."""
    return item.neutral
