"""Deeds on one item of the year: move, finish, skip, take back. Each marks the cycle's dates."""

from datetime import date, datetime

from django.db import transaction

from smartpick.campaign.models import KeyDate
from smartpick.campaign.services import mark_dates_changed
from smartpick.common.errors import RuleBroken
from timeline.choices import ItemState
from timeline.models.plan import Plan, PlanItem
from timeline.rules.plan import Placed
from timeline.rules.template import MONTHLY
from timeline.services.plan import anchors_of, placed_for, write_key_dates

# Items that have no sense after an official day (D.5).
NOT_AFTER = {"PL-15": ("read", "programs read on"), "PL-19": ("rank_deadline", "rank lists close")}


@transaction.atomic
def move_item(*, item: PlanItem, starts_on: date, ends_on: date, now: datetime) -> PlanItem:
    """Other days, kept through every replan; where it stood stays readable."""
    if ends_on < starts_on:
        raise RuleBroken("The last day comes before the first. Check one of them.")
    _not_past_its_end(item, ends_on)
    if not item.moved_by_hand:
        item.earlier_starts_on, item.earlier_ends_on = item.starts_on, item.ends_on
    if item.template_key == MONTHLY:
        item.dates = [day for day in item.dates if day <= ends_on.isoformat()]
        item.dates = sorted({*item.dates, ends_on.isoformat()})
    item.starts_on, item.ends_on = starts_on, ends_on
    item.moved_by_hand, item.followed_on = True, None
    if item.state in (ItemState.DROPPED, ItemState.MERGED):
        item.state, item.state_reason, item.merged_into = ItemState.PLANNED, "", ""
    return _save(item, now=now)


@transaction.atomic
def finish_item(*, item: PlanItem, done_on: date, now: datetime) -> PlanItem:
    item.state, item.done_on, item.skipped_on, item.state_reason = ItemState.DONE, done_on, None, ""
    return _save(item, now=now)


@transaction.atomic
def skip_item(*, item: PlanItem, because: str, today: date, now: datetime) -> PlanItem:
    item.state, item.state_reason = ItemState.SKIPPED, because.strip()[:200]
    item.done_on, item.skipped_on = None, today
    return _save(item, now=now)


@transaction.atomic
def take_back(*, item: PlanItem, now: datetime) -> PlanItem:
    """Undo of finishing and of skipping: open again on its own days."""
    computed = _computed(item)
    item.done_on = item.skipped_on = None
    if item.moved_by_hand:
        item.state, item.state_reason = ItemState.PLANNED, ""
    else:
        item.state, item.state_reason = computed.state, computed.because
        item.merged_into = computed.into
        item.starts_on, item.ends_on = computed.starts_on, computed.ends_on
        item.dates = [day.isoformat() for day in computed.dates]
    return _save(item, now=now)


@transaction.atomic
def undo_move(*, item: PlanItem, now: datetime) -> PlanItem:
    """Back to the days that the plan works out; a held state stays."""
    computed = _computed(item)
    item.moved_by_hand = False
    item.earlier_starts_on = item.earlier_ends_on = None
    item.starts_on, item.ends_on = computed.starts_on, computed.ends_on
    item.dates = [day.isoformat() for day in computed.dates]
    if item.is_open:
        item.state, item.state_reason = computed.state, computed.because
        item.merged_into = computed.into
    return _save(item, now=now)


@transaction.atomic
def keep_earlier_days(*, items: list[PlanItem], now: datetime) -> int:
    """Undo of following an official date: these items stay where they were, as if moved by hand."""
    kept = 0
    for item in items:
        if item.followed_on is None or item.earlier_starts_on is None:
            continue
        was = item.starts_on, item.ends_on
        item.starts_on, item.ends_on = item.earlier_starts_on, item.earlier_ends_on
        item.earlier_starts_on, item.earlier_ends_on = was
        item.moved_by_hand, item.followed_on = True, None
        _save(item, now=now)
        kept += 1
    return kept


@transaction.atomic
def read_joining(*, plan: Plan, today: date) -> None:
    """The line of what was compressed has been read: it is said once."""
    plan.joining_read_on = today
    plan.save(update_fields=["joining_read_on", "updated_at"])


def submitted_after(item: PlanItem, ends_on: date) -> bool:
    """Is that day after the submission of this season, for an item that should come before it?"""
    submit = KeyDate.objects.filter(cycle=item.cycle, key="submit").first()
    late = submit is not None and ends_on > submit.starts_on
    return late and item.template_key <= "PL-15"


def _not_past_its_end(item: PlanItem, ends_on: date) -> None:
    key, words = NOT_AFTER.get(item.template_key, ("", ""))
    end = KeyDate.objects.filter(cycle=item.cycle, key=key).first() if key else None
    if end is None:
        return
    last = end.starts_on.toordinal() - (1 if key == "read" else 0)
    if ends_on.toordinal() > last:
        on = f"{end.starts_on:%b} {end.starts_on.day}, {end.starts_on.year}"
        raise RuleBroken(f"That is too late: {words} {on}. Choose an earlier day.")


def _computed(item: PlanItem) -> Placed:
    plan = Plan.objects.select_related("cycle").get(cycle=item.cycle)
    anchors = anchors_of(plan.cycle, short=plan.is_short, service=plan.service)
    return placed_for(plan, anchors)[item.template_key]


def _save(item: PlanItem, *, now: datetime) -> PlanItem:
    item.version += 1
    item.save()
    plan = Plan.objects.select_related("cycle").get(cycle=item.cycle)
    write_key_dates(plan.cycle, anchors_of(plan.cycle, short=plan.is_short, service=plan.service))
    mark_dates_changed(cycle=item.cycle, now=now)
    return item
