"""Laying the year out: build, replan, switch the track, follow the season's dates.

What was done, skipped or moved by hand survives each of these; all else is worked out anew.
"""

from datetime import date, datetime

from django.db import transaction

from smartpick.campaign.choices import Track
from smartpick.campaign.models import Cycle, KeyDate
from smartpick.campaign.services import mark_dates_changed, notify, set_season, target_year_of
from smartpick.common.errors import RuleBroken
from timeline.choices import HELD_STATES
from timeline.models.plan import Plan, PlanItem
from timeline.queries.season import mark_of, season_rows, service_of
from timeline.rules.anchors import Anchors, Day, letters_due, season_of, work_out_anchors
from timeline.rules.plan import Placed, lay_out
from timeline.rules.template import BY_KEY, STEPS

# Which official date an item follows, for the word beside it.
FOLLOWS = {
    "PL-13": "opens",
    "PL-15": "submit",
    "PL-16": "submit",
    "PL-17": "read",
    "PL-18": "read",
    "PL-19": "rank_deadline",
    "PL-20": "match_week",
}
MOVING = ("starts_on", "ends_on", "dates", "dropped_dates", "state", "state_reason", "merged_into")


def anchors_of(cycle: Cycle, *, short: bool, service: str) -> dict[str, Day | None]:
    year = cycle.failed_year
    if year is None:
        raise RuleBroken("Say first which Match it was.")
    return work_out_anchors(
        match_year=year,
        short=short,
        service=service,
        rows=season_rows(service, (year, season_of(year, short=short))),
        learned_on=cycle.learned_on,
    )


def placed_for(plan: Plan, anchors: Anchors) -> dict[str, Placed]:
    return lay_out(
        match_year=plan.failed_year,
        short=plan.is_short,
        joined_on=plan.joined_on,
        anchors=anchors,
        role_starts_on=plan.role_starts_on,
    )


@transaction.atomic
def build_plan(*, cycle: Cycle, today: date, now: datetime) -> Plan | None:
    """The plan of this cycle, laid out for today when there is none or its season is another.

    None while the year of the Match is not known, and from the Match Day of its season on.
    """
    if cycle.failed_year is None:
        return None
    short = cycle.track == Track.SHORT
    plan: Plan | None = getattr(cycle, "plan", None)
    service = service_of(cycle)
    anchors = anchors_of(cycle, short=short, service=service)
    if plan and (plan.failed_year, plan.is_short) == (cycle.failed_year, short):
        if plan.season_mark != mark_of(anchors):  # the day the result was known is another
            replan(cycle=cycle, now=now)
        return plan
    match_day = anchors["match_day"]
    if match_day and today >= match_day.on:
        return plan
    made, _ = Plan.objects.update_or_create(
        cycle=cycle,
        defaults={
            "failed_year": cycle.failed_year,
            "is_short": short,
            "service": service,
            "joined_on": today,
            "season_mark": mark_of(anchors),
            "joining_read_on": None,
        },
    )
    made.cycle = cycle  # and the cycle knows its plan
    _write(made, anchors, now=now)
    return made


@transaction.atomic
def replan(*, cycle: Cycle, now: datetime, joined_on: date | None = None) -> list[PlanItem]:
    """Works the items out anew; answers those whose days changed. `joined_on` restarts it."""
    plan = Plan.objects.select_related("cycle").get(cycle=cycle)
    plan.service = service_of(cycle)
    anchors = anchors_of(plan.cycle, short=plan.is_short, service=plan.service)
    plan.season_mark = mark_of(anchors)
    plan.joined_on = joined_on or plan.joined_on
    plan.save(update_fields=["service", "season_mark", "joined_on", "updated_at"])
    return _write(plan, anchors, now=now)


@transaction.atomic
def switch_track(*, cycle: Cycle, track: str, today: date, now: datetime) -> Plan:
    """The other track from today on. Done, skipped and moved items stay by their key."""
    set_season(
        cycle=cycle,
        failed_year=cycle.failed_year,
        track=track,
        target_year=target_year_of(cycle.failed_year, track),
        learned_on=cycle.learned_on,
    )
    if cycle.failed_year is None:
        raise RuleBroken("Say first which Match it was.")
    plan = build_plan(cycle=cycle, today=today, now=now)
    if plan is None:
        raise RuleBroken("The season of that track is over. Open the next cycle instead.")
    return plan


@transaction.atomic
def follow_season(*, plan: Plan, today: date, now: datetime) -> list[PlanItem]:
    """After a row of the season changed: items nobody moved follow it, and the person is told."""
    moved = [item for item in replan(cycle=plan.cycle, now=now) if item.earlier_starts_on]
    for item in moved:
        item.followed_on = today
    PlanItem.objects.bulk_update(moved, ["followed_on"])
    if moved:
        noun = "date" if len(moved) == 1 else "dates"
        notify(
            user=plan.cycle.applicant.user,
            kind="season",
            text=f"{len(moved)} {noun} of your plan moved with the season's official dates.",
            target_name="timeline:timeline",
            now=now,
        )
    return moved


def follow_seasons(*, today: date, now: datetime) -> int:
    """Every open plan that was laid out from other days than the season's rows now give.

    One look for each (year, track, service) that is in use; plans are touched only where it
    differs. Plans with a day of their own (`learned_on`) are looked at one by one.
    """
    followed = 0
    open_plans = Plan.objects.filter(cycle__closed_on__isnull=True)
    seasons = open_plans.values_list("failed_year", "is_short", "service").distinct().order_by()
    for year, short, service in list(seasons):
        rows = season_rows(service, (year, season_of(year, short=short)))
        mark = mark_of(work_out_anchors(match_year=year, short=short, service=service, rows=rows))
        stale = open_plans.filter(failed_year=year, is_short=short, service=service)
        for plan in stale.exclude(season_mark=mark).select_related("cycle__applicant__user"):
            anchors = anchors_of(plan.cycle, short=short, service=service)
            if mark_of(anchors) != plan.season_mark:
                follow_season(plan=plan, today=today, now=now)
                followed += 1
    return followed


def _write(plan: Plan, anchors: Anchors, *, now: datetime) -> list[PlanItem]:
    placed = placed_for(plan, anchors)
    held = {item.template_key: item for item in PlanItem.objects.filter(cycle=plan.cycle)}
    fresh = [_new_item(plan, placed[step.key]) for step in STEPS if step.key not in held]
    changed = [item for key, item in held.items() if _follow(item, placed[key], now)]
    PlanItem.objects.bulk_create(fresh)
    PlanItem.objects.bulk_update(
        changed, [*MOVING, "earlier_starts_on", "earlier_ends_on", "followed_on", "version",
                  "updated_at"],
    )  # fmt: skip
    write_key_dates(plan.cycle, anchors)
    mark_dates_changed(cycle=plan.cycle, now=now)
    return changed


def _new_item(plan: Plan, placed: Placed) -> PlanItem:
    step = BY_KEY[placed.key]
    return PlanItem(
        cycle=plan.cycle,
        template_key=step.key,
        title=step.title,
        lever=step.lever,
        deliverable=step.deliverable,
        decision=step.decision,
        season_date=FOLLOWS.get(step.key, ""),
        **_values(placed),
    )


def _follow(item: PlanItem, placed: Placed, now: datetime) -> bool:
    """Takes the days worked out, unless the item is held; True when something changed."""
    if item.state in HELD_STATES or item.moved_by_hand:
        return False
    values = _values(placed)
    if all(getattr(item, name) == value for name, value in values.items()):
        return False
    item.earlier_starts_on, item.earlier_ends_on = item.starts_on, item.ends_on
    item.followed_on = None
    for name, value in values.items():
        setattr(item, name, value)
    item.version += 1
    item.updated_at = now
    return True


def _values(placed: Placed) -> dict[str, object]:
    return {
        "starts_on": placed.starts_on,
        "ends_on": placed.ends_on,
        "dates": [day.isoformat() for day in placed.dates],
        "dropped_dates": [day.isoformat() for day in placed.dropped_dates],
        "state": placed.state,
        "state_reason": placed.because,
        "merged_into": placed.into,
    }


def write_key_dates(cycle: Cycle, anchors: Anchors) -> None:
    """What lower floors may know: every item with days, every anchor, the letters' due day."""
    days = {
        item.template_key: (item.starts_on, item.ends_on)
        for item in PlanItem.objects.filter(cycle=cycle, starts_on__isnull=False)
    }
    days |= {key: (day.on, day.on) for key, day in anchors.items() if day}
    due = letters_due(anchors)
    if due:
        days["letters_due"] = (due, due)
    rows = [
        KeyDate(cycle=cycle, key=key, starts_on=first, ends_on=last)
        for key, (first, last) in days.items()
    ]
    KeyDate.objects.filter(cycle=cycle).exclude(key__in=days).delete()
    KeyDate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["cycle", "key"],
        update_fields=["starts_on", "ends_on"],
    )
