"""The chance of an interview at one program, from the person's own rates alone (PK-02).

No rate ships: a band that has none cannot be chosen. Published figures are not read here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

CHANCE_CEILING = 95  # PK-02: nothing is certain


@dataclass(frozen=True)
class Rates:
    """Whole percents by band, as the person entered them."""

    without_signal: Mapping[str, int]
    with_signal: Mapping[str, int] = field(default_factory=dict)
    mentor_link_adds: int = 0
    geographic_tie_adds: int = 0


@dataclass(frozen=True)
class Chance:
    """Percent without and with a signal; `signaled` is None where no such rate was given."""

    plain: int
    signaled: int | None


def chance(rates: Rates, band: str, *, mentor_link: bool, geographic_tie: bool) -> Chance | None:
    """Nothing when the band has no rate: give a rate first."""
    plain = rates.without_signal.get(band)
    if plain is None:
        return None
    adds = rates.mentor_link_adds * mentor_link + rates.geographic_tie_adds * geographic_tie
    signaled = rates.with_signal.get(band)
    return Chance(bounded(plain + adds), None if signaled is None else bounded(signaled + adds))


def bounded(percent: int) -> int:
    return max(0, min(CHANCE_CEILING, percent))


def first_realistic_rate(applied: int | None, offered: int | None) -> int | None:
    """Last cycle's own yield in whole percent, which the realistic band starts from."""
    return offered * 100 // applied if applied and offered is not None else None
