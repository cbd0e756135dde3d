import json
from datetime import date
from pathlib import Path

import pytest

from mentors.rules import stage as st
from mentors.rules.team import Member, read_depth

HERE = Path(__file__).resolve().parent / "golden"
CASES = json.loads((HERE / "stages.json").read_text())["cases"]


def day(text):
    return date.fromisoformat(text) if text else None


def work(given):
    return st.Work(
        due_on=day(given.get("due_on")),
        delivered_on=day(given.get("delivered_on")),
        is_begun=bool(given.get("begun_on")) or "begun_on" not in given,
        by_them=given.get("by") == "them",
        is_dropped=bool(given.get("dropped_because")),
        moves=tuple(
            (day(m["on"]), day(m["to"]), m["mentor_agreed"] == "yes")
            for m in given.get("moves", ())
        ),
    )


def facts(given):
    return st.StageFacts(
        message_sent="message_sent_on" in given,
        talked="talk_on" in given,
        meeting_held="meeting_held_on" in given,
        realism=given.get("realism", ""),
        priorities=len(given.get("priorities", ())),
        opportunity_named="opportunity_named" in given,
        works=tuple(work(one) for one in given.get("commitments", ())),
        seen_count=given.get("seen_count", 0),
        willing_words="willing_words_on" in given,
    )


def member(given):
    said = [a for a in given.get("advocacy", ()) if a.get("agreed") and a.get("words_on")]
    return Member(
        name=given["name"],
        stage=given.get("stage", ""),
        seat=given.get("seat", ""),
        contacted_on=day(given.get("contacted_on")),
        met_on=day(given.get("met_on")),
        delivered_on=day(given.get("delivered_on")),
        asked_on=day(given.get("asked_on")),
        advocated_on=day(said[0]["words_on"]) if said else None,
    )


def answer(case):
    given, sort = case["input"], case["sort"]
    if sort == "move":
        told = st.missing_for(given["from"], given["to"], facts(given.get("facts", {})))
        return {"missing": list(told)}
    if sort == "reliability":
        works = [work(one) for one in given["commitments"]]
        return vars(st.reliability(works, today=day(given["today"])))
    if sort == "stall":
        days = ("first_meeting_on", "opportunity_on", "stage_since")
        told = st.is_stalled(
            given["stage"],
            today=day(given["today"]),
            delivered_on=[day(on) for on in given.get("delivered_on", ())],
            **{name: day(given.get(name)) for name in days},
        )
        return {"stalled": told}
    depth = read_depth([member(one) for one in given["people"]], today=day(given["today"]))
    return {
        "counts": depth.counts,
        "working_with": depth.working_with,
        "depth_warning": depth.is_warned,
        "counters": vars(depth.counters),
        "counter_notes": list(depth.counters.notes),
    }


@pytest.mark.feature("7.1", "7.2", "7.3", "7.4", "7.6", "7.14")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_stage_is_as_worked_out_by_hand(case):
    expected = {name: value for name, value in case["expected"].items() if name != "fires"}

    assert answer(case) == expected


@pytest.mark.feature("7.4")
def test_move_says_in_words_what_it_lacks():
    told = st.judge_move("contacted", "advisor", st.StageFacts(meeting_held=True))

    assert told.level == "lacks"
    assert [e.sentence for e in told.because] == [
        "their answer on what is realistic, or a priority they named"
    ]
