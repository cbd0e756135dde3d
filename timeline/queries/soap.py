"""The SOAP weeks that hold reminders back for one cycle."""

from datetime import date

from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import KINDS
from smartpick.campaign.rules.soap import NOT_IN_MATCH, SoapWeek, soap_week_of
from smartpick.common.kept import kept_for_a_minute
from smartpick.reference.models import SeasonDate
from timeline.rules.reminder import Moments


def soap_weeks(cycle: Cycle, today: date) -> list[SoapWeek]:
    """This year's and the next; none for somebody who said that they are not in that Match."""
    return [] if cycle.in_match == NOT_IN_MATCH else weeks_of_seasons(today)


def weeks_of_seasons(today: date) -> list[SoapWeek]:
    """The weeks themselves, for whoever is in the Match. One query."""
    years = (today.year, today.year + 1)
    held = _days(years)
    return [
        soap_week_of(
            year,
            monday=held.get((year, KINDS[0])),
            last=held.get((year, KINDS[1])),
            confirmed=False,
        )
        for year in years
    ]


@kept_for_a_minute
def _days(years: tuple[int, int]) -> dict[tuple[int, str], date]:
    rows = SeasonDate.objects.filter(
        season__service="NRMP", season__match_year__in=years, kind__in=KINDS
    ).values_list("season__match_year", "kind", "starts_on")
    return {(year, kind): day for year, kind, day in rows}


def as_moments(weeks: list[SoapWeek]) -> tuple[Moments, ...]:
    return tuple((week.begins_at, week.ends_at) for week in weeks)


def as_days(weeks: list[SoapWeek]) -> tuple[tuple[date, date], ...]:
    return tuple((week.first_on, week.last_on) for week in weeks)
