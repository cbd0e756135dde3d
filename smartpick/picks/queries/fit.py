"""What the fit of a program is read from: the person's answers, the program's fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from autopsy.choices import MatchResult
from autopsy.models import Direction, MatchAutopsy
from autopsy.queries.sections import facts_from, read_all
from autopsy.rules.facts import AutopsyFacts
from smartpick.campaign.models import Cycle
from smartpick.picks.choices import Visa
from smartpick.picks.models import Program, ProgramPick
from smartpick.picks.rules.fit import Fit, Offer, Person, fit

VISAS = {
    Visa.J1: frozenset({"j1"}),
    Visa.H1B: frozenset({"h1b"}),
    Visa.BOTH: frozenset({"j1", "h1b"}),
    Visa.NONE: frozenset({"none"}),
}


@dataclass(frozen=True)
class PickLine:
    """One program of the list with its fit; `is_out` when a stated rule leaves it out."""

    pick: ProgramPick
    fit: Fit

    @property
    def program(self) -> Program:
        return self.pick.program

    @property
    def code(self) -> str:
        return str(self.pick.program.code)

    @property
    def is_out(self) -> bool:
        return self.pick.excluded or (bool(self.fit.broken_rules) and not self.pick.kept)

    @property
    def out_because(self) -> str:
        if self.pick.excluded:
            return self.pick.dropped_because or "You left it out."
        return self.fit.broken_rules[0].sentence if self.is_out else ""

    def count_of(self, word: str) -> int:
        return sum(line.word == word for line in self.fit.lines)

    @property
    def helps(self) -> list[str]:
        return [line.sentence for line in self.fit.lines if line.word == "helps"]

    @property
    def against(self) -> list[str]:
        return [line.sentence for line in self.fit.lines if line.word == "against"]


def facts_of(cycle: Cycle) -> tuple[AutopsyFacts, Mapping[str, Any]]:
    """The answers as rules read them, and the section of places as it stands."""
    by_section = read_all(MatchAutopsy.objects.get(cycle=cycle))
    return facts_from(by_section, None), by_section.get("geography", {})


def person_of(cycle: Cycle) -> Person:
    facts, geography = facts_of(cycle)
    return person_from(cycle, facts, geography)


def person_from(cycle: Cycle, facts: AutopsyFacts, geography: Mapping[str, Any]) -> Person:
    limit = geography.get("geo_limit") or ""
    if limit and geography.get("geo_limit_ended") == "yes":
        limit = "none"
    return Person(
        lanes=frozenset(lanes_of(cycle, facts)),
        divisions=frozenset(geography.get("divisions") or ()),
        geo_limit=limit,
        visa_need=cycle.applicant.visa_need,
        failed_attempts=facts.failed_attempts,
        years_since_graduation=years_out(cycle),
        us_clinical_months=cycle.applicant.us_clinical_months,
        is_img=facts.is_img if cycle.applicant.applicant_type else None,
        letters_in_specialty=facts.letters_in_specialty,
        had_preliminary_year=facts.match_result == MatchResult.PRELIMINARY_ONLY,
    )


def lanes_of(cycle: Cycle, facts: AutopsyFacts) -> set[str]:
    """The direction's target and backup; before there is one, what was applied in."""
    chosen = Direction.objects.filter(cycle=cycle, is_current=True).first()
    if chosen and chosen.target:
        return {lane for lane in (chosen.target, chosen.backup) if lane}
    return {facts.primary_specialty} if facts.primary_specialty else set()


def years_out(cycle: Cycle) -> int | None:
    """Years since graduation on the day the next residency would begin."""
    graduated = cycle.applicant.graduation_year
    if graduated is None or cycle.target_year is None:
        return None
    return max(0, cycle.target_year - graduated)


def offer_of(program: Program, pick: ProgramPick | None = None) -> Offer:
    return Offer(
        specialty=program.specialty,
        division=program.division,
        visas=VISAS.get(Visa(program.visa), frozenset()) if program.visa else frozenset(),
        failed_attempts_max=program.failed_attempts_max,
        max_years=program.max_years,
        clinical_months=program.clinical_months,
        previous_graduates=program.previous_graduates,
        letters_in_specialty=program.letters_in_specialty,
        position=program.position,
        mentor_link=pick.knows.name if pick and pick.knows else "",
        signal_used=bool(pick and pick.signal),
        source=program.source,
        checked_on=program.checked_on,
    )


def lines_of(picks: Iterable[ProgramPick], person: Person, today: date) -> list[PickLine]:
    return [
        PickLine(pick, fit(person, offer_of(pick.program, pick), today=today)) for pick in picks
    ]


def picks_of(cycle: Cycle) -> Sequence[ProgramPick]:
    """All picks of a cycle with what a line shows, in one statement."""
    return list(
        ProgramPick.objects.filter(cycle=cycle)
        .select_related("program", "knows__faculty", "knows__mentorship")
        .order_by("program__name", "id")
    )
