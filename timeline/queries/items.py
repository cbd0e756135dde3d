"""Every dated thing of a cycle, asked of each floor; nothing is copied anywhere."""

from datetime import date

from autopsy import dated as autopsy_dated
from mentors import dated as mentors_dated
from outreach import dated as outreach_dated
from outreach.queries.mail_dates import mail_items
from smartpick.campaign import dated as campaign_dated
from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem
from timeline import dated as timeline_dated
from timeline.queries.check_in import check_in_items
from timeline.queries.soap import as_days, soap_weeks
from timeline.rules.check_in import Days


def all_items(
    cycle: Cycle, *, today: date, soap: tuple[Days, ...] | None = None
) -> list[DatedItem]:
    """Open ones, and those closed within 90 days; a fixed number of queries."""
    closed = as_days(soap_weeks(cycle, today)) if soap is None else soap
    return [
        *campaign_dated.dated_items(cycle, today=today),
        *autopsy_dated.dated_items(cycle, today=today),
        *mentors_dated.dated_items(cycle, today=today),
        *outreach_dated.dated_items(cycle, today=today),
        *mail_items(cycle, today=today, soap=closed),
        *timeline_dated.dated_items(cycle, today=today),
        *check_in_items(cycle, today=today, soap=closed),
    ]
