from datetime import date, timedelta

import pytest

from tests.timeline.golden_cases import cases, day, days_of, history_of, rhythm_of
from timeline.rules.check_in import Contacted, Rhythm, judge_check_in

CASES = cases("checkins")


def soap_of(case):
    monday = day(case["match_week"])
    return [(monday, monday + timedelta(days=3))] if monday else []


@pytest.mark.feature("7.7", "12.16")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_check_in_is_judged_as_written(case):
    found = judge_check_in(
        rhythm_of(case["mentor"]),
        history_of(case),
        day(case["today"]),
        quiet=days_of(case["quiet"]),
        soap=soap_of(case),
    )

    expected = case["expected"]
    assert (found.state, found.due_on, found.late_after, found.reason) == (
        expected["state"],
        day(expected["due_on"]),
        day(expected["late_after"]),
        expected.get("because", ""),
    )


@pytest.mark.feature("7.7")
def test_words_name_the_contact_they_count_from():
    history = [
        Contacted(date(2026, 9, 8), "meeting_held"),
        Contacted(date(2026, 10, 20), "reply_received"),
    ]

    found = judge_check_in(Rhythm("sponsor", seat="core"), history, date(2026, 11, 23))

    assert found.judgement.because[0].sentence == (
        "Day 34 since the reply of October 20. Due since November 17, late after December 1."
    )
