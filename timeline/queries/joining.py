"""What is said once to somebody who joins late: what was placed anew, merged, left out (D.4)."""

from dataclasses import dataclass
from datetime import date

from timeline.choices import ItemState
from timeline.models import Plan, PlanItem
from timeline.rules.template import BY_KEY


@dataclass(frozen=True)
class Joining:
    season: str
    caught_up: list[PlanItem]
    weeks: int
    merged: list[tuple[str, str]]
    left_out: list[tuple[str, str]]


def joining_line(plan: Plan, rows: list[PlanItem]) -> Joining | None:
    """None once it was read, and for somebody whose plan lost nothing."""
    if plan.joining_read_on is not None:
        return None
    caught = [row for row in rows if row.state == ItemState.CAUGHT_UP]
    merged = [row for row in rows if row.state == ItemState.MERGED]
    gone = [row for row in rows if row.state == ItemState.DROPPED]
    if not (caught or merged or gone):
        return None
    last = max((row.ends_on for row in caught if row.ends_on), default=plan.joined_on)
    return Joining(
        season=_season(plan.joined_on),
        caught_up=caught,
        weeks=max(1, -(-((last - plan.joined_on).days + 1) // 7)),
        merged=[(row.title, BY_KEY[row.merged_into].title) for row in merged],
        left_out=[(row.title, row.state_reason) for row in gone],
    )


def _season(on: date) -> str:
    word = ("winter", "spring", "summer", "fall")[on.month % 12 // 3]
    return f"{word} {on.year}"
