"""PK-02 to PK-04: golden lists, every combination on small cases, a public solver on large ones."""

import json
from itertools import combinations
from pathlib import Path

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smartpick.picks.rules.chance import Chance, Rates, chance
from smartpick.picks.rules.choice import Budget, Candidate, choose
from smartpick.picks.rules.fees import Tier, fee

GOLDEN = json.loads((Path(__file__).parent / "golden" / "picks.json").read_text())
TABLES = {
    service: [
        Tier(row["first"], row["last"], row.get("flat", 0) * 100, row.get("each", 0) * 100)
        for row in rows
    ]
    for service, rows in GOLDEN["fees"].items()
}
RATES = Rates(
    GOLDEN["rates"]["without_signal"],
    GOLDEN["rates"]["with_signal"],
    GOLDEN["rates"]["mentor_link_adds"],
    GOLDEN["rates"]["geographic_tie_adds"],
)


def candidate(told):
    return Candidate(
        code=told["code"],
        specialty=told["specialty"],
        kept=told.get("kept", False),
        chance=chance(
            RATES,
            told["band"],
            mentor_link=told.get("mentor_link", False),
            geographic_tie=told.get("geographic_tie", False),
        ),
    )


@pytest.mark.feature("P3", "P9")
@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["id"])
def test_golden_list(case):
    told = case["input"]
    budget = Budget(
        told["max_programs"],
        told["max_fee"] * 100,
        {one["specialty"]: TABLES[one["service"]] for one in told["programs"]},
        told["signals"],
    )

    found = choose([candidate(one) for one in told["programs"] if not one.get("excluded")], budget)

    assert found.possible == case["expected"]["possible"]
    if found.possible:
        assert {
            "possible": True,
            "expected_percent": found.expected,
            "fee": found.cents // 100,
            "chosen": list(found.chosen),
            "signaled": list(found.signaled),
        } == case["expected"]


@pytest.mark.parametrize(
    ("service", "count", "dollars"),
    [
        (service, int(count), dollars)
        for service, checks in GOLDEN["fee_checks"].items()
        for count, dollars in checks.items()
    ],
)
def test_golden_fee(service, count, dollars):
    assert fee(TABLES[service], count) == dollars * 100


def test_fee_beyond_the_table_is_refused():
    with pytest.raises(ValueError, match="ends before 5"):
        fee([Tier(1, 4, each=100)], 5)


def every_list(candidates, budget):
    """Each list with each way to signal, as the tuple that PK-04 orders by."""
    for size in range(len(candidates) + 1):
        for chosen in combinations(candidates, size):
            if any(one.kept and one not in chosen for one in candidates):
                continue
            cents = sum(
                fee(table, sum(one.specialty == specialty for one in chosen))
                for specialty, table in budget.fees.items()
            )
            if size > budget.programs_max or cents > budget.cents_max:
                continue
            for number in range(size + 1):
                for signaled in combinations(chosen, number):
                    if can_signal(signaled, budget):
                        yield key_of(chosen, signaled, cents)


def can_signal(signaled, budget):
    return all(one.chance.signaled is not None for one in signaled) and all(
        sum(one.specialty == specialty for one in signaled) <= budget.signals.get(specialty, 0)
        for specialty in budget.fees
    )


def key_of(chosen, signaled, cents):
    expected = sum(one.chance.signaled if one in signaled else one.chance.plain for one in chosen)
    codes = sorted(one.code for one in chosen)
    return (-expected, cents, len(chosen), len(signaled), codes, sorted(o.code for o in signaled))


percents = st.integers(0, 95)
chances = st.builds(Chance, percents, st.none() | percents)
fee_tables = st.sampled_from(
    [
        [Tier(1, 2, each=11), Tier(3, None, each=30)],
        [Tier(1, 2, flat=40), Tier(3, None, each=18)],
        [Tier(1, None, each=0)],
        [Tier(1, 1, flat=25), Tier(2, 3, each=5), Tier(4, None, each=9)],
    ]
)


@st.composite
def problems(draw):
    codes = draw(st.permutations("ABCDEFG"))[: draw(st.integers(0, 7))]
    candidates = [
        Candidate(
            code,
            draw(st.sampled_from(["IM", "FM", "EM"])),
            # Few different chances, so that ties are common.
            draw(chances | st.sampled_from([Chance(10, 20), Chance(20, 30), Chance(10, None)])),
            kept=draw(st.integers(0, 5)) == 0,
        )
        for code in codes
    ]
    budget = Budget(
        draw(st.integers(0, 8)),
        draw(st.integers(0, 200)),
        {specialty: draw(fee_tables) for specialty in ("IM", "FM", "EM")},
        {specialty: draw(st.integers(0, 3)) for specialty in ("IM", "FM")},
    )
    return candidates, budget


@pytest.mark.feature("P3")
@settings(max_examples=700, deadline=None)
@given(problems())
def test_choice_equals_every_combination_tried(problem):
    candidates, budget = problem
    best = min(every_list(candidates, budget), default=None)

    found = choose(candidates, budget)

    assert found.possible == (best is not None)
    if best:
        assert (-found.expected, found.cents, len(found.chosen), len(found.signaled)) == best[:4]
        assert (list(found.chosen), list(found.signaled)) == best[4:]


@settings(max_examples=200, deadline=None)
@given(problems())
def test_larger_budget_never_expects_fewer(problem):
    candidates, budget = problem
    found = choose(candidates, budget)
    wider = Budget(budget.programs_max + 1, budget.cents_max + 7, budget.fees, budget.signals)

    more = choose(candidates, wider)

    assert not found.possible or more.expected >= found.expected


@settings(max_examples=200, deadline=None)
@given(problems(), st.integers(0, 6))
def test_flat_price_without_signals_nests(problem, size):
    """At one price each, one program more never throws another out."""
    free = [one for one in problem[0] if not one.kept]
    fees = {specialty: [Tier(1, None, each=11)] for specialty in ("IM", "FM", "EM")}

    smaller, larger = (choose(free, Budget(n, 10_000, fees)) for n in (size, size + 1))

    assert set(smaller.chosen) <= set(larger.chosen)


def solved_by_highs(candidates, budget):
    """The same problem for a public solver: the expected interviews alone, in percent."""
    solver = highspy.Highs()
    solver.silent()
    plain = [solver.addBinary() for _ in candidates]
    signal = [solver.addBinary() for _ in candidates]
    for one, a, b in zip(candidates, plain, signal, strict=True):
        solver.addConstr(a + b <= 1)
        if one.kept:
            solver.addConstr(a + b >= 1)
    solver.addConstr(sum(plain) + sum(signal) <= budget.programs_max)
    cost = 0
    for specialty, table in budget.fees.items():
        mine = [n for n, one in enumerate(candidates) if one.specialty == specialty]
        count = sum(plain[n] + signal[n] for n in mine)
        solver.addConstr(sum(signal[n] for n in mine) <= budget.signals.get(specialty, 0))
        first, rest = table  # straight, then dearer: the solver fills the cheap tier first
        cheap = solver.addVariable(0, first.last)
        dear = solver.addVariable(0, len(candidates))
        solver.addConstr(count - cheap - dear == 0)
        cost = cost + first.each * cheap + rest.each * dear
    solver.addConstr(cost <= budget.cents_max)
    gain = sum(
        one.chance.plain * a + one.chance.signaled * b
        for one, a, b in zip(candidates, plain, signal, strict=True)
    )
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.maximize(gain)
    return round(solver.getObjectiveValue())


def invented(count, specialties):
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


@pytest.mark.feature("P3")
@pytest.mark.parametrize(
    ("count", "specialties", "places", "dollars"),
    [(650, ("IM",), 60, 900), (650, ("IM",), 45, 560), (2000, ("IM", "FM", "PSY"), 120, 2000)],
)
def test_public_solver_agrees_on_large_lists(count, specialties, places, dollars):
    candidates = invented(count, specialties)
    budget = Budget(
        places,
        dollars * 100,
        dict.fromkeys(specialties, TABLES["ERAS"]),
        dict.fromkeys(specialties, 10),
    )

    assert choose(candidates, budget).expected == solved_by_highs(candidates, budget)
