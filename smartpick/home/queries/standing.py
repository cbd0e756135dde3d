"""Where a record stands, in one statement: what else would be asked of seven tables in turn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, QuerySet, Subquery

from autopsy.choices import ReviewState
from autopsy.models import AutopsyVersion, MatchAutopsy, Review, SpokenAnswer
from mentors.queries.repairs import resting_plans
from smartpick.campaign.models import ActivityEntry, ProgressEntry, Task
from smartpick.common.compiled import compiled_once


@dataclass(frozen=True)
class Resting:
    """The active repair that nothing has moved for longest, and since when."""

    weakness: str
    code: str
    last_on: date


@dataclass(frozen=True)
class Standing:
    has_version: bool
    has_answer: bool
    submitted_number: int | None  # the newest version that was submitted and not withdrawn
    submitted_is_read: bool
    done_count: int
    entry_count: int
    last_at: datetime | None
    resting_repair: Resting | None

    @property
    def logged(self) -> int:
        return self.done_count + self.entry_count


def standing_of(autopsy: MatchAutopsy) -> Standing:
    ((has_version, has_answer, number, is_read, done, entries, last_at, *repair),) = _rows(
        autopsy.pk
    )
    weakness, code, last_on = repair
    resting = Resting(weakness, str(code), last_on) if weakness else None
    return Standing(
        has_version, has_answer, number, bool(is_read), done or 0, entries or 0, last_at, resting
    )


@compiled_once
def _rows(autopsy_pk: int) -> "QuerySet[MatchAutopsy, tuple[Any, ...]]":
    of_this, of_cycle = OuterRef("pk"), OuterRef("cycle_id")
    submitted = AutopsyVersion.objects.filter(
        autopsy=of_this, submitted_at__isnull=False, withdrawn_at__isnull=True
    ).order_by("-number")
    repairs = resting_plans(of_cycle)
    finished = Review.objects.filter(version=OuterRef("pk"), state=ReviewState.FINISHED)
    return MatchAutopsy.objects.filter(pk=autopsy_pk).values_list(
        Exists(AutopsyVersion.objects.filter(autopsy=of_this)),
        Exists(SpokenAnswer.objects.filter(autopsy=of_this)),
        Subquery(submitted.values("number")[:1]),
        Subquery(submitted.annotate(is_read=Exists(finished)).values("is_read")[:1]),
        _count(Task.objects.filter(cycle=of_cycle, done_at__isnull=False)),
        _count(ProgressEntry.objects.filter(cycle=of_cycle)),
        Subquery(ActivityEntry.objects.filter(cycle=of_cycle).order_by("-at").values("at")[:1]),
        *(Subquery(repairs.values(name)[:1]) for name in ("weakness", "code", "last_on")),
    )


def _count(rows: QuerySet[Model]) -> Subquery:
    return Subquery(rows.order_by().values("cycle").annotate(n=Count("pk")).values("n"))
