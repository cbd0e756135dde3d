import json
from datetime import date
from pathlib import Path

import pytest

from mentors.rules import protection as fl

HERE = Path(__file__).resolve().parent / "golden"
CASES = json.loads((HERE / "flags.json").read_text())["cases"]


def day(text):
    return date.fromisoformat(text) if text else None


def mentor(given):
    log = fl.Log(
        follow_ups=tuple(day(on) for on in given.get("follow_ups", ())),
        answers=tuple(day(on) for on in given.get("answers", ())),
        missed=tuple(
            fl.Missed(day(m["on"]), m["by"] == "faculty") for m in given.get("meetings", ())
        ),
        introductions=tuple(
            fl.Introduction(day(i["promised_on"]), done_on=day(i.get("done_on")))
            for i in given.get("introductions", ())
        ),
        observed=tuple(given.get("observed", ())),
    )
    told = fl.flags_of(log, today=day(given["today"]))
    return {"flags": [e.field for e in told.because], "advice": told.level}


def opinions(given):
    told = fl.compare(
        [
            fl.Said(
                person=one["person"],
                role=one["role"],
                realism=one["realism"],
                saw_numbers=one.get("saw_numbers") == "yes",
                reason=one.get("reason", ""),
                introduced_by=one.get("introduced_by", ""),
            )
            for one in given["opinions"]
        ]
    )
    out = told.outlier
    return {
        "senior_count": told.senior_count,
        "enough": told.is_enough,
        "outlier": out and {"person": out.person, "justified": out.is_justified, "far": out.is_far},
        "ask_for_third": told.asks_for_third,
    }


@pytest.mark.feature("11.1", "11.2", "11.3", "11.4", "11.5", "11.6", "11.7", "11.8")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_protection_reads_as_worked_out_by_hand(case):
    read = mentor if case["sort"] == "mentor" else opinions

    assert read(case["input"]) == case["expected"]


@pytest.mark.feature("F1")
@pytest.mark.parametrize(
    ("saw", "challenged", "plain", "kept"),
    [
        (False, False, False, True),
        (None, None, True, True),
        (None, True, True, False),
        (True, False, False, False),
        (None, None, False, False),
    ],
    ids=["two no", "plain numbers", "challenged", "saw the numbers", "nothing to miss"],
)
def test_earlier_mentor_who_missed_it_is_kept_as_support(saw, challenged, plain, kept):
    told = fl.keep_as_support(
        "Dr. Novak",
        advised_before=True,
        saw_numbers_then=saw,
        challenged_then=challenged,
        numbers_were_plain=plain,
    )

    assert bool(told) is kept


@pytest.mark.feature("11.10")
def test_freed_time_goes_first_to_those_who_keep_their_word():
    told = fl.takes_freed_time(
        [
            fl.Candidate("Ito", 1, date(2026, 11, 1)),
            fl.Candidate("Hale", 1, date(2026, 11, 9)),
            fl.Candidate("Okafor", 3, None),
        ]
    )

    assert told == ["Okafor", "Hale", "Ito"]


@pytest.mark.feature("11.3")
def test_fantasy_plan_names_the_diagnosis_only_when_it_is_strong():
    plain = fl.flags_of(fl.Log(observed=("fantasy_plan",)), today=date(2026, 11, 24))
    strong = fl.flags_of(
        fl.Log(observed=("fantasy_plan",), qualification_level="strong"), today=date(2026, 11, 24)
    )

    assert plain.because[0].sentence == "The plan does not match the numbers you gave."
    assert strong.because[0].sentence.endswith("Your diagnosis reads strong.")
