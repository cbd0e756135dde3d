"""The one lock: its moments, its sentence, and who it holds."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.rules.soap import is_locked, soap_week_of

WEEK = soap_week_of(2027, monday=date(2027, 3, 15), last=None, confirmed=False)


@pytest.mark.parametrize(
    ("now", "held"),
    [
        (datetime(2027, 3, 15, 3, 59, tzinfo=UTC), False),  # Sunday 23:59 Eastern
        (datetime(2027, 3, 15, 4, 0, tzinfo=UTC), True),
        (datetime(2027, 3, 19, 3, 59, tzinfo=UTC), True),  # already Friday in Europe
        (datetime(2027, 3, 19, 4, 0, tzinfo=UTC), False),
    ],
)
def test_lock_follows_the_eastern_day(now, held):
    assert is_locked(WEEK, in_match="unknown", now=now) is held


@pytest.mark.parametrize(("answer", "held"), [("yes", True), ("unknown", True), ("no", False)])
def test_no_answer_counts_as_being_in_the_match(answer, held):
    assert is_locked(WEEK, in_match=answer, now=datetime(2027, 3, 16, tzinfo=UTC)) is held


def test_sentence_says_the_days_how_sure_they_are_and_when_it_opens():
    assert WEEK.sentence == (
        "SOAP week, Mar 15-18 (expected): programs must contact you first. "
        "Nobody may start contact for you. Open again Mar 19."
    )


def test_week_without_a_row_is_projected_by_the_third_friday():
    week = soap_week_of(2030, monday=None, last=None, confirmed=False)

    assert (week.first_on, week.last_on, week.status) == (
        date(2030, 3, 11), date(2030, 3, 14), "projected",
    )  # fmt: skip


@pytest.mark.django_db
def test_cycle_is_locked_by_the_season_and_asks_nothing_out_of_season(django_assert_num_queries):
    call_command("load_reference")

    with django_assert_num_queries(1):
        lock = soap_lock(Cycle(in_match="unknown"), datetime(2026, 3, 17, tzinfo=UTC))
    with django_assert_num_queries(0):
        assert soap_lock(Cycle(), datetime(2026, 11, 23, tzinfo=UTC)) is None

    assert lock is not None
    assert lock.opens_again_on == date(2026, 3, 20)
    assert "(" not in lock.sentence
