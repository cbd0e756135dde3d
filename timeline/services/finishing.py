"""'Done elsewhere', from the page that a mail's link opens: each floor finishes its own."""

from datetime import datetime

from smartpick.campaign.models import Cycle, Task
from smartpick.campaign.services import finish_task
from smartpick.common.dated import DatedItem

HERE = frozenset({"task"})


def can_finish(item: DatedItem) -> bool:
    """What one press can finish; the rest is finished on its own page, where more is asked."""
    return item.origin in HERE


def finish(*, cycle: Cycle, item: DatedItem, now: datetime) -> None:
    finish_task(task=Task.objects.get(cycle=cycle, code=item.origin_code), now=now)
