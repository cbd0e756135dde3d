from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from smartpick.accounts.services import profile
from smartpick.campaign.models import Cycle, Task
from smartpick.campaign.services import finish_task, move_task
from smartpick.outbox.choices import State
from smartpick.outbox.models import Intent
from tests.factories import make_applicant, make_user
from tests.timeline.conftest import MONDAY
from timeline.models import ToldStep
from timeline.services import reminders
from timeline.services.compare import compare_reminders
from timeline.services.sweep import sweep_reminders

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def sent():
    return list(Intent.objects.filter(purpose="reminder").order_by("due_at"))


def choose(user, now=MONDAY - DAY, **changed):
    values = {
        "mode": "weekly", "weekday": 0, "hour": 8, "pause_from": None, "pause_until": None,
        "stopped": [], "subject_style": "neutral",
    }  # fmt: skip
    return reminders.save_preference(user=user, now=now, **(values | changed))


@pytest.mark.feature("X9", "X32")
def test_digest_goes_at_eight_on_monday_and_once(task_on, maya):
    task_on(date(2026, 11, 25))
    sweep_reminders(now=MONDAY - 2 * DAY)

    counts = [sweep_reminders(now=MONDAY + minutes * MINUTE) for minutes in (-1, 0, 0, 1, 60)]

    assert counts == [0, 1, 0, 0, 0]
    assert [(mail.to, mail.subject) for mail in sent()] == [
        ("maya@alum.example", "Your week: 1 thing")
    ]
    assert "Read the draft: Wednesday, November 25." in sent()[0].text


def test_the_intent_and_the_ledger_stand_together(task_on, maya):
    task = task_on(date(2026, 11, 25))
    sweep_reminders(now=MONDAY - DAY)

    sweep_reminders(now=MONDAY)

    row = ToldStep.objects.get()
    assert (row.kind, row.item_key, row.step, row.on, row.mail_key) == (
        "task", f"task-{task.code}", "0", date(2026, 11, 25), sent()[0].unique_key,
    )  # fmt: skip


def test_a_finished_thing_is_not_mentioned(task_on):
    task = task_on(date(2026, 11, 25))
    sweep_reminders(now=MONDAY - DAY)
    finish_task(task=task, now=MONDAY - 2 * MINUTE)

    sweep_reminders(now=MONDAY)

    assert sent() == []


def test_a_moved_date_reminds_anew(task_on):
    task = task_on(date(2026, 11, 25))
    for at in (MONDAY - DAY, MONDAY):
        sweep_reminders(now=at)
    move_task(task=task, due_on=date(2026, 12, 2), now=MONDAY + DAY)

    sweep_reminders(now=MONDAY + DAY)
    sweep_reminders(now=MONDAY + 7 * DAY)

    assert len(sent()) == 2


@pytest.mark.feature("X32")
def test_a_worker_down_for_three_days_writes_one_mail_that_says_so(task_on):
    for day in (24, 25, 26):
        task_on(date(2026, 11, day), title=f"Thing of {day}")
    sweep_reminders(now=MONDAY - DAY)

    sweep_reminders(now=MONDAY + 3 * DAY)
    sweep_reminders(now=MONDAY + 3 * DAY + MINUTE)

    (mail,) = sent()
    assert mail.subject == "Catching up: 3 things"
    assert "Thing of 24 was set for November 24." in mail.text
    assert "Thing of 26: Thursday, November 26." in mail.text


@pytest.mark.feature("X33")
def test_nothing_goes_in_a_pause_and_one_mail_after_it(task_on, maya):
    task_on(date(2026, 11, 25))
    choose(maya.user, pause_from=date(2026, 11, 23), pause_until=date(2026, 11, 26))

    for days in range(6):
        sweep_reminders(now=MONDAY + days * DAY)

    assert [mail.unique_key[-10:] for mail in sent()] == ["2026-11-27"]


@pytest.mark.feature("X33")
def test_a_sweep_in_the_evening_waits_for_the_next_morning(task_on):
    task_on(date(2026, 11, 25))
    sweep_reminders(now=MONDAY - DAY)

    evening = sweep_reminders(now=MONDAY.replace(hour=23, minute=5))  # 18:05 in New York
    morning = sweep_reminders(now=MONDAY + DAY)

    assert (evening, morning) == (0, 1)


@pytest.mark.feature("X33")
def test_who_moves_east_is_reminded_by_their_new_morning(task_on, maya):
    task_on(date(2026, 11, 25))
    sweep_reminders(now=MONDAY - DAY)
    data = dict.fromkeys(profile.FIELDS, "") | {"theme": "", "time_zone": "Asia/Kolkata"}
    profile.save(user=maya.user, data=data | {"paper": "letter"})
    morning = datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Asia/Kolkata"))

    counts = [sweep_reminders(now=morning + minutes * MINUTE) for minutes in (-1, 0)]

    assert counts == [0, 1]


def test_a_date_that_had_its_mail_gets_no_second_one_in_another_zone(task_on, maya):
    task_on(date(2026, 11, 25))
    for at in (MONDAY - DAY, MONDAY):
        sweep_reminders(now=at)
    task_on(date(2026, 11, 24), title="New")
    data = dict.fromkeys(profile.FIELDS, "") | {"theme": "", "time_zone": "Pacific/Honolulu"}
    profile.save(user=maya.user, data=data | {"paper": "letter"})

    count = sum(sweep_reminders(now=MONDAY + timedelta(hours=hours)) for hours in range(1, 12))

    assert (count, len(sent())) == (0, 1)


@pytest.mark.feature("X10")
def test_a_snoozed_thing_waits_for_the_week_of_its_day(task_on, maya):
    task = task_on(date(2026, 11, 25))
    reminders.snooze(
        user=maya.user, item_key=f"task-{task.code}", until=date(2026, 12, 2), now=MONDAY - DAY
    )

    for days in (-1, 0, 7):
        sweep_reminders(now=MONDAY + days * DAY)

    assert [mail.unique_key[-10:] for mail in sent()] == ["2026-11-30"]
    assert Task.objects.get().due_on == date(2026, 11, 25)


def test_a_cancelled_mail_told_nothing(task_on):
    task_on(date(2026, 11, 25))
    for at in (MONDAY - DAY, MONDAY):
        sweep_reminders(now=at)
    Intent.objects.update(state=State.CANCELLED)

    sweep_reminders(now=MONDAY + 7 * DAY)

    assert len(sent()) == 2


def test_an_unconfirmed_mail_is_said_again_in_the_next_digest(task_on):
    task_on(date(2026, 11, 25))
    for at in (MONDAY - DAY, MONDAY):
        sweep_reminders(now=at)
    Intent.objects.update(state=State.UNCONFIRMED)

    counts = [sweep_reminders(now=MONDAY + days * DAY) for days in (1, 3, 7, 14)]

    assert counts == [0, 0, 1, 0]


def test_one_press_in_a_mail_stops_its_kind_alone(task_on, maya):
    task_on(date(2026, 11, 25))
    for at in (MONDAY - DAY, MONDAY):
        sweep_reminders(now=at)

    label = reminders.stop_kind_of(intent=sent()[0], now=MONDAY)

    assert (label, maya.user.reminders.stopped) == ("Actions", ["task"])


def test_the_mail_holds_a_stop_link_that_is_its_own(task_on, client):
    task_on(date(2026, 11, 25))
    for at in (MONDAY - DAY, MONDAY):
        sweep_reminders(now=at)
    path = next(word for word in sent()[0].text.split() if "/stop/" in word).split("8000", 1)[-1]

    answer = client.post(path[path.index("/stop/") :])

    assert answer.status_code == 200
    assert b"Actions" in answer.content


@pytest.mark.feature("X32")
def test_a_forgotten_mark_is_found_by_night_told_and_repaired(task_on):
    task = task_on(date(2026, 12, 8))
    make_user("op@smartpick.example", is_staff=True)
    choose(task.cycle.applicant.user, mode="daily")
    sweep_reminders(now=MONDAY)
    assert compare_reminders(now=MONDAY + MINUTE) == 0
    Task.objects.update(due_on=date(2026, 11, 27))  # the control: nobody marks this

    found = compare_reminders(now=MONDAY + 2 * MINUTE)
    sweep_reminders(now=MONDAY + 3 * MINUTE)

    assert found == 1
    alarm = Intent.objects.get(kind="reminder_differences")
    assert (alarm.to, "1 lost look" in alarm.text) == ("op@smartpick.example", True)
    assert f"{Cycle.objects.get().next_reminder_at:%Y-%m-%dT%H:%M}" == "2026-11-27T13:00"


@pytest.mark.parametrize("people", [1, 3])
def test_a_tick_with_nothing_due_asks_the_same_number_of_questions(
    people, maya, django_assert_num_queries
):
    for number in range(people - 1):
        make_applicant(f"p{number}@alum.example")
    sweep_reminders(now=MONDAY)

    with django_assert_num_queries(4):
        sweep_reminders(now=MONDAY)
