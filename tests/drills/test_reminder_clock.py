"""R7, R8, R16, R17: the clock, an outage, a forgotten mark, and SOAP week."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentors.models import Contact, Faculty, FacultyRole, Mentorship, Target
from mentors.services.promises import promise
from mentors.services.stages import set_rhythm
from mentors.services.targets import record_contact, remove_contact
from smartpick.accounts.services import profile
from smartpick.campaign.models import Cycle, Task
from smartpick.campaign.services import (
    add_task,
    finish_task,
    mark_dates_changed,
    move_task,
    reopen_task,
    skip_task,
)
from smartpick.outbox.models import Intent
from tests.drills.reminder_year import (
    BEGIN,
    MONTHS,
    ZONES,
    Year,
    doubled,
    latest,
    live,
    lost,
    outside_the_day,
    random_items,
    random_outages,
)
from tests.factories import make_applicant
from timeline.queries.reminder import local_day, read_desk
from timeline.rules.reminder import Wishes
from timeline.services import reminders
from timeline.services.compare import compare_reminders, difference
from timeline.services.sweep import sweep_reminders

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
LONG_AGO = datetime(2026, 3, 20, 12, tzinfo=UTC)


def years(people, seed, **variant):
    rng = random.Random(seed)  # noqa: S311 - a fixed seed, for the same year each time
    for number in range(people):
        wishes = Wishes(
            mode=rng.choice(("weekly", "daily", "deadlines")),
            weekday=rng.randint(0, 6),
            zone=ZONES[number % len(ZONES)],
        )
        yield live(Year(wishes, random_items(rng, 40), random_outages(rng, 25)), **variant)


@pytest.mark.drill("R7")
@pytest.mark.feature("X32", "X33")
def test_eighteen_months_with_outages_in_five_zones(size, told):
    found = list(years(size(5, 200), 7))

    mails = sum(len(year.mails) for year in found)
    assert mails > 20 * len(found)
    assert sum(doubled(year) for year in found) == 0
    assert [step for year in found for step in lost(year)] == []
    assert [at for year in found for at in outside_the_day(year)] == []
    assert max(latest(year) for year in found) <= 0
    told.figure(
        f"{len(found)} people, {MONTHS.days} days from {BEGIN:%Y-%m-%d}, 25 outages each:"
        f" {mails} mails, 0 lost, 0 doubled, 0 late without an outage"
    )


@pytest.mark.drill("R7")
def test_a_sweep_without_a_ledger_doubles_and_one_that_does_not_catch_up_loses(size, told):
    people = size(2, 20)
    with told.control("without a ledger"):
        assert sum(doubled(year) for year in years(people, 7, remembers=False)) == 0
    with told.control("that skips what an outage took"):
        assert [s for year in years(people, 7, catches_up=False) for s in lost(year)] == []
    told.figure("both variants were caught")


def person(number, zone, **task):
    who = make_applicant(f"p{number}@alum.example", name=f"Person {number}")
    who.user.time_zone = zone
    who.user.save(update_fields=["time_zone"])
    return who


def task_of(who, day, title="Read the draft"):
    cycle = who.cycles.get(closed_on=None)
    made = add_task(cycle=cycle, title=title, due_on=day, now=LONG_AGO)
    Task.objects.filter(pk=made.pk).update(created_at=LONG_AGO)
    return made


def reminders_of(who):
    return Intent.objects.filter(purpose="reminder", owner_code=who.user.code)


@pytest.mark.drill("R7")
@pytest.mark.feature("X33")
@pytest.mark.parametrize(
    "change",
    [date(2026, 11, 1), date(2027, 3, 14), date(2026, 12, 31), date(2028, 2, 29)],
    ids=["fall back", "spring forward", "new year", "leap day"],
)
def test_each_zone_hears_once_on_its_own_morning(db, size, told, change):
    people = [person(number, zone) for number, zone in enumerate(ZONES)]
    for who in people:
        task_of(who, change)
        reminders.save_preference(
            user=who.user, mode="daily", weekday=0, hour=8, pause_from=None, pause_until=None,
            stopped=[], subject_style="neutral", now=LONG_AGO,
        )  # fmt: skip
    start = datetime(change.year, change.month, change.day, tzinfo=UTC) - 14 * HOUR
    step = timedelta(minutes=size(30, 5))

    heard = {}
    now = start
    while now < start + 52 * HOUR:
        for jump in (timedelta(0), -HOUR):  # the second clock goes an hour behind
            sweep_reminders(now=now + jump)
        for who in people:
            if who.pk not in heard and reminders_of(who).exists():
                heard[who.pk] = now
        now += step

    local = [heard[who.pk].astimezone(ZoneInfo(zone))
             for who, zone in zip(people, ZONES, strict=True)]  # fmt: skip
    assert [(at.date(), at.hour, at.minute) for at in local] == [(change, 8, 0)] * 5
    assert [reminders_of(who).count() for who in people] == [1] * 5
    told.figure(f"5 zones, {change}: 08:00 local, once")


@pytest.mark.drill("R8")
@pytest.mark.feature("X32")
def test_forty_people_after_three_days_without_a_worker(db, size, told):
    monday = datetime(2026, 11, 23, 13, tzinfo=UTC)
    people = [person(number, "America/New_York") for number in range(size(12, 40))]
    tasks = {who.pk: [task_of(who, date(2026, 11, 23 + n % 4), f"Thing {n}") for n in range(6)]
             for who in people}  # fmt: skip
    sweep_reminders(now=monday - 24 * HOUR)
    for who in people:
        finish_task(task=tasks[who.pk][5], now=monday + HOUR)

    for minutes in range(3):
        sweep_reminders(now=monday + timedelta(days=3) + minutes * MINUTE)

    mails = [list(reminders_of(who)) for who in people]
    assert [len(own) for own in mails] == [1] * len(people)
    assert [own[0] for own in mails if "Thing 5" in own[0].text] == []
    assert all("Thing 0 was set for November 23." in own[0].text for own in mails)
    assert all(own[0].subject == "Catching up: 5 things" for own in mails)
    with told.control("that runs each missed day by itself"):
        again = [person(100 + n, "America/New_York") for n in range(2)]
        for who in again:
            for n in range(3):
                task_of(who, date(2026, 11, 23 + n))
            reminders.save_preference(
                user=who.user, mode="daily", weekday=0, hour=8, pause_from=None,
                pause_until=None, stopped=[], subject_style="neutral", now=LONG_AGO,
            )  # fmt: skip
        for days in range(-1, 3):
            sweep_reminders(now=monday + timedelta(days=days))
        assert [reminders_of(who).count() for who in again] == [1, 1]
    told.figure(f"{len(people)} people with 6 due things: one mail each, passed days say so")


def _forgetful(task, rng, now):
    """The planted service: it changes a date and says nothing."""
    Task.objects.filter(pk=task.pk).update(
        due_on=now.date() + timedelta(days=1), created_at=LONG_AGO, done_at=None, skipped_at=None
    )


def _moved_zone(who, rng, now):
    data = dict.fromkeys(profile.FIELDS, "") | {"theme": "", "paper": "letter"}
    profile.save(user=who.user, data=data | {"time_zone": rng.choice(ZONES)})


def _chose(who, rng, now):
    pause = now.date() + timedelta(days=rng.randint(0, 5))
    paused = rng.random() < 0.3
    reminders.save_preference(
        user=who.user, mode=rng.choice(("weekly", "daily", "deadlines", "never")),
        weekday=rng.randint(0, 6), hour=rng.randint(8, 17),
        pause_from=pause if paused else None, pause_until=pause if paused else None,
        stopped=rng.sample(["task", "window"], rng.randint(0, 1)), subject_style="neutral", now=now,
    )  # fmt: skip


def _forget_contact(target, now):
    """All but the meeting that the rhythm rests on."""
    contact = target.contacts.exclude(kind="meeting_held").last()
    if contact:
        remove_contact(contact=contact, now=now)


def deeds_of(who, rng, now):
    """Every service that can change a reminder, on this person's things."""
    cycle = who.cycles.get(closed_on=None)
    task = rng.choice(list(cycle.tasks.all()))
    target = cycle.targets.get()
    today = local_day(who.user, now)
    ahead = today + timedelta(days=rng.randint(1, 20))
    key = f"task-{task.code}"
    return {
        "add": lambda: add_task(cycle=cycle, title="New", due_on=ahead, now=now),
        "move": lambda: move_task(task=task, due_on=ahead, now=now),
        "finish": lambda: finish_task(task=task, now=now),
        "skip": lambda: skip_task(task=task, because="", now=now),
        "reopen": lambda: reopen_task(task=task, now=now),
        "snooze": lambda: reminders.snooze(user=who.user, item_key=key, until=ahead, now=now),
        "unsnooze": lambda: reminders.end_snooze(user=who.user, item_key=key, now=now),
        "stop": lambda: reminders.stop_kind(user=who.user, kind="window", now=now),
        "choose": lambda: _chose(who, rng, now),
        "zone": lambda: _moved_zone(who, rng, now),
        "contact": lambda: record_contact(
            target=target, kind="reply_received", on_date=today, today=today, now=now
        ),
        "forget": lambda: _forget_contact(target, now),
        "promise": lambda: promise(
            target=target, by="me", what="A draft", made_on=today, due_on=ahead, now=now
        ),
        "rhythm": lambda: set_rhythm(
            mentorship=target.mentorship,
            is_off=rng.random() < 0.2,
            due_weeks=None,
            late_weeks=None,
            away_from=today,
            away_until=ahead,
            now=now,
        ),
    }


@pytest.mark.drill("R16")
@pytest.mark.feature("X32")
def test_after_any_service_the_cache_is_what_would_be_worked_out(db, size, told):
    rng = random.Random(16)  # noqa: S311 - the same
    who = person(1, "America/New_York")
    task_of(who, date(2026, 11, 30))
    mentor_of(who, "pd", "Rivera", met_on=date(2026, 10, 12))
    now, done = datetime(2026, 11, 20, 15, tzinfo=UTC), 0
    for _ in range(size(40, 1000)):
        deeds = deeds_of(who, rng, now)
        rng.choice(list(deeds.values()))()
        done += 1
        sweep_reminders(now=now)
        sweep_reminders(now=now)
        cycle = Cycle.objects.select_related("applicant__user", "applicant__school").get(
            applicant=who
        )
        assert cycle.next_reminder_at == read_desk(cycle, now=now).next_look(now)
        now += timedelta(minutes=rng.randint(1, 600))
    sweep_reminders(now=now)
    assert compare_reminders(now=now) == 0
    with told.control("with a service that forgets its mark"):
        _chose_daily(who, now)
        _forgetful(who.cycles.get().tasks.first(), rng, now)
        cycle = Cycle.objects.select_related("applicant__user", "applicant__school").get(
            applicant=who
        )
        assert difference(cycle, now=now + 20 * MINUTE) == ""
    told.figure(f"{done} deeds of {len(deeds)} services: 0 differences")


def _chose_daily(who, now):
    reminders.save_preference(
        user=who.user, mode="daily", weekday=0, hour=8, pause_from=None, pause_until=None,
        stopped=[], subject_style="neutral", now=now,
    )  # fmt: skip
    for task in who.cycles.get().tasks.all():
        skip_task(task=task, because="", now=now)
    sweep_reminders(now=now)


def mentor_of(who, role, name, met_on=date(2027, 2, 1)):
    """Somebody who was met; on 1 February 2027 their update is due on 15 March."""
    cycle = who.cycles.get(closed_on=None)
    faculty = Faculty.objects.create(private_to=who, name=name, last_key=name.lower())
    FacultyRole.objects.create(faculty=faculty, role=role)
    target = Target.objects.create(cycle=cycle, faculty=faculty, snapshot_name=name)
    Mentorship.objects.create(target=target, stage_since=met_on)
    Contact.objects.create(target=target, on_date=met_on, kind="meeting_held")
    mark_dates_changed(cycle=cycle, now=LONG_AGO)


@pytest.mark.drill("R17")
@pytest.mark.feature("7.7", "12.16")
def test_in_soap_week_nobody_is_reminded_of_a_program(db, size, told):
    people = {answer: person(n, "America/New_York")
              for n, answer in enumerate(("yes", "unknown", "no"))}  # fmt: skip
    for answer, who in people.items():
        Cycle.objects.filter(applicant=who).update(in_match=answer)
        mentor_of(who, "pd", "Rivera")
        mentor_of(who, "student_affairs", "Alvarez")
        reminders.save_preference(
            user=who.user, mode="daily", weekday=0, hour=8, pause_from=None, pause_until=None,
            stopped=[], subject_style="neutral", now=LONG_AGO,
        )  # fmt: skip
    opens = datetime(2027, 3, 15, 4, tzinfo=UTC)
    step = timedelta(minutes=size(60, 5))

    now = opens - 2 * HOUR
    while now < opens + timedelta(days=4):
        sweep_reminders(now=now)
        now += step
    texts = {answer: "".join(mail.text for mail in reminders_of(who))
             for answer, who in people.items()}  # fmt: skip
    sweep_reminders(now=opens + timedelta(days=4, hours=9))
    after = "".join(mail.text for mail in reminders_of(people["yes"]))

    assert {answer: "Rivera" in text for answer, text in texts.items()} == {
        "yes": False, "unknown": False, "no": True,
    }  # fmt: skip
    assert all("Alvarez" in text for text in texts.values())
    assert "Rivera" in after
    told.figure("96 hours by the clock: 0 lines of a program for who is in it or did not say")
