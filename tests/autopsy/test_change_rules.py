from datetime import date

import pytest

from autopsy.rules import change as ch
from autopsy.rules.diagnosis import diagnose
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.finding import RULES
from autopsy.rules.proof import Proof, counting
from smartpick.campaign.rules.levers import LUXURY, judge_share
from smartpick.campaign.rules.narrative import out_of_step
from tests.autopsy.golden_cases import benchmarks_of, cases, values_of

CASES = cases("changes")
LEVERS = ("advocates", "narrative", "upgrades")
STANDS = date(2026, 9, 2)


def day(text):
    return date.fromisoformat(text) if text else None


def proofs_of(given):
    rows = [
        Proof(
            day(row["done_on"]),
            row["kind"],
            row.get("shown_by", ""),
            lever=row.get("lever", ""),
            repairs=row.get("repairs", ""),
        )
        for row in given.get("proofs", ())
    ]
    days = {"match_day": day(given["match_day"]), "today": day(given["today"])}
    return counting(rows, **days)


def compare(given):
    told = ch.compared(given["frozen"], given["now"])
    return {"fires": ["CH-01"] if told else [], "changes": told}


def delta(given):
    case = {"input": given["frozen"]}
    now = {"input": given["frozen"] | given.get("now", {})}
    frozen, today = (AutopsyFacts.from_values(values_of(one)) for one in (case, now))
    reading = diagnose(frozen, benchmarks_of(case))
    proofs = proofs_of(given)
    still = ch.counted_today(frozen, today, benchmarks_of(now), stage=reading.stage)
    told = ch.read_delta(ch.weaknesses(reading.findings), still_counted=still, proofs=proofs)
    return {
        "fires": ["CH-02", "CH-03"],
        "findings": told.states,
        "need": told.need,
        "delta": told.delta,
        "level": told.level,
        "counting_proofs": len(proofs),
    }


def weaknesses(sizes):
    return [ch.Weakness(rule, size, RULES[rule].can_change) for rule, size in sizes.items()]


def alarm(given):
    frozen = weaknesses(given["frozen_findings"])
    still = set(given["frozen_findings"])
    told = ch.read_delta(frozen, still_counted=still, proofs=proofs_of(given))
    days = {"submit_on": day(given["submit_on"]), "today": day(given["today"])}
    rings = ch.alarm_on(told, **days, ended=given.get("ended", ()))
    return {
        "fires": ["CH-04"] if rings else [],
        "level": told.level,
        "alarm": rings.mark if rings else None,
        "names": rings.names.rule if rings and rings.names else None,
    }


def narrative(given):
    newest = max((proof.done_on for proof in proofs_of(given)), default=None)
    edited = day(given["edited_on"])
    told = out_of_step(text=given["text"], edited_on=edited, newest_proof_on=newest)
    return {"fires": ["CH-05"] if told else [], "out_of_step": bool(told)}


def levers(given):
    open_ones = [
        task.get("lever", LUXURY) for task in given["tasks"] if task.get("state") != "done"
    ]
    notes = judge_share(open_ones).level == "note"
    return {
        "fires": ["CH-07"] if notes else [],
        "open": len(open_ones),
        "luxuries": open_ones.count(LUXURY),
        "by_lever": {lever: open_ones.count(lever) for lever in LEVERS},
        "note": notes,
    }


ANSWERS = {f.__name__: f for f in (compare, delta, alarm, narrative, levers)}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_change_reads_as_worked_out_by_hand(case):
    assert ANSWERS[case["sort"]](case["input"]) == case["expected"]


def test_delta_says_how_many_and_names_the_open_ones_largest_first():
    minor = ch.Weakness("DX-36", "minor", True, "You used 2 of 5 signals.")
    major = ch.Weakness("DX-38", "major", True, "0 of your letters came from the specialty.")
    past = ch.Weakness("DX-13", "major", False, "One exam attempt was not passed.")
    told = ch.read_delta([minor, past, major], still_counted={"DX-13", "DX-36", "DX-38"}, proofs=[])

    assert [reason.sentence for reason in told.judgement.because] == [
        "0 of 2 things that can change have something dated behind them.",
        "Open, nothing dated yet: 0 of your letters came from the specialty.",
        "Open, nothing dated yet: You used 2 of 5 signals.",
    ]


def test_answer_withheld_since_keeps_what_was_said_at_the_match():
    frozen = AutopsyFacts(red_flags=("leave",), publications=1)
    since = ch.facts_since(frozen, AutopsyFacts(red_flags_withheld=True, publications=0))

    assert (since.red_flags, since.red_flags_withheld, since.publications) == (("leave",), False, 0)


@pytest.mark.parametrize(
    ("sizes", "today", "finding", "sentence"),
    [
        (
            {"DX-38": "major"},
            date(2026, 6, 4),
            "Letters in the specialty",
            "Three months to submission and nothing dated yet. What can be finished by "
            "September 2?",
        ),
        (
            {"DX-38": "major"},
            date(2026, 8, 3),
            "Letters in the specialty",
            "A month left. Letters in the specialty is still open; decide whether to answer it or "
            "to aim for the next season.",
        ),
        ({"DX-13": "major"}, date(2026, 8, 3), "", "A month left and nothing dated yet."),
    ],
)
def test_alarm_asks_for_something_that_can_be_done(sizes, today, finding, sentence):
    told = ch.read_delta(weaknesses(sizes), still_counted=sizes, proofs=[])
    rings = ch.alarm_on(told, submit_on=STANDS, today=today)

    assert ch.alarm_sentence(rings, submit_on=STANDS, finding=finding) == sentence
