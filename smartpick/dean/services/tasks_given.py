"""Actions that a dean gives; they stand in the applicant's week as from the dean."""

from datetime import date, datetime

from django.db import transaction

from smartpick.accounts.models import AdvisingLink, User
from smartpick.campaign.choices import TaskOrigin
from smartpick.campaign.models import Cycle, Task
from smartpick.campaign.services import add_task, notify
from smartpick.common.errors import RuleBroken

MANY_OPEN = 3


@transaction.atomic
def give_task(
    *,
    link: AdvisingLink,
    title: str,
    why: str,
    lever: str,
    due_on: date,
    by: User,
    now: datetime,
) -> Task:
    """One action in the open cycle. Raises RuleBroken when there is none."""
    cycle = Cycle.objects.filter(applicant=link.applicant_id, closed_on=None).first()
    if cycle is None:
        raise RuleBroken("The cycle is closed; an action has no week to stand in.")
    task = add_task(
        cycle=cycle, title=title, why=why, lever=lever, due_on=due_on, now=now,
        origin=TaskOrigin.DEAN, given_by=by,
    )  # fmt: skip
    notify(
        user=link.applicant.user,
        kind="task",
        text=f"{by.shown_name} gave you something to do.",
        target_name="home:action",
        target_code=str(task.code),
        now=now,
    )
    return task
