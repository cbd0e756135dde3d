import pytest

from autopsy.rules.diagnosis import diagnose
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.finding import NOTE, RULES
from autopsy.rules.ratings import rate
from tests.autopsy.golden_cases import benchmarks_of, cases, values_of

CASES = cases("diagnosis")


def reading(case):
    facts = AutopsyFacts.from_values(values_of(case))
    return facts, diagnose(facts, benchmarks_of(case))


def told(facts, diagnosis):
    return {
        "stage": diagnosis.stage,
        "near_line": diagnosis.near_line,
        "findings": {
            item.rule: item.counted_size for item in diagnosis.findings if item.size != NOTE
        },
        "notes": sorted(note.rule for note in diagnosis.notes),
        "causes": {
            name: {
                "level": cause.level,
                "confidence": cause.confidence,
                "answered": cause.answered,
                "needed": cause.needed,
                "smallest_change": list(cause.smallest_change),
                "app_word": cause.app_word or "not_enough",
                "disagreement": cause.disagreement,
            }
            for name, cause in diagnosis.causes.items()
        },
        "order": list(diagnosis.order),
        "ratings": {name: rating.value for name, rating in rate(facts, diagnosis).items()},
    }


@pytest.mark.feature("2.7", "2.4a", "2.4b", "2.4c", "2.4d")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_case_reads_as_worked_out_by_hand(case):
    facts, diagnosis = reading(case)

    answer = told(facts, diagnosis)

    expected = dict(case["expected"])
    expected["notes"] = sorted(expected["notes"])
    assert answer == expected


def test_every_rule_names_its_source_and_its_inputs():
    without = [item.id for item in RULES.values() if not item.source.text or not item.fields]

    assert without == []


def strength(diagnosis):
    return sum(
        {"decisive": 100, "major": 10, "minor": 1}.get(item.counted_size, 0)
        for item in diagnosis.findings
    )


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_without_its_deciding_input_a_finding_is_gone(case):
    _, whole = reading(case)
    for finding in (item for item in whole.findings if item.counts):
        values = values_of(case)
        values.pop(finding.fields[0], None)

        facts = AutopsyFacts.from_values(values)
        again = diagnose(facts, benchmarks_of(case))

        assert finding.rule not in {
            item.rule for item in again.findings if item.sentence == finding.sentence
        }


def test_an_empty_record_finds_nothing_and_cannot_say():
    facts = AutopsyFacts.from_values({})

    diagnosis = diagnose(facts, benchmarks_of({"input": {}}))

    assert diagnosis.findings == ()
    assert {cause.level for cause in diagnosis.causes.values()} == {"not_enough"}


def test_a_hidden_section_never_shows_in_a_contradiction():
    facts = AutopsyFacts.from_values({"red_flags": ["professionalism"]})

    diagnosis = diagnose(facts, benchmarks_of({"input": {}}), hidden={"red_flags"})

    assert "DX-66" not in {note.rule for note in diagnosis.notes}
