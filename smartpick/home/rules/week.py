"""What comes first this week: at most three, each with its reason (ux 3.3).

Order: what somebody else waits for, then what has a day, then what opens most. Guide: ours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

AT_MOST = 3
SOON_DAYS = 7


@dataclass(frozen=True)
class Candidate:
    key: str
    title: str
    reason: str
    url: str
    button: str = "Open"
    lever: str = ""
    on: date | None = None
    from_on: date | None = None
    was: str = ""  # 'was July': where a caught-up step stood
    late_after: date | None = None
    promised: bool = False  # somebody else waits for it
    unblocks: int = 0
    origin: str = ""  # task and plan_item can be finished from the list
    code: str = ""


@dataclass(frozen=True)
class When:
    bold: str
    rest: str


def in_order(candidates: Iterable[Candidate], *, today: date) -> list[Candidate]:
    """A day that has passed stands behind those ahead: it can no longer be met, only dealt with."""
    return sorted(
        candidates,
        key=lambda each: (
            not each.promised,
            each.on is None,
            each.on is not None and each.on < today and not each.promised,
            each.on or date.max,
            -each.unblocks,
            each.title,
        ),
    )


def is_for_this_week(first: date, last: date, *, today: date) -> bool:
    """Runs now, begins within a week, or ended and was not dealt with."""
    return first <= today + timedelta(days=SOON_DAYS) or last <= today


def reason_with_order(candidate: Candidate) -> str:
    """The reason line says why it stands where it does."""
    reason = candidate.reason
    words = [reason if reason.endswith((".", "?")) else f"{reason}."] if reason else []
    if candidate.promised and "wait" not in candidate.reason.lower():
        words.append("Somebody waits for it.")
    elif candidate.on is None and candidate.unblocks > 1:
        words.append(f"It opens {candidate.unblocks} more steps.")
    return " ".join(words)


def when_of(candidate: Candidate, *, today: date) -> When:
    """'By Jan 15', 'was July'; a past day reads 'Was Nov 2', never 'overdue'."""
    on = candidate.on
    if on is None:
        return When("This week", "no fixed date")
    if candidate.late_after is not None:
        return When("Due" if on <= today else f"Due {_day(on, today)}",
                    f"late after {_day(candidate.late_after, today)}")  # fmt: skip
    if on < today:
        return When(f"Was {_day(on, today)}", "move it, finish it or leave it out")
    if on == today:
        return When("Today", candidate.was)
    if candidate.from_on and candidate.from_on > today:
        return When(f"From {_day(candidate.from_on, today)}", f"until {_day(on, today)}")
    return When(f"By {_day(on, today)}", candidate.was)


def _day(on: date, today: date) -> str:
    return f"{on:%b} {on.day}" + ("" if on.year == today.year else f", {on.year}")
