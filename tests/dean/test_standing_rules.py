"""A line kept as days judges as the golden cases do, keeps its place from day to day, and knows the
day on which it changes."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartpick.dean.rules import attention as at
from smartpick.dean.rules import standing as sd

HERE = Path(__file__).resolve().parent / "golden"
COHORTS = [
    case
    for case in json.loads((HERE / "attention.json").read_text())["cases"]
    if case["sort"] == "cohort"
]
TODAY = date(2026, 11, 23)
EVERY_KEY = frozenset({"people", "plan", "letters", "direction"})


def ago(days):
    return None if days is None else TODAY - timedelta(days=days)


def kept(told):
    """A golden advisee as the line would hold them."""
    due = [one["due_in_days"] for one in told.get("letters", ()) if not one["answered"]]
    letter = min(due, default=None)
    keys = frozenset(told["shared"]) if "shared" in told else EVERY_KEY
    standing = sd.Standing(
        review_since=ago(told.get("review_waiting_days")),
        question_since=ago(told.get("question_waiting_days")),
        letter_due_on=None if letter is None else TODAY + timedelta(days=letter),
        logged_on=ago(told.get("days_since_logged")),
        core_due_on=ago(told.get("core_days_past")),
        core_mentors=told.get("core_mentors"),
        direction_due_on=ago(told.get("direction_days_past")),
        stage_since=ago(told.get("days_in_stage")),
        stage=told.get("stage", ""),
        update_due_on=TODAY if told.get("update_due") else None,
        dates=tuple(
            sd.Ahead(TODAY + timedelta(days=days), "", "action")
            for days in told.get("dated_in_days", ())
        ),
        quiet=tuple(at.Quiet(rule) for rule in told.get("quieted", ())),
    )
    return standing, keys


def judged(standing, keys, *, today=TODAY, name="A"):
    return sd.judge(standing, name=name, keys=keys, today=today, limits=at.DEFAULTS)


@pytest.mark.feature("X29")
@pytest.mark.parametrize("case", COHORTS, ids=[case["id"] for case in COHORTS])
def test_line_kept_as_days_judges_and_orders_as_worked_out_by_hand(case):
    people = [one for one in case["input"]["advisees"] if not one.get("state")]
    lines = {one["name"]: kept(one) for one in people}
    lines = {name: (sd.read_kept(sd.as_kept(s)), keys) for name, (s, keys) in lines.items()}

    told = {name: judged(s, keys, name=name) for name, (s, keys) in lines.items()}
    places = {name: sd.place_of(told[name], lines[name][0], today=TODAY) for name in lines}

    assert {
        name: [{"rule": r.field, "n": r.value} for r in one.because] for name, one in told.items()
    } == {name: case["expected"]["advisees"][name]["reasons"] for name in lines}
    assert {name: one.level for name, one in told.items()} == {
        name: case["expected"]["advisees"][name]["level"] for name in lines
    }
    assert sorted(lines, key=lambda name: (places[name], name.casefold())) == [
        name for name in case["expected"]["order"] if name in lines
    ]


DAYS = st.none() | st.integers(-200, 200).map(lambda n: TODAY + timedelta(days=n))
STANDINGS = st.builds(
    sd.Standing,
    review_since=DAYS, question_since=DAYS, letter_due_on=DAYS, logged_on=DAYS, core_due_on=DAYS,
    core_mentors=st.sampled_from([None, 0, 1]), direction_due_on=DAYS, stage_since=DAYS,
    update_due_on=DAYS,
    dates=st.lists(
        st.builds(
            sd.Ahead, st.integers(-30, 60).map(lambda n: TODAY + timedelta(days=n)),
            st.sampled_from(["", "plan", "people"]), st.just("action"),
        ),
        max_size=3,
    ).map(tuple),
    quiet=st.lists(
        st.builds(at.Quiet, st.sampled_from(at.RULES), DAYS), max_size=2
    ).map(tuple),
)  # fmt: skip
KEYS = st.sets(st.sampled_from(sorted(EVERY_KEY))).map(frozenset)


@given(STANDINGS, KEYS)
def test_nothing_changes_before_the_day_that_the_line_names(standing, keys):
    """Level, reasons and place stand still until then: only the counts in the sentences grow."""
    turn = sd.changes_on(standing, today=TODAY, limits=at.DEFAULTS)
    last = min(turn or date.max, TODAY + timedelta(days=120)) - timedelta(days=1)

    def seen(today):
        told = judged(standing, keys, today=today)
        rules = [reason.field for reason in told.because]
        return told.level, rules, sd.place_of(told, standing, today=today)

    days = [TODAY + timedelta(days=n) for n in range((last - TODAY).days + 1)]
    assert {str(seen(day)) for day in days} == {str(seen(TODAY))}


@given(STANDINGS)
def test_line_is_the_same_after_it_was_kept(standing):
    assert sd.read_kept(json.loads(json.dumps(sd.as_kept(standing)))) == standing


def test_reason_of_an_unshared_key_is_no_reason_and_its_date_is_no_date():
    standing = sd.Standing(
        direction_due_on=ago(40), dates=(sd.Ahead(TODAY + timedelta(days=3), "plan", "action"),)
    )

    hidden = judged(standing, frozenset({"people"}))

    assert (hidden.level, hidden.because) == (at.ON_TRACK, ())
    assert judged(standing, EVERY_KEY).level == at.NEEDS_YOU
    assert sd.next_date(standing, keys=frozenset({"people"}), today=TODAY) is None


def test_school_that_waits_longer_is_told_later():
    standing = replace(sd.Standing(), logged_on=ago(25))
    limits = at.limits_from({"silent_days": 30, "no_such_days": 1})

    told = sd.judge(standing, name="A", keys=EVERY_KEY, today=TODAY, limits=limits)

    assert told.level == at.ON_TRACK
    assert sd.changes_on(standing, today=TODAY, limits=limits) == TODAY + timedelta(days=5)
