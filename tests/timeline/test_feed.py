from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import vobject
from django.urls import reverse

from smartpick.campaign.services import finish_task, move_task, skip_task
from smartpick.common.dated import DatedItem, DatedKind, Standing
from tests.timeline.conftest import MONDAY
from timeline.ics import calendar_text
from timeline.models import FeedEvent, FeedToken
from timeline.rules.feed import events_of
from timeline.services import feed
from timeline.services.sweep import sweep_reminders

TODAY = date(2026, 11, 23)
CODE = UUID("11111111-2222-4333-8444-555555555555")


def item(kind=DatedKind.TASK, on=date(2026, 12, 1), **more):
    values = {"title": "Autopsy of Okafor's surgery score", "neutral": "Write to A. Okafor"}
    return DatedItem(kind=kind, origin="row", origin_code=CODE, on=on, **(values | more))


def events(*items, **more):
    options = {"initials": False, "alarms": True, "snoozes": {}}
    return events_of(items, today=TODAY, host="plan.example", **(options | more))


def read(answer):
    return vobject.readOne(answer.content.decode())


@pytest.fixture
def address(task_on, cycle, maya):
    task_on(date(2026, 12, 1), title="Say that I went unmatched, commas; semicolons\\ é")
    token = feed.issue(user=maya.user, cycle=cycle, now=MONDAY)
    return reverse("timeline:feed", args=[token])


@pytest.mark.feature("X7", "X8")
def test_an_independent_parser_reads_the_feed(client, address):
    answer = client.get(address)

    calendar = read(answer)
    (event,) = calendar.vevent_list
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.dtstart.value == date(2026, 12, 1)
    assert event.dtend.value == date(2026, 12, 2)
    assert event.valarm.trigger.value == timedelta(hours=9)
    assert calendar.method.value == "PUBLISH"


@pytest.mark.feature("X7")
def test_the_feed_shows_no_word_of_its_owner(client, address):
    answer = client.get(address)

    text = answer.content.decode().casefold()
    assert [word for word in ("unmatched", "autopsy", "maya") if word in text] == []
    assert "an action of my plan" in text


def test_lines_end_and_fold_as_calendars_ask(client, address):
    lines = client.get(address).content.split(b"\r\n")

    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)


def test_two_fetches_are_equal_and_the_second_costs_nothing(client, address):
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address).content == first.content
    assert FeedToken.objects.get().last_read_on is not None


@pytest.mark.feature("X7")
def test_an_ended_address_is_as_if_it_never_was(client, address, maya):
    feed.revoke(user=maya.user, now=MONDAY)

    assert client.get(address).status_code == 404
    assert client.get(reverse("timeline:feed", args=["guess"])).status_code == 404


@pytest.mark.feature("X7")
def test_the_secret_is_kept_as_a_hash(address):
    token = address.removeprefix("/calendar/").removesuffix(".ics")

    assert len(token) >= 43  # 256 bits
    assert token not in str(FeedToken.objects.values().get())


def test_a_change_is_numbered_and_the_name_stays(client, address, maya):
    task = maya.cycles.get().tasks.get()
    before = FeedEvent.objects.get()

    move_task(task=task, due_on=date(2026, 12, 9), now=MONDAY)
    sweep_reminders(now=MONDAY + timedelta(minutes=1))

    after = FeedEvent.objects.get()
    assert (after.uid, after.sequence, after.starts_on) == (before.uid, 1, date(2026, 12, 9))


@pytest.mark.parametrize(
    ("deed", "title", "cancelled"),
    [
        (lambda task: finish_task(task=task, now=MONDAY), "An action of my plan (done)", False),
        (lambda task: skip_task(task=task, because="", now=MONDAY), "An action of my plan", True),
    ],
    ids=["done stays", "dropped is called off"],
)
def test_what_ended_says_so(deed, title, cancelled, address, maya):
    deed(maya.cycles.get().tasks.get())

    sweep_reminders(now=MONDAY + timedelta(minutes=1))

    row = FeedEvent.objects.get()
    assert (row.title, row.cancelled_on is not None, row.alarms) == (title, cancelled, "")


def test_what_was_called_off_goes_after_thirty_days(address, maya):
    skip_task(task=maya.cycles.get().tasks.get(), because="", now=MONDAY)
    for days in (0, 30, 32):
        feed.refresh_all(now=MONDAY + timedelta(days=days))

    assert FeedEvent.objects.count() == 0


ALARMS = [
    (item(DatedKind.LETTER), ("-P6DT15H", "-PT15H")),
    (item(DatedKind.CHECK_IN), ("PT9H",)),
    (item(DatedKind.WINDOW, starts_on=date(2026, 11, 25)), ()),
    (item(DatedKind.OFFICIAL), ()),
    (item(DatedKind.OFFICIAL, is_deadline=True), ("-P6DT15H", "-PT15H")),
    (item(standing=Standing.DONE, closed_on=TODAY), ()),
]


@pytest.mark.feature("X8")
@pytest.mark.parametrize(("given", "alarms"), ALARMS, ids=range(len(ALARMS)))
def test_alarms_ring_where_something_is_to_be_done(given, alarms):
    (event,) = events(given)

    assert event.alarms == alarms


def test_one_switch_turns_alarms_off():
    assert events(item(DatedKind.LETTER), alarms=False)[0].alarms == ()


def test_in_soap_week_no_alarm_names_a_program():
    soap = [(date(2027, 3, 15), date(2027, 3, 18))]
    leads = item(DatedKind.CHECK_IN, on=date(2027, 3, 16), leads_programs=True)

    assert events(leads, soap=soap)[0].alarms == ()
    assert events(item(DatedKind.CHECK_IN, on=date(2027, 3, 16)), soap=soap)[0].alarms == ("PT9H",)


def test_a_long_window_is_two_days_and_a_short_one_is_one_event():
    long = item(DatedKind.WINDOW, on=date(2026, 12, 31), starts_on=date(2026, 12, 1))
    short = item(DatedKind.WINDOW, on=date(2026, 12, 14), starts_on=date(2026, 12, 1))

    assert [(e.uid[36:], e.title[:9], e.starts_on.day, e.ends_on.day) for e in events(long)] == [
        ("-a@plan.example", "Start: Wr", 1, 1),
        ("-b@plan.example", "Last day:", 31, 31),
    ]
    assert [(e.starts_on.day, e.ends_on.day) for e in events(short)] == [(1, 14)]


def test_follow_ups_and_what_was_done_long_ago_are_left_out():
    old = item(standing=Standing.DONE, closed_on=TODAY - timedelta(days=91))

    assert events(item(DatedKind.FOLLOW_UP), item(DatedKind.FAILED_MAIL), old) == []


def test_a_snoozed_thing_is_out_until_its_day():
    given = item()
    snoozes = {given.key: TODAY + timedelta(days=3)}

    assert events(given, snoozes=snoozes) == []
    assert len(events(given, snoozes={given.key: TODAY})) == 1


@pytest.mark.parametrize(
    ("zone", "offset"),
    [("America/New_York", -5), ("America/Phoenix", -7), ("Europe/London", 0),
     ("Pacific/Honolulu", -10)],
)  # fmt: skip
def test_a_meeting_stands_at_its_own_time_with_its_zone(zone, offset):
    at = datetime(2027, 1, 12, 15, tzinfo=UTC)
    (event,) = events(item(DatedKind.MEETING, on=at.date(), at=at, zone=zone, minutes=30))
    row = FeedEvent(uid=event.uid, title=event.title, starts_on=event.starts_on,
                    ends_on=event.ends_on, at=event.at, zone=event.zone, minutes=event.minutes,
                    alarms=",".join(event.alarms), is_busy=event.is_busy,
                    changed_at=MONDAY)  # fmt: skip

    calendar = vobject.readOne(calendar_text([row], site="https://plan.example").decode())

    start = calendar.vevent.dtstart.value
    assert start.astimezone(UTC) == at
    assert start.utcoffset() == timedelta(hours=offset)
    assert calendar.vevent.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == [zone]
    assert calendar.vtimezone.tzid.value == zone
    assert calendar.vevent.transp.value == "OPAQUE"


@pytest.mark.parametrize(
    "at",
    [
        datetime(2027, 3, 14, 7, 30, tzinfo=UTC),  # 03:30, half an hour after the change
        datetime(2027, 3, 14, 6, 30, tzinfo=UTC),
        datetime(2026, 11, 1, 7, 30, tzinfo=UTC),
    ],
    ids=["after spring", "before spring", "after fall"],
)
def test_the_hours_beside_a_change_of_the_clock_are_read_right(at):
    row = FeedEvent(uid="u", title="t", starts_on=at.date(), ends_on=at.date(), at=at, minutes=30,
                    zone="America/New_York", changed_at=MONDAY)  # fmt: skip

    calendar = vobject.readOne(calendar_text([row], site="https://plan.example").decode())

    assert calendar.vevent.dtstart.value.astimezone(UTC) == at


@pytest.mark.feature("X7")
@pytest.mark.parametrize(
    ("kind", "name", "title", "initials"),
    [
        (DatedKind.CHECK_IN, "Dr. Ada Okafor", "Write to A. Okafor", "Write to A. O."),
        (DatedKind.MEETING, "J. Hale, MD", "Meeting: J. Hale", "Meeting: J. H."),
        (DatedKind.LETTER, "Okafor", "Letter: Okafor", "Letter: O."),
        (DatedKind.WINDOW, "", "Write to A. Okafor", "Write to A. Okafor"),
    ],
    ids=["title", "degree", "one name", "nobody"],
)
def test_titles_say_a_verb_and_a_short_name_alone(kind, name, title, initials):
    given = item(kind, person=name)

    assert [events(given, initials=on)[0].title for on in (False, True)] == [title, initials]
