"""Small counts are hidden, so that no table speaks of one person (AT-13).

Source: D5; the total of ten is a guide. The same for pages, CSV and PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SMALL_COUNT, SMALL_TOTAL = 5, 10
FEWEST_HIDDEN = 2
TOO_FEW = "Too few to report"
SHOWN, TOO_FEW_SHOWN = "shown", "too_few"


@dataclass(frozen=True)
class Counts:
    """What may be shown of a row of counts; None where a count is hidden."""

    shown: list[int | None]
    total: int | None
    others_together: int | None
    text: str

    @property
    def sentence(self) -> str:
        if self.text == TOO_FEW_SHOWN:
            return TOO_FEW
        together = self.others_together
        return "" if together is None else f"All others together: {together}."


def suppressed(
    counts: Sequence[int], *, shows_total: bool = True, least: int = SMALL_COUNT
) -> Counts:
    """Hides counts below `least`, five unless a school asks for more (zero too). Where a total
    stands beside them, further ones go, smallest first, until no hidden count can be worked out
    from it."""
    hidden = _hidden(counts, least, shows_total=shows_total)
    return _told(counts, hidden, least, shows_total=shows_total)


def suppressed_from_who_knows(counts: Sequence[int], *, least: int = SMALL_COUNT) -> Counts:
    """AT-13 and beyond it, beside a total: safe from somebody who knows the rule as well.

    AT-13 alone tells (5, 5, 3) from its result: of two equal counts the earlier one goes, so the
    place that stayed is told too; and (5, 4, 4), where 8 can only be 4 and 4. Here equal counts go
    together, so that hidden ones could stand in any order, and they are never all the same.
    """
    hidden = _hidden(counts, least, shows_total=True)
    while hidden:
        held = {counts[place] for place in hidden}
        left = [count for place, count in enumerate(counts) if place not in hidden]
        goes = held if len(held) > 1 or not left else {*held, min(left)}
        wider = {place for place, count in enumerate(counts) if count in goes}
        if wider == hidden:
            break
        hidden = wider
    return _told(counts, hidden, least, shows_total=True)


def _hidden(counts: Sequence[int], least: int, *, shows_total: bool) -> set[int]:
    hidden = {place for place, count in enumerate(counts) if count < least}
    return _covered(counts, hidden, least) if hidden and shows_total else hidden


def _told(counts: Sequence[int], hidden: set[int], least: int, *, shows_total: bool) -> Counts:
    total = sum(counts)
    if len(hidden) == len(counts) or total < max(SMALL_TOTAL, 2 * least):
        told = total if shows_total and total >= least else None
        return Counts([None] * len(counts), told, None, TOO_FEW_SHOWN)
    together = sum(counts[place] for place in hidden) if hidden and shows_total else None
    shown = [None if place in hidden else count for place, count in enumerate(counts)]
    return Counts(shown, total if shows_total else None, together, SHOWN)


def _covered(counts: Sequence[int], hidden: set[int], least: int) -> set[int]:
    """Adds the smallest of those still shown, the earlier row first on a tie."""
    covered = set(hidden)
    for place in sorted(range(len(counts)), key=lambda place: (counts[place], place)):
        if len(covered) >= FEWEST_HIDDEN and sum(counts[i] for i in covered) >= least:
            break
        covered.add(place)
    return covered


def may_count(people: int, *, least: int = SMALL_COUNT) -> bool:
    """A filter that leaves fewer people than that shows no counts at all."""
    return people >= least
