"""What is told to whom on which local day: the digest of a week and the mail of a day.

Rulebook RM (F.1 to F.4), product 12.4 and T5. Everything here is a local day; only `moment`
turns one into an instant, in the zone that holds when it is asked.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from timeline.rules.steps import DAY_MAIL, DIGEST, Dated, Step, steps_of

WEEKLY, DAILY, DEADLINES, NEVER = "weekly", "daily", "deadlines", "never"
WEEK = timedelta(days=6)  # RM F.2: a digest looks six days ahead
STALE_DAYS = 30  # RM F.1: what is older is not mailed; it stays in the app
OPENS_AT, SHUTS_AT = time(8), time(18)  # RM F.2: nothing earlier, nothing later
DATED_KINDS = frozenset({"letter", "commitment", "meeting", "decision", "official"})  # RM F.5

AHEAD, TODAY, PASSED = "ahead", "today", "passed"
LedgerKey = tuple[str, str, date]
Moments = tuple[datetime, datetime]
LOOK_AHEAD_DAYS = 400


@dataclass(frozen=True)
class Wishes:
    """When a person wants to hear, and of what."""

    mode: str = WEEKLY
    weekday: int = 0
    at: time = OPENS_AT
    zone: str = "America/New_York"
    pauses: tuple[tuple[date, date], ...] = ()
    stopped: frozenset[str] = frozenset()
    # Digest days up to this one are dealt with, whether there was something to say or not.
    settled_on: date | None = None

    def is_paused(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.pauses)

    def moment(self, day: date) -> datetime:
        """That day's hour as an instant: a missing one goes forward, of two it is the first."""
        return datetime.combine(day, self.at, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def at_once(self, day: date) -> "Wishes":
        """The week from this day on, for somebody who asks for it now."""
        return replace(self, mode=WEEKLY, weekday=day.weekday(), pauses=(), settled_on=day)

    def local(self, now: datetime) -> datetime:
        return now.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True)
class Told:
    """One line of a mail, and the steps that are done with when it is written."""

    step: Step
    covers: tuple[Step, ...]
    days: int

    @property
    def today(self) -> date:
        return self.step.item.on - timedelta(days=self.days)

    @property
    def wording(self) -> str:
        return PASSED if self.days < 0 else AHEAD if self.days else TODAY


@dataclass(frozen=True)
class Reminder:
    """One mail, before it exists."""

    on: date
    kind: str
    at: datetime
    is_late: bool
    lines: tuple[Told, ...] = field(default_factory=tuple)

    @property
    def dates_count(self) -> int:
        return sum(line.step.item.kind in DATED_KINDS for line in self.lines)


def digest_day(day: date, wishes: Wishes) -> date:
    """The last day up to this one on which a weekly digest goes."""
    return day - timedelta(days=(day.weekday() - wishes.weekday) % 7)


def missed_digest(day: date, wishes: Wishes) -> bool:
    last = digest_day(day, wishes)
    return wishes.mode == WEEKLY and wishes.settled_on is not None and wishes.settled_on < last


def reminder_on(
    day: date,
    items: Sequence[Dated],
    told: Collection[LedgerKey],
    wishes: Wishes,
    *,
    soap: Sequence[Moments] = (),
    doubtful: Collection[LedgerKey] = (),
) -> Reminder | None:
    """The one mail of a local day, or nothing when there is nothing to say.

    `doubtful` are told steps whose mail may not have arrived: the next digest says them again.
    """
    if wishes.mode == NEVER or wishes.is_paused(day):
        return None
    weekly = digest_day(day, wishes)
    holds_week = wishes.mode == WEEKLY and (weekly == day or missed_digest(day, wishes))
    horizon = weekly + WEEK if holds_week else day
    digests = holds_week or wishes.mode == DAILY
    at = wishes.moment(day)
    locked = any(opens <= at < ends for opens, ends in soap)
    doubts = doubtful if digests else ()
    lines = []
    for item in items:
        if item.kind in wishes.stopped or (locked and item.leads_program):
            continue
        line = _line(item, day, told, doubts, horizon if digests else None)
        if line:
            lines.append(line)
    if not lines:
        return None
    lines.sort(key=lambda line: (line.days, line.step.item.key))
    late = (holds_week and weekly < day) or _is_catching_up(lines, day, wishes)
    kind = DIGEST if digests else DAY_MAIL
    return Reminder(day, kind, at, late, tuple(lines))


def _line(
    item: Dated,
    day: date,
    told: Collection[LedgerKey],
    doubts: Collection[LedgerKey],
    horizon: date | None,
) -> Told | None:
    days = (item.on - day).days
    if item.kind == "meeting" and days < 0:
        return None
    open_steps = _open_steps(item, told, doubts)
    owed = [
        step
        for step in open_steps
        if (day - step.told_from).days <= STALE_DAYS and _is_owed(step, day, horizon)
    ]
    if not owed:
        return None
    newest = max(owed, key=lambda step: (step.on, step.mail == DAY_MAIL))
    covers = tuple(step for step in open_steps if _is_covered(step, newest, day))
    return Told(newest, covers, days)


def _open_steps(
    item: Dated, told: Collection[LedgerKey], doubts: Collection[LedgerKey]
) -> list[Step]:
    """Those not told; and those told in doubt, unless a later one surely was."""
    steps = steps_of(item)
    sure = [s.on for s in steps if s.ledger_key in told and s.ledger_key not in doubts]
    return [
        step
        for step in steps
        if step.ledger_key not in told
        or (step.ledger_key in doubts and not any(on > step.on for on in sure))
    ]


def _is_owed(step: Step, day: date, horizon: date | None) -> bool:
    if step.mail == DAY_MAIL:
        return step.told_from <= day
    return horizon is not None and step.told_from <= horizon


def _is_covered(step: Step, newest: Step, day: date) -> bool:
    """What is told does away with what was to be told before it, held by a snooze or not."""
    if step == newest:
        return True
    if step.on > newest.on:
        return False
    return step.mail == DIGEST or step.told_from <= day or newest.mail == DAY_MAIL


def _is_catching_up(lines: Sequence[Told], day: date, wishes: Wishes) -> bool:
    yesterday = day - timedelta(days=1)
    if wishes.is_paused(yesterday):
        return True
    steps = [step for line in lines for step in line.covers if step.mail == DAY_MAIL]
    return any(step.told_from < yesterday for step in steps)


def coming(
    first: date,
    last: date,
    items: Sequence[Dated],
    told: Collection[LedgerKey],
    wishes: Wishes,
    *,
    soap: Sequence[Moments] = (),
    doubtful: Collection[LedgerKey] = (),
) -> Iterator[Reminder]:
    """Each mail from one day to another, as it would go if nothing changed in between."""
    ledger, doubts, day = set(told), set(doubtful), first
    while day <= last:
        mail = reminder_on(day, items, ledger, wishes, soap=soap, doubtful=doubts)
        if mail:
            yield mail
            covered = {step.ledger_key for line in mail.lines for step in line.covers}
            ledger |= covered
            doubts -= covered
        if not wishes.is_paused(day):
            wishes = replace(wishes, settled_on=day)
        day += timedelta(days=1)


def first_day(now: datetime, wishes: Wishes, mailed_on: date | None) -> date:
    """The first local day that can still have a mail: not one that had its own, nor an evening."""
    local = wishes.local(now)
    today = local.date()
    is_over = local.time() >= SHUTS_AT or (mailed_on is not None and mailed_on >= today)
    return today + timedelta(days=1) if is_over else today


def next_look(
    now: datetime,
    items: Sequence[Dated],
    told: Collection[LedgerKey],
    wishes: Wishes,
    *,
    soap: Sequence[Moments] = (),
    doubtful: Collection[LedgerKey] = (),
    mailed_on: date | None = None,
) -> datetime | None:
    """The moment at which the sweep has to look again; nothing when it never has to.

    A weekly digest's day is looked at even when there is nothing to say, so that it is settled.
    """
    if wishes.mode == NEVER:
        return None
    first = first_day(now, wishes, mailed_on)
    for ahead in range(LOOK_AHEAD_DAYS):
        day = first + timedelta(days=ahead)
        if wishes.is_paused(day):
            continue
        if _is_unsettled_digest_day(day, wishes) or reminder_on(
            day, items, told, wishes, soap=soap, doubtful=doubtful
        ):
            return wishes.moment(day)
    return None


def _is_unsettled_digest_day(day: date, wishes: Wishes) -> bool:
    if wishes.mode != WEEKLY:
        return False
    settled = wishes.settled_on
    if digest_day(day, wishes) == day:
        return settled is None or settled < day
    return missed_digest(day, wishes)
