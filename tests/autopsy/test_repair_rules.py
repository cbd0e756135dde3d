import json
from datetime import date

import pytest

from autopsy.rules import repair as rp
from autopsy.rules.diagnosis import diagnose
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.ratings import STATEMENT, cv_value, geography_value, rate, step_value
from tests.autopsy.golden_cases import HERE, benchmarks_of, cases, values_of

CASES = cases("repairs")
TABLES = json.loads((HERE / "repairs.json").read_text())["rating_tables"]


def day(text):
    return date.fromisoformat(text) if text else None


def proposal(given):
    findings, ratings = given.get("findings", {}), given.get("app_ratings") or given.get("ratings")
    own = given.get("own_ratings")
    if "autopsy" in given:
        case = {"input": given["autopsy"]}
        facts = AutopsyFacts.from_values(values_of(case))
        diagnosis = diagnose(facts, benchmarks_of(case))
        findings = {f.rule: f.counted_size for f in diagnosis.findings}
        ratings = {name: r.value for name, r in rate(facts, diagnosis).items()}
        own = own or {
            k.removeprefix("own_rating_"): v
            for k, v in given["autopsy"].items()
            if k.startswith("own_rating_")
        }
    plans = given.get("plans", {})
    taken = [plan for plan, state in plans.items() if state in ("active", "paused", "done")]
    return rp.proposed(findings, ratings=ratings, own_ratings=own, taken=taken)


def answer(case):
    given, sort = case["input"], case["sort"]
    if sort == "propose":
        return {"proposed": proposal(given)}
    if sort == "withdraw":
        return {"withdrawn": rp.withdrawn(given["findings"], given["plans"])}
    if sort == "contacts":
        contacts = [(day(c["on"]), c["kind"]) for c in given["contacts"]]
        known = rp.how_well_known(contacts, today=day(given["today"]), track=given["track"])
        return vars(known)
    if sort == "ask_date":
        return {"ask_from": rp.ask_from(day(given["first_contact_on"]), given["track"]).isoformat()}
    steps = [
        rp.Step(day(s.get("done_on")), s.get("proof", ""), s.get("skipped_because", ""))
        for s in given["steps"]
    ]
    state = rp.state_of(
        steps,
        state=given["state"],
        active_since=day(given["active_since"]),
        has_person=bool(given.get("person")),
        today=day(given["today"]),
    )
    return {
        "steps": state.steps,
        "plan_done": state.is_done,
        "stalled": state.is_stalled,
        "first_step": "choose_person" if state.needs_person else None,
    }


@pytest.mark.feature("9.1", "9.3", "9.5", "9.6")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_repair_reads_as_worked_out_by_hand(case):
    expected = {name: value for name, value in case["expected"].items() if name != "fires"}

    assert answer(case) == expected


def test_geography_table_holds_every_cell():
    for many, table in ((False, TABLES["RT_02"]), (True, TABLES["RT_02_stage_many"])):
        for limit, row in table.items():
            told = [geography_value(limit, number, many=many) for number in range(1, 6)]

            assert told == row


def test_statement_table_holds_every_cell():
    for cell in TABLES["RT_03a"]:
        reader = cell["statement_reader"] or "other_reader"
        told = STATEMENT.get(cell["statement_focus"], {}).get(reader)

        assert told == cell["rating"]


def test_cv_table_holds_every_cell():
    for cell in TABLES["RT_03c"]:
        problems = cell["cv_problems"]
        value = cv_value(cell["cv_reader"], tuple(problems) if problems is not None else None)

        assert value == cell["rating"]


def test_step_function_holds_every_cell():
    for cell in TABLES["RT_step"]:
        assert step_value(cell["findings"]) == cell["rating"]
