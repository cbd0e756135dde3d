"""Every dated thing of a cycle, asked of each floor; nothing is copied anywhere."""

from datetime import date

from mentors import dated as mentors_dated
from outreach import dated as outreach_dated
from smartpick.campaign import dated as campaign_dated
from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem
from timeline import dated as timeline_dated
from timeline.queries.check_in import check_in_items
from timeline.rules.check_in import Days


def all_items(
    cycle: Cycle, *, today: date, soap: tuple[Days, ...] | None = None
) -> list[DatedItem]:
    """Open ones, and those closed within 90 days; a fixed number of queries."""
    return [
        *campaign_dated.dated_items(cycle, today=today),
        *mentors_dated.dated_items(cycle, today=today),
        *outreach_dated.dated_items(cycle, today=today),
        *timeline_dated.dated_items(cycle, today=today),
        *check_in_items(cycle, today=today, soap=soap),
    ]
