import json
from pathlib import Path

import pytest

from mentors.rules import leverage as lv
from mentors.rules.team import Counters

HERE = Path(__file__).resolve().parent / "golden"
CASES = [
    case
    for name in ("leverage", "leverage-late")
    for case in json.loads((HERE / f"{name}.json").read_text())["cases"]
]
PEOPLE = [case for case in CASES if case.get("sort") != "counters"]
COUNTERS = [case for case in CASES if case.get("sort") == "counters"]
ROLES = {
    "research_faculty": "research",
    "clerkship_director": "clerkship",
    "sub_i_director": "sub_i",
    "gme_dio": "gme",
}
TICKS = (
    "saw_clinically", "helped_unmatched", "selection_committee", "has_project", "knows_roles",
    "presents",
)  # fmt: skip


def person(given):
    return lv.Person(
        id=given["id"],
        name=given["name"],
        roles=tuple(
            lv.RoleHeld(ROLES.get(role, role), given["specialty"]) for role in given["roles"]
        ),
        institution=given.get("institution", ""),
        division=given.get("division", ""),
        papers=tuple(lv.PaperFact(p["year"], p["position"]) for p in given.get("papers", ())),
        knows_pds=tuple(given.get("knows_pds", ())),
        unanswered_follow_ups=given.get("unanswered_follow_ups", 0),
        has_concern=given.get("concern", False),
        load=given.get("load", 0),
        capacity=given.get("capacity"),
        status=given.get("status", ""),
        **{name: given.get(name) == "yes" for name in TICKS},
    )


def campaign(given):
    return lv.Campaign(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in given["campaign"].items()}
    )


def answer(case):
    aim = campaign(case["input"])
    weighed = [lv.weigh(person(one), aim) for one in case["input"]["people"]]
    told = lv.propose(weighed, aim)
    return {
        "scores": {
            one.person.id: {"score": one.score, "points": {p.rule: p.points for p in one.points}}
            for one in weighed
        },
        "proposal": [{"id": p.leverage.person.id, "slot": p.slot} for p in told.people],
        "widen_net": told.widen_net,
    }


@pytest.mark.feature("4.1", "4.2", "4.3", "4.4", "4.6", "F3")
@pytest.mark.parametrize("case", PEOPLE, ids=[case["id"] for case in PEOPLE])
def test_golden_leverage_is_as_worked_out_by_hand(case):
    assert answer(case) == case["expected"]


@pytest.mark.feature("4.7", "F2")
@pytest.mark.parametrize("case", COUNTERS, ids=[case["id"] for case in COUNTERS])
def test_golden_counters_say_what_they_should(case):
    assert list(Counters(**case["input"]).notes) == case["expected"]["notes"]


@pytest.mark.feature("4.6")
def test_each_point_names_its_rule_its_fact_and_what_it_gives():
    aim = lv.Campaign(year=2026, lanes=("Orthopaedic Surgery",))
    weighed = lv.weigh(
        lv.Person("a", "A", (lv.RoleHeld("pd", "Orthopaedic Surgery"),), saw_clinically=True), aim
    )

    told = [(p.rule, p.field, p.sentence) for p in weighed.points]

    assert told == [
        ("LV-01", "roles", "program director +40"),
        ("LV-02", "saw_clinically", "saw your work +22"),
    ]
    assert weighed.judgement.level == "62"


@pytest.mark.feature("4.6")
def test_smallest_change_is_the_fact_that_moves_one_place():
    aim = lv.Campaign(year=2026, lanes=("Orthopaedic Surgery",))
    chair = (lv.RoleHeld("chair", "Orthopaedic Surgery"),)
    ahead = lv.weigh(lv.Person("a", "A", chair, has_project=True), aim)
    behind = lv.weigh(lv.Person("b", "B", chair, presents=True), aim)

    told = lv.smallest_change(behind, [ahead], aim)

    assert told is not None
    assert told.field == "saw_clinically"
    assert told.sentence.endswith("they would stand at 1 of your list.")


def test_several_specialties_count_each_role_in_its_own():
    aim = lv.Campaign(year=2026, lanes=("Family Medicine",))
    both = (lv.RoleHeld("pd", "Psychiatry"), lv.RoleHeld("clerkship", "Family Medicine"))

    assert lv.weigh(lv.Person("a", "A", both), aim).score == 24
