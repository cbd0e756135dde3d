import json
from pathlib import Path

import pytest

from autopsy.rules.diagnosis import diagnose
from autopsy.rules.facts import AutopsyFacts
from tests.autopsy.golden_cases import benchmarks_of, values_of
from timeline.rules import role as ro

HERE = Path(__file__).resolve().parent / "golden"
CASES = json.loads((HERE / "roles.json").read_text())["cases"]


def option(given):
    facts = ro.RoleFacts(
        given.get("boxes", {}), given.get("answered_clearly", {}), given.get("kind", "")
    )
    told = ro.read_role(facts)
    return {
        "fires": list(dict.fromkeys(reason.field for reason in told.judgement.because)),
        "yes": told.yes,
        "not_known": told.not_known,
        "word": told.word,
        "careful": list(told.careful),
        "vague_year": told.is_vague_year,
    }


def chart(given):
    values = {kind: ro.CHART[kind] for kind in given["kinds"]}
    return {
        "fires": ["RO-04"],
        "values": values,
        "caption_always": bool(ro.CAPTION) and list(values) == list(ro.CHART_WORDS),
        "used_by_rules": [],  # test_kind_of_role_changes_no_word shows it
    }


def lean(given):
    findings, held = given.get("findings", {}), given.get("autopsy", given)
    if "autopsy" in given:
        case = {"input": held}
        told = diagnose(AutopsyFacts.from_values(values_of(case)), benchmarks_of(case))
        findings = {f.rule: f.counted_size for f in told.findings}
    told = ro.read_lean(
        findings,
        match_result=held.get("match_result"),
        outputs_in_specialty=held.get("outputs_in_specialty"),
    )
    second = told.second_preliminary
    assert (ro.SECOND_PRELIMINARY in told.sentences) is second
    return {
        "fires": ["RO-05", "DX-67"] if second else ["RO-05"],
        "clinical": list(told.clinical),
        "scholar": list(told.scholar),
        "word": told.word,
        "second_preliminary": second,
    }


ANSWERS = {"option": option, "chart": chart, "lean": lean}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_role_reads_as_worked_out_by_hand(case):
    assert ANSWERS[case["sort"]](case["input"]) == case["expected"]


@pytest.mark.parametrize("kind", [*ro.CHART, "", "clinical"])
def test_kind_of_role_changes_no_word(kind):
    boxes = {"leadership": "no", "deliverables": "no", "eras_title": "yes"}

    assert ro.read_role(ro.RoleFacts(boxes, {}, kind)) == ro.read_role(ro.RoleFacts(boxes, {}))


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (
            {"leadership": "yes", "deliverables": "yes", "clinical_visibility": "yes"},
            "3 of 4 boxes. Checks out.",
        ),
        (
            {"leadership": "yes", "deliverables": "yes", "clinical_visibility": "no"},
            "2 of 4 boxes. Meets the rule of thumb. One more would change this: clinical "
            "visibility in the target or backup specialty; a title that reads well on ERAS.",
        ),
        (
            {"leadership": "no", "deliverables": "no", "clinical_visibility": "yes"},
            "1 of 4 boxes. Ask first. One more would change this: contact with program leadership "
            "at least weekly; deliverables with deadlines; a title that reads well on ERAS.",
        ),
        (
            dict.fromkeys(ro.BOXES, "no"),
            "0 of 4 boxes. Decline or renegotiate. Two more would change this: contact with "
            "program leadership at least weekly; deliverables with deadlines; clinical visibility "
            "in the target or backup specialty; a title that reads well on ERAS.",
        ),
        (dict.fromkeys(ro.BOXES, "yes"), "4 of 4 boxes. Checks out."),
    ],
)
def test_word_names_the_box_that_would_change_it(boxes, sentence):
    told = ro.read_role(ro.RoleFacts(boxes, dict.fromkeys(ro.QUESTIONS, "yes")))

    assert [reason.sentence for reason in told.judgement.because] == [sentence]


def test_unclear_answer_is_quoted():
    told = ro.read_role(ro.RoleFacts(dict.fromkeys(ro.BOXES, "yes"), {"letter_writers": "partly"}))

    assert told.judgement.because[-1].sentence == (
        'Be careful: "Are earlier holders in residency, and did you help place them?" has no clear '
        "answer."
    )
