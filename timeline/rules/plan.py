"""The plan of the year: each item's days and state for the day somebody joins (PL, D.2-D.5).

What has passed is caught up, merged into its partner or left out with a reason; nothing is late.
Sources: the seed's calendar; offsets, lengths and limits are ours (guide).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.rules.anchors import Anchors, letters_due
from timeline.rules.template import MONTHLY, STEPS, Window, monthly_dates, windows

PLANNED, RUNNING, CAUGHT_UP = "planned", "running", "caught_up"
MERGED, DROPPED = "merged", "dropped"
DAYS_THAT_SUFFICE = 3  # guide: fewer left of a window are no time to do it in
SHORT_OFFERED_BEFORE = 28  # days before submission (D.2)
PARTNERS = {"PL-10": "PL-12", "PL-09": "PL-12", "PL-07": "PL-10", "PL-14": "PL-17"}

LETTERS_OUT = "letters of this season are out; new ones count for SOAP and the next"
SEASON_OVER = "its season is over"
ROLE_TOO_LATE = "a role begun now cannot give a letter before you submit"
REASONS = {
    "PL-04": ROLE_TOO_LATE,
    "PL-06": LETTERS_OUT,
    "PL-08": "past months are not made up",
    "PL-11": LETTERS_OUT,
    "PL-12": LETTERS_OUT,
    "PL-13": LETTERS_OUT,
    "PL-15": LETTERS_OUT,
    "PL-16": "most programs no longer read new applications",
}


@dataclass(frozen=True)
class Placed:
    """One item as it stands for this person."""

    key: str
    state: str
    starts_on: date | None = None
    ends_on: date | None = None
    into: str = ""
    because: str = ""
    dates: tuple[date, ...] = ()  # of the monthly item
    dropped_dates: tuple[date, ...] = ()


@dataclass(frozen=True)
class CatchUp:
    offset: int
    length: int
    limit: date | None


def lay_out(
    *,
    match_year: int,
    short: bool,
    joined_on: date,
    anchors: Anchors,
    role_starts_on: date | None = None,
) -> dict[str, Placed]:
    """Every item by key, in the order of the template."""
    days = windows(match_year=match_year, short=short, anchors=anchors)
    if role_starts_on and (role := days["PL-04"]):
        days["PL-04"] = (role_starts_on, max(role[1], role_starts_on))
    layout = _Layout(joined_on, days, _catch_ups(anchors, short=short), anchors)
    placed = layout.all()
    placed[MONTHLY] = _monthly(monthly_dates(match_year, short=short), joined_on)
    return {step.key: placed[step.key] for step in STEPS}


class _Layout:
    """Places the items one after another; later ones look at where earlier ones went."""

    def __init__(
        self,
        joined_on: date,
        days: Mapping[str, Window | None],
        catch_ups: Mapping[str, CatchUp],
        anchors: Anchors,
    ) -> None:
        self.joined_on, self.days = joined_on, days
        self.catch_ups, self.anchors = catch_ups, anchors
        self.placed: dict[str, Placed] = {}

    def all(self) -> dict[str, Placed]:
        for step in STEPS:
            if step.key != MONTHLY and step.key not in PARTNERS:
                self.placed[step.key] = self._place(step.key)
        for key in PARTNERS:  # a partner stands before what may be merged into it
            self.placed[key] = self._place(key)
        return self.placed

    def _place(self, key: str) -> Placed:
        window = self.days[key]
        if window is None:
            return Placed(key, PLANNED)
        if not self._has_passed(key, window):
            state = PLANNED if window[0] >= self.joined_on else RUNNING
            return Placed(key, state, *window)
        return self._caught_up(key) or self._merged(key) or self._dropped(key)

    def _has_passed(self, key: str, window: Window) -> bool:
        first, last = window
        if last < self.joined_on:
            return True
        few_left = (last - self.joined_on).days < DAYS_THAT_SUFFICE
        if key in self.catch_ups and first < self.joined_on and few_left and first != last:
            return True
        before = {"PL-05": "PL-03", "PL-06": "PL-03", "PL-12": "PL-11", "PL-13": "PL-11"}.get(key)
        earlier = self.placed.get(before or "")
        if earlier is None or earlier.state != CAUGHT_UP:
            return False
        if before == "PL-03":
            return bool(earlier.ends_on and last < earlier.ends_on)
        return bool(earlier.starts_on and first < earlier.starts_on)

    def _caught_up(self, key: str) -> Placed | None:
        again = self.catch_ups.get(key)
        if again is None or again.limit is None:
            return None
        first = self.joined_on + timedelta(days=again.offset)
        if first > again.limit:
            return None
        last = min(first + timedelta(days=again.length - 1), again.limit)
        return Placed(key, CAUGHT_UP, first, last)

    def _merged(self, key: str) -> Placed | None:
        partner = self.placed.get(PARTNERS.get(key, ""))
        if partner is None or partner.state == DROPPED:
            return None
        return Placed(key, MERGED, into=partner.into or partner.key)

    def _dropped(self, key: str) -> Placed:
        because = REASONS.get(key, SEASON_OVER)
        if key == "PL-05":
            submit = self.anchors["submit"]
            sent = submit is not None and self.joined_on >= submit.on
            because = "your application has decided it" if sent else "too late for this season"
        return Placed(key, DROPPED, because=because)


def _catch_ups(anchors: Anchors, *, short: bool) -> dict[str, CatchUp]:
    def before(key: str, days: int) -> date | None:
        day = anchors[key]
        return day.on - timedelta(days=days) if day else None

    due = letters_due(anchors)

    def before_letters(days: int) -> date | None:
        return due - timedelta(days=days) if due else None

    return {
        "PL-01": CatchUp(0, 7, before("rank_deadline", 1)),
        "PL-02": CatchUp(3, 14, before("rank_deadline", 28)),
        "PL-03": CatchUp(10, 28, before("rank_deadline", 14)),
        "PL-04": CatchUp(0, 56, before("submit", 42)),
        "PL-05": CatchUp(*((7, 21) if short else (38, 16)), before("submit", 28)),
        "PL-06": CatchUp(28 if short else 38, 28, before("submit", 28)),
        "PL-11": CatchUp(14, 14, before_letters(14)),
        "PL-12": CatchUp(21, 14, before_letters(7)),
        "PL-13": CatchUp(21, 14, due),
        "PL-15": CatchUp(14, 1, before("read", 1)),
        "PL-16": CatchUp(0, 7, before("read", -42)),
        "PL-17": CatchUp(0, 28, before("rank_deadline", 7)),
    }


def _monthly(dates: list[date], joined_on: date) -> Placed:
    left = tuple(day for day in dates if (day - joined_on).days >= DAYS_THAT_SUFFICE)
    gone = tuple(day for day in dates if day not in left)
    if not left:
        return Placed(MONTHLY, DROPPED, because=REASONS[MONTHLY], dropped_dates=gone)
    state = RUNNING if gone else PLANNED
    return Placed(MONTHLY, state, left[0], left[-1], dates=left, dropped_dates=gone)


def price_weeks(days: Mapping[str, Window | None]) -> int:
    """Whole weeks between the first talk and asking for letters, were nothing in the past."""
    talk, ask = days["PL-03"], days["PL-11"]
    return (ask[0] - talk[0]).days // 7 if talk and ask else 0


def short_is_offered(*, today: date, submit_on: date) -> bool:
    return today <= submit_on - timedelta(days=SHORT_OFFERED_BEFORE)
