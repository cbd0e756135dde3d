"""Every dated thing of a cycle, asked of each floor; nothing is copied anywhere."""

from datetime import date

from smartpick.campaign import dated as campaign_dated
from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem


def all_items(cycle: Cycle, *, today: date) -> list[DatedItem]:
    """Open ones, and those closed within 90 days; a fixed number of queries."""
    return [*campaign_dated.dated_items(cycle, today=today)]
