"""Deeds on actions and the ledger: what changes, what is refused, what marks the dates."""

from datetime import timedelta

import pytest
from django.utils import timezone

from smartpick.campaign.choices import Lever, ProgressKind
from smartpick.campaign.dated import dated_items
from smartpick.campaign.models import Cycle, ProgressEntry, Task
from smartpick.campaign.services import (
    add_task,
    finish_task,
    mark_dates_changed,
    move_task,
    record_progress,
    reopen_task,
    skip_task,
)
from smartpick.common.dated import Standing
from smartpick.common.errors import RuleBroken
from tests.factories import autopsy_of, make_applicant

NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def cycle(db):
    return autopsy_of(make_applicant("task@alum.example", name="Task")).cycle


@pytest.fixture
def task(cycle):
    return add_task(
        cycle=cycle, title="Draft the abstract", lever=Lever.UPGRADES, now=NOW,
        due_on=TODAY + timedelta(days=5),
    )  # fmt: skip


@pytest.mark.feature("1.3")
def test_action_without_a_lever_is_a_luxury(cycle):
    assert add_task(cycle=cycle, title="Sort the bookshelf", now=NOW).lever == Lever.LUXURY


def test_action_needs_a_title_and_its_days_in_order(cycle):
    with pytest.raises(RuleBroken, match="Say in a few words"):
        add_task(cycle=cycle, title="  ", now=NOW)
    with pytest.raises(RuleBroken, match="last day comes before"):
        add_task(cycle=cycle, title="x", start_on=TODAY, due_on=TODAY - timedelta(1), now=NOW)


@pytest.mark.feature("X11")
def test_finished_and_skipped_actions_come_back_by_undo(task):
    finish_task(task=task, now=NOW)
    assert not task.is_open

    skip_task(task=task, because="The project ended", now=NOW)
    held = Task.objects.get(pk=task.pk)
    assert (held.done_at, held.skipped_because) == (None, "The project ended")

    reopen_task(task=held, now=NOW)
    assert held.is_open
    assert held.skipped_because == ""


@pytest.mark.parametrize(
    "deed",
    [
        lambda task: finish_task(task=task, now=NOW),
        lambda task: skip_task(task=task, because="", now=NOW),
        lambda task: move_task(task=task, due_on=TODAY, now=NOW),
        lambda task: reopen_task(task=task, now=NOW),
        lambda task: mark_dates_changed(cycle=task.cycle, now=NOW),
    ],
    ids=["finish", "skip", "move", "reopen", "mark"],
)
def test_deed_marks_the_dates_of_the_cycle(task, deed):
    Cycle.objects.filter(pk=task.cycle_id).update(dates_changed_at=None)

    deed(task)

    assert Cycle.objects.get(pk=task.cycle_id).dates_changed_at == NOW


def test_calendar_gets_open_and_lately_closed_actions_in_one_query(
    cycle, task, django_assert_num_queries
):
    add_task(cycle=cycle, title="Undated", now=NOW)
    old = add_task(cycle=cycle, title="Old", due_on=TODAY, now=NOW)
    finish_task(task=old, now=NOW - timedelta(days=200))
    finish_task(task=add_task(cycle=cycle, title="New", due_on=TODAY, now=NOW), now=NOW)

    with django_assert_num_queries(1):
        items = dated_items(cycle, today=TODAY)

    assert [(item.title, item.standing) for item in items] == [
        ("New", Standing.DONE),
        ("Draft the abstract", Standing.OPEN),
    ]
    assert "abstract" not in items[1].neutral.lower()


@pytest.mark.feature("1.7")
def test_ledger_takes_the_lever_of_its_kind_and_no_day_to_come(cycle):
    entry = record_progress(
        cycle=cycle, kind=ProgressKind.ABSTRACT, title="Poster accepted", done_on=TODAY, today=TODAY
    )

    assert entry.lever == Lever.UPGRADES
    with pytest.raises(RuleBroken, match="still to come"):
        record_progress(
            cycle=cycle, kind="exam", title="Step 3", done_on=TODAY + timedelta(1), today=TODAY
        )
    assert ProgressEntry.objects.count() == 1
