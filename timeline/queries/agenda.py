"""The year as a list: seasons with their items, official days with their times, what is past."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from smartpick.accounts.models import User
from smartpick.campaign.choices import Track
from smartpick.campaign.models import Cycle
from smartpick.campaign.rules.soap import EASTERN
from smartpick.common.dated import DatedItem, DatedKind, Standing
from timeline.choices import ItemState
from timeline.models import Plan, PlanItem
from timeline.queries.items import all_items
from timeline.queries.reminder import snoozes_of
from timeline.rules.anchors import Anchors, season_word
from timeline.rules.template import BY_KEY, MONTHLY, windows

MONTHS_OF = {
    "Spring": "Mar-May",
    "Summer": "Jun-Aug",
    "Fall": "Sep-Nov",
    "Winter": "Dec-Feb",
}
PHASES = {
    "Spring": "review, first emails and first meetings",
    "Summer": "role, direction and the team",
    "Fall": "outputs and monthly check-ins",
    "Winter": "program list, materials and mock interviews",
    "Next cycle": "letters, advocacy and submission",
    "Interviews": "interviews, rank list and the plan for March",
}

OWN_PLACE = frozenset({"plan_item", "track"})  # its rows; the line above them

# Whom the work of a phase speaks to: the switch that a reapplicant has to make, and back again.
TO_GATEKEEPERS = (
    "Last season you showed programs your potential. Now you show a trajectory to the people who"
    " open doors; programs come later."
)
TO_PROGRAMS = "You stand before programs again, with the people who vouch for you behind you."


def aim_of(word: str) -> str:
    """The sentence of the phase; empty where no plan says which it is."""
    if not word:
        return ""
    return TO_PROGRAMS if word == "Interviews" else TO_GATEKEEPERS


@dataclass(frozen=True)
class AgendaRow:
    """One line: an item of the plan, an official day, or a dated thing of another floor."""

    on: date
    first_on: date
    title: str
    row: PlanItem | None = None
    item: DatedItem | None = None
    tags: tuple[tuple[str, str], ...] = ()  # word, kind
    notes: tuple[str, ...] = ()
    is_official: bool = False


@dataclass(frozen=True)
class Season:
    name: str
    months: str
    rows: list[AgendaRow]


@dataclass(frozen=True)
class Agenda:
    seasons: list[Season]
    undated: list[PlanItem]
    past: list[AgendaRow]
    left_out: list[PlanItem]
    followed: list[PlanItem]
    word: str
    phase: str
    aim: str
    months_left: int


def agenda_of(
    cycle: Cycle, plan: Plan, rows: list[PlanItem], anchors: Anchors, *, today: date, zone: str
) -> Agenda:
    hidden = hidden_until(cycle.applicant.user, today)
    lines = [_plan_row(row, cycle, anchors, today, hidden) for row in rows if row.ends_on]
    lines += [
        _other_row(item, today, zone, hidden)
        for item in all_items(cycle, today=today)
        if item.origin not in OWN_PLACE and item.standing is not Standing.DROPPED
    ]
    lines.sort(key=lambda line: (max(line.first_on, today), line.on, line.title))
    past = [line for line in lines if _is_past(line, today)]
    word = season_word(today, anchors=anchors, short=plan.is_short)
    submit = anchors["submit"]
    return Agenda(
        seasons=_seasons([line for line in lines if line not in past], plan, anchors, today),
        undated=[row for row in rows if row.ends_on is None and row.is_open],
        past=sorted(past, key=lambda line: line.on, reverse=True),
        left_out=[row for row in rows if row.state in (ItemState.DROPPED, ItemState.MERGED)],
        followed=[row for row in rows if row.followed_on],
        word=word,
        phase=PHASES[word],
        aim=aim_of(word),
        months_left=_months_between(today, submit.on) if submit else 0,
    )


def _seasons(lines: list[AgendaRow], plan: Plan, anchors: Anchors, today: date) -> list[Season]:
    seasons: dict[tuple[str, int], Season] = {}
    for line in lines:
        day = max(line.first_on, today)
        word = season_word(day, anchors=anchors, short=plan.is_short)
        year = day.year - 1 if day.month <= 2 and word == "Winter" else day.year
        key = (word, year if word in MONTHS_OF else 0)
        if key not in seasons:
            seasons[key] = Season(word, MONTHS_OF.get(word, ""), [])
        seasons[key].rows.append(line)
    return list(seasons.values())


def _is_past(line: AgendaRow, today: date) -> bool:
    if line.row is not None:
        return not line.row.is_open or line.on < today
    closed = line.item is not None and line.item.standing is not Standing.OPEN
    return closed or (line.is_official and line.on < today)


def hidden_until(user: User, today: date) -> dict[str, date]:
    """What was put off, by its key; the year still shows it, with the day of its return."""
    return {key: until for key, until in snoozes_of(user).items() if until > today}


def _later(key: str, hidden: dict[str, date], today: date) -> tuple[tuple[str, str], ...]:
    until = hidden.get(key)
    return ((f"Put off until {words(until, until, today)}", ""),) if until else ()


def _plan_row(
    row: PlanItem, cycle: Cycle, anchors: Anchors, today: date, hidden: dict[str, date]
) -> AgendaRow:
    assert row.starts_on  # noqa: S101  (the caller asks for it)
    assert row.ends_on  # noqa: S101
    notes = [f"Hands over: {row.deliverable}."]
    if row.decision:
        notes.append(f"Decide: {row.decision}.")
    if row.moved_by_hand and row.earlier_starts_on:
        notes.append(f"Moved from {words(row.earlier_starts_on, row.earlier_ends_on, today)}.")
    if cycle.track == Track.UNDECIDED and (until := _earlier(row, cycle, anchors)):
        notes.append(f"Short track: until {words(until, until, today)}.")
    return AgendaRow(
        on=row.ends_on,
        first_on=_next_month_day(row, today) or row.starts_on,
        title=row.title,
        row=row,
        tags=_tags(row, today) + _later(f"plan_item-{row.code}", hidden, today),
        notes=tuple(notes),
    )


def _next_month_day(row: PlanItem, today: date) -> date | None:
    if row.template_key != MONTHLY:
        return None
    days = [date.fromisoformat(day) for day in row.dates]
    return next((day for day in days if day >= today), None)


def _earlier(row: PlanItem, cycle: Cycle, anchors: Anchors) -> date | None:
    """The last day that the short track would have given, when that is an earlier one."""
    if cycle.failed_year is None:
        return None
    short = windows(match_year=cycle.failed_year, short=True, anchors=anchors)
    window = short.get(row.template_key)
    early = row.template_key <= "PL-12" and window and row.ends_on and window[1] < row.ends_on
    return window[1] if early and window else None


def _tags(row: PlanItem, today: date) -> tuple[tuple[str, str], ...]:
    if row.state == ItemState.DONE:
        return (("Done", "ok"),)
    if row.state == ItemState.SKIPPED:
        return (("Not for me", ""),)
    tags = []
    if row.state == ItemState.CAUGHT_UP:
        tags.append(("Caught up", "info"))
    if row.starts_on and row.ends_on and row.starts_on <= today <= row.ends_on:
        tags.append(("Now", "due"))
    if BY_KEY[row.template_key].is_deadline:
        tags.append(("Deadline", "late"))
    if row.moved_by_hand:
        tags.append(("Moved by you", ""))
    return tuple(tags)


def _other_row(item: DatedItem, today: date, zone: str, hidden: dict[str, date]) -> AgendaRow:
    official = item.kind is DatedKind.OFFICIAL
    tags: list[tuple[str, str]] = []
    notes: list[str] = []
    if official:
        tags.append((item.status.capitalize(), "ok" if item.status == "confirmed" else ""))
        clock = str(item.words.get("time") or "")
        if clock:
            notes.append(both_times(item.on, clock, zone))
    elif item.standing is Standing.DONE:
        tags.append(("Done", "ok"))
    if item.is_deadline:
        tags.append(("Deadline", "late"))
    if item.reason:
        notes.append(item.reason)
    return AgendaRow(
        on=item.on,
        first_on=item.on if item.starts_on is None else min(item.starts_on, item.on),
        title=item.title,
        item=item,
        tags=(*tags, *_later(item.key, hidden, today)),
        notes=tuple(notes),
        is_official=official,
    )


def both_times(on: date, clock: str, zone: str) -> str:
    """'9:00 PM Eastern (8:00 PM in Chicago).'"""
    hour, minute = (int(part) for part in clock.split(":"))
    eastern = datetime.combine(on, time(hour, minute), tzinfo=EASTERN)
    told = f"{_clock(eastern)} Eastern"
    local = eastern.astimezone(ZoneInfo(zone)) if zone else eastern
    if local.utcoffset() != eastern.utcoffset():
        place = zone.rsplit("/", 1)[-1].replace("_", " ")
        other_day = "" if local.date() == on else f", {local:%b} {local.day}"
        told += f" ({_clock(local)} in {place}{other_day})"
    return f"{told}."


def _clock(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def words(first: date | None, last: date | None, today: date) -> str:
    """'Dec 1 - Dec 31', with years where they are not this one."""
    if first is None or last is None:
        return "no date"

    def day(on: date) -> str:
        return f"{on:%b} {on.day}" + ("" if on.year == today.year else f", {on.year}")

    return day(first) if first == last else f"{day(first)} - {day(last)}"


def _months_between(today: date, on: date) -> int:
    return max(0, (on.year - today.year) * 12 + on.month - today.month)


def plan_items(cycle: Cycle) -> list[PlanItem]:
    return list(PlanItem.objects.filter(cycle=cycle).order_by("starts_on", "template_key"))
