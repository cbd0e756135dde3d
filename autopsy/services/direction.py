"""Choosing, deciding and changing direction; working on a repair."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from autopsy.choices import DirectionChoice, RepairState, RepairStatement, Weakness
from autopsy.models import Direction, RepairMove, RepairPlan, RepairStep
from autopsy.rules.repair import PLAYBOOKS, Step, state_of
from smartpick.accounts.models import User
from smartpick.campaign.choices import Track, Verb
from smartpick.campaign.models import Cycle
from smartpick.campaign.services import (
    mark_campaign_changed,
    mark_dates_changed,
    note_activity,
)
from smartpick.common.errors import RuleBroken

FIELDS = (
    "choice", "target", "backup", "second_lane", "reason", "story", "story_experience",
    "what_changed", "decide_by",
)  # fmt: skip
LAST_DAY = {Track.LONG: (7, 31), Track.SHORT: (4, 30), Track.UNDECIDED: (7, 31)}


def default_decide_by(cycle: Cycle, today: date) -> date:
    """The last day of the plan's decision window; a day that has passed moves to next year's."""
    month, day = LAST_DAY[Track(cycle.track)]
    found = date(today.year, month, day)
    return found if found >= today else date(today.year + 1, month, day)


@transaction.atomic
def choose(
    *, cycle: Cycle, data: Mapping[str, Any], decided: bool, by: User, now: datetime
) -> Direction:
    """Keeps the earlier choice as history when the choice or target changes; else edits it.

    Raises RuleBroken for a decision without a target, or while torn.
    """
    if decided and (not data["target"] or data["choice"] == DirectionChoice.TORN):
        raise RuleBroken("To decide, choose one path and name its specialty.")
    current = Direction.objects.filter(cycle=cycle, is_current=True).first()
    moved = current and (current.choice, current.target) != (data["choice"], data["target"])
    if current and moved:
        Direction.objects.filter(pk=current.pk).update(is_current=False)
        current = None
    current = current or Direction(cycle=cycle)
    for name in FIELDS:
        setattr(current, name, data[name])
    if decided and current.decided_on is None:
        current.decided_on = now.date()
    current.save()
    mark_campaign_changed(cycle=cycle, now=now)
    mark_dates_changed(cycle=cycle, now=now)
    if decided:
        noun = f"direction: {current.get_choice_display().lower()}"
        note_activity(cycle=cycle, verb=Verb.DECIDED, noun=noun[:60], by=by, now=now)
    return current


@transaction.atomic
def start_repair(*, cycle: Cycle, weakness: str, by: User, now: datetime) -> RepairPlan:
    """The plan of this weakness with the steps of its playbook; one of a kind."""
    plan, made = RepairPlan.objects.get_or_create(
        cycle=cycle,
        weakness=weakness,
        defaults={"stated_on": now.date(), "active_since": now.date()},
    )
    if made:
        RepairStep.objects.bulk_create(
            RepairStep(plan=plan, number=number, title=title, proof_wanted=proof)
            for number, (title, proof) in enumerate(PLAYBOOKS[weakness].steps, start=1)
        )
        RepairMove.objects.create(plan=plan, statement=plan.statement, on_date=now.date())
        noun = f"repair: {Weakness(weakness).label.lower()}"
        note_activity(cycle=cycle, verb=Verb.REPAIRED, noun=noun, by=by, now=now)
    return plan


@transaction.atomic
def state_repair(
    *, plan: RepairPlan, statement: str, note: str, paused: bool, description: str, today: date
) -> None:
    """The person's own word on where it stands, with its dated history."""
    if statement and statement != plan.statement:
        plan.statement, plan.stated_on = statement, today
        RepairMove.objects.create(plan=plan, statement=statement, note=note, on_date=today)
    wanted = RepairState.PAUSED if paused else RepairState.ACTIVE
    if plan.state not in {RepairState.DONE, wanted}:
        plan.state = wanted
        if wanted == RepairState.ACTIVE:
            plan.active_since = today
    plan.description = description
    plan.save(
        update_fields=[
            "statement",
            "stated_on",
            "state",
            "active_since",
            "description",
            "updated_at",
        ]
    )
    mark_dates_changed(cycle=plan.cycle)


@transaction.atomic
def record_step(
    *,
    step: RepairStep,
    done_on: date | None,
    proof: str,
    skipped_because: str,
    today: date,
    due_on: date | None = None,
) -> None:
    """A step is done only with its proof, or skipped with a reason (RP-02); a day for it is free
    to choose."""
    if done_on and done_on > today:
        raise RuleBroken("Use today or an earlier date.")
    if done_on and not proof.strip():
        raise RuleBroken("Name the proof: a date and place, a person or a document.")
    step.done_on, step.proof = (done_on, proof) if not skipped_because else (None, "")
    step.skipped_because, step.due_on = skipped_because, due_on
    step.save(update_fields=["due_on", "done_on", "proof", "skipped_because", "updated_at"])
    plan = step.plan
    told = state_of(
        [Step(s.done_on, s.proof, s.skipped_because) for s in plan.steps.all()],
        state=plan.state,
        active_since=plan.active_since,
        has_person=True,
        today=today,
    )
    if told.is_done:
        plan.state, plan.statement = RepairState.DONE, RepairStatement.DONE
    elif plan.state == RepairState.DONE:
        plan.state = RepairState.ACTIVE
    plan.save(update_fields=["state", "statement", "updated_at"])
    mark_dates_changed(cycle=plan.cycle)
