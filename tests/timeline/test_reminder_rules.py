from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from smartpick.campaign.rules.soap import soap_week_of
from tests.timeline.golden_cases import cases, dated_of, day, days_of, wishes_of
from timeline.rules.reminder import Wishes, coming, next_look, reminder_on
from timeline.rules.steps import Dated, steps_of

CASES = cases("reminders")


def soap_moments(monday):
    week = soap_week_of(monday.year, monday=monday, last=None, confirmed=True)
    return week.begins_at, week.ends_at


def soap_of(case):
    if not case["match_week"]:
        return ()
    return (soap_moments(day(case["match_week"])),)


def mails_of(case):
    """Day by day as the sweep would, with the worker away on some of them."""
    told = set()
    for row in case["items"]:
        item = dated_of(row)
        told |= {(item.key, name, item.on) for key, name in case["told"] if key == item.key}
    wishes, down, found = wishes_of(case), days_of(case["worker_down"]), []
    today, last = day(case["from"]), day(case["to"])
    while today <= last:
        if not any(first <= today <= until for first, until in down):
            open_rows = [
                row
                for row in case["items"]
                if not row.get("closed_on") or day(row["closed_on"]) > today
            ]
            items = [dated_of(row) for row in open_rows]
            mail = reminder_on(today, items, told, wishes, soap=soap_of(case))
            if mail:
                told |= {step.ledger_key for line in mail.lines for step in line.covers}
                found.append(mail)
            if not wishes.is_paused(today):
                wishes = replace(wishes, settled_on=today)
        today += timedelta(days=1)
    return found


def shown(mail):
    return {
        "on": mail.on.isoformat(),
        "kind": mail.kind,
        "at": f"{mail.at:%Y-%m-%dT%H:%MZ}",
        "lines": [
            {
                "item": line.step.item.key,
                "step": line.step.name,
                "wording": line.wording,
                "days": line.days,
            }
            for line in mail.lines
        ],
    }


@pytest.mark.feature("10.7", "X9", "X32", "X33")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_year_is_mailed_as_written(case):
    assert [shown(mail) for mail in mails_of(case)] == case["expected"]


@pytest.mark.feature("X33")
@pytest.mark.parametrize(
    ("zone", "on", "at", "utc"),
    [
        ("America/New_York", date(2027, 3, 14), time(2, 30), "2027-03-14T07:30"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30"),
        ("Asia/Kolkata", date(2026, 12, 31), time(8), "2026-12-31T02:30"),
        ("Pacific/Honolulu", date(2028, 2, 29), time(8), "2028-02-29T18:00"),
    ],
    ids=["missing hour goes forward", "of two hours the first", "half-hour zone", "leap day"],
)
def test_an_hour_of_a_day_is_one_instant(zone, on, at, utc):
    assert Wishes(zone=zone, at=at).moment(on) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_moved_deadline_reminds_anew():
    first = Dated("letter", "letter", date(2026, 8, 14))
    told = {("letter", "-7", first.on), ("letter", "-42", first.on), ("letter", "-21", first.on)}
    moved = Dated("letter", "letter", date(2026, 8, 17))

    mails = list(coming(date(2026, 8, 8), date(2026, 8, 16), [moved], told, Wishes()))

    assert [(mail.on, mail.lines[0].step.name) for mail in mails] == [
        (date(2026, 8, 10), "-7"),
        (date(2026, 8, 16), "-1"),
    ]


def test_soap_ends_at_midnight_eastern_so_friday_morning_in_kolkata_is_still_locked():
    soap = soap_moments(date(2027, 3, 15))
    wishes = Wishes(mode="daily", zone="Asia/Kolkata")
    item = Dated("task", "task", date(2027, 3, 18), leads_program=True)

    mails = list(coming(date(2027, 3, 14), date(2027, 3, 21), [item], set(), wishes, soap=[soap]))

    assert [mail.on for mail in mails] == [date(2027, 3, 20)]


def test_what_is_older_than_thirty_days_is_not_mailed():
    item = Dated("task", "task", date(2026, 6, 1))

    found = {
        days: reminder_on(item.on + timedelta(days=days), [item], set(), Wishes(mode="daily"))
        for days in (30, 31)
    }

    assert [mail is None for mail in found.values()] == [False, True]


def test_soap_week_of_2027_is_the_moments_of_the_rulebook():
    assert soap_moments(date(2027, 3, 15)) == (
        datetime(2027, 3, 15, 4, tzinfo=UTC),
        datetime(2027, 3, 19, 4, tzinfo=UTC),
    )


NOON = datetime(2026, 6, 3, 16, tzinfo=UTC)  # a Wednesday, noon in New York
TASK = Dated("task", "task", date(2026, 6, 5))


@pytest.mark.parametrize(
    ("wishes", "mailed_on", "expected"),
    [
        (Wishes(settled_on=date(2026, 6, 1)), None, "2026-06-08T12:00"),
        (Wishes(settled_on=date(2026, 5, 31)), None, "2026-06-03T12:00"),
        (Wishes(settled_on=date(2026, 5, 31)), date(2026, 6, 3), "2026-06-04T12:00"),
        (Wishes(mode="daily"), None, "2026-06-05T12:00"),
        (Wishes(mode="daily", pauses=((date(2026, 6, 1), date(2026, 6, 9)),)), None,
         "2026-06-10T12:00"),
        (Wishes(mode="never"), None, None),
        (Wishes(mode="deadlines"), None, None),
    ],
    ids=["next Monday", "missed Monday", "one mail a day", "daily", "paused", "never", "no day"],
)  # fmt: skip
def test_next_look_is_the_first_moment_with_something_to_do(wishes, mailed_on, expected):
    found = next_look(NOON, [TASK], set(), wishes, mailed_on=mailed_on)

    assert (f"{found:%Y-%m-%dT%H:%M}" if found else None) == expected


def test_nothing_is_looked_at_in_the_evening():
    late = datetime(2026, 6, 5, 22, 30, tzinfo=UTC)  # 18:30 in New York

    found = next_look(late, [TASK], set(), Wishes(mode="daily"))

    assert found == datetime(2026, 6, 6, 12, tzinfo=UTC)


def test_a_mail_that_may_not_have_arrived_is_said_again_in_the_next_digest_alone():
    task = Dated("task", "task", date(2026, 8, 12))
    told = {step.ledger_key for step in steps_of(task)}

    found = [
        list(coming(date(2026, 8, 11), date(2026, 8, 17), [task], told, Wishes(), doubtful=doubts))
        for doubts in (told, set())
    ]

    assert [[mail.on for mail in mails] for mails in found] == [[date(2026, 8, 17)], []]


def test_a_step_told_in_doubt_is_over_once_a_later_one_surely_was():
    letter = Dated("letter", "letter", date(2026, 8, 14))
    told = {step.ledger_key for step in steps_of(letter) if step.name != "+1"}

    mails = list(
        coming(date(2026, 8, 13), date(2026, 8, 17), [letter], told, Wishes(), doubtful=told)
    )

    assert [(mail.on, mail.lines[0].step.name) for mail in mails] == [(date(2026, 8, 15), "+1")]
