"""The application plan on one page: what goes on it, cut to a line each (ux 3.22; AD-06).

Thirty programs at most, the realistic ones first; a list that is longer is summed up in words.
Nothing about ranks stands on it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

MOST_ROWS = 30
NAME_CAP, WHY_CAP, CHANGED_CAP, REFERENCE_CAP = 46, 42, 300, 90
REFERENCES_SHOWN = 4
TIER_ORDER = ("realistic", "reach", "likely", "")
TIER_WORDS = {"": "no band yet"}
ASKS = (
    "Strike what is unrealistic.",
    "Mark the good fits.",
    "Tell me where you know somebody.",
)


@dataclass(frozen=True)
class PlanRow:
    program: str
    state: str
    tier: str  # empty when nobody gave it a band
    why: str
    knows: str  # "you" where the reader is the one, else a name


@dataclass(frozen=True)
class Strip:
    """One cycle's list in numbers; what is not known is left out."""

    programs: int | None = None
    regions: int | None = None
    tiers: int | None = None
    mix: str = ""

    @property
    def words(self) -> str:
        told = [
            counted(self.programs, "program"),
            counted(self.regions, "region"),
            self.mix.lower() or counted(self.tiers, "band"),
        ]
        return ", ".join(text for text in told if text) or "not on record"


def counted(number: int | None, noun: str) -> str:
    return "" if number is None else f"{number} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True)
class PlanSheet:
    name: str
    target: str
    for_whom: str
    printed_on: str
    changed: str
    since: int | None
    last: Strip
    this: Strip
    references: tuple[str, ...]
    rows: tuple[PlanRow, ...]
    unlisted: tuple[PlanRow, ...] = ()

    @property
    def unlisted_words(self) -> str:
        """'+ 8 more not listed: 6 likely, 2 reach'."""
        if not self.unlisted:
            return ""
        counts = Counter(row.tier for row in self.unlisted)
        told = [f"{counts[tier]} {tier_word(tier)}" for tier in TIER_ORDER if counts[tier]]
        return f"+ {len(self.unlisted)} more not listed: {', '.join(told)}"


def tier_word(tier: str) -> str:
    return TIER_WORDS.get(tier, tier)


def cut(text: str, cap: int) -> str:
    """One line: at a word's end where there is one, with three dots."""
    text = " ".join(text.split())
    if len(text) <= cap:
        return text
    head = text[: cap - 3]
    word = head.rpartition(" ")[0]
    return f"{(word if len(word) >= cap // 2 else head).rstrip(' ,;.')}..."


def in_order(rows: Sequence[PlanRow]) -> list[PlanRow]:
    return sorted(rows, key=lambda row: (TIER_ORDER.index(row.tier), row.program.casefold()))


def fitted(sheet: PlanSheet, rows_shown: int) -> PlanSheet:
    """The sheet with that many rows; the rest is summed up."""
    rows = (*sheet.rows, *sheet.unlisted)
    return replace(sheet, rows=rows[:rows_shown], unlisted=rows[rows_shown:])
