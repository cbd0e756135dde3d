"""Same specialty or pivot: what each asks for, when to decide, what carries over (DR-01 to DR-07).

Source: the seed's section 3; rulebook section 6.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from autopsy.rules.proof import Proof, counting

LEADERS = frozenset({"pd", "apd", "chair", "clerkship_director", "sub_i_director"})
SENIOR = frozenset({"pd", "apd"})
ACTIVE = frozenset({"advisor", "sponsor_in_training", "sponsor"})
SIGNS_OF_CHANGE = 4
STORY_WORDS = 40  # guide
UNDECIDED_DAYS = 30
KEEPS = frozenset(
    "process_mentor general_letter exam repair_professionalism repair_interviews repair_scores "
    "repair_geography research_methods".split()
)
OF_A_SPECIALTY = frozenset({"specialty_mentor", "specialty_letter"})
GENERIC = re.compile(r"\b(back[- ]?up|fall[- ]?back|plan b)\b|(?<!patient )\bsafety\b", re.I)
BACKUP_SENTENCE = (
    "This reads as a second choice. Name one thing you did in {specialty} that you would do again."
)


@dataclass(frozen=True)
class Mentor:
    name: str
    specialty: str = ""
    roles: tuple[str, ...] = ()
    stage: str = ""
    seat: str | None = None
    knows_pds: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterFact:
    specialty: str
    strength: str
    answered_on: date | None = None


@dataclass(frozen=True)
class OpinionFact:
    person: str
    role: str
    specialty: str
    realism: str
    saw_numbers: str
    introduced_by: str = ""


@dataclass(frozen=True)
class MeetingFact:
    lane: str
    state: str


AGREED = frozenset({"strong_with_specifics", "strong", "neutral"})


def signs_of_change(
    target: str,
    *,
    mentors: Sequence[Mentor] = (),
    proofs: Sequence[Proof] = (),
    letters: Sequence[LetterFact] = (),
    match_day: date,
    today: date,
) -> list[str]:
    """DR-01: which of the four signs are in place for the same specialty again."""
    held = [
        proof
        for proof in counting(proofs, match_day=match_day, today=today)
        if proof.specialty in ("", target)
    ]
    core = any(
        mentor.specialty == target
        and mentor.seat == "core"
        and mentor.stage in ACTIVE
        and (LEADERS & set(mentor.roles) or mentor.knows_pds)
        for mentor in mentors
    )
    letter = any(
        item.specialty == target
        and item.strength in AGREED
        and item.answered_on is not None
        and match_day < item.answered_on <= today
        for item in letters
    )
    signs = {
        "core_mentor": core,
        "experience": any(proof.kind in ("clinical_block", "role") for proof in held),
        "letter": letter,
        "product": any(
            proof.kind in ("publication", "abstract")
            or (proof.kind == "other" and proof.lever == "upgrades")
            for proof in held
        ),
    }
    return [name for name, is_held in signs.items() if is_held]


@dataclass(frozen=True)
class Story:
    words: int
    is_told: bool
    generic_backup: bool


def read_story(story: str, experience: str) -> Story:
    """DR-02: a story of 40 words or more that names one own experience; 'backup' words warn."""
    words = len(story.split())
    named = bool(experience.strip())
    generic = bool(story.strip()) and (bool(GENERIC.search(story[:5000])) or not named)
    return Story(words, words >= STORY_WORDS and named, generic)


def signs_of_pivot(
    target: str,
    *,
    opinions: Sequence[OpinionFact] = (),
    story: str = "",
    experience: str = "",
    letters: Sequence[LetterFact] = (),
    statements: Sequence[str] = (),
) -> list[str]:
    signs = {
        "gatekeeper": any(
            item.role in SENIOR
            and item.specialty == target
            and item.realism != "not_said"
            and item.saw_numbers == "yes"
            for item in opinions
        ),
        "story": read_story(story, experience).is_told,
        "letter": any(i.specialty == target and i.strength in AGREED for i in letters),
        "statement": target in statements,
    }
    return [name for name, held in signs.items() if held]


@dataclass(frozen=True)
class Torn:
    decide_by: date | None
    warnings: list[str] = field(default_factory=list)
    is_past: bool = False
    counts_for_attention: bool = False


def read_torn(
    *,
    lanes: Sequence[str],
    meetings: Sequence[MeetingFact],
    last_day: date | None,
    moved_to: date | None,
    today: date,
) -> Torn:
    """DR-03 to DR-05: two lanes, one meeting in each, then a decision by a day that can move."""
    decide_by = moved_to or last_day
    held = [item.lane for item in meetings if item.state in ("held", "planned")]
    warnings = []
    if len({*lanes, *held}) > 2:
        warnings.append("third_lane")
    if len(lanes) >= 2 and sum(held.count(lane) >= 2 for lane in set(lanes)) >= 2:
        warnings.append("second_meeting_in_both")
    past = decide_by is not None and today > decide_by
    late = decide_by is not None and (today - decide_by).days >= UNDECIDED_DAYS
    return Torn(decide_by, warnings, past, late)


def mentors_elsewhere(target: str, backup: str | None, mentors: Sequence[Mentor]) -> list[str]:
    """DR-04 after a decision: active mentors in a specialty that is neither target nor backup."""
    return [
        mentor.name
        for mentor in mentors
        if mentor.stage in ACTIVE
        and mentor.seat not in ("process", "skills")
        and mentor.specialty
        and mentor.specialty not in (target, backup)
    ]


def senior_count(opinions: Sequence[OpinionFact]) -> int:
    """FL-10: different directors, neither introduced by the other; shown up to two."""
    people = {item.person for item in opinions if item.role in SENIOR and not item.introduced_by}
    return min(2, len(people))


@dataclass(frozen=True)
class CarriedItem:
    id: str
    kind: str
    specialty: str = ""


def carries_over(
    items: Sequence[CarriedItem], target: str, backup: str | None
) -> tuple[list[str], list[str]]:
    """DR-07: what keeps its worth after a change of direction, and what needs a decision."""
    keeps: list[str] = []
    asks: list[str] = []
    for item in items:
        same_field = item.kind in OF_A_SPECIALTY and item.specialty in (target, backup)
        (keeps if item.kind in KEEPS or same_field else asks).append(item.id)
    return keeps, asks
