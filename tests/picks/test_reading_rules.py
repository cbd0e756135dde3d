"""PK-06 to PK-10: what the list tells beside itself."""

from dataclasses import replace

import pytest

from smartpick.picks.rules.chance import Chance, Rates, chance, first_realistic_rate
from smartpick.picks.rules.choice import Budget, Candidate, choose
from smartpick.picks.rules.fees import Tier
from smartpick.picks.rules.reading import (
    Flip,
    flips,
    knee,
    moved,
    next_five,
    signal_gains,
    under_the_guide,
    why_outside,
)

ERAS = [Tier(1, 30, each=1100), Tier(31, None, each=3000)]


def programs(*percents, signaled=None):
    return [
        Candidate(f"P{place:02}", "IM", Chance(percent, signaled and percent + signaled))
        for place, percent in enumerate(percents)
    ]


def budget(places, dollars=10_000, **signals):
    return Budget(places, dollars * 100, {"IM": ERAS}, signals)


@pytest.mark.feature("P8")
def test_next_five_add_interviews_and_their_fee_past_the_tier():
    candidates = programs(*[20] * 29, *[10] * 6)
    now = choose(candidates, budget(28))

    more = next_five(candidates, budget(28), now)

    assert (more.programs, more.expected, more.cents) == (5, 20 + 40, 2 * 1100 + 3 * 3000)


def test_next_five_are_fewer_where_fewer_are_left():
    candidates = programs(20, 10, 5)

    assert next_five(candidates, budget(1), choose(candidates, budget(1))).programs == 2


@pytest.mark.parametrize(
    ("percents", "where"), [((30, 30, 14, 14), 2), ((30, 20, 16), None), ((30, 15, 14), 2)]
)
def test_knee_is_where_one_more_adds_less_than_half_of_the_first(percents, where):
    assert knee(programs(*percents), budget(10)) == where


@pytest.mark.feature("P10")
def test_flip_names_the_program_that_another_band_lets_in_or_out():
    candidates = programs(30, 20, 10)
    plan = budget(2)
    bands = {
        "P02": {"realistic": Chance(25, None)},
        "P01": {"reach": Chance(5, None), "likely": Chance(40, None)},
    }

    found = flips(candidates, plan, choose(candidates, plan), bands)

    assert found == [
        Flip("P01", "reach", enters=False),
        Flip("P02", "realistic", enters=True),
    ]


@pytest.mark.feature("P10")
def test_another_rate_moves_programs_in_and_out():
    before = choose(programs(30, 20, 10), budget(2))
    after = choose(programs(30, 20, 25), budget(2))

    assert moved(before, after) == (["P02"], ["P01"])


@pytest.mark.feature("P8")
def test_program_outside_says_why():
    candidates = programs(30, 20, 10)
    one = candidates[2]
    full, poor = budget(2), budget(3, dollars=22)

    assert why_outside(one, candidates, full, choose(candidates, full)) == (
        "Below the last chosen: 10% against 20%."
    )
    assert why_outside(
        replace(one, specialty="FM"), candidates, full, choose(candidates, full)
    ) == ("All 2 places are taken by programs that bring more.")
    assert why_outside(
        replace(one, specialty="FM"), candidates, poor, choose(candidates, poor)
    ) == ("The fee of one more is over your budget.")


@pytest.mark.feature("P4")
def test_signals_are_advised_where_they_add_most():
    candidates = [
        Candidate("A", "IM", Chance(10, 20)),
        Candidate("B", "IM", Chance(10, 35)),
        Candidate("C", "IM", Chance(10, None)),
    ]
    now = choose(candidates, budget(3, IM=1))

    assert now.signaled == ("B",)
    assert signal_gains(candidates, now) == [("B", 25), ("A", 10)]


def test_thin_list_is_told_against_the_guide():
    assert under_the_guide(1000, 10) == ""
    assert under_the_guide(640, 10) == (
        "Even this list expects about 6, fewer than the guide number, 10."
    )


@pytest.mark.parametrize(
    ("applied", "offered", "rate"), [(62, 4, 6), (0, 0, None), (None, 4, None), (10, 0, 0)]
)
def test_realistic_rate_starts_from_last_cycle(applied, offered, rate):
    assert first_realistic_rate(applied, offered) == rate


def test_band_without_a_rate_has_no_chance():
    rates = Rates({"realistic": 30})

    assert chance(rates, "reach", mentor_link=True, geographic_tie=False) is None
    assert chance(rates, "realistic", mentor_link=True, geographic_tie=False) == Chance(30, None)
