"""Golden cases as test data, and the one adapter that bends their words to ours."""

import json
from datetime import date, time, timedelta
from pathlib import Path

from timeline.rules.check_in import Contacted, Rhythm
from timeline.rules.reminder import Wishes
from timeline.rules.steps import Dated

HERE = Path(__file__).resolve().parent / "golden"


def cases(name):
    return json.loads((HERE / f"{name}.json").read_text())["cases"]


def day(text):
    return date.fromisoformat(text) if text else None


def rhythm_of(mentor):
    own = mentor["rhythm"] if isinstance(mentor["rhythm"], list) else [None, None]
    return Rhythm(
        stage=mentor["stage"].replace("-", "_"),
        seat=mentor["seat"],
        is_off=mentor["rhythm"] == "off",
        due_weeks=own[0],
        late_weeks=own[1],
        roles=frozenset(mentor["roles"]),
    )


def history_of(case):
    return [
        Contacted(
            day(row["on"]),
            row["kind"],
            row.get("message_kind", ""),
            row.get("update_agreed_weeks"),
        )
        for row in case["history"]
    ]


def days_of(ranges):
    return tuple((day(first), day(last)) for first, last in ranges)


def wishes_of(case):
    said = case["settings"]
    return Wishes(
        mode=said["mode"],
        weekday=said["weekday"],
        at=time.fromisoformat(said["hour"]),
        zone=said["zone"],
        pauses=days_of(said["pauses"]),
        stopped=frozenset(said["stopped"]),
        settled_on=day(case["from"]) - timedelta(days=1),
    )


def dated_of(row):
    return Dated(
        key=row["id"],
        kind=row["kind"],
        on=day(row.get("on") or row.get("due_on") or row.get("ends_on")),
        starts_on=day(row.get("starts_on")),
        late_after=day(row.get("late_after")),
        made_on=day(row.get("created_on")),
        snoozed_until=day(row.get("snoozed_until")),
        leads_program=row.get("program_leader", False),
    )
