"""Dated items of the plan: windows, monthly dates, decisions, and the season's official days."""

import uuid
from datetime import date, datetime, time, timedelta

from smartpick.campaign.choices import Track
from smartpick.campaign.models import Cycle
from smartpick.campaign.rules.soap import EASTERN
from smartpick.common.dated import DatedItem, DatedKind, Standing
from timeline.choices import ItemState
from timeline.models.plan import Plan, PlanItem
from timeline.queries.season import season_rows
from timeline.rules.anchors import Day, Rows, work_out_anchors
from timeline.rules.template import BY_KEY, MONTHLY, Step

OFFICIAL = {
    "opens": "The application service opens",
    "submit": "Applications may be submitted",
    "read": "Programs may begin reading",
    "nrmp": "Registration for the Match opens",
    "rank_opens": "Rank list entry opens",
    "rank_deadline": "Rank list deadline",
    "match_week": "Match Week",
    "match_day": "Match Day",
    "season_end": "The season ends",
}
ASKED_FROM, ASKED_UNTIL = (6, 1), timedelta(days=28)
OFFICIAL_DEADLINES = frozenset({"submit", "rank_deadline"})
SPACE = uuid.UUID("5a1d0f63-5b0c-4a53-9c63-3c2b7a1f1e55")  # names official days for ever
GONE = (ItemState.DROPPED, ItemState.MERGED, ItemState.SKIPPED)


def dated_items(cycle: Cycle, *, today: date) -> list[DatedItem]:
    """Every item of the plan with a day, the official dates beside them, and the question of the
    track while it is open.

    Two statements where the cycle knows its plan; items that were read are not asked for again.
    """
    plan = getattr(cycle, "plan", None)
    if plan is None:
        return []
    rows = [(row.ends_on, row.pk, row) for row in cycle.plan_items.all() if row.ends_on]
    items = [item for *_, row in sorted(rows) for item in _items(row)]
    season = season_rows(plan.service, tuple(range(plan.failed_year, plan.failed_year + 3)))
    return [
        *items,
        *official_items(cycle, plan, season),
        *track_questions(cycle, plan, season),
    ]


def track_questions(cycle: Cycle, plan: Plan, rows: Rows) -> list[DatedItem]:
    """'Which track?', once a week from June to four weeks before the earlier submission (D.5).

    No week goes away with the day: what the sweep worked out once stays true without a mark.
    """
    if cycle.track != Track.UNDECIDED:
        return []
    year = plan.failed_year
    anchors = work_out_anchors(match_year=year, short=True, service=plan.service, rows=rows)
    submit = anchors["submit"]
    if submit is None:
        return []
    found, last = [], submit.on - ASKED_UNTIL
    first = date(year, *ASKED_FROM)
    sunday = first + timedelta(days=6 - first.weekday())
    while sunday - timedelta(days=6) <= last:
        found.append(_question(cycle, sunday, last))
        sunday += timedelta(days=7)
    return found


def _question(cycle: Cycle, sunday: date, ends_on: date) -> DatedItem:
    return DatedItem(
        kind=DatedKind.TASK,
        origin="track",
        origin_code=cycle.code,
        part=f"{sunday:%Y%m%d}",
        on=sunday,
        starts_on=sunday - timedelta(days=6),
        title="Choose your track: this September, or the next",
        neutral="A decision of mine",
        reason=f"Until {ends_on:%b} {ends_on.day}; then the long plan stands.",
        made_on=cycle.opened_on,
        words={"title": "Choose your track"},
        url_name="timeline:track",
        button="See both",
    )


def official_items(cycle: Cycle, plan: Plan, rows: Rows) -> list[DatedItem]:
    anchors = work_out_anchors(
        match_year=plan.failed_year,
        short=plan.is_short,
        service=plan.service,
        rows=rows,
        learned_on=cycle.learned_on,
    )
    return [
        _official(cycle, key, title, day)
        for key, title in OFFICIAL.items()
        if (day := anchors[key]) is not None
    ]


def _official(cycle: Cycle, key: str, title: str, day: Day) -> DatedItem:
    return DatedItem(
        kind=DatedKind.OFFICIAL,
        origin="season_date",
        origin_code=uuid.uuid5(SPACE, f"{cycle.code}-{key}"),
        part=key,
        on=day.on,
        at=_moment(day),
        title=title,
        neutral=title,
        is_deadline=key in OFFICIAL_DEADLINES,
        status=day.status,
        source=day.source,
        made_on=cycle.opened_on,
        words={"event": title, "time": day.time_eastern, "status": day.status},
        url_name="timeline:timeline",
    )


def _moment(day: Day) -> datetime | None:
    """Official hours are Eastern; a day without one has no moment."""
    if not day.time_eastern:
        return None
    return datetime.combine(day.on, time.fromisoformat(day.time_eastern), tzinfo=EASTERN)


def _items(row: PlanItem) -> list[DatedItem]:
    step = BY_KEY[row.template_key]
    if step.key == MONTHLY and row.dates:
        return [_dated(row, step, date.fromisoformat(on)) for on in row.dates]
    return [_dated(row, step, row.ends_on)] if row.ends_on else []


def _dated(row: PlanItem, step: Step, on: date) -> DatedItem:
    monthly = step.key == MONTHLY
    kind = DatedKind.DECISION if step.decides else DatedKind.WINDOW
    standing = Standing.DROPPED if row.state in GONE else Standing.OPEN
    if row.state == ItemState.DONE:
        standing = Standing.DONE
    return DatedItem(
        kind=DatedKind.MONTHLY if monthly else kind,
        origin="plan_item",
        origin_code=row.code,
        part=f"{on:%Y%m}" if monthly else "",
        on=on,
        starts_on=None if monthly else row.starts_on,
        is_deadline=step.is_deadline,
        title=row.title,
        neutral=step.neutral,
        lever=row.lever,
        reason=f"Hands over: {row.deliverable}.",
        words={"item": row.title, "deliverable": row.deliverable, "decision": row.decision},
        standing=standing,
        closed_on=row.done_on or row.skipped_on,
        made_on=row.created_at.date(),
        changed_at=row.updated_at,
        url_name="timeline:item",
        url_args=(str(row.code),),
    )
