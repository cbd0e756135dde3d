"""What a number of applications costs in one service (PK-03).

Source: the season's fee rows, each with its page and status; nothing here is a constant.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Tier:
    """One row of a fee table: programs `first` to `last`, together for `flat` or `each` cents."""

    first: int
    last: int | None
    flat: int = 0
    each: int = 0


Table = Sequence[Tier]


@dataclass(frozen=True)
class Stretch:
    """Counts `low` to `high` over which each further program costs the same."""

    low: int
    high: int
    cents_at_low: int
    each: int


def fee(table: Table, count: int) -> int:
    """Cents for this many programs of one specialty; none cost nothing.

    Raises ValueError where the table says nothing for that many.
    """
    total = reached = 0
    for tier in table:
        if count < tier.first:
            break
        reached = count if tier.last is None else min(count, tier.last)
        total += tier.flat + tier.each * (reached - tier.first + 1)
    if reached < count:
        raise ValueError(f"The fee table ends before {count} programs.")
    return total


def stretches(table: Table, least: int, most: int) -> list[Stretch]:
    """The counts from `least` to `most`, parted wherever the price of one more changes."""
    found = [Stretch(0, 0, 0, 0)] if least == 0 else []
    for tier in table:
        low = max(tier.first, least)
        high = most if tier.last is None else min(tier.last, most)
        if low <= high:
            found.append(Stretch(low, high, fee(table, low), tier.each))
    return found
