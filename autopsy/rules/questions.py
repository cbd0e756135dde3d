"""The question list and the priorities draft of the meeting kit (features 6.2, 6.3).

Source: the seed's section 6. Questions are filled with the person's own facts; nothing is invented.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.finding import Finding

MOST_QUESTIONS = 5
LINE = 90


@dataclass(frozen=True)
class KitSheet:
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    questions: tuple[str, ...]


PRIORITY_OF = {
    "DX-38": "Two letters from the specialty, agreed by spring",
    "DX-39": "One supervisor who sees my work each week for three months",
    "DX-40": "A letter on the specialty's own form",
    "DX-41": "New letters, written after the failed Match",
    "DX-18": "One finished output in the field: abstract, case report or QI",
    "DX-15": "Pass the open exam before anything else",
    "DX-13": "Show reliability since the failed attempt, Step 3 if it helps",
    "DX-14": "Show reliability since the failed attempts, Step 3 if it helps",
    "DX-33": "Two more regions, with a reason for each",
    "DX-34": "A longer list, with room to land",
    "DX-35": "A list checked by two program directors",
    "DX-23": "A list of mixed tiers, checked by two program directors",
    "DX-22": "A decision about direction, with two senior opinions",
    "DX-42": "One statement for each specialty, read by its faculty",
    "DX-43": "A statement for one specialty, read by its faculty",
    "DX-44": "Work in the specialty that can be seen each week",
    "DX-45": "A sub-internship or clinic block in the specialty",
    "DX-46": "A CV put right and checked by somebody else",
    "DX-30": "Everything sent on the first reading day",
    "DX-31": "The file complete two weeks before programs read",
    "DX-36": "A plan for every signal",
    "DX-37": "Signals for realistic programs",
    "DX-47": "Each program checked for visa sponsorship",
    "DX-50": "Interviews practiced with people I do not know",
    "DX-51": "Two practice interviews with notes",
    "DX-52": "New feedback after practice interviews",
    "DX-53": "Every interview attended",
    "DX-54": "Remediation finished, with a leader who knows it",
    "DX-55": "Letters that say what changed since",
    "DX-56": "New evaluations that show the change",
    "DX-57": "One plain line about the leave",
    "DX-25": "New evaluations that show the knowledge",
}
AVOID_OF = {
    "DX-33": "Applying to one region again",
    "DX-23": "A list of reaches",
    "DX-34": "A short list",
    "DX-42": "One statement for several fields",
    "DX-38": "Letters from outside the specialty alone",
    "DX-30": "Sending late",
}
SIZES = ("decisive", "major", "minor")


def proposed_priorities(findings: Sequence[Finding]) -> tuple[list[str], list[str]]:
    """Up to three things to do and two to avoid, from the largest findings that can change."""
    counted = sorted(
        (f for f in findings if f.counts), key=lambda f: (SIZES.index(f.counted_size), f.rule)
    )
    do = [PRIORITY_OF[f.rule] for f in counted if f.rule in PRIORITY_OF]
    avoid = [AVOID_OF[f.rule] for f in counted if f.rule in AVOID_OF]
    return list(dict.fromkeys(do))[:3], list(dict.fromkeys(avoid))[:2]


def question_list(facts: AutopsyFacts, priorities: Sequence[str]) -> list[tuple[str, str]]:
    """(key, question) for each that this record can fill; the first four are the usual ones."""
    specialty = facts.primary_specialty or "this specialty"
    given = _given(facts)
    work = ", ".join(text[0].lower() + text[1:] for text in priorities) or "the right work"
    questions = [
        (
            "path",
            f"Given {given}, is there a realistic path to {specialty} after a year of {work}?",
        ),
        ("tiers", "Which program tiers or regions make sense if I apply again?"),
        (
            "role",
            "A research year, a preliminary year, or work at home with clinic: which would you "
            "choose first, and why?",
        ),
        (
            "letter",
            "What would you need to see to be comfortable writing a strong letter in 9 to 12 "
            "months?",
        ),
    ]
    if facts.backup_specialties == ():
        questions.append(("backup", f"Which second specialty would you name beside {specialty}?"))
    if facts.failed_attempts:
        questions.append(("attempt", "How would you want to hear about my failed exam attempt?"))
    if facts.interviews_offered and facts.interviews_offered >= 10:
        questions.append(("room", "Would you hear a practice interview and tell me plainly?"))
    unknown = [
        c
        for c in ("qualification", "coherence", "interview")
        if getattr(facts, f"own_{c}") == "unknown"
    ]
    if unknown:
        questions.append(("unknown", "What do you think decided it? I do not know yet."))
    return questions


def _given(facts: AutopsyFacts) -> str:
    parts = []
    if facts.main_score:
        name = "Step 2 CK" if facts.exam_series != "comlex" else "Level 2-CE"
        parts.append(f"my {name} of {facts.main_score}")
    if facts.interviews_offered is not None and facts.programs_applied is not None:
        noun = "interview" if facts.interviews_offered == 1 else "interviews"
        parts.append(f"{facts.interviews_offered} {noun} from {facts.programs_applied} programs")
    return " and ".join(parts) or "my file"
