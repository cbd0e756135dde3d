"""A letter's days in the mails: 42, 21, 7 and 1 days ahead, once overdue, in the person's zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from outreach.models import Letter
from outreach.rules.letter_steps import Told
from outreach.services.letter import add_letter, save_letter
from smartpick.outbox.models import Intent
from tests.factories import make_target
from timeline.models import ReminderPreference, ToldStep
from timeline.services.sweep import sweep_reminders

DUE = date(2027, 8, 18)  # a Wednesday
MADE = datetime(2027, 3, 1, 12, tzinfo=UTC)


def letter_on(cycle, target=None, **values):
    told = Told(**{"specialty": "General Surgery", "asked_on": date(2027, 3, 1), **values})
    letter, _ = add_letter(
        target=target or make_target(cycle.applicant, role="research"), told=told, by=None,
        now=MADE, today=MADE.date(),
    )  # fmt: skip
    Letter.objects.filter(pk=letter.pk).update(created_at=MADE)
    return letter


def mails_of(cycle, zone, first, last):
    """Sweeps each morning after eight; answers (day, text) of what was written."""
    day = first
    while day <= last:
        sweep_reminders(now=datetime(day.year, day.month, day.day, 8, 5, tzinfo=ZoneInfo(zone)))
        day += timedelta(days=1)
    rows = Intent.objects.filter(owner_code=cycle.applicant.user.code).order_by("id")
    return [(row.unique_key[-10:], row.text) for row in rows if "letter" in row.text.lower()]


@pytest.mark.feature("10.7", "X33")
@pytest.mark.parametrize(
    "zone",
    ["America/New_York", "America/Chicago", "America/Los_Angeles", "Pacific/Honolulu",
     "Asia/Kolkata", "Pacific/Auckland"],
)  # fmt: skip
def test_letter_is_told_in_the_weeks_of_42_and_21_and_on_7_1_and_once_after(cycle, maya, zone):
    maya.user.time_zone = zone
    maya.user.save(update_fields=["time_zone"])
    letter = letter_on(cycle, due_on=DUE)

    found = mails_of(cycle, zone, date(2027, 7, 1), date(2027, 8, 25))

    told = {row.step: row.told_on for row in ToldStep.objects.filter(kind="letter")}
    assert told == {
        "-42": date(2027, 7, 5),  # the Monday of the week of July 7
        "-21": date(2027, 7, 26),
        "-7": date(2027, 8, 11),
        "-1": date(2027, 8, 17),
        "+1": date(2027, 8, 19),
    }
    assert len(found) == 5
    texts = [text for _, text in found]
    assert "The letter from Jonas Hale, MD is due Wednesday, August 18" in texts[0]
    assert "1 day left." in texts[3]
    assert "The letter from Jonas Hale, MD was due August 18." in texts[4]
    assert {row.to for row in Intent.objects.all()} == {maya.user.email}  # never the writer
    assert letter.due_on == DUE


@pytest.mark.feature("10.7")
def test_ask_is_told_before_its_day_and_not_after_it_was_made(cycle):
    letter = letter_on(cycle, asked_on=None, ask_by=date(2027, 5, 12))
    mails_of(cycle, "America/New_York", date(2027, 4, 20), date(2027, 5, 6))

    now = datetime(2027, 5, 7, 12, tzinfo=UTC)
    letter.refresh_from_db()
    save_letter(
        letter=letter, told=Told(specialty="General Surgery", asked_on=now.date(),
                                 ask_by=date(2027, 5, 12)),
        expected_version=letter.version, now=now, today=now.date(),
    )  # fmt: skip
    mails_of(cycle, "America/New_York", date(2027, 5, 7), date(2027, 5, 20))

    steps = ToldStep.objects.filter(kind="letter", item_key__endswith="-ask")
    assert {row.step for row in steps} == {"-42", "-21", "-7"}  # the first, late, in one with -21
    first = Intent.objects.order_by("id").first()
    assert "The ask for a letter to Jonas Hale, MD is due Wednesday, May 12" in first.text


@pytest.mark.feature("10.8")
def test_new_due_date_is_told_anew(cycle):
    letter = letter_on(cycle, due_on=DUE)
    mails_of(cycle, "America/New_York", date(2027, 8, 9), date(2027, 8, 12))
    letter.refresh_from_db()
    now = datetime(2027, 8, 12, 18, tzinfo=UTC)
    later = DUE + timedelta(days=14)
    save_letter(
        letter=letter, told=Told(specialty="General Surgery", asked_on=date(2027, 3, 1),
                                 due_on=later),
        expected_version=letter.version, now=now, today=now.date(),
    )  # fmt: skip

    mails_of(cycle, "America/New_York", date(2027, 8, 13), date(2027, 9, 3))

    days = ToldStep.objects.filter(kind="letter").values_list("on", "step")
    assert (DUE, "-1") not in set(days)
    assert {(DUE, "-7"), (later, "-7"), (later, "-1"), (later, "+1")} <= set(days)


def test_uploaded_letter_and_deadlines_turned_off_are_not_told(cycle, maya):
    letter = letter_on(cycle, due_on=DUE)
    ReminderPreference.objects.update_or_create(user=maya.user, defaults={"mode": "never"})
    mails_of(cycle, "America/New_York", date(2027, 8, 9), date(2027, 8, 12))
    assert not ToldStep.objects.filter(kind="letter").exists()

    ReminderPreference.objects.update(mode="weekly")
    letter.refresh_from_db()
    now = datetime(2027, 8, 13, 12, tzinfo=UTC)
    told = Told(specialty="General Surgery", asked_on=date(2027, 3, 1), due_on=DUE,
                uploaded_on=now.date())  # fmt: skip
    save_letter(letter=letter, told=told, expected_version=letter.version, now=now,
                today=now.date())  # fmt: skip
    mails_of(cycle, "America/New_York", date(2027, 8, 13), date(2027, 8, 20))
    assert not ToldStep.objects.filter(kind="letter").exists()
