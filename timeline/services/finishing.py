"""'Done elsewhere', from the page that a mail's link opens: each floor finishes its own."""

from datetime import date, datetime

from smartpick.campaign.models import Cycle, Task
from smartpick.campaign.services import finish_task
from smartpick.common.dated import DatedItem, DatedKind
from timeline.models import PlanItem
from timeline.services.items import finish_item


def can_finish(item: DatedItem) -> bool:
    """What one press can finish; the rest is finished on its own page, where more is asked."""
    whole_item = item.origin == "plan_item" and item.kind != DatedKind.MONTHLY
    return item.origin == "task" or whole_item


def finish(*, cycle: Cycle, item: DatedItem, today: date, now: datetime) -> None:
    if item.origin == "plan_item":
        row = PlanItem.objects.get(cycle=cycle, code=item.origin_code)
        finish_item(item=row, done_on=today, now=now)
        return
    finish_task(task=Task.objects.get(cycle=cycle, code=item.origin_code), now=now)
