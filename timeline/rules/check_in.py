"""When an update to a mentor is due, and when it is late.

Rulebook CK (E.1 what counts, E.2 due and late); decision T2 where the seed disagrees with itself.
Source: a seed of three rhythms, settled as six and eight weeks; in the fall four and six.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from smartpick.campaign.rules.soap import PROGRAM_ROLES
from smartpick.common.evidence import Evidence, Judgement, Source

DUE_WEEKS, LATE_WEEKS = 6, 8  # CK E.2 rule 3
FALL_DUE_WEEKS, FALL_LATE_WEEKS = 4, 6  # CK E.2 rule 4
FALL_STARTS, FALL_ENDS = (9, 1), (11, 30)
AGREED_WEEKS = (4, 8)  # CK E.2 rule 1: what was said is cut to this
GRACE_DAYS = 14
# Who logs a contact and then flies west has it tomorrow; it counts, or the due day would jump.
ZONE_SLACK = timedelta(days=1)

STAGES = frozenset({"advisor", "sponsor_in_training", "sponsor"})
MET = frozenset({"meeting_held", "call"})
COUNTS = MET | {"message_sent", "reply_received", "work_delivered", "clinic_together"}

NONE, ON_RHYTHM, DUE, LATE = "none", "on_rhythm", "due", "late"
SOURCE = Source("Our own settlement of three published rhythms: monthly, 6-8 weeks, 4-8 weeks")
KIND_WORDS = {
    "meeting_held": "your meeting of",
    "call": "your call of",
    "message_sent": "your mail of",
    "reply_received": "the reply of",
    "work_delivered": "the work you handed over on",
    "clinic_together": "your day in clinic together on",
}


@dataclass(frozen=True)
class Contacted:
    """One entry of the history with a mentor, on its own day."""

    on: date
    kind: str
    message_kind: str = ""
    agreed_weeks: int | None = None


@dataclass(frozen=True)
class Rhythm:
    """What a mentorship says about its own rhythm."""

    stage: str
    seat: str = ""
    is_off: bool = False
    due_weeks: int | None = None
    late_weeks: int | None = None
    roles: frozenset[str] = frozenset()

    @property
    def leads_program(self) -> bool:
        return bool(PROGRAM_ROLES & {role.lower() for role in self.roles})


@dataclass(frozen=True)
class CheckIn:
    judgement: Judgement
    reason: str = ""
    due_on: date | None = None
    late_after: date | None = None
    counted_from: Contacted | None = None

    @property
    def state(self) -> str:
        return self.judgement.level


Days = tuple[date, date]


def judge_check_in(
    rhythm: Rhythm,
    history: Sequence[Contacted],
    today: date,
    *,
    quiet: Sequence[Days] = (),
    soap: Sequence[Days] = (),
) -> CheckIn:
    """`quiet`: leaves of the applicant, absences of the mentor; `soap`: its weeks."""
    counted = sorted(
        (entry for entry in history if entry.kind in COUNTS and entry.on <= today + ZONE_SLACK),
        key=lambda entry: entry.on,
    )
    met = [entry for entry in counted if entry.kind in MET]
    if rhythm.is_off or rhythm.stage not in STAGES or not met:
        return CheckIn(Judgement(NONE, (), "CK E.2", SOURCE))
    reason, since, due, late = _dates(rhythm, counted, met[-1])
    ranges = [*quiet, *(soap if rhythm.leads_program else ())]
    moved = _out_of_quiet(due, ranges)
    late += moved - due
    state = ON_RHYTHM if today < moved else DUE if today <= late else LATE
    because = Evidence("contacts", since.on, words_of(since, moved, late, today, state))
    judged = Judgement(state, (because,), "CK E.2", SOURCE)
    return CheckIn(judged, reason, moved, late, since)


def _dates(
    rhythm: Rhythm, counted: Sequence[Contacted], met: Contacted
) -> tuple[str, Contacted, date, date]:
    """The reason, the contact it counts from, due and late after: rules 1 to 4 in order."""
    last = counted[-1]
    updated = any(entry.message_kind == "update" and entry.on > met.on for entry in counted)
    if met.agreed_weeks and not updated:
        weeks = min(max(met.agreed_weeks, AGREED_WEEKS[0]), AGREED_WEEKS[1])
        due = met.on + timedelta(weeks=weeks)
        return "agreed", met, due, due + timedelta(days=GRACE_DAYS)
    if rhythm.due_weeks and rhythm.late_weeks:
        due = last.on + timedelta(weeks=rhythm.due_weeks)
        return "own rhythm", last, due, last.on + timedelta(weeks=rhythm.late_weeks)
    due = last.on + timedelta(weeks=DUE_WEEKS)
    fall = _fall_due(last.on, due) if rhythm.seat == "core" else None
    if fall:
        late = max(last.on + timedelta(weeks=FALL_LATE_WEEKS), fall + timedelta(days=GRACE_DAYS))
        return "fall, core", last, fall, late
    return "rhythm", last, due, last.on + timedelta(weeks=LATE_WEEKS)


def _fall_due(last: date, usual: date) -> date | None:
    early = last + timedelta(weeks=FALL_DUE_WEEKS)
    monthly = max(early, date(early.year, *FALL_STARTS))
    return monthly if monthly <= date(early.year, *FALL_ENDS) and monthly < usual else None


def _out_of_quiet(day: date, ranges: Sequence[Days]) -> date:
    """The first day that stands in none of the ranges."""
    while inside := [last for first, last in ranges if first <= day <= last]:
        day = max(inside) + timedelta(days=1)
    return day


def words_of(since: Contacted, due: date, late: date, today: date, state: str) -> str:
    """Always with the contact it counts from."""
    days = (today - since.on).days
    start = f"Day {days} since {KIND_WORDS[since.kind]} {_said(since.on)}."
    if state == ON_RHYTHM:
        return f"{start} Due on {_said(due)}."
    if state == DUE:
        return f"{start} Due since {_said(due)}, late after {_said(late)}."
    return f"{start} It was due on {_said(due)} and is late since {_said(late)}."


def _said(day: date) -> str:
    return f"{day:%B} {day.day}"
