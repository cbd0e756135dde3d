"""Why somebody most likely did not match: DX-01 to DX-07 over the findings of DX-10 to DX-57.

Findings are counted in three sizes, never added up: each level can be read aloud. Missing answers
lower the confidence and nothing else. Sources stand with each rule.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from autopsy.rules import coherence, interview, qualification  # noqa: F401  (register the rules)
from autopsy.rules.benchmarks import Benchmarks
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.finding import (
    COHERENCE,
    COUNTED,
    DECISIVE,
    INTERVIEW,
    MAJOR,
    MINOR,
    QUALIFICATION,
    RULES,
    Finding,
    Fired,
    Rule,
    step_down,
)
from autopsy.rules.notes import Note, notes_for
from autopsy.rules.stage import FEW, MANY, NONE, UNKNOWN, near_line, stage_of

RULEBOOK = "2026.1"
STRONG, SOME, NONE_SEEN, NOT_ENOUGH = "strong", "some", "none_seen", "not_enough"
LEVEL_RANK = {STRONG: 0, SOME: 1, NONE_SEEN: 2, NOT_ENOUGH: 3}
LEVEL_WORDS = {
    STRONG: "contributed",
    SOME: "contributed",
    NONE_SEEN: "unlikely",
    NOT_ENOUGH: "cannot say yet",
}
HIGH_PERCENT, MEDIUM_PERCENT = 80, 50  # DX-03
CAUSES = (QUALIFICATION, COHERENCE, INTERVIEW)
STAGE_ORDER = {
    NONE: (QUALIFICATION, COHERENCE, INTERVIEW),
    UNKNOWN: (QUALIFICATION, COHERENCE, INTERVIEW),
    FEW: (COHERENCE, QUALIFICATION, INTERVIEW),
    MANY: (INTERVIEW, COHERENCE, QUALIFICATION),
}
NEEDED = {
    QUALIFICATION: {
        "applicant type": "applicant_type",
        "exam series": "exam_series",
        "main score": "main_score",
        "exam attempts": "failed_attempts",
        "class quartile": "class_quartile",
        "honors in the specialty": "specialty_honors",
        "papers and talks": "publications abstracts_talks",
        "interviews offered": "interviews_offered",
    },
    COHERENCE: {
        "backups": "backup_specialties",
        "programs applied": "programs_applied",
        "regions": "divisions_applied",
        "geographic limit": "geo_limit",
        "letters in the specialty": "letters_in_specialty",
        "letters by people who know you": "letters_known_well",
        "focus of the statement": "statement_focus",
        "where activities point": "experience_story",
        "day sent": "submitted_days",
        "interviews offered": "interviews_offered",
    },
    INTERVIEW: {
        "interviews offered": "interviews_offered",
        "interviews attended": "interviews_attended",
        "practice interviews": "mock_interviews",
        "interview feedback": "interview_feedback",
        "red flags": "red_flags",
        "evaluation concerns": "evaluation_concerns",
    },
}


@dataclass(frozen=True)
class CauseReading:
    cause: str
    level: str
    confidence: str
    answered: int
    needed: int
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    smallest_change: tuple[str, ...]
    change_sentence: str
    app_word: str
    own: str | None
    disagreement: str
    listed_because: str = ""


@dataclass(frozen=True)
class Diagnosis:
    stage: str
    near_line: bool
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    causes: dict[str, CauseReading]
    order: tuple[str, ...]
    rulebook: str = RULEBOOK

    @property
    def ranked(self) -> list[CauseReading]:
        return [self.causes[cause] for cause in self.order]

    def of(self, rule_ids: Collection[str]) -> list[Finding]:
        return [item for item in self.findings if item.rule in rule_ids and item.counts]


def diagnose(
    facts: AutopsyFacts, benchmarks: Benchmarks, *, hidden: Collection[str] = ()
) -> Diagnosis:
    """The whole reading. `hidden` names sections that are not shared with the reader: their
    answers are not among the facts, and no note speaks of a contradiction with them."""
    stage = stage_of(facts)
    findings = tuple(findings_at(facts, benchmarks, stage))
    readings = {
        cause: _reading(cause, facts, benchmarks, [f for f in findings if f.cause == cause])
        for cause in CAUSES
    }
    order = _order(readings, stage)
    causes = {cause: _worded(readings[cause], order, stage) for cause in order}
    notes = notes_for(
        facts,
        benchmarks,
        findings=findings,
        nothing_seen=all(LEVEL_RANK[c.level] >= LEVEL_RANK[NONE_SEEN] for c in causes.values()),
        hidden=hidden,
    )
    return Diagnosis(stage, near_line(facts), findings, tuple(notes), causes, order)


# --- findings: size, offset, shift ------------------------------------------------------------


def findings_at(facts: AutopsyFacts, b: Benchmarks, stage: str) -> Iterable[Finding]:
    """Every finding, its size shifted as at this stage (CH-02 judges at the frozen one)."""
    for item in sorted(RULES.values(), key=lambda r: r.id):
        fired = item.judge(facts, b)
        if fired is None:
            continue
        if item.tag == "room" and stage == NONE:
            continue  # not tested
        yield _finding(item, fired, facts, stage)


def _finding(item: Rule, fired: Fired, facts: AutopsyFacts, stage: str) -> Finding:
    size = step_down(fired.size, fired.softened + _offset(item.id, facts) + _shift(item.tag, stage))
    return Finding(
        rule=item.id,
        cause=item.cause,
        tag=item.tag,
        size=fired.size,
        counted_size=size,
        sentence=fired.sentence,
        source=fired.source or item.source,
        change=fired.change,
        can_change=item.can_change,
        fields=fired.fields or item.fields,
    )


def _offset(rule_id: str, facts: AutopsyFacts) -> int:
    """DX-19 and DX-20: an answer that softens the finding comes before the stage."""
    if rule_id == "DX-13" and "passed" in (facts.step3_status, facts.level3_status):
        return 1
    return int(rule_id == "DX-21" and facts.recent_clinical_work == "yes")


def _shift(tag: str, stage: str) -> int:
    if tag == "room":
        return int(stage == FEW)
    return int(stage == MANY and tag in ("screen", "list"))


# --- levels -----------------------------------------------------------------------------------


def level_of(sizes: Iterable[str], *, half_answered: bool = True) -> str:
    count = Counter(sizes)
    if count[DECISIVE] or count[MAJOR] > 1 or (count[MAJOR] and count[MINOR] > 1):
        return STRONG
    if count[MAJOR] or count[MINOR] > 1:
        return SOME
    return NONE_SEEN if half_answered else NOT_ENOUGH


def _reading(
    cause: str, facts: AutopsyFacts, b: Benchmarks, findings: list[Finding]
) -> CauseReading:
    missing = tuple(
        words
        for words, names in NEEDED[cause].items()
        if any(getattr(facts, name) is None for name in names.split())
        or (names == "red_flags" and facts.red_flags_withheld)
    )
    needed = len(NEEDED[cause])
    answered = needed - len(missing)
    counted = [item for item in findings if item.counts]
    level = level_of((item.counted_size for item in counted), half_answered=answered * 2 >= needed)
    change = smallest_change(counted, level)
    return CauseReading(
        cause=cause,
        level=level,
        confidence=_confidence(cause, facts, b, answered, needed),
        answered=answered,
        needed=needed,
        missing=missing,
        findings=tuple(findings),
        smallest_change=tuple(item.rule for item in change),
        change_sentence=_change_sentence(counted, change),
        app_word="",
        own=getattr(facts, f"own_{cause}"),
        disagreement="",
    )


def _confidence(cause: str, facts: AutopsyFacts, b: Benchmarks, answered: int, needed: int) -> str:
    percent = answered * 100
    if percent < MEDIUM_PERCENT * needed:
        return "low"
    if percent < HIGH_PERCENT * needed or _capped(cause, facts, b):
        return "medium"
    return "high"


def _capped(cause: str, facts: AutopsyFacts, b: Benchmarks) -> bool:
    if stage_of(facts) == UNKNOWN or near_line(facts):
        return True
    if cause == QUALIFICATION:
        compared = facts.exam_series in ("usmle", "both") and facts.step2_score is not None
        return not compared or b.score is None or b.score.trust == "C" or b.score.borrowed
    return cause == INTERVIEW and facts.red_flags_withheld


def smallest_change(counted: list[Finding], level: str) -> list[Finding]:
    """DX-05: the fewest findings without which the level would be lower; those that can still
    change first, then by id. Nothing for a cause that reads 'unlikely' or 'cannot say'."""
    if level not in (STRONG, SOME):
        return []
    for size in range(1, len(counted) + 1):
        fits = [
            chosen
            for chosen in combinations(counted, size)
            if LEVEL_RANK[level_of(i.counted_size for i in counted if i not in chosen)]
            > LEVEL_RANK[level]
        ]
        if fits:
            best = min(
                fits,
                key=lambda chosen: (
                    -sum(item.can_change for item in chosen),
                    sorted(item.rule for item in chosen),
                ),
            )
            return list(best)
    return []


def _change_sentence(counted: list[Finding], change: list[Finding]) -> str:
    if not change:
        return ""
    rest = level_of(item.counted_size for item in counted if item not in change)
    told = " and ".join(item.change for item in change)
    return f"This would read {LEVEL_WORDS[rest]} with {told}."


# --- order and words --------------------------------------------------------------------------


def _order(readings: dict[str, CauseReading], stage: str) -> tuple[str, ...]:
    by_stage = STAGE_ORDER[stage]
    return tuple(sorted(CAUSES, key=lambda c: (LEVEL_RANK[readings[c].level], by_stage.index(c))))


def _worded(reading: CauseReading, order: tuple[str, ...], stage: str) -> CauseReading:
    first = order[0] == reading.cause
    word = {STRONG: "main" if first else "contributed", SOME: "contributed"}.get(
        reading.level, "unlikely" if reading.level == NONE_SEEN else ""
    )
    return replace(
        reading,
        app_word=word,
        disagreement=_disagreement(reading.own, word),
        listed_because=_listed_because(reading, stage) if first else "",
    )


def _disagreement(own: str | None, app: str) -> str:
    if own in (None, "unknown") or not app:
        return "not_compared"
    if own == app:
        return "same"
    return "far" if {own, app} == {"main", "unlikely"} else "differs"


def _listed_because(reading: CauseReading, stage: str) -> str:
    reasons = {
        NONE: "without interviews the paper comes first",
        UNKNOWN: "without the number of interviews the paper comes first",
        FEW: "with few interviews the list and the letters come first",
        MANY: "with many interviews the interview day comes first",
    }
    count = Counter(item.counted_size for item in reading.findings if item.counts)
    told = ", ".join(f"{count[size]} {size}" for size in COUNTED if count[size]) or "no finding"
    return f"Listed first because of {told}; among equals, {reasons[stage]}."
