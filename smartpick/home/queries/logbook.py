"""Evidence of work done, by month; and which levers the work pushes (CH-07)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.utils import timezone

from smartpick.campaign.choices import Lever
from smartpick.campaign.models import Cycle, ProgressEntry, Task
from smartpick.campaign.rules.levers import judge_share, share_sentence
from smartpick.home.queries.week import open_levers
from timeline.models import PlanItem

EFFORT_WEEKS = 8


@dataclass(frozen=True)
class Line:
    on: date
    title: str
    kind: str
    lever: str
    note: str
    person: str
    entry: ProgressEntry | None = None

    @property
    def as_text(self) -> str:
        """One line of an update."""
        extra = f" ({self.note})" if self.note else ""
        return f"{self.on:%b} {self.on.day}: {self.title}{extra}"


@dataclass(frozen=True)
class Logbook:
    months: list[tuple[date, list[Line]]]
    people: list[str]
    count: int
    text: str


@dataclass(frozen=True)
class Effort:
    rows: list[tuple[str, int, int]]  # lever, open now, finished in eight weeks
    open_count: int
    luxuries: int
    level: str
    sentence: str


def logbook_of(cycle: Cycle, *, person: str = "") -> Logbook:
    """Three statements, whatever was done."""
    lines = [*_entries(cycle), *_tasks(cycle), *_steps(cycle)]
    people = sorted({line.person for line in lines if line.person})
    if person:
        lines = [line for line in lines if line.person == person]
    lines.sort(key=lambda line: line.on, reverse=True)
    months = [
        (first, list(each))
        for first, each in groupby(lines, key=lambda line: line.on.replace(day=1))
    ]
    return Logbook(months, people, len(lines), "\n".join(line.as_text for line in lines[:20]))


def _entries(cycle: Cycle) -> list[Line]:
    return [
        Line(row.done_on, row.title, row.get_kind_display(), row.get_lever_display(),
             row.shown_by, row.with_whom, row)
        for row in ProgressEntry.objects.filter(cycle=cycle)
    ]  # fmt: skip


def _tasks(cycle: Cycle) -> list[Line]:
    done = Task.objects.filter(cycle=cycle, done_at__isnull=False).select_related("given_by")
    logged = set(
        ProgressEntry.objects.filter(cycle=cycle, from_task__isnull=False).values_list(
            "from_task", flat=True
        )
    )
    return [
        Line(timezone.localdate(task.done_at), task.title, "Action", task.get_lever_display(),
             "", task.given_by.shown_name if task.given_by else "")
        for task in done
        if task.code not in logged
    ]  # fmt: skip


def _steps(cycle: Cycle) -> list[Line]:
    return [
        Line(row.done_on, row.title, "Step of the year", row.get_lever_display(),
             row.deliverable, "")
        for row in PlanItem.objects.filter(cycle=cycle, done_on__isnull=False)
    ]  # fmt: skip


def effort_of(cycle: Cycle, *, now: datetime) -> Effort:
    levers = open_levers(cycle)
    since = now - timedelta(weeks=EFFORT_WEEKS)
    done = list(
        Task.objects.filter(cycle=cycle, done_at__gte=since).values_list("lever", flat=True)
    )
    done += list(
        ProgressEntry.objects.filter(
            cycle=cycle, done_on__gte=timezone.localdate(since), from_task__isnull=True
        ).values_list("lever", flat=True)
    )
    return Effort(
        rows=[(lever.label, levers.count(lever), done.count(lever)) for lever in Lever],
        open_count=len(levers),
        luxuries=levers.count(Lever.LUXURY),
        level=judge_share(levers).level,
        sentence=share_sentence(levers),
    )


def open_luxuries(cycle: Cycle) -> list[UUID]:
    return list(
        Task.objects.filter(
            cycle=cycle, lever=Lever.LUXURY, done_at__isnull=True, skipped_at__isnull=True
        )
        .order_by("created_at")
        .values_list("code", flat=True)
    )
