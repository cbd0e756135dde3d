"""Deeds on one action: add, edit, move, finish, skip, take back. Each marks the cycle's dates."""

import uuid
from datetime import date, datetime

from django.db import transaction

from smartpick.accounts.models import User
from smartpick.campaign.choices import Lever, TaskOrigin
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.models.task import Task
from smartpick.campaign.services.cycle import mark_dates_changed
from smartpick.common.errors import RuleBroken
from smartpick.common.search import fold


@transaction.atomic
def add_task(
    *,
    cycle: Cycle,
    title: str,
    lever: str = Lever.LUXURY,
    now: datetime,
    why: str = "",
    start_on: date | None = None,
    due_on: date | None = None,
    origin: str = TaskOrigin.OWN,
    origin_code: uuid.UUID | None = None,
    given_by: User | None = None,
) -> Task:
    """A new action. Its lever comes from where it was born; without one it is a luxury."""
    if not title.strip():
        raise RuleBroken("Say in a few words what the action is.")
    _in_order(start_on, due_on)
    task = Task.objects.create(
        cycle=cycle,
        title=title.strip()[:160],
        lever=lever,
        why=why[:300],
        start_on=start_on,
        due_on=due_on,
        origin=origin,
        origin_code=origin_code,
        given_by=given_by,
        search_key=fold(title, why),
    )
    mark_dates_changed(cycle=cycle, now=now)
    return task


@transaction.atomic
def edit_task(
    *, task: Task, title: str, lever: str, why: str, due_on: date | None, now: datetime
) -> Task:
    if not title.strip():
        raise RuleBroken("Say in a few words what the action is.")
    _in_order(task.start_on, due_on)
    task.title, task.lever, task.why, task.due_on = title.strip(), lever, why, due_on
    task.search_key = fold(title, why)
    return _save(task, "title", "lever", "why", "due_on", "search_key", now=now)


@transaction.atomic
def move_task(*, task: Task, due_on: date | None, now: datetime) -> Task:
    """Another day; a start that would come after it goes."""
    task.due_on = due_on
    if due_on and task.start_on and task.start_on > due_on:
        task.start_on = None
    return _save(task, "due_on", "start_on", now=now)


@transaction.atomic
def finish_task(*, task: Task, now: datetime) -> Task:
    task.done_at, task.skipped_at, task.skipped_because = now, None, ""
    return _save(task, "done_at", "skipped_at", "skipped_because", now=now)


@transaction.atomic
def skip_task(*, task: Task, because: str, now: datetime) -> Task:
    """'Not for me': it leaves the lists and keeps its reason."""
    task.done_at, task.skipped_at, task.skipped_because = None, now, because.strip()[:200]
    return _save(task, "done_at", "skipped_at", "skipped_because", now=now)


@transaction.atomic
def reopen_task(*, task: Task, now: datetime) -> Task:
    """Undo of finishing and of skipping."""
    task.done_at = task.skipped_at = None
    task.skipped_because = ""
    return _save(task, "done_at", "skipped_at", "skipped_because", now=now)


@transaction.atomic
def change_lever(*, task: Task, lever: str, now: datetime) -> Task:
    task.lever = lever
    return _save(task, "lever", now=now)


def _in_order(start_on: date | None, due_on: date | None) -> None:
    if start_on and due_on and due_on < start_on:
        raise RuleBroken("The last day comes before the first. Check one of them.")


def _save(task: Task, *names: str, now: datetime) -> Task:
    task.version += 1
    task.save(update_fields=[*names, "version", "updated_at"])
    mark_dates_changed(cycle=task.cycle, now=now)
    return task
