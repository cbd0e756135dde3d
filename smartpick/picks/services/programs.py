"""Deeds on programs and picks. A program belongs to whoever brought it; a pick to the applicant."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from mentors.owner import Owner
from mentors.parsing.columns import division_of
from smartpick.campaign.models import Cycle
from smartpick.common.errors import RuleBroken
from smartpick.common.search import fold
from smartpick.picks.choices import TierBy
from smartpick.picks.models import BudgetPlan, Program, ProgramPick
from smartpick.picks.rules.codes import position_of

FIELDS = (
    "name", "institution", "city", "state", "specialty", "position", "nrmp_code", "acgme_code",
    "visa", "max_years", "failed_attempts_max", "clinical_months", "previous_graduates",
    "letters_in_specialty", "source", "checked_on", "license_note",
)  # fmt: skip
PICK_FIELDS = (
    "why", "knows", "geographic_tie", "mentor_said", "signal", "kept", "excluded",
    "dropped_because",
)  # fmt: skip


def filled(program: Program, facts: Mapping[str, Any]) -> Program:
    """The facts on the program, with what follows from them; not saved yet."""
    for name in FIELDS:
        if name in facts:
            setattr(program, name, facts[name])
    program.division = division_of("", program.state)
    program.position = program.position or position_of(program.nrmp_code)
    program.search_key = fold(
        program.name, program.institution, program.city, program.specialty, program.nrmp_code
    )
    return program


@transaction.atomic
def add_program(*, owner: Owner, facts: Mapping[str, Any]) -> Program:
    """Raises RuleBroken when the same owner already holds this NRMP code."""
    program = filled(Program(**owner.columns), facts)
    return _saved(program)


@transaction.atomic
def edit_program(*, program: Program, facts: Mapping[str, Any]) -> Program:
    program.version += 1
    return _saved(filled(program, facts))


def _saved(program: Program) -> Program:
    try:
        with transaction.atomic():
            program.save()
    except IntegrityError as taken:
        whose = "the school's" if program.school_id else "your"
        raise RuleBroken(
            f"{program.nrmp_code} is already on {whose} list. Open it, or change the code."
        ) from taken
    return program


def take_off(*, program: Program, today: date) -> None:
    """Out of the school's list. Whoever chose it keeps it, and nobody learns who did."""
    program.archived_on = today
    program.save(update_fields=["archived_on", "updated_at"])


def put_back(*, program: Program) -> None:
    program.archived_on = None
    program.save(update_fields=["archived_on", "updated_at"])


@transaction.atomic
def pick_program(*, cycle: Cycle, program: Program) -> ProgramPick:
    """The program on this cycle's list; once, however often it is asked for."""
    pick, _ = ProgramPick.objects.get_or_create(cycle=cycle, program=program)
    return pick


def set_tier(
    *, pick: ProgramPick, tier: str, source: str, today: date, by: str = TierBy.APPLICANT
) -> ProgramPick:
    """A band with who said so and when; an empty one takes it away."""
    changed = (pick.tier, pick.tier_source) != (tier, source)
    if changed:
        pick.tier, pick.tier_source = tier, source if tier else ""
        pick.tier_by, pick.tier_on = (by, today) if tier else ("", None)
        pick.save(update_fields=["tier", "tier_source", "tier_by", "tier_on", "updated_at"])
    return pick


def edit_pick(*, pick: ProgramPick, facts: Mapping[str, Any]) -> ProgramPick:
    """Raises RuleBroken for a program both kept and left out."""
    if facts["kept"] and facts["excluded"]:
        raise RuleBroken("A program is either kept in or left out. Choose one.")
    for name in PICK_FIELDS:
        setattr(pick, name, facts[name])
    pick.version += 1
    pick.save(update_fields=[*PICK_FIELDS, "version", "updated_at"])
    return pick


@transaction.atomic
def drop_pick(*, pick: ProgramPick) -> None:
    """Off the list; a private program that no other cycle holds goes with it."""
    program = pick.program
    pick.delete()
    if program.private_to_id and not program.picks.exists():
        program.delete()


def budget_of(cycle: Cycle) -> BudgetPlan:
    return BudgetPlan.objects.filter(cycle=cycle).first() or BudgetPlan(cycle=cycle)


def save_budget(*, plan: BudgetPlan, facts: Mapping[str, Any]) -> BudgetPlan:
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.version += 1
    plan.save()
    return plan


@transaction.atomic
def keep_list(*, plan: BudgetPlan, chosen: list[str], signaled: list[str], now: Any) -> None:
    """Marks the worked-out list as the one that stands; the codes are the programs'."""
    mine = ProgramPick.objects.filter(cycle=plan.cycle)
    mine.update(is_listed=False)
    mine.filter(program__code__in=chosen).update(is_listed=True)
    plan.result = {"chosen": chosen, "signaled": signaled}
    plan.made_at = now
    plan.save(update_fields=["result", "made_at", "updated_at"])
