"""Promises on both sides, opinions, concerns, and who helps with a repair."""

import uuid
from datetime import date, datetime

from django.db import transaction

from autopsy.models import RepairPlan
from mentors.choices import ContactKind, PromiseKind, Side
from mentors.models import (
    Commitment,
    CommitmentMove,
    Concern,
    Contact,
    Opinion,
    RepairHelper,
    Target,
)
from mentors.services.targets import record_contact
from smartpick.campaign.services import mark_dates_changed
from smartpick.common.errors import RuleBroken


@transaction.atomic
def promise(
    *,
    target: Target,
    by: str,
    what: str,
    made_on: date,
    due_on: date | None,
    now: datetime,
    kind: str = PromiseKind.WORK,
    origin_code: uuid.UUID | None = None,
) -> Commitment:
    if not what.strip():
        raise RuleBroken("Say what was promised.")
    if due_on is not None and due_on < made_on:
        raise RuleBroken("The promised day comes before the day it was promised.")
    made = Commitment.objects.create(
        target=target,
        by=by,
        kind=kind,
        what=what.strip()[:160],
        made_on=made_on,
        due_on=due_on,
        origin_code=origin_code,
    )
    mark_dates_changed(cycle=target.cycle, now=now)
    return made


@transaction.atomic
def deliver(*, commitment: Commitment, on_date: date, now: datetime, today: date) -> None:
    """Kept. My own delivery is a contact with the person: work was handed over to them."""
    if on_date > today:
        raise RuleBroken("Use today or an earlier date.")
    commitment.delivered_on, commitment.dropped_because = on_date, ""
    commitment.save(update_fields=["delivered_on", "dropped_because", "updated_at"])
    if commitment.by == Side.ME:
        record_contact(
            target=commitment.target, kind=ContactKind.DELIVERED, on_date=on_date, now=now,
            today=today, note=commitment.what, origin_code=commitment.code,
        )  # fmt: skip
    mark_dates_changed(cycle=commitment.target.cycle, now=now)


@transaction.atomic
def reopen_promise(*, commitment: Commitment, now: datetime) -> None:
    """Undo of delivering and of dropping."""
    commitment.delivered_on, commitment.dropped_because = None, ""
    commitment.save(update_fields=["delivered_on", "dropped_because", "updated_at"])
    Contact.objects.filter(origin_code=commitment.code).delete()
    mark_dates_changed(cycle=commitment.target.cycle, now=now)


@transaction.atomic
def drop_promise(*, commitment: Commitment, because: str, now: datetime) -> None:
    if not because.strip():
        raise RuleBroken("Say in a few words why it was dropped.")
    reopen_promise(commitment=commitment, now=now)
    commitment.dropped_because = because.strip()[:200]
    commitment.save(update_fields=["dropped_because", "updated_at"])


@transaction.atomic
def move_promise(
    *, commitment: Commitment, to_date: date, agreed: bool, today: date, now: datetime
) -> None:
    """Another day. With their agreement, said in time, the new day is the one that counts."""
    if to_date < today:
        raise RuleBroken("Choose a day that is still to come.")
    CommitmentMove.objects.create(
        commitment=commitment, on_date=today, to_date=to_date, agreed=agreed
    )
    mark_dates_changed(cycle=commitment.target.cycle, now=now)


@transaction.atomic
def record_opinion(
    *,
    target: Target,
    specialty: str,
    senior_role: str,
    realism: str,
    on_date: date,
    today: date,
    tier: str = "",
    regions: str = "",
    saw_numbers: str = "",
    reason: str = "",
    introduced_by: Target | None = None,
) -> Opinion:
    """One for each person and specialty: asked again, the newer answer stands."""
    if on_date > today:
        raise RuleBroken("Use today or an earlier date.")
    if introduced_by is not None and introduced_by.pk == target.pk:
        raise RuleBroken("Nobody introduces themselves. Choose somebody else, or nobody.")
    opinion, _ = Opinion.objects.update_or_create(
        target=target,
        specialty=specialty,
        defaults={
            "senior_role": senior_role, "realism": realism, "on_date": on_date, "tier": tier,
            "regions": regions, "saw_numbers": saw_numbers, "reason": reason,
            "introduced_by": introduced_by,
        },
    )  # fmt: skip
    return opinion


def note_concern(
    *, target: Target, kind: str, on_date: date, today: date, note: str = ""
) -> Concern:
    if on_date > today:
        raise RuleBroken("Use today or an earlier date.")
    concern, _ = Concern.objects.update_or_create(
        target=target, kind=kind, on_date=on_date, defaults={"note": note[:300]}
    )
    return concern


def remove_concern(*, concern: Concern) -> None:
    concern.delete()


def attach_helper(*, plan: RepairPlan, target: Target, sentence: str = "") -> RepairHelper:
    helper, _ = RepairHelper.objects.update_or_create(
        plan=plan, target=target, defaults={"sentence": sentence[:300]}
    )
    return helper


def detach_helper(*, helper: RepairHelper) -> None:
    helper.delete()


def remove_opinion(*, opinion: Opinion) -> None:
    opinion.delete()
