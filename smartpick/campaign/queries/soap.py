"""The one lock without an override, as every floor asks for it."""

from datetime import datetime

from smartpick.campaign.models import Cycle
from smartpick.campaign.rules.soap import EASTERN, SoapWeek, is_locked, soap_week_of
from smartpick.common.kept import kept_for_a_minute
from smartpick.reference.models import SeasonDate

KINDS = ("match_week_opens", "soap_ends")


@kept_for_a_minute
def _rows(year: int) -> dict[str, SeasonDate]:
    rows = SeasonDate.objects.filter(
        season__service="NRMP", season__match_year=year, kind__in=KINDS
    )
    return {row.kind: row for row in rows}


def soap_week(now: datetime) -> SoapWeek:
    """SOAP week of this year, by the season's rows. One query."""
    year = now.astimezone(EASTERN).year
    rows = _rows(year)
    opens, ends = rows.get(KINDS[0]), rows.get(KINDS[1])
    return soap_week_of(
        year,
        monday=opens.starts_on if opens else None,
        last=ends.starts_on if ends else None,
        confirmed=bool(opens and opens.trust == "A"),
        end_confirmed=bool(ends and ends.trust == "A"),
    )


def soap_lock(cycle: Cycle, now: datetime) -> SoapWeek | None:
    """The week whose sentence locks this cycle's ways to programs now; None when nothing is locked.

    Outside of March it asks nothing of the database.
    """
    if now.astimezone(EASTERN).month != 3:
        return None
    week = soap_week(now)
    return week if is_locked(week, in_match=cycle.in_match, now=now) else None
