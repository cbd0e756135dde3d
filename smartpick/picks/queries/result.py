"""The worked-out list as the page tells it: what is in, why not, what more would bring."""

from collections.abc import Sequence
from dataclasses import dataclass

from smartpick.picks.choices import Tier
from smartpick.picks.models import BudgetPlan
from smartpick.picks.queries.budget import Question, Season, question_of
from smartpick.picks.queries.fit import PickLine
from smartpick.picks.rules.choice import Choice, choose
from smartpick.picks.rules.fees import fee
from smartpick.picks.rules.reading import (
    Flip,
    NextFive,
    flips,
    knee,
    moved,
    next_five,
    signal_gains,
    under_the_guide,
    why_outside,
)

FLIPS_UP_TO = 120  # programs: two more runs each, so a long list shows the rates alone
CAPTION = (
    "We treat programs as independent. They are not: a weak file is weak everywhere, so real"
    " results vary more than this."
)


def in_dollars(cents: int) -> str:
    return f"{cents // 100:,}" if cents % 100 == 0 else f"{cents / 100:,.2f}"


@dataclass(frozen=True)
class Outside:
    line: PickLine
    because: str


@dataclass(frozen=True)
class Sensitivity:
    """One band's rate one step lower or higher, and who would change places."""

    words: str
    entering: list[PickLine]
    leaving: list[PickLine]

    @property
    def count(self) -> int:
        return len(self.entering) + len(self.leaving)


@dataclass(frozen=True)
class Result:
    choice: Choice
    question: Question
    inside: list[PickLine]
    outside: list[Outside]
    kept_cents: int
    more: NextFive | None = None
    knee: int | None = None
    flips: tuple[tuple[PickLine, Flip], ...] = ()
    sensitivities: tuple[Sensitivity, ...] = ()
    signals: tuple[tuple[PickLine, int], ...] = ()
    thin: str = ""

    @property
    def interviews(self) -> str:
        return f"{self.choice.expected / 100:.1f}".removesuffix(".0")

    @property
    def dollars(self) -> str:
        return in_dollars(self.choice.cents)

    @property
    def kept_dollars(self) -> str:
        return in_dollars(self.kept_cents)

    @property
    def more_interviews(self) -> str:
        return f"{self.more.expected / 100:.1f}" if self.more else ""

    @property
    def more_dollars(self) -> str:
        return in_dollars(self.more.cents) if self.more else ""

    @property
    def does_not_depend(self) -> bool:
        return not any(one.count for one in self.sensitivities)


def work_out(lines: Sequence[PickLine], plan: BudgetPlan, season: Season, *, guide: int) -> Result:
    """`guide` is the number of interviews that the diagnosis takes its first look at (DX-01)."""
    question = question_of(lines, plan, season)
    by_code = {str(line.program.code): line for line in lines}
    found = choose(question.candidates, question.budget)
    kept = [one.specialty for one in question.candidates if one.kept]
    kept_cents = sum(fee(table, kept.count(name)) for name, table in question.budget.fees.items())
    if not found.possible:
        return Result(found, question, [], [], kept_cents)
    candidates, budget = question.candidates, question.budget
    turned = flips(candidates, budget, found, question.other_bands) if short(lines) else []
    return Result(
        choice=found,
        question=question,
        inside=[by_code[code] for code in found.chosen],
        outside=outside_of(question, found, by_code),
        kept_cents=kept_cents,
        more=next_five(candidates, budget, found),
        knee=knee(candidates, budget) if short(lines) else None,
        flips=tuple((by_code[one.code], one) for one in turned),
        sensitivities=tuple(sensitivities(lines, plan, season, found, by_code)),
        signals=tuple((by_code[code], gain) for code, gain in signal_gains(candidates, found)),
        thin=under_the_guide(found.expected, guide),
    )


def short(lines: Sequence[PickLine]) -> bool:
    return len(lines) <= FLIPS_UP_TO


def outside_of(question: Question, found: Choice, by_code: dict[str, PickLine]) -> list[Outside]:
    """Every program that is not in, with its own reason."""
    return [
        *(
            Outside(
                by_code[one.code],
                why_outside(one, question.candidates, question.budget, found),
            )
            for one in question.candidates
            if one.code not in found.chosen
        ),
        *(Outside(line, "It has no band yet. Give it one first.") for line in question.no_band),
        *(
            Outside(line, f"The {line.pick.get_tier_display().lower()} band has no rate.")
            for line in question.no_rate
        ),
        *(Outside(line, line.out_because) for line in question.out),
    ]


def sensitivities(
    lines: Sequence[PickLine],
    plan: BudgetPlan,
    season: Season,
    found: Choice,
    by_code: dict[str, PickLine],
) -> list[Sensitivity]:
    """Each rate one in ten lower and higher (P10); the plan itself is not touched."""
    told = []
    for tier in Tier:
        rate = plan.rates.get(tier.value)
        if rate is None:
            continue
        for other in (rate - 10, rate + 10):
            if 0 <= other <= 100:
                changed = BudgetPlan(**of(plan) | {"rates": plan.rates | {tier.value: other}})
                question = question_of(lines, changed, season)
                entering, leaving = moved(found, choose(question.candidates, question.budget))
                words = f'If "{tier.label.lower()}" were {other / 10:g} of 10'
                told.append(
                    Sensitivity(
                        words,
                        [by_code[code] for code in entering],
                        [by_code[code] for code in leaving],
                    )
                )
    return told


def of(plan: BudgetPlan) -> dict[str, object]:
    names = (
        "programs_max", "dollars_max", "rates", "signaled_rates", "mentor_link_adds",
        "geographic_tie_adds", "signals", "own_fees",
    )  # fmt: skip
    return {name: getattr(plan, name) for name in names}
