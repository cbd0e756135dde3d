"""Dated items of this floor: actions with a day."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.models.task import Task
from smartpick.common.dated import DatedItem, DatedKind, Standing

KEPT_DAYS = 90  # how long a finished action stays in the calendar


def dated_items(cycle: Cycle, *, today: date) -> list[DatedItem]:
    """Every action with a day: the open ones, and those closed within 90 days. One query."""
    since = today - timedelta(days=KEPT_DAYS)
    rows = Task.objects.filter(cycle=cycle, due_on__isnull=False).filter(
        (Q(done_at__isnull=True) | Q(done_at__date__gte=since))
        & (Q(skipped_at__isnull=True) | Q(skipped_at__date__gte=since))
    )
    return [_item(task) for task in rows.select_related("given_by").order_by("due_on", "id")]


def _item(task: Task) -> DatedItem:
    closed = task.done_at or task.skipped_at
    standing = Standing.OPEN
    if closed:
        standing = Standing.DONE if task.done_at else Standing.DROPPED
    assert task.due_on is not None  # noqa: S101  (the query asks for it)
    return DatedItem(
        kind=DatedKind.TASK,
        origin="task",
        origin_code=task.code,
        on=task.due_on,
        starts_on=task.start_on,
        title=task.title,
        neutral="An action of my plan",
        lever=task.lever,
        reason=task.why,
        person=task.given_by.shown_name if task.given_by else "",
        words={"title": task.title},
        standing=standing,
        closed_on=timezone.localtime(closed).date() if closed else None,
        made_on=timezone.localtime(task.created_at).date(),
        changed_at=task.updated_at,
        url_name="home:action",
        url_args=(str(task.code),),
    )
