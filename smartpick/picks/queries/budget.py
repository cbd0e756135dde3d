"""From a list, its bands and the person's own rates to the question that the choice answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from autopsy.models import MatchAutopsy
from autopsy.rules.stage import guide_for
from smartpick.campaign.models import Cycle
from smartpick.picks.choices import Tier
from smartpick.picks.models import BudgetPlan
from smartpick.picks.queries.fit import PickLine, facts_of
from smartpick.picks.rules.chance import Chance, Rates, chance, first_realistic_rate
from smartpick.picks.rules.choice import Budget, Candidate
from smartpick.picks.rules.fees import Tier as FeeStep
from smartpick.reference.models import FeeTier, SignalRule
from smartpick.reference.queries import application_services, fee_tiers, signal_rules

PROGRAMS_FIRST = 40
NO_FEE = [FeeStep(1, None)]


@dataclass(frozen=True)
class Season:
    """The facts of the season that a budget stands on."""

    services: dict[str, str]  # specialty -> service
    tiers: list[FeeTier]
    signals: dict[str, SignalRule]

    def signals_of(self, specialty: str) -> int:
        rule = self.signals.get(specialty)
        if rule is None:
            return 0
        return rule.total or sum(n or 0 for n in (rule.gold, rule.silver, rule.single))

    @property
    def without_fees(self) -> list[str]:
        known = {tier.application_service for tier in self.tiers}
        return sorted(name for name, service in self.services.items() if service not in known)


@dataclass(frozen=True)
class Question:
    """All that one run needs, and what had to be left out for want of a rate or a band."""

    candidates: list[Candidate]
    budget: Budget
    other_bands: dict[str, dict[str, Chance]]
    no_band: list[PickLine] = field(default_factory=list)
    no_rate: list[PickLine] = field(default_factory=list)
    out: list[PickLine] = field(default_factory=list)


def season_of(cycle: Cycle, lines: Sequence[PickLine]) -> Season:
    names = sorted({line.program.specialty for line in lines} - {""})
    services = application_services(names)
    return Season(
        services={name: services.get(name, "") for name in names},
        tiers=fee_tiers(cycle.target_year),
        signals=signal_rules(cycle.target_year, names),
    )


def rates_of(plan: BudgetPlan) -> Rates:
    return Rates(
        without_signal=dict(plan.rates),
        with_signal=dict(plan.signaled_rates),
        mentor_link_adds=plan.mentor_link_adds,
        geographic_tie_adds=plan.geographic_tie_adds,
    )


def fees_of(season: Season, plan: BudgetPlan) -> dict[str, list[FeeStep]]:
    """By service; a price that the person changed stands instead of the season's."""
    tables: dict[str, list[FeeStep]] = {}
    for tier in season.tiers:
        own = plan.own_fees.get(f"{tier.application_service}:{tier.first}")
        flat, each = tier.flat_cents, tier.each_cents
        if own is not None:
            flat, each = (own, 0) if flat else (0, own)
        step = FeeStep(tier.first, tier.last, flat=flat, each=each)
        tables.setdefault(tier.application_service, []).append(step)
    return tables


def question_of(lines: Sequence[PickLine], plan: BudgetPlan, season: Season) -> Question:
    rates, tables = rates_of(plan), fees_of(season, plan)
    candidates, other_bands = [], {}
    no_band, no_rate, out = [], [], []
    for line in lines:
        if line.is_out:
            out.append(line)
        elif not line.pick.tier:
            no_band.append(line)
        elif (found := chance_at(rates, line, line.pick.tier)) is None:
            no_rate.append(line)
        else:
            code = str(line.program.code)
            candidates.append(Candidate(code, line.program.specialty, found, kept=line.pick.kept))
            other_bands[code] = neighbours(rates, line)
    names = {one.specialty for one in candidates}
    budget = Budget(
        programs_max=plan.programs_max if plan.programs_max is not None else PROGRAMS_FIRST,
        cents_max=(plan.dollars_max or 0) * 100,
        fees={name: tables.get(season.services.get(name, ""), NO_FEE) for name in names},
        signals={name: int(plan.signals.get(name, season.signals_of(name))) for name in names},
    )
    return Question(candidates, budget, other_bands, no_band, no_rate, out)


def chance_at(rates: Rates, line: PickLine, band: str) -> Chance | None:
    pick = line.pick
    return chance(
        rates, band, mentor_link=pick.knows_id is not None, geographic_tie=pick.geographic_tie
    )


def neighbours(rates: Rates, line: PickLine) -> dict[str, Chance]:
    """The next band up and the next down, where they have a rate (PK-07)."""
    order = list(Tier.values)
    place = order.index(line.pick.tier)
    found = {}
    for band in order[max(0, place - 1) : place] + order[place + 1 : place + 2]:
        other = chance_at(rates, line, band)
        if other is not None:
            found[band] = other
    return found


def guide_of(cycle: Cycle) -> int:
    """The number of interviews that the diagnosis takes its first look at (DX-01)."""
    return guide_for(facts_of(cycle)[0])


def last_yield(cycle: Cycle) -> int | None:
    """The realistic rate to start from: what last cycle's own applications brought."""
    autopsy = MatchAutopsy.objects.filter(cycle=cycle).select_related("application_facts").first()
    told = getattr(autopsy, "application_facts", None)
    if told is None:
        return None
    return first_realistic_rate(told.programs_applied, told.interviews_offered)
