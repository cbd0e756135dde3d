"""The list as a page shows it: filtered, a hundred at a time, with what the filters offer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smartpick.common.search import fold
from smartpick.picks.choices import Tier
from smartpick.picks.queries.fit import PickLine
from smartpick.picks.rules.fit import AGAINST, UNKNOWN

FIT_FILTERS = {
    "visa": "visa",
    "years": "years since graduation",
    "usce": "US clinical experience",
}
PAGE = 100
ORDERS = {"": "Name", "links": "Who knows somebody, then band"}
BANDS_FIRST = (Tier.LIKELY, Tier.REALISTIC, Tier.REACH, "")


@dataclass(frozen=True)
class Strip:
    """The list in one line: how many, of which band."""

    total: int
    by_tier: tuple[tuple[str, int], ...]
    without_tier: int


def strip_of(lines: Sequence[PickLine]) -> Strip:
    inside = [line for line in lines if not line.is_out]
    counts = Counter(line.pick.tier for line in inside)
    named = tuple((tier.label.lower(), counts[tier]) for tier in Tier if counts[tier])
    return Strip(len(inside), named, counts[""])


def filtered(lines: Sequence[PickLine], wanted: Mapping[str, str]) -> list[PickLine]:
    """Words of the name or place, specialty, state, band; and rules that let the person in."""
    return [line for line in lines if matches(line, wanted)]


def matches(line: PickLine, wanted: Mapping[str, str]) -> bool:
    program, words = line.program, fold(wanted.get("q", "")).split()
    if any(f" {word}" not in f" {program.search_key}" for word in words):
        return False
    for name, value in (
        ("specialty", program.specialty),
        ("state", program.state),
        ("tier", line.pick.tier),
    ):
        if wanted.get(name) and wanted[name] != value:
            return False
    return all(
        fit_allows(line, about, wanted[name])
        for name, about in FIT_FILTERS.items()
        if wanted.get(name)
    )


def fit_allows(line: PickLine, about: str, wanted: str) -> bool:
    """'meets': on record and met; 'maybe': also where nothing is on record."""
    word = next((one.word for one in line.fit.lines if one.about == about), UNKNOWN)
    return word != AGAINST and (wanted == "maybe" or word != UNKNOWN)


def ordered(lines: Sequence[PickLine], order: str) -> list[PickLine]:
    """By name as they come; or the second ranking: an active mentor who knows somebody there,
    then anybody who does, then the band, the likeliest first."""
    if order != "links":
        return list(lines)
    return sorted(lines, key=_by_links)


def _by_links(line: PickLine) -> tuple[bool, bool, bool, int]:
    knows = line.pick.knows
    mentorship = getattr(knows, "mentorship", None)
    is_active = mentorship is not None and mentorship.edge_since is None
    return line.is_out, not is_active, knows is None, BANDS_FIRST.index(line.pick.tier)


def choices_of(lines: Sequence[PickLine]) -> dict[str, list[str]]:
    return {
        "specialties": sorted({line.program.specialty for line in lines} - {""}),
        "states": sorted({line.program.state for line in lines} - {""}),
    }
