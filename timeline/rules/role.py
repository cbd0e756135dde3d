"""Roles for the year between: whether one is worth taking, and which kind fits (RO-01 to RO-05).

Sources: the seed's section 8, FAQ 4; published cohorts with their trust marks; rulebook section 12.
The weekly contact is a guide. No rule reads the chart.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autopsy.rules.notes import SECOND_PRELIMINARY
from smartpick.common.evidence import Evidence, Judgement, Source

YES, NO, PARTLY = "yes", "no", "partly"
BOXES = {
    "leadership": "contact with program leadership at least weekly",
    "deliverables": "deliverables with deadlines",
    "clinical_visibility": "clinical visibility in the target or backup specialty",
    "eras_title": "a title that reads well on ERAS",
}
QUESTIONS = {
    "letter_writers": "How often will I work with faculty who write residency letters?",
    "earlier_holders": "Are earlier holders in residency, and did you help place them?",
}
CHECKS_OUT, RULE_OF_THUMB = "checks_out", "rule_of_thumb"
ASK_FIRST, DECLINE = "ask_first", "decline_or_renegotiate"
WORDS = {
    CHECKS_OUT: "Checks out.",
    RULE_OF_THUMB: "Meets the rule of thumb.",
    ASK_FIRST: "Ask first.",
    DECLINE: "Decline or renegotiate.",
}
BOXES_ENOUGH, BOXES_GOOD = 2, 3  # RO-01
RESEARCH = "research"
VAGUE_YEAR = "A year like this often ends with one abstract and nobody to call."
SOURCE = Source("Four boxes of a role, at least two of them; weekly contact is our guide")


# --- one option ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class RoleFacts:
    """The four boxes (yes, no, anything else is not known) and the two questions asked."""

    boxes: Mapping[str, str]
    answered: Mapping[str, str]
    kind: str = ""


@dataclass(frozen=True)
class RoleReading:
    yes: int
    not_known: int
    word: str
    careful: tuple[str, ...]
    is_vague_year: bool
    judgement: Judgement


def read_role(facts: RoleFacts) -> RoleReading:
    """RO-01 to RO-03. The kind of role changes no word; four boxes hide no unclear answer."""
    said = [facts.boxes.get(box) for box in BOXES]
    yes, not_known = said.count(YES), sum(one not in (YES, NO) for one in said)
    word = _word(yes, not_known)
    careful = tuple(q for q in QUESTIONS if facts.answered.get(q) not in (YES, PARTLY))
    vague = (
        facts.kind == RESEARCH
        and facts.boxes.get("deliverables") == NO
        and facts.boxes.get("leadership") != YES
    )
    because = [Evidence("RO-01", yes, _box_sentence(facts, word))]
    because += [Evidence("RO-02", question, _careful_sentence(question)) for question in careful]
    if vague:
        because.append(Evidence("RO-03", facts.kind, VAGUE_YEAR))
    judgement = Judgement(word, tuple(because), "RO-01", SOURCE)
    return RoleReading(yes, not_known, word, careful, vague, judgement)


def _word(yes: int, not_known: int) -> str:
    if yes >= BOXES_GOOD:
        return CHECKS_OUT
    if yes >= BOXES_ENOUGH:
        return RULE_OF_THUMB
    return ASK_FIRST if yes + not_known >= BOXES_ENOUGH else DECLINE


def _box_sentence(facts: RoleFacts, word: str) -> str:
    """The word, and the smallest change: how many more boxes would lift it, and which are left."""
    left = [words for box, words in BOXES.items() if facts.boxes.get(box) != YES]
    held = len(BOXES) - len(left)
    told = f"{held} of {len(BOXES)} boxes. {WORDS[word]}"
    if word == CHECKS_OUT:
        return told
    needed = (BOXES_GOOD if word == RULE_OF_THUMB else BOXES_ENOUGH) - held
    more = "One more" if needed == 1 else "Two more"
    return f"{told} {more} would change this: {'; '.join(left)}."


def _careful_sentence(question: str) -> str:
    return f'Be careful: "{QUESTIONS[question]}" has no clear answer.'


# --- the chart (T4) -----------------------------------------------------------------------------

CHART = {
    "pd_linked_research_fellow": 90,
    "preliminary_year": 85,
    "observership": 40,
    "scribe": 35,
    "lab_volunteer": 30,
}
CHART_WORDS = {
    "pd_linked_research_fellow": "PD-linked research fellow",
    "preliminary_year": "Non-categorical preliminary year",
    "observership": "Specialty observership only",
    "scribe": "Hospital scribe",
    "lab_volunteer": "Random lab volunteer",
}
READINGS = {
    "pd_linked_research_fellow": "One to three solid outputs and close contact weigh heavily.",
    "preliminary_year": "Directors see you work every day: it weighs heavily when they speak up.",
    "observership": "Without a product or a letter it is modest at best.",
    "scribe": "Clinical, but those who write letters rarely see what you can do.",
    "lab_volunteer": "Where nobody knows your name it hardly counts in selection.",
}  # how faculty tend to read each; the scribe's is ours
CAPTION = "One author's judgement, not data. Published cohorts found no single order."
COHORTS = (
    Source("Plastic surgery: 72.4% matched after research, 39.4% after a preliminary year", "A"),
    Source("A survey of 18 reapplicants found no difference", "B"),
    Source("Orthopedics: 52.1% after research, 64.0% after an internship (p = 0.46)", "A"),
)


# --- preliminary or research, a question for a program director ---------------------------------

CLINICAL_SIDE = tuple(f"DX-{number}" for number in "25 38 39 45 54 55 56".split())
SCHOLAR_SIDE = ("DX-18", "DX-44")
NO_OUTPUT = "outputs_in_specialty"
COUNTED = frozenset({"decisive", "major", "minor"})
PRELIMINARY, OPEN = "preliminary", "open"
LEANS = {
    PRELIMINARY: "Leans to a preliminary year, best in or next to the specialty.",
    RESEARCH: "Leans to a research year tied to a program director.",
    OPEN: "Open.",
}
WHERE = Source(
    "Orthopedics: 87.5% of the reapplicants who matched did so in a region where they had trained, "
    "so where may matter more than which",
    "B",
)


@dataclass(frozen=True)
class Lean:
    """Both lists, always shown together; never a verdict."""

    clinical: tuple[str, ...]
    scholar: tuple[str, ...]
    word: str
    second_preliminary: bool

    @property
    def sentences(self) -> list[str]:
        return [LEANS[self.word], *([SECOND_PRELIMINARY] if self.second_preliminary else [])]


def read_lean(
    findings: Mapping[str, str], *, match_result: str | None, outputs_in_specialty: int | None
) -> Lean:
    """RO-05. `findings` maps a rule to its size; findings are counted, their sizes do not matter.
    After a preliminary year another one would be the second (DX-67)."""
    clinical = tuple(rule for rule in CLINICAL_SIDE if findings.get(rule) in COUNTED)
    scholar = tuple(rule for rule in SCHOLAR_SIDE if findings.get(rule) in COUNTED)
    if outputs_in_specialty == 0:
        scholar = (*scholar, NO_OUTPUT)
    word = OPEN
    if len(clinical) != len(scholar):
        word = PRELIMINARY if len(clinical) > len(scholar) else RESEARCH
    return Lean(clinical, scholar, word, match_result == "preliminary_only")
