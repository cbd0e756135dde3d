"""R7, R8, R17: the clock, an outage, and SOAP week."""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from smartpick.campaign.models import Cycle
from smartpick.campaign.services import (
    finish_task,
)
from tests.drills.reminder_people import choose_daily, mentor_of, person, reminders_of, task_of
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
from timeline.rules.reminder import Wishes
from timeline.services.sweep import sweep_reminders

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


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
        choose_daily(who)
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
            choose_daily(who)
        for days in range(-1, 3):
            sweep_reminders(now=monday + timedelta(days=days))
        assert [reminders_of(who).count() for who in again] == [1, 1]
    told.figure(f"{len(people)} people with 6 due things: one mail each, passed days say so")


@pytest.mark.drill("R17")
@pytest.mark.feature("7.7", "12.16")
def test_in_soap_week_nobody_is_reminded_of_a_program(db, size, told, monkeypatch):
    people = {answer: person(n, "America/New_York")
              for n, answer in enumerate(("yes", "unknown", "no"))}  # fmt: skip
    for answer, who in people.items():
        Cycle.objects.filter(applicant=who).update(in_match=answer)
        mentor_of(who, "pd", "Rivera")
        mentor_of(who, "student_affairs", "Alvarez")
        choose_daily(who)
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
    with told.control("that does not look at the lock"):
        monkeypatch.setattr("timeline.queries.reminder.soap_weeks", lambda *_: ())
        free = person(9, "America/New_York")
        mentor_of(free, "pd", "Rivera")
        choose_daily(free)
        now = opens - 2 * HOUR
        while now < opens + timedelta(days=4):
            sweep_reminders(now=now)
            now += HOUR
        assert "Rivera" not in "".join(mail.text for mail in reminders_of(free))
    told.figure("96 hours by the clock: 0 lines of a program for who is in it or did not say")
