"""The list that brings the most expected interviews under a budget (PK-04), exactly.

Inside a specialty the best list of each length grows from the one before it: one program more, or
one more with a signal that another gives up (shortest augmenting paths, so no length is missed).
What one more adds only ever falls; a fee table is straight between its tiers; so across
specialties a merge of what one more adds is exact on each stretch, and every combination of
stretches is tried. Ties are part of the weight: each weight is one integer whose digits are, from
the top, chance, fee, programs, signals, list of codes, list of signaled codes.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, product

from smartpick.picks.rules.chance import Chance
from smartpick.picks.rules.fees import Stretch, Table, fee, stretches

FEE_BITS = 40


@dataclass(frozen=True)
class Candidate:
    code: str
    specialty: str
    chance: Chance
    kept: bool = False


@dataclass(frozen=True)
class Budget:
    """`fees` by specialty, as its service asks them; `signals` by specialty."""

    programs_max: int
    cents_max: int
    fees: Mapping[str, Table]
    signals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """`expected` is the sum of chances in percent: 100 is one interview expected."""

    possible: bool
    expected: int = 0
    cents: int = 0
    chosen: tuple[str, ...] = ()
    signaled: tuple[str, ...] = ()


def choose(candidates: Sequence[Candidate], budget: Budget) -> Choice:
    """The best list; not possible when the kept programs alone break the budget."""
    if not candidates:
        return Choice(possible=True)
    scale = Scale(sorted(candidate.code for candidate in candidates))
    lists = [
        Growth(
            [one for one in candidates if one.specialty == specialty],
            budget.signals.get(specialty, 0),
            scale,
        )
        for specialty in sorted({candidate.specialty for candidate in candidates})
    ]
    tables = [budget.fees[growth.specialty] for growth in lists]
    counts = best_counts(lists, tables, budget, scale)
    if counts is None:
        return Choice(possible=False)
    return told(lists, tables, counts)


class Scale:
    """Digits of one integer, so that a comparison of weights is the whole order of PK-04."""

    def __init__(self, codes: list[str]) -> None:
        self.bit = {code: 1 << (len(codes) - 1 - rank) for rank, code in enumerate(codes)}
        self.lists = len(codes)
        digits = len(codes).bit_length()
        self.signal = 1 << (2 * len(codes))
        self.program = self.signal << digits
        self.cent = self.program << digits
        self.percent = self.cent << FEE_BITS

    def plain(self, one: Candidate) -> int:
        return one.chance.plain * self.percent - self.program + (self.bit[one.code] << self.lists)

    def signaled(self, one: Candidate) -> int:
        """As plain, with the signal's gain; never better than plain where no rate was given."""
        gain = (one.chance.signaled or 0) - one.chance.plain if one.chance.signaled else -1
        return self.plain(one) + gain * self.percent - self.signal + self.bit[one.code]


@dataclass(frozen=True)
class Step:
    """One program more: with a signal or not, and who gives a signal up for it."""

    added: Candidate
    signal: bool
    gives_up: Candidate | None = None


class Growth:
    """The best list of each length in one specialty: `weights[n]` and the steps that lead there."""

    def __init__(self, candidates: Sequence[Candidate], signals: int, scale: Scale) -> None:
        self.specialty = candidates[0].specialty
        self.least = sum(one.kept for one in candidates)
        self.most = len(candidates)
        self.steps = list(grow(candidates, signals, scale))
        self.weights = [0, *accumulate(weight_of(step, scale) for step in self.steps)]

    def marginal(self, count: int) -> int:
        """What the last of this many adds."""
        return self.weights[count] - self.weights[count - 1]

    def lists(self, count: int) -> tuple[dict[str, Candidate], set[str]]:
        chosen: dict[str, Candidate] = {}
        signaled: set[str] = set()
        for step in self.steps[:count]:
            chosen[step.added.code] = step.added
            if step.signal:
                signaled.add(step.added.code)
            if step.gives_up:
                signaled.discard(step.gives_up.code)
        return chosen, signaled


def weight_of(step: Step, scale: Scale) -> int:
    weight = scale.signaled(step.added) if step.signal else scale.plain(step.added)
    if step.gives_up:
        weight += scale.plain(step.gives_up) - scale.signaled(step.gives_up)
    return weight


def grow(candidates: Sequence[Candidate], signals: int, scale: Scale) -> Iterator[Step]:
    """Shortest augmenting paths from nothing to all; kept programs come first."""
    waiting = {one.code: one for one in candidates}
    kept_first = scale.percent << FEE_BITS
    first = {one.code: kept_first if one.kept else 0 for one in candidates}
    by_plain = [(-scale.plain(one) - first[one.code], one.code) for one in candidates]
    by_signal = [(-scale.signaled(one) - first[one.code], one.code) for one in candidates]
    holders: list[tuple[int, str, Candidate]] = []  # by what giving the signal up costs
    heapq.heapify(by_plain)
    heapq.heapify(by_signal)
    while waiting:
        plain, signal = top(by_plain, waiting), top(by_signal, waiting)
        if signals and -signal[0] > -plain[0]:
            step = Step(waiting.pop(signal[1]), signal=True)
            signals -= 1
        elif holders and -signal[0] - holders[0][0] > -plain[0]:
            step = Step(waiting.pop(signal[1]), signal=True, gives_up=heapq.heappop(holders)[2])
        else:
            step = Step(waiting.pop(plain[1]), signal=False)
        if step.signal:
            cost = scale.signaled(step.added) - scale.plain(step.added)
            heapq.heappush(holders, (cost, step.added.code, step.added))
        yield step


def top(heap: list[tuple[int, str]], waiting: Mapping[str, Candidate]) -> tuple[int, str]:
    while heap[0][1] not in waiting:
        heapq.heappop(heap)
    return heap[0]


def best_counts(
    lists: Sequence[Growth], tables: Sequence[Table], budget: Budget, scale: Scale
) -> list[int] | None:
    """How many of each specialty; nothing when not even the kept ones fit."""
    parts = [
        stretches(table, growth.least, growth.most)
        for growth, table in zip(lists, tables, strict=True)
    ]
    tried = (on_stretches(lists, part, budget, scale) for part in product(*parts))
    return max((found for found in tried if found), default=(0, None))[1]


def on_stretches(
    lists: Sequence[Growth], part: Sequence[Stretch], budget: Budget, scale: Scale
) -> tuple[int, list[int]] | None:
    """The best counts when each specialty stays on its stretch, with their weight."""
    places = budget.programs_max - sum(stretch.low for stretch in part)
    cents = budget.cents_max - sum(stretch.cents_at_low for stretch in part)
    if places < 0 or cents < 0:
        return None
    base = sum(
        growth.weights[stretch.low] - stretch.cents_at_low * scale.cent
        for growth, stretch in zip(lists, part, strict=True)
    )
    groups = [
        Group(each, lists, part, scale) for each in sorted({stretch.each for stretch in part})
    ]
    gain, taken = fill(groups, places, cents)
    counts = [stretch.low for stretch in part]
    for group, number in zip(groups, taken, strict=True):
        for _, index in group.more[:number]:
            counts[index] += 1
    return base + gain, counts


class Group:
    """All that costs the same each: what one more adds, best first, whichever specialty it is."""

    def __init__(
        self, each: int, lists: Sequence[Growth], part: Sequence[Stretch], scale: Scale
    ) -> None:
        self.each = each
        self.more = sorted(
            (
                (lists[index].marginal(count) - each * scale.cent, index)
                for index, stretch in enumerate(part)
                if stretch.each == each
                for count in range(stretch.low + 1, stretch.high + 1)
            ),
            reverse=True,
        )
        self.sums = [0, *accumulate(weight for weight, _ in self.more)]
        self.worth = sum(weight > 0 for weight, _ in self.more)

    def room(self, places: int, cents: int) -> int:
        most = min(self.worth, places)
        return min(most, cents // self.each) if self.each else most


def fill(groups: Sequence[Group], places: int, cents: int) -> tuple[int, list[int]]:
    """The best number from each group. What one more adds falls, so the last takes all it can."""
    group, rest = groups[0], groups[1:]
    room = group.room(places, cents)
    if not rest:
        return group.sums[room], [room]
    best: tuple[int, list[int]] = (-1, [])
    for number in range(room + 1):
        gain, taken = fill(rest, places - number, cents - number * group.each)
        best = max(best, (group.sums[number] + gain, [number, *taken]))
    return best


def told(lists: Sequence[Growth], tables: Sequence[Table], counts: Sequence[int]) -> Choice:
    chosen: dict[str, Candidate] = {}
    signaled: set[str] = set()
    for growth, count in zip(lists, counts, strict=True):
        more, with_signal = growth.lists(count)
        chosen |= more
        signaled |= with_signal
    return Choice(
        possible=True,
        expected=sum(
            (one.chance.signaled or 0) if code in signaled else one.chance.plain
            for code, one in chosen.items()
        ),
        cents=sum(fee(table, count) for table, count in zip(tables, counts, strict=True)),
        chosen=tuple(sorted(chosen)),
        signaled=tuple(sorted(signaled)),
    )
