"""The plan, case by case as the rulebook works it out; no database."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from timeline.rules.anchors import Day, season_word, work_out_anchors
from timeline.rules.plan import lay_out
from timeline.rules.template import STEPS, months_after

HERE = Path(__file__).parent
ROWS = HERE.parents[1] / "smartpick" / "reference" / "data" / "season_dates.csv"
CASES = json.loads((HERE / "golden" / "plan.json").read_text())["cases"]
KINDS = {
    ("ERAS", "season_opens"): "opens",
    ("ERAS", "submit_from"): "submit",
    ("ERAS", "programs_read"): "read",
    ("ERAS", "season_ends"): "season_end",
    ("ResidencyCAS", "residencycas_opens"): "opens",
    ("ResidencyCAS", "recommended_submission_window_opens"): "submit",
    ("ResidencyCAS", "programs_read"): "read",
    ("NRMP", "registration_opens"): "nrmp",
    ("NRMP", "rank_order_list_entry_opens"): "rank_opens",
    ("NRMP", "rank_deadline"): "rank_deadline",
    ("NRMP", "match_week_opens"): "match_week",
    ("NRMP", "match_day"): "match_day",
}


def rows_of(service):
    """The shipped file, read as the rulebook says: A is confirmed, B and C are expected."""
    rows = {}
    with ROWS.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            key = KINDS.get((row["service"], row["kind"]))
            if key and row["service"] in (service, "NRMP"):
                status = "confirmed" if row["trust"] == "A" else "expected"
                rows[key, int(row["match_year"])] = Day(
                    date.fromisoformat(row["starts_on"]), status
                )
    return rows


def worked_out(case):
    short = case["track"] == "short"
    anchors = work_out_anchors(
        match_year=case["match_year"], short=short, service=case["application_service"],
        rows=rows_of(case["application_service"]),
    )  # fmt: skip
    role = case["role_starts_on"]
    placed = lay_out(
        match_year=case["match_year"], short=short, anchors=anchors,
        joined_on=date.fromisoformat(case["joined_on"]),
        role_starts_on=date.fromisoformat(role) if role else None,
    )  # fmt: skip
    return anchors, placed


def as_written(item):
    written = {"state": item.state}
    if item.key == "PL-08":
        written["dates"] = [day.isoformat() for day in item.dates]
        written["dropped"] = [day.isoformat() for day in item.dropped_dates]
        return written
    if item.into:
        written["into"] = item.into
    if item.starts_on and item.ends_on:
        written |= {"start": item.starts_on.isoformat(), "end": item.ends_on.isoformat()}
    return written


@pytest.mark.feature("12.14", "12.15")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_plan_is_the_one_the_rulebook_works_out(case):
    anchors, placed = worked_out(case)

    shown = {key: {"on": day.on.isoformat(), "status": day.status} for key, day in anchors.items()}
    assert shown == case["expected"]["anchors"]
    assert {key: as_written(item) for key, item in placed.items()} == case["expected"]["items"]


@pytest.mark.feature("12.13")
def test_each_item_names_what_it_hands_over_and_most_decide_something():
    assert [step.key for step in STEPS if not step.deliverable] == []
    assert [step.key for step in STEPS if not step.decision] == ["PL-17", "PL-19"]
    assert len({step.key for step in STEPS}) == len(STEPS) == 20


def test_calendar_names_say_nothing_private():
    told = " ".join(step.neutral for step in STEPS).lower()

    assert not any(word in told for word in ("autopsy", "soap", "match", "special", "weak"))


def test_what_was_left_out_says_why():
    for case in CASES:
        for item in worked_out(case)[1].values():
            assert bool(item.because) == (item.state == "dropped"), item.key


def test_month_later_keeps_the_day_or_takes_the_last():
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 3, 20), 1) == date(2026, 4, 20)


@pytest.mark.parametrize(
    ("on", "short", "word"),
    [
        ("2026-11-23", False, "Fall"),
        ("2026-12-01", False, "Winter"),
        ("2027-03-01", False, "Next cycle"),
        ("2027-09-22", False, "Interviews"),
        ("2026-04-01", True, "Spring"),
        ("2026-06-01", True, "Next cycle"),
        ("2026-11-23", True, "Interviews"),
    ],
)
def test_season_of_a_day(on, short, word):
    anchors = work_out_anchors(match_year=2026, short=short, service="ERAS", rows=rows_of("ERAS"))

    assert season_word(date.fromisoformat(on), anchors=anchors, short=short) == word


def test_service_without_nrmp_ranking_has_no_invented_rank_days():
    anchors = work_out_anchors(match_year=2026, short=False, service="SF", rows={})
    placed = lay_out(match_year=2026, short=False, joined_on=date(2026, 3, 23), anchors=anchors)

    assert anchors["rank_deadline"] is anchors["match_day"] is None
    assert anchors["read"].on == anchors["submit"].on
    assert placed["PL-19"].starts_on is None
    assert placed["PL-19"].state == "planned"
