"""Laying the year out, and what survives: through replans, switches and changed seasons."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from smartpick.campaign.models import Cycle, KeyDate, Notification
from smartpick.common.dated import DatedKind, Standing
from smartpick.common.errors import RuleBroken
from smartpick.reference.models import Season, SeasonDate
from tests.factories import autopsy_of, make_applicant
from timeline.dated import dated_items
from timeline.models import Plan, PlanItem
from timeline.services import items as deeds
from timeline.services.plan import build_plan, follow_seasons, replan, switch_track

NOVEMBER = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(db):
    call_command("load_reference")
    cycle = autopsy_of(make_applicant("year@alum.example", name="Year")).cycle
    Cycle.objects.filter(pk=cycle.pk).update(failed_year=2026, track="long")
    cycle.refresh_from_db()
    return cycle


@pytest.fixture
def plan(cycle):
    return build_plan(cycle=cycle, today=NOVEMBER, now=NOW)


def item(cycle, key):
    return PlanItem.objects.get(cycle=cycle, template_key=key)


def days(cycle, key):
    row = item(cycle, key)
    return row.starts_on, row.ends_on, row.state


@pytest.mark.feature("12.14", "12.1", "12.9")
def test_joining_in_november_lays_out_what_is_left(cycle, plan):
    assert days(cycle, "PL-01") == (NOVEMBER, date(2026, 11, 29), "caught_up")
    assert days(cycle, "PL-09") == (date(2026, 12, 1), date(2026, 12, 31), "planned")
    assert PlanItem.objects.filter(cycle=cycle).count() == 20


def test_plan_waits_for_the_year_of_the_match(cycle):
    cycle.failed_year = None

    assert build_plan(cycle=cycle, today=NOVEMBER, now=NOW) is None


def test_no_plan_begins_after_its_own_match_day(cycle):
    assert build_plan(cycle=cycle, today=date(2028, 3, 17), now=NOW) is None


def test_laying_out_twice_changes_nothing(cycle, plan):
    before = list(PlanItem.objects.filter(cycle=cycle).values_list("id", "version"))

    build_plan(cycle=cycle, today=NOVEMBER + timedelta(days=40), now=NOW)
    replan(cycle=cycle, now=NOW)

    assert list(PlanItem.objects.filter(cycle=cycle).values_list("id", "version")) == before


def test_lower_floors_read_the_days_of_the_plan(cycle, plan):
    key_dates = dict(KeyDate.objects.filter(cycle=cycle).values_list("key", "starts_on"))

    assert key_dates["letters_due"] == date(2027, 8, 15)
    assert key_dates["submit"] == date(2027, 9, 1)
    assert key_dates["PL-11"] == date(2027, 3, 1)
    assert "PL-08" in key_dates


def test_moved_done_and_skipped_items_survive_a_switch(cycle, plan):
    deeds.move_item(item=item(cycle, "PL-20"), starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 9),
                    now=NOW)  # fmt: skip
    deeds.finish_item(item=item(cycle, "PL-01"), done_on=NOVEMBER, now=NOW)
    deeds.skip_item(item=item(cycle, "PL-04"), because="I have one", today=NOVEMBER, now=NOW)

    switch_track(cycle=cycle, track="short", today=NOVEMBER, now=NOW)

    assert days(cycle, "PL-20")[:2] == (date(2027, 2, 1), date(2027, 2, 9))
    assert item(cycle, "PL-01").state == "done"
    assert item(cycle, "PL-04").state_reason == "I have one"
    assert days(cycle, "PL-18") == (date(2026, 9, 23), date(2027, 3, 3), "running")
    assert Plan.objects.get(cycle=cycle).is_short
    assert Cycle.objects.get(pk=cycle.pk).target_year == 2027


@pytest.mark.feature("X11")
def test_undo_gives_the_computed_days_back(cycle, plan):
    row = item(cycle, "PL-09")
    deeds.move_item(item=row, starts_on=NOVEMBER, ends_on=NOVEMBER, now=NOW)
    assert (row.moved_by_hand, row.earlier_starts_on) == (True, date(2026, 12, 1))

    deeds.undo_move(item=row, now=NOW)

    assert days(cycle, "PL-09") == (date(2026, 12, 1), date(2026, 12, 31), "planned")


@pytest.mark.feature("X11")
@pytest.mark.parametrize(
    "deed",
    [
        lambda row: deeds.finish_item(item=row, done_on=NOVEMBER, now=NOW),
        lambda row: deeds.skip_item(item=row, because="", today=NOVEMBER, now=NOW),
    ],
    ids=["finish", "skip"],
)
def test_finished_or_skipped_item_can_be_taken_back(cycle, plan, deed):
    row = item(cycle, "PL-02")
    before = days(cycle, "PL-02")
    deed(row)
    assert not item(cycle, "PL-02").is_open

    deeds.take_back(item=item(cycle, "PL-02"), now=NOW)

    assert days(cycle, "PL-02") == before


@pytest.mark.parametrize(
    ("key", "day", "words"),
    [
        ("PL-15", date(2027, 9, 22), "programs read on Sep 22, 2027"),
        ("PL-19", date(2028, 3, 2), "rank lists close Mar 1, 2028"),
    ],
)
def test_deadline_cannot_be_moved_past_its_official_day(cycle, plan, key, day, words):
    with pytest.raises(RuleBroken, match=words):
        deeds.move_item(item=item(cycle, key), starts_on=day, ends_on=day, now=NOW)


def give_submission(day):
    season, _ = Season.objects.get_or_create(service="ERAS", match_year=2028)
    SeasonDate.objects.update_or_create(
        season=season, kind="submit_from", applies_to="all ERAS specialties",
        defaults={"title": "Submit", "starts_on": day, "status": "confirmed", "trust": "A",
                  "source": "https://example.org"},
    )  # fmt: skip


@pytest.mark.feature("12.12")
def test_changed_official_date_takes_unmoved_items_along_and_says_so(cycle, plan):
    deeds.move_item(item=item(cycle, "PL-15"), starts_on=date(2027, 8, 20),
                    ends_on=date(2027, 8, 20), now=NOW)  # fmt: skip
    give_submission(date(2027, 9, 8))

    assert follow_seasons(today=NOVEMBER, now=NOW) == 1
    assert follow_seasons(today=NOVEMBER, now=NOW) == 0

    assert days(cycle, "PL-16")[:2] == (date(2027, 9, 8), date(2027, 9, 28))
    assert days(cycle, "PL-15")[0] == date(2027, 8, 20)
    assert item(cycle, "PL-16").followed_on == NOVEMBER
    told = Notification.objects.get(user=cycle.applicant.user)
    assert told.text == "3 dates of your plan moved with the season's official dates."


@pytest.mark.feature("X11")
def test_undo_of_a_followed_date_keeps_the_earlier_days(cycle, plan):
    give_submission(date(2027, 9, 8))
    follow_seasons(today=NOVEMBER, now=NOW)

    rows = list(PlanItem.objects.filter(cycle=cycle, followed_on__isnull=False))
    assert deeds.keep_earlier_days(items=rows, now=NOW) == len(rows)

    assert days(cycle, "PL-16")[0] == date(2027, 9, 1)
    replan(cycle=cycle, now=NOW)
    assert days(cycle, "PL-16")[0] == date(2027, 9, 1)


@pytest.mark.parametrize(
    "deed",
    [
        lambda cycle: replan(cycle=cycle, now=NOW),
        lambda cycle: switch_track(cycle=cycle, track="short", today=NOVEMBER, now=NOW),
        lambda cycle: deeds.finish_item(item=item(cycle, "PL-01"), done_on=NOVEMBER, now=NOW),
    ],
    ids=["replan", "switch", "finish"],
)
def test_plan_deed_marks_the_dates_of_the_cycle(cycle, plan, deed):
    Cycle.objects.filter(pk=cycle.pk).update(dates_changed_at=None)

    deed(cycle)

    assert Cycle.objects.get(pk=cycle.pk).dates_changed_at is not None


@pytest.mark.feature("12.8", "12.13")
def test_calendar_gets_windows_monthly_dates_decisions_and_official_days(
    cycle, plan, django_assert_num_queries
):
    with django_assert_num_queries(2):
        found = dated_items(cycle, today=NOVEMBER)

    by_key = {(entry.kind, entry.neutral, entry.on.isoformat()): entry for entry in found}
    assert (DatedKind.MONTHLY, "Monthly check-in", "2026-11-30") in by_key
    assert (DatedKind.DECISION, "Decide direction", "2027-01-15") in by_key
    official = by_key[DatedKind.OFFICIAL, "Rank list deadline", "2028-03-01"]
    assert (official.status, official.is_deadline) == ("projected", True)
    assert len({entry.key for entry in found}) == len(found)
    merged = [entry for entry in found if entry.standing is Standing.DROPPED]
    assert merged == []
