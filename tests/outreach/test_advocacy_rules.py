import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from outreach.rules import advocacy as ad
from smartpick.campaign.rules.soap import EASTERN, is_locked, soap_week_of, starts_contact

HERE = Path(__file__).resolve().parent / "golden"
CASES = json.loads((HERE / "asks.json").read_text())["cases"]
SAYS = {"fewer": "fewer_than_10", "above": "above_15", "fine": None}


def day(text):
    return date.fromisoformat(text) if text else None


def moment(text):
    return datetime.fromisoformat(text)


def utc(at):
    return at.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")


def week_of(season):
    return soap_week_of(
        season["match_year"],
        monday=day(season["match_week_monday"]),
        last=day(season["soap_ends"]),
        confirmed=season["match_week_trust"] == "A",
        end_confirmed=season.get("soap_ends_trust") == "A",
    )


def locked(week, action, at, in_match):
    starts = starts_contact(
        action["kind"],
        to_roles=action.get("to_roles", ()),
        they_wrote_first=action.get("program_wrote_first") == "yes",
    )
    return starts and is_locked(week, in_match=in_match, now=at)


def contact(given):
    return ad.Contact(
        given["program"], given.get("who", ""), given["state"], given.get("realistic") != "no"
    )


def ladder(given):
    step = ad.read_step(
        given["draft"],
        {
            level: ad.Said(day(s.get("said_on")), day(s.get("answered_on")), s.get("answer", ""))
            for level, s in given.get("asks", {}).items()
        },
        {
            level: ad.Window(day(w["first_day"]), w["state"])
            for level, w in given["windows"].items()
        },
        today=day(given["today"]),
        override_reason=given.get("override_reason", ""),
    )
    return {
        "fires": [reason.field for reason in step.judgement.because],
        "step_open": step.is_open,
        "window_open": step.window_is_open,
        "may_draft": step.may_draft,
        "not_yet_from": step.not_yet_from and step.not_yet_from.isoformat(),
        "go_on_question": step.asks_to_go_on,
        "first_ask": step.first_ask,
        "override_logged": step.is_overridden,
    }


def soap(given):
    week = week_of(given["season"])
    held = [locked(week, c["action"], moment(c["at"]), given["in_match"]) for c in given["checks"]]
    return {
        "fires": ["AD-03"] if any(held) else [],
        "locked": held,
        "closed_from": utc(week.begins_at),
        "open_from": utc(week.ends_at),
        "open_again": week.opens_again_on.isoformat(),
        "end_status": week.end_status,
    }


def soap_walk(given):
    """Every hour of the week for every action, from Sunday 00:00 to Friday 12:00 Eastern."""
    week, actions, in_match = week_of(given["season"]), given["actions"], given["in_match"]
    starts = datetime.combine(week.first_on - timedelta(days=1), datetime.min.time(), EASTERN)
    ends = week.ends_at + timedelta(hours=12)
    hours, at = [], starts.astimezone(ZoneInfo("UTC"))
    held = {name: set() for name in actions}
    while at <= ends:
        closed = is_locked(week, in_match=in_match, now=at)
        hours.append([utc(at), at.astimezone(EASTERN).strftime("%a %d %H:%M"), closed])
        for name, action in actions.items():
            held[name].add((closed, locked(week, action, at, in_match)))
        at += timedelta(hours=1)
    edges = (week.begins_at, week.ends_at)
    return {
        "fires": ["AD-03"],
        "hours": hours,
        "locked_while_closed": [
            n for n, seen in held.items() if seen == {(True, True), (False, False)}
        ],
        "always_open": [n for n, seen in held.items() if seen == {(True, False), (False, False)}],
        "closed_hours": sum(closed for _, _, closed in hours),
        "local": {
            zone: [at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") for at in edges]
            for zone in given["zones"]
        },
    }


def contacts(given):
    rows = [contact(row) for row in given["rows"]]
    days = {"submit_on": day(given["submit_on"]), "today": day(given["today"])}
    told = ad.judge_contacts(rows, **days)
    return {
        "fires": [reason.field for reason in told.because],
        "counted": ad.counted_programs(rows),
        "says": SAYS[told.level],
        "after_submission_label": ad.is_after_submission(**days),
    }


def unspoken(given):
    told = ad.unspoken_asks(
        letters=[
            ad.PlannedLetter(one["who"], one["state"], one.get("assigned_programs", 0))
            for one in given.get("letters", ())
        ],
        references_on_plan=given.get("references_on_plan", ()),
        contacts=[contact(row) for row in given.get("program_contacts", ())],
        said=[(a["who"], a["level"]) for a in given["asks"] if a.get("said_on")],
    )
    lines = [[one.who, one.level] for one in told]
    return {"fires": ["AD-05"] if lines else [], "unspoken": lines}


def reference(given):
    held = given["reference"]
    prints = ad.prints_reference(
        answer=held["answer"],
        route=held["route"],
        until=day(held["until"]),
        today=day(given["today"]),
    )
    return {"fires": ["AD-06"] if prints else [], "prints": prints}


def advocates(given):
    names = [
        person["name"]
        for person in given["people"]
        if ad.is_advocate(
            [ad.Promise(a["kind"], a["state"], day(a.get("words_on"))) for a in person["asks"]]
        )
    ]
    return {"fires": ["AD-07"] if names else [], "advocates": names}


ANSWERS = {f.__name__: f for f in (
    ladder, soap, soap_walk, contacts, unspoken, reference, advocates,
)}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_ask_is_as_worked_out_by_hand(case):
    assert ANSWERS[case["sort"]](case["input"]) == case["expected"]


def test_closed_step_says_what_comes_first_and_from_when():
    window = ad.Window(date(2027, 5, 1))
    step = ad.read_step("reference", {}, {"reference": window}, today=date(2027, 4, 1))

    assert [reason.sentence for reason in step.judgement.because] == [
        "First ask for the letter. If there is a reason not to, write it here.",
        "Not yet. From May 1.",
    ]


def test_declined_letter_asks_whether_to_go_on_without_it():
    said = {"letter": ad.Said(answered_on=date(2027, 4, 1), answer="declined")}
    step = ad.read_step("reference", said, {}, today=date(2027, 6, 1))

    assert [reason.sentence for reason in step.judgement.because] == ["Go on without a letter?"]


def test_unspoken_ask_is_named_in_plain_words():
    assert ad.Unspoken("Mei Ito", "program_contact").sentence == (
        "You count on Mei Ito for a word to programs, but have not said it aloud."
    )
