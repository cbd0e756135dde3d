from datetime import date

import pytest

from outreach.choices import State
from outreach.rules.follow_up import (
    MOVES,
    Thread,
    may_move,
    next_follow_up,
    no_answer_on,
    reply_days,
)

APRIL_1 = date(2026, 4, 1)
FIRST = {"kind": "first", "sent_on": APRIL_1}


def proposed(**values):
    proposal = next_follow_up(Thread(**(FIRST | values)))
    return (proposal.number, proposal.due_on) if proposal else None


@pytest.mark.feature("5.15", "X14")
def test_worked_example_of_two_follow_ups_and_a_reply():
    assert proposed() == (1, date(2026, 4, 11))
    assert proposed(follow_ups_sent=(date(2026, 4, 13),)) == (2, date(2026, 4, 23))
    both = (date(2026, 4, 13), date(2026, 4, 23))
    assert proposed(follow_ups_sent=both) is None
    assert no_answer_on(Thread(**FIRST, follow_ups_sent=both)) == date(2026, 5, 3)
    assert no_answer_on(Thread(**FIRST, follow_ups_sent=both, answer="replied")) is None
    assert reply_days(APRIL_1, date(2026, 5, 5)) == 34


@pytest.mark.feature("X14")
@pytest.mark.parametrize(
    "stop",
    [
        {"answer": "replied"},
        {"answer": "meeting"},
        {"answer": "declined"},
        {"contact_on": date(2026, 4, 5)},
        {"is_closed": True},
        {"wait_days": None},
        {"kind": "update"},
        {"kind": "thanks_recap"},
        {"sent_on": None},
    ],
    ids="-".join,
)
def test_follow_up_stops(stop):
    assert proposed(**stop) is None


@pytest.mark.feature("5.15")
def test_a_pause_and_soap_week_wait_for_the_day_after():
    week = (date(2026, 4, 9), date(2026, 4, 16))
    assert proposed(quiet=(week,)) == (1, date(2026, 4, 17))
    assert proposed(soap=week) == (1, date(2026, 4, 11))
    assert proposed(soap=week, is_leader=True) == (1, date(2026, 4, 17))
    assert proposed(wait_days=14) == (1, date(2026, 4, 15))


@pytest.mark.feature("5.15", "X13")
def test_only_the_machine_says_failed_and_nobody_says_queued_but_the_applicant():
    by_machine = {to for (_, to), who in MOVES.items() if who == "machine"}
    by_person = {to for (_, to), who in MOVES.items() if who == "applicant"}

    assert by_machine == {State.SENT, State.FAILED, State.UNCONFIRMED}
    assert by_person == {
        State.DRAFT, State.HANDED_OVER, State.QUEUED, State.SENT, State.CANCELLED,
    }  # fmt: skip
    assert not may_move(State.DRAFT, State.FAILED, "applicant")
    assert not may_move(State.SENT, State.QUEUED, "applicant")
