"""Which local days of a dated thing are told, and in which kind of mail.

Rulebook RM F.1: digest steps are told in the digest of their week, day-mail steps on their day.
Product 12.4 says which things earn a mail of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DIGEST, DAY_MAIL = "digest", "day"
LONG_WINDOW_DAYS = 20  # RM F.1: a shorter window's end is not told by itself
CLOSES_BEFORE_DAYS = 7

# kind -> (name of the step, days from its date, kind of mail)
FIXED: dict[str, tuple[tuple[str, int, str], ...]] = {
    "letter": (
        ("-42", -42, DIGEST),
        ("-21", -21, DIGEST),
        ("-7", -7, DAY_MAIL),
        ("-1", -1, DAY_MAIL),
        ("+1", 1, DAY_MAIL),
    ),
    "commitment": (("0", 0, DIGEST),),
    "task": (("0", 0, DIGEST),),
    "follow_up": (("0", 0, DIGEST),),
    "monthly": (("0", 0, DIGEST),),
    "official": (("-14", -14, DIGEST), ("0", 0, DIGEST)),
    "decision": (("0", 0, DIGEST), ("-1", -1, DAY_MAIL)),
    "meeting": (("0", 0, DIGEST), ("-1", -1, DAY_MAIL)),
    "failed_mail": (("0", 0, DAY_MAIL),),
}
KINDS = (*FIXED, "check_in", "window")


@dataclass(frozen=True)
class Dated:
    """One thing with a date, as the reminders see it."""

    key: str
    kind: str
    on: date  # a window's last day; a check-in's due day
    starts_on: date | None = None
    late_after: date | None = None
    made_on: date | None = None
    snoozed_until: date | None = None
    leads_program: bool = False  # it concerns a PD, APD, chair or coordinator, or is such a contact


@dataclass(frozen=True)
class Step:
    item: Dated
    name: str
    on: date
    mail: str

    @property
    def ledger_key(self) -> tuple[str, str, date]:
        """With the kind and the person it names the step for good; a new date makes a new key."""
        return (self.item.key, self.name, self.item.on)

    @property
    def told_from(self) -> date:
        """Its own day, or the day a snooze moves it to; a mail of the day is not held."""
        item, until = self.item, self.item.snoozed_until
        if until is None or self.on >= until:
            return self.on
        if self.mail == DAY_MAIL:
            return until if self.name == "late" else self.on
        if self.on < item.on:  # while the date is ahead: at the latest the day before it
            return max(self.on, min(until, item.on - timedelta(days=1)))
        return until


def steps_of(item: Dated) -> list[Step]:
    """All of them but those dated before the thing was made."""
    return [step for step in _steps(item) if item.made_on is None or step.on >= item.made_on]


def _steps(item: Dated) -> Iterator[Step]:
    if item.kind == "check_in":
        yield Step(item, "due", item.on, DIGEST)
        if item.late_after:
            yield Step(item, "late", item.late_after + timedelta(days=1), DAY_MAIL)
    elif item.kind == "window":
        first = item.starts_on or item.on
        yield Step(item, "opens", first, DIGEST)
        if (item.on - first).days >= LONG_WINDOW_DAYS:
            yield Step(item, "closes", item.on - timedelta(days=CLOSES_BEFORE_DAYS), DIGEST)
    else:
        for name, days, mail in FIXED.get(item.kind, ()):
            yield Step(item, name, item.on + timedelta(days=days), mail)
