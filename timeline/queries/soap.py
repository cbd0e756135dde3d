"""The SOAP weeks that close things for one cycle, from the season's rows or projected."""

from datetime import date, timedelta

from smartpick.campaign.choices import InMatch
from smartpick.campaign.models import Cycle
from smartpick.reference.models import SeasonDate
from timeline.rules.reminder import Moments
from timeline.rules.soap import EASTERN, projected_match_week, soap_moments


def soap_windows(cycle: Cycle, today: date) -> tuple[Moments, ...]:
    """This year's and the next; none for somebody who said that they are not in that Match."""
    if cycle.in_match == InMatch.NO:
        return ()
    years = (today.year, today.year + 1)
    rows = SeasonDate.objects.filter(
        season__service="NRMP",
        season__match_year__in=years,
        kind__in=["match_week_opens", "soap_ends"],
    ).values_list("season__match_year", "kind", "starts_on")
    held = {(year, kind): day for year, kind, day in rows}
    return tuple(
        soap_moments(
            held.get((year, "match_week_opens")) or projected_match_week(year),
            held.get((year, "soap_ends")),
        )
        for year in years
    )


def as_days(windows: tuple[Moments, ...]) -> tuple[tuple[date, date], ...]:
    """Its first and last day, Eastern."""
    return tuple(
        (
            opens.astimezone(EASTERN).date(),
            (ends - timedelta(minutes=1)).astimezone(EASTERN).date(),
        )
        for opens, ends in windows
    )


def soap_days(cycle: Cycle, today: date) -> tuple[tuple[date, date], ...]:
    return as_days(soap_windows(cycle, today))
