"""SOAP week: when nobody may start contact with a program (T5, AD-03).

Judged by the Eastern day, whatever the person's zone. Source: the season's NRMP rows; without one,
the Monday before the third Friday of March, to its Thursday.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")
NOT_IN_MATCH = "no"
# Whoever holds one of these counts as their program, at the person's own school too.
PROGRAM_ROLES = frozenset({"pd", "apd", "chair", "coordinator"})
REACHES_OUT = frozenset({"draft", "send", "reminder", "hand_over", "dean_write_to"})
# Nobody may make these for the person, whatever role they hold.
ALWAYS_STARTS = frozenset(
    {"program_contact", "program_contact_export", "program_contact_done", "program_ask"}
)


@dataclass(frozen=True)
class SoapWeek:
    first_on: date
    last_on: date
    status: str  # confirmed, expected or projected
    end_status: str = "projected"  # the same of its last day

    @property
    def opens_again_on(self) -> date:
        return self.last_on + timedelta(days=1)

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.first_on, time(), tzinfo=EASTERN)

    @property
    def ends_at(self) -> datetime:
        """The first moment that is open again."""
        return datetime.combine(self.opens_again_on, time(), tzinfo=EASTERN)

    def holds(self, now: datetime) -> bool:
        return self.begins_at <= now < self.ends_at

    @property
    def sentence(self) -> str:
        """The one sentence of every locked place."""
        sure = "" if self.status == "confirmed" else f" ({self.status})"
        days = f"{_day(self.first_on)}-{_day(self.last_on, after=self.first_on)}"
        return (
            f"SOAP week, {days}{sure}: programs must contact you first. "
            f"Nobody may start contact for you. Open again {_day(self.opens_again_on)}."
        )


def soap_week_of(
    year: int,
    *,
    monday: date | None,
    last: date | None,
    confirmed: bool,
    end_confirmed: bool = False,
) -> SoapWeek:
    first = monday or _third_friday(year) - timedelta(days=4)
    return SoapWeek(
        first,
        last or first + timedelta(days=3),
        _status(monday, confirmed),
        _status(last, end_confirmed),
    )


def _status(stored: date | None, confirmed: bool) -> str:
    if stored is None:
        return "projected"
    return "confirmed" if confirmed else "expected"


def starts_contact(
    deed: str, *, to_roles: Collection[str] = (), they_wrote_first: bool = False
) -> bool:
    """Whether a deed would start contact with a program. A reply to a program that wrote first does
    not; notes, other people and letters already requested never do."""
    if deed in ALWAYS_STARTS:
        return True
    reaches = deed in REACHES_OUT and not PROGRAM_ROLES.isdisjoint(to_roles)
    return reaches and not they_wrote_first


def is_locked(week: SoapWeek, *, in_match: str, now: datetime) -> bool:
    """No answer, and 'not sure', count as being in the Match. There is no override."""
    return in_match != NOT_IN_MATCH and week.holds(now)


def _third_friday(year: int) -> date:
    first = date(year, 3, 1)
    return first + timedelta(days=(4 - first.weekday()) % 7 + 14)


def _day(on: date, after: date | None = None) -> str:
    return str(on.day) if after and after.month == on.month else f"{on:%b} {on.day}"
