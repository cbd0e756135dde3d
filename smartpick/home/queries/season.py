"""After submission, at the end, and what earlier cycles were."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from smartpick.accounts.querysets import Viewer
from smartpick.campaign.choices import InterviewState
from smartpick.campaign.models import (
    Cycle,
    CycleResult,
    InterviewDay,
    KeyDate,
    ProgressEntry,
    Task,
)
from smartpick.campaign.services.season import REOPEN_DAYS
from smartpick.reference.queries import match_day
from timeline.models import PlanItem
from timeline.queries.agenda import both_times
from timeline.queries.season import season_rows
from timeline.rules.anchors import match_day_by_rule

ENOUGH_INTERVIEWS = 10  # T9: from about here on the interview day is what is judged
NONE_BY_MONTH = 12


@dataclass(frozen=True)
class AfterSubmission:
    submitted_on: date | None
    opens_on: date | None
    asks: bool
    days: list[InterviewDay]
    counts: dict[str, int]
    mocks: int
    rank_on: date | None
    rank_words: str
    pointer: str
    match_day: date
    result: CycleResult | None


def season_match_day(cycle: Cycle) -> date | None:
    """Match Day of the season that this cycle aims at; None while that is not known."""
    held: KeyDate | None = KeyDate.objects.filter(cycle=cycle, key="match_day").first()
    if held:
        return held.starts_on
    if cycle.target_year is None:
        return None
    return match_day(cycle.target_year) or match_day_by_rule(cycle.target_year)


def after_submission(cycle: Cycle, *, today: date, zone: str) -> AfterSubmission:
    result = CycleResult.objects.filter(cycle=cycle).first()
    days = list(InterviewDay.objects.filter(cycle=cycle).order_by("on_date", "id"))
    real = [day for day in days if not day.mock]
    keys = dict(
        KeyDate.objects.filter(cycle=cycle, key__in=["submit", "rank_deadline"]).values_list(
            "key", "starts_on"
        )
    )
    submitted = result.submitted_on if result else None
    opens = keys.get("submit")
    rank = keys.get("rank_deadline")
    return AfterSubmission(
        submitted_on=submitted,
        opens_on=opens,
        asks=submitted is None and opens is not None and today >= opens,
        days=days,
        counts={state.label: sum(day.state == state for day in real) for state in InterviewState},
        mocks=sum(day.mock for day in days),
        rank_on=rank,
        rank_words=_rank_words(cycle, rank, zone),
        pointer=_pointer(real, submitted, today),
        match_day=season_match_day(cycle) or date.max,
        result=result,
    )


def _rank_words(cycle: Cycle, rank: date | None, zone: str) -> str:
    if rank is None or cycle.target_year is None:
        return ""
    row = season_rows("ERAS", (cycle.target_year,)).get(("rank_deadline", cycle.target_year))
    if row is None or row.on != rank:
        return "Projected."
    clock = both_times(row.on, row.time_eastern, zone) if row.time_eastern else ""
    return f"{row.status.capitalize()}. {clock}".strip()


def _pointer(days: list[InterviewDay], submitted: date | None, today: date) -> str:
    held = sum(day.state == InterviewState.HELD for day in days)
    if held >= ENOUGH_INTERVIEWS:
        return "About ten interviews are held: from here the interview day itself is what counts."
    season = submitted is not None and today >= date(submitted.year, NONE_BY_MONTH, 1)
    if season and not days:
        return "No interview by December points to screening: scores, file, filters or the list."
    return ""


def earlier_cycles(user: Viewer) -> list[Cycle]:
    rows = Cycle.objects.belonging_to(user).filter(closed_on__isnull=False)
    return list(rows.select_related("result").order_by("-closed_on"))


def has_only_closed(user: Viewer) -> bool:
    """Somebody whose last cycle ended: nothing is due, and nothing new is opened unasked."""
    closed = Cycle.objects.belonging_to(user).values_list("closed_on", flat=True)
    days = list(closed)
    return bool(days) and None not in days


def may_reopen(cycle: Cycle, *, today: date) -> bool:
    return cycle.closed_on is not None and (today - cycle.closed_on).days <= REOPEN_DAYS


def contents_of(cycle: Cycle) -> dict[str, Any]:
    """All of one cycle that a page reads, whether it is open or closed."""
    return {
        "steps": PlanItem.objects.filter(cycle=cycle).order_by("starts_on", "template_key"),
        "tasks": Task.objects.filter(cycle=cycle).order_by("due_on", "id"),
        "entries": ProgressEntry.objects.filter(cycle=cycle).order_by("-done_on"),
    }


def counts_of(cycle: Cycle) -> list[tuple[str, int]]:
    """What a closing keeps to be read, in numbers."""
    held = contents_of(cycle)
    names = {"steps": "steps of the year", "tasks": "actions", "entries": "lines of the logbook"}
    return [(words, held[name].count()) for name, words in names.items()]
