"""Dated items of this floor: the day to decide the direction by, and repair steps with a day."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from autopsy.choices import DirectionChoice, RepairState
from autopsy.models import Direction, RepairStep
from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem, DatedKind, Standing

KEPT_DAYS = 90


def dated_items(cycle: Cycle, *, today: date) -> list[DatedItem]:
    """The decision while it is open, and the steps: open ones and those of 90 days. Two queries."""
    since = today - timedelta(days=KEPT_DAYS)
    torn = Direction.objects.filter(cycle=cycle, is_current=True, decide_by__isnull=False)
    steps = RepairStep.objects.filter(plan__cycle=cycle, due_on__isnull=False).filter(
        Q(done_on__isnull=True) | Q(done_on__gte=since)
    )
    return [
        *(_decision(row) for row in torn.filter(choice=DirectionChoice.TORN)),
        *(_step(row) for row in steps.select_related("plan").order_by("due_on", "id")),
    ]


def _decision(row: Direction) -> DatedItem:
    assert row.decide_by is not None  # noqa: S101  (the query asks for it)
    return DatedItem(
        kind=DatedKind.DECISION,
        origin="direction",
        origin_code=row.code,
        on=row.decide_by,
        is_deadline=True,
        title="Decide: the same specialty or another",
        neutral="A decision of mine",
        lever="narrative",
        reason="Your own day for it.",
        made_on=timezone.localtime(row.created_at).date(),
        changed_at=row.updated_at,
        url_name="mentors:direction",
    )


def _step(row: RepairStep) -> DatedItem:
    assert row.due_on is not None  # noqa: S101  (the query asks for it)
    standing = Standing.DONE if row.done_on else Standing.OPEN
    if row.skipped_because or (row.plan.state != RepairState.ACTIVE and not row.done_on):
        standing = Standing.DROPPED
    return DatedItem(
        kind=DatedKind.TASK,
        origin="repair_step",
        origin_code=row.code,
        on=row.due_on,
        title=row.title,
        neutral="An action of my plan",
        lever="upgrades",
        reason=f"Proof wanted: {row.proof_wanted}." if row.proof_wanted else "",
        words={"title": row.title},
        standing=standing,
        closed_on=row.done_on,
        changed_at=row.updated_at,
        url_name="mentors:repair",
        url_args=(row.plan.weakness,),
        button="Open the step",
    )
