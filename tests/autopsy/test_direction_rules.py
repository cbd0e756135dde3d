from datetime import date

import pytest

from autopsy.rules import direction as dr
from autopsy.rules.proof import Proof
from tests.autopsy.golden_cases import cases

CASES = cases("direction")
ROLES = {
    "research_faculty": "research",
    "clerkship": "clerkship_director",
    "sub_i": "sub_i_director",
}


def day(text):
    return date.fromisoformat(text) if text else None


def mentors(given):
    return [
        dr.Mentor(
            m["name"],
            m.get("specialty", ""),
            tuple(ROLES.get(role, role) for role in m.get("roles", ())),
            m.get("stage", ""),
            m.get("seat"),
            tuple(m.get("knows_pds", ())),
        )
        for m in given.get("mentors", ())
    ]


def letters(given):
    return [
        dr.LetterFact(i["specialty"], i.get("strength", ""), day(i.get("answered_on")))
        for i in given.get("letters", ())
    ]


def opinions(given):
    names = ("person", "role", "specialty", "realism", "saw_numbers", "introduced_by")
    return [
        dr.OpinionFact(**{n: i[n] or "" for n in names if n in i})
        for i in given.get("opinions", ())
    ]


def answer(case):
    given, sort = case["input"], case["sort"]
    if sort == "same":
        proofs = [
            Proof(
                day(p["done_on"]),
                p["kind"],
                p.get("shown_by") or "",
                p.get("specialty") or "",
                p.get("lever") or "",
            )
            for p in given.get("proofs", ())
        ]
        met = dr.signs_of_change(
            given["target"],
            mentors=mentors(given),
            proofs=proofs,
            letters=letters(given),
            match_day=day(given["match_day"]),
            today=day(given["today"]),
        )
        return {"met": met, "n": len(met)}
    if sort == "pivot":
        story = dr.read_story(given.get("story", ""), given.get("story_experience") or "")
        met = dr.signs_of_pivot(
            given["target"],
            opinions=opinions(given),
            story=given.get("story", ""),
            experience=given.get("story_experience") or "",
            letters=letters(given),
            statements=given.get("statements", ()),
        )
        return {
            "met": met,
            "n": len(met),
            "words": story.words,
            "generic_backup": story.generic_backup,
        }
    if sort == "torn":
        torn = dr.read_torn(
            lanes=given["lanes"],
            meetings=[dr.MeetingFact(m["lane"], m["state"]) for m in given["meetings"]],
            last_day=day(given.get("pl05_last_day")),
            moved_to=day(given.get("moved_to")),
            today=day(given["today"]),
        )
        return {
            "decide_by": torn.decide_by and torn.decide_by.isoformat(),
            "warnings": torn.warnings,
            "past_date": torn.is_past,
            "counts_for_AT06": torn.counts_for_attention,
        }
    if sort == "decided":
        return {
            "warned": dr.mentors_elsewhere(given["target"], given.get("backup"), mentors(given))
        }
    if sort == "deciding":
        count = dr.senior_count(opinions(given))
        return {"senior_count": count, "asks": count == 0}
    items = [dr.CarriedItem(i["id"], i["kind"], i.get("specialty", "")) for i in given["items"]]
    keeps, asks = dr.carries_over(items, given["new_target"], given.get("new_backup"))
    return {"keeps": keeps, "asks": asks, "n": len(keeps), "m": len(asks)}


@pytest.mark.feature("3.1", "3.2", "3.3", "3.4", "3.5")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_direction_reads_as_worked_out_by_hand(case):
    expected = {name: value for name, value in case["expected"].items() if name != "fires"}

    assert answer(case) == expected
