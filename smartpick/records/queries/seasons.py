"""The season's days as an operator keeps them, and how many plans hang on them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from smartpick.reference.choices import DateStatus
from smartpick.reference.models import SeasonDate
from timeline.models import Plan


@dataclass(frozen=True)
class SeasonList:
    late: list[SeasonDate]  # their day is over, and nobody said that they are true
    coming: list[SeasonDate]
    past: list[SeasonDate]

    @property
    def unsure_count(self) -> int:
        return sum(row.status != DateStatus.CONFIRMED for row in self.coming)


def season_list(*, today: date) -> SeasonList:
    rows = list(SeasonDate.objects.select_related("season").order_by("starts_on", "id"))
    over = [row for row in rows if (row.ends_on or row.starts_on) < today]
    late = [row for row in over if row.status != DateStatus.CONFIRMED]
    past = [row for row in over if row.status == DateStatus.CONFIRMED]
    coming = [row for row in rows if (row.ends_on or row.starts_on) >= today]
    return SeasonList(late, coming, past[::-1])


def season_date(number: int) -> SeasonDate | None:
    return SeasonDate.objects.filter(pk=number).select_related("season").first()


def plans_of(row: SeasonDate) -> "QuerySet[Plan]":
    """Open plans that aim at this season or begin with its Match, whatever the service."""
    year = row.season.match_year
    aims = Q(is_short=True, failed_year=year - 1) | Q(is_short=False, failed_year=year - 2)
    return Plan.objects.filter(aims | Q(failed_year=year), cycle__closed_on__isnull=True)
