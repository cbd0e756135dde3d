"""The exact choice of programs against a public solver on the same problem."""

import time
from collections.abc import Callable
from typing import Any

from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import Site
from smartpick.picks.rules.chance import Chance
from smartpick.picks.rules.choice import Budget, Candidate, choose
from smartpick.picks.rules.fees import Tier

FEES = (Tier(1, 30, each=1100), Tier(31, None, each=3000))
CASES = (
    (650, ("IM",), 60, 900),
    (2000, ("IM", "FM", "PSY"), 120, 2000),
)


def measure(_: Site) -> list[Row]:
    return [row for case in CASES for row in rows_of(*case)]


def rows_of(count: int, specialties: tuple[str, ...], places: int, dollars: int) -> list[Row]:
    candidates = invented(count, specialties)
    budget = Budget(
        places, dollars * 100, dict.fromkeys(specialties, FEES), dict.fromkeys(specialties, 10)
    )
    found, ours = timed(lambda: choose(candidates, budget).expected)
    best, theirs = timed(lambda: solved(candidates, budget))
    what = f"choice of {places} in {count} programs"
    return [
        Row("P3", f"{what}, interviews lost to the solver", abs(best - found) / 100, 0),
        Row("P3", f"{what}, over the solver", ours / theirs, 1, exact=False),
    ]


def invented(count: int, specialties: tuple[str, ...]) -> list[Candidate]:
    """Programs with uneven chances, the same at each run."""
    return [
        Candidate(
            f"{n:04}",
            specialties[n % len(specialties)],
            Chance(n * 37 % 61, n * 37 % 61 + n * 53 % 31),
            kept=n % 97 == 0,
        )
        for n in range(count)
    ]


def solved(candidates: list[Candidate], budget: Budget) -> int:
    """The expected interviews of the best list, in percent, as HiGHS finds it."""
    import highspy  # noqa: PLC0415  (of the test environment)

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    plain = [solver.addBinary() for _ in candidates]
    signal = [solver.addBinary() for _ in candidates]
    for one, a, b in zip(candidates, plain, signal, strict=True):
        solver.addConstr(a + b <= 1)
        if one.kept:
            solver.addConstr(a + b >= 1)
    solver.addConstr(sum(plain) + sum(signal) <= budget.programs_max)
    cost = 0
    for specialty, (first, rest) in budget.fees.items():
        mine = [n for n, one in enumerate(candidates) if one.specialty == specialty]
        solver.addConstr(sum(signal[n] for n in mine) <= budget.signals[specialty])
        cheap = solver.addVariable(0, first.last or 0)
        dear = solver.addVariable(0, len(candidates))
        solver.addConstr(sum(plain[n] + signal[n] for n in mine) - cheap - dear == 0)
        cost = cost + first.each * cheap + rest.each * dear
    solver.addConstr(cost <= budget.cents_max)
    gains = [
        one.chance.plain * a + (one.chance.signaled or 0) * b
        for one, a, b in zip(candidates, plain, signal, strict=True)
    ]
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.maximize(sum(gains))
    best: float = solver.getObjectiveValue()
    return round(best)


def timed(act: Callable[[], int]) -> tuple[int, float]:
    """What it found, and its processor seconds."""
    began = time.process_time()
    found = act()
    return found, time.process_time() - began
