"""Weighing roles for the year between, and taking one: its first day moves the plan."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from mentors.models import Meeting
from mentors.services.meetings import choose_questions
from smartpick.campaign.models import Cycle
from smartpick.common.errors import RuleBroken, StaleEdit
from timeline.models import Plan, RoleOption
from timeline.rules.role import BOXES, QUESTIONS
from timeline.services.plan import replan

PROOFS = tuple(f"{box}_proof" for box in BOXES)
SAID = tuple(f"{question}_said" for question in QUESTIONS)
FIELDS = ("title", "kind", *BOXES, *PROOFS, *QUESTIONS, *SAID, "starts_on", "ends_on", "notes")
LEAN_QUESTION = "For my gap, would you take a preliminary year or a research year, and why?"


@transaction.atomic
def keep_role(
    *,
    cycle: Cycle,
    role: RoleOption | None,
    data: Mapping[str, Any],
    expected_version: int,
    now: datetime,
) -> RoleOption:
    """A role as it was told. Raises RuleBroken when it ends before it starts, StaleEdit when it was
    saved elsewhere since. A taken role whose first day moved moves the plan."""
    starts, ends = data["starts_on"], data["ends_on"]
    if starts and ends and ends < starts:
        raise RuleBroken("The role ends before it starts.")
    held = role or RoleOption(cycle=cycle)
    if role and role.version != expected_version and _differs(role, data):
        current = {name: getattr(role, name) for name in FIELDS}
        raise StaleEdit(current=current, version=role.version, by="", at=role.updated_at)
    moved = held.is_chosen and held.starts_on != starts
    for name in FIELDS:
        setattr(held, name, data[name])
    held.version += 1
    held.save()
    if moved:
        _move_plan(cycle, held, now)
    return held


def _differs(role: RoleOption, data: Mapping[str, Any]) -> bool:
    return any(getattr(role, name) != data[name] for name in FIELDS)


@transaction.atomic
def choose_role(*, role: RoleOption, chosen: bool, now: datetime) -> RoleOption:
    """One role at a time is taken; the other steps back. The plan follows its first day."""
    RoleOption.objects.filter(cycle=role.cycle, is_chosen=True).update(is_chosen=False)
    role.is_chosen = chosen
    role.version += 1
    role.save(update_fields=["is_chosen", "version", "updated_at"])
    _move_plan(role.cycle, role if chosen else None, now)
    return role


@transaction.atomic
def drop_role(*, role: RoleOption, now: datetime) -> None:
    was_chosen, cycle = role.is_chosen, role.cycle
    role.delete()
    if was_chosen:
        _move_plan(cycle, None, now)


def _move_plan(cycle: Cycle, role: RoleOption | None, now: datetime) -> None:
    plan = Plan.objects.filter(cycle=cycle).first()
    starts_on = role.starts_on if role else None
    if plan is None or plan.role_starts_on == starts_on:
        return
    plan.role_starts_on = starts_on
    plan.save(update_fields=["role_starts_on", "updated_at"])
    replan(cycle=cycle, now=now)


def ask_in_meeting(*, meeting: Meeting) -> Meeting:
    """The question of FAQ 4 on the meeting's kit; what stood there as own question gives way only
    when it is empty."""
    if meeting.own_question and meeting.own_question != LEAN_QUESTION:
        raise RuleBroken("That meeting has a question of your own already. Change it on the kit.")
    return choose_questions(meeting=meeting, questions=meeting.questions, own=LEAN_QUESTION)
