from datetime import UTC, date, datetime

import pytest

from smartpick.campaign.services import add_task
from tests.factories import make_applicant

MONDAY = datetime(2026, 11, 23, 13, tzinfo=UTC)  # 08:00 in New York


@pytest.fixture
def maya(db):
    return make_applicant("maya@alum.example", name="Maya Okoro")


@pytest.fixture
def cycle(maya):
    maya.user.time_zone = "America/New_York"
    maya.user.save(update_fields=["time_zone"])
    cycle = maya.cycles.get(closed_on=None)
    type(cycle).objects.filter(pk=cycle.pk).update(opened_on=date(2026, 3, 20))
    return cycle


@pytest.fixture
def task_on(cycle):
    """An action with a day, made long before, as the reminders see it."""

    def make(day, title="Read the draft", made=datetime(2026, 4, 1, 12, tzinfo=UTC)):
        task = add_task(cycle=cycle, title=title, due_on=day, now=made)
        type(task).objects.filter(pk=task.pk).update(created_at=made)
        return task

    return make
