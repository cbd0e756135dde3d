"""The school's report: each measure parts the whole class, so that no two can be subtracted.

What keeps one person from being worked out (AT-13): every measure is one partition of the same
class; who does not share, or did not answer, stands in its last cell with all others, so no count
of sharing is told; no cell lies within a cell of another measure, so no difference of two counts
is a group of its own; classes hold different people. How many submitted an autopsy is not told
for that reason (all who named a cause did), and how far the year came is not told beside outcomes.
Source: D5; the thresholds of AT-13.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from smartpick.dean.rules.standing import Standing
from smartpick.dean.rules.suppression import (
    TOO_FEW,
    Counts,
    may_count,
    suppressed_from_who_knows,
)

REST = "rest"
ALL = ("class", "all")  # how many people the class holds


@dataclass(frozen=True)
class Measure:
    key: str
    title: str
    cells: tuple[tuple[str, str], ...]
    note: str

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.cells)


MEASURES = (
    Measure("autopsy", "Autopsy", (
        ("signed_off", "Signed off"), (REST, "Not signed off"),
    ), "The newest version of each advisee."),
    Measure("reached", "How far the year has come", (
        ("submitted", "Application submitted"), ("letters", "Two letters answered"),
        ("core", "Core mentor in place"), ("met", "First meeting held"),
        (REST, "None of these, or not shared"),
    ), "Each advisee stands at the furthest of these alone."),
    Measure("direction", "Direction", (
        ("same", "Same specialty"), ("pivot", "Pivot"), (REST, "Open, or not shared"),
    ), "Decided ones."),
    Measure("cause", "Main cause (own answer)", (
        ("qualification", "Under-qualified"), ("coherence", "Incoherent application"),
        ("interview", "Interview or professionalism"), ("several", "More than one"),
        (REST, "None named, or not shared"),
    ), "As the advisee named it, in the newest submitted version."),
    *(
        Measure(f"rating_{key}", f"Rated 3 or more: {label}", (
            ("high", "3 or more"), (REST, "Less, not rated, or not shared"),
        ), "The advisee's own rating, 0 to 4.")
        for key, label in (
            ("competitiveness", "competitiveness mismatch"), ("geography", "geographic rigidity"),
            ("quality", "application quality"), ("interview", "interview skill"),
        )
    ),
    Measure("outcome", "Outcome", (
        ("target", "Matched in the specialty aimed at"), ("other", "Another place"),
        ("none", "No place"), (REST, "Not known yet, or not shared"),
    ), "From Match Day on; SOAP and one-year places count as another place."),
)  # fmt: skip
BY_KEY: Mapping[str, Measure] = {one.key: one for one in MEASURES}
OUTCOMES = {
    "matched_target": "target", "matched_other": "other", "soap": "other", "one_year": "other",
    "unmatched": "none",
}  # fmt: skip
LETTERS_WANTED = 2
Tally = Counter[tuple[str, str]]


# --- counting -------------------------------------------------------------------------------------


def cells_of(standing: Standing) -> list[tuple[str, str]]:
    """The one cell of each measure that this advisee stands in."""
    found = [ALL, ("autopsy", _autopsy(standing)), ("reached", _reached(standing))]
    found.append(("direction", standing.direction or REST))
    found.append(("cause", standing.cause or REST))
    found += [
        (one.key, "high" if one.key.removeprefix("rating_") in standing.high_ratings else REST)
        for one in MEASURES
        if one.key.startswith("rating_")
    ]
    found.append(("outcome", OUTCOMES.get(standing.outcome, REST)))
    return found


def _autopsy(s: Standing) -> str:
    return "signed_off" if s.version and s.verdict == "sign_off" else REST


def _reached(s: Standing) -> str:
    if s.submitted_on:
        return "submitted"
    if (s.letters_answered or 0) >= LETTERS_WANTED:
        return "letters"
    if s.core_mentors:
        return "core"
    return "met" if s.first_met_on else REST


def joined(standings: Iterable[Standing]) -> list[tuple[str, str]]:
    """One person by all links of the school: what any of them shares."""
    best: dict[str, str] = {}
    for standing in standings:
        for measure, cell in cells_of(standing):
            order = (*BY_KEY[measure].keys,) if measure in BY_KEY else (cell,)
            if measure not in best or order.index(cell) < order.index(best[measure]):
                best[measure] = cell
    return list(best.items())


# --- showing --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    label: str
    count: int | None
    share: int = 0  # of the class, in whole percent of the longest bar; 0 where hidden

    @property
    def shown(self) -> str:
        return "hidden" if self.count is None else str(self.count)


@dataclass(frozen=True)
class Block:
    measure: Measure
    lines: list[Line]
    sentence: str

    @property
    def is_told(self) -> bool:
        return any(line.count is not None for line in self.lines)


@dataclass(frozen=True)
class Report:
    """One class as it may be shown. `total` is None for a class of fewer than five."""

    class_year: int
    as_of: date
    total: int | None
    blocks: list[Block]

    @property
    def sentence(self) -> str:
        return "" if self.blocks else TOO_FEW


def report_of(class_year: int, as_of: date, tally: Mapping[tuple[str, str], int], *, least: int
              ) -> Report:  # fmt: skip
    total = tally.get(ALL, 0)
    if not may_count(total, least=least):
        return Report(class_year, as_of, None, [])
    blocks = [_block(one, tally, total, least) for one in MEASURES]
    has_outcome = any(one.measure.key == "outcome" and one.is_told for one in blocks)
    left_out = "reached" if has_outcome else "outcome"
    return Report(class_year, as_of, total, [one for one in blocks if one.measure.key != left_out])


def _block(measure: Measure, tally: Mapping[tuple[str, str], int], total: int, least: int) -> Block:
    told: Counts = suppressed_from_who_knows(
        [tally.get((measure.key, cell), 0) for cell in measure.keys], least=least
    )
    lines = [
        Line(label, count, round(100 * count / total) if count else 0)
        for (_, label), count in zip(measure.cells, told.shown, strict=True)
    ]
    return Block(measure, lines, told.sentence)
