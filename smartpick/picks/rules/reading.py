"""What the list tells beside itself: the next five, the knee, what flips, why not (PK-06 to PK-10).

Each answer is the choice of PK-04 run again on a changed question, so none can disagree with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from smartpick.picks.rules.chance import Chance
from smartpick.picks.rules.choice import Budget, Candidate, Choice, choose

NEXT = 5
NO_LIMIT = 10**11  # cents
KNEE_SHARE = 2  # guide: less than half of what the first one added


@dataclass(frozen=True)
class NextFive:
    """What up to five programs more would add, and what they would cost."""

    programs: int
    expected: int
    cents: int
    codes: tuple[str, ...]


def next_five(candidates: Sequence[Candidate], budget: Budget, now: Choice) -> NextFive:
    wider = replace(
        budget, programs_max=len(now.chosen) + NEXT, cents_max=max(budget.cents_max, NO_LIMIT)
    )
    more = choose(candidates, wider)
    return NextFive(
        programs=len(more.chosen) - len(now.chosen),
        expected=more.expected - now.expected,
        cents=more.cents - now.cents,
        codes=tuple(code for code in more.chosen if code not in now.chosen),
    )


def knee(candidates: Sequence[Candidate], budget: Budget) -> int | None:
    """After how many programs one more adds less than half of what the first one added."""
    free = [replace(one, kept=False) for one in candidates]
    first = before = 0
    for count in range(1, len(free) + 1):
        found = choose(free, replace(budget, programs_max=count, cents_max=NO_LIMIT)).expected
        first = first or found
        if (found - before) * KNEE_SHARE < first:
            return count - 1
        before = found
    return None


@dataclass(frozen=True)
class Flip:
    """A program that enters or leaves when its own band is another."""

    code: str
    band: str
    enters: bool


def flips(
    candidates: Sequence[Candidate],
    budget: Budget,
    now: Choice,
    other_bands: Mapping[str, Mapping[str, Chance]],
) -> list[Flip]:
    """PK-07. `other_bands`: for each code, the next bands up and down with their chances."""
    found = []
    for place, one in enumerate(candidates):
        for band, chance in other_bands.get(one.code, {}).items():
            changed = [*candidates[:place], replace(one, chance=chance), *candidates[place + 1 :]]
            inside = one.code in choose(changed, budget).chosen
            if inside != (one.code in now.chosen):
                found.append(Flip(one.code, band, enters=inside))
    return found


def moved(now: Choice, other: Choice) -> tuple[list[str], list[str]]:
    """Who enters and who leaves when a rate is another."""
    entering = [code for code in other.chosen if code not in now.chosen]
    return entering, [code for code in now.chosen if code not in other.chosen]


def why_outside(
    one: Candidate, candidates: Sequence[Candidate], budget: Budget, now: Choice
) -> str:
    """PK-08, for a program that could have been chosen and was not."""
    chances = {other.code: other.chance for other in candidates}
    inside = [
        (chances[other.code].signaled or 0) if other.code in now.signaled else other.chance.plain
        for other in candidates
        if other.code in now.chosen and other.specialty == one.specialty and not other.kept
    ]
    if inside and one.chance.plain <= min(inside):
        return f"Below the last chosen: {one.chance.plain}% against {min(inside)}%."
    if len(now.chosen) >= budget.programs_max:
        return f"All {budget.programs_max} places are taken by programs that bring more."
    return "The fee of one more is over your budget."


def signal_gains(candidates: Sequence[Candidate], now: Choice) -> list[tuple[str, int]]:
    """PK-09: the chosen programs by what a signal would add, largest first."""
    gains = [
        (one.code, one.chance.signaled - one.chance.plain)
        for one in candidates
        if one.code in now.chosen and one.chance.signaled is not None
    ]
    return sorted(gains, key=lambda gain: (-gain[1], gain[0]))


def under_the_guide(expected: int, guide: int) -> str:
    """PK-10; empty when the list expects as many interviews as the guide number of DX-01."""
    if expected >= guide * 100:
        return ""
    return (
        f"Even this list expects about {expected / 100:.0f}, fewer than the guide number, {guide}."
    )
