"""Repair plans: which weakness asks for one, steps with proof, when one is done (RP-01 to 60).

Sources: the seed's section 9, rulebook section 5. Lengths and counts without a source are guides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

PLANS = {
    "RP-10": "letters",
    "RP-20": "scores",
    "RP-30": "professionalism",
    "RP-40": "geography",
    "RP-50": "interviews",
    "RP-60": "coherence",
}
FINDINGS = {
    "RP-10": "18 38 39 40 41 45",
    "RP-20": "10 13 14 15 16 17 21 22 23 24 25",
    "RP-30": "54 55 56 57",
    "RP-40": "33 34",
    "RP-50": "50 51 52 53",
    "RP-60": "30 31 32 35 36 37 42 43 44 46 47",
}
APP_RATINGS = {
    "RP-10": ("letters",),
    "RP-40": ("geography",),
    "RP-50": ("interview",),
    "RP-60": ("statement", "cv"),
}
OWN_RATINGS = {
    "RP-10": ("letters",),
    "RP-20": ("competitiveness",),
    "RP-40": ("geography",),
    "RP-50": ("interview",),
    "RP-60": ("statement", "cv"),
}
APP_FROM, OWN_FROM = 2, 3
SIZES = ("decisive", "major", "minor")
SEEN_KINDS = frozenset({"clinic_together", "meeting_held", "call", "work_delivered"})
SEEN_TWICE, CLOSE_COUNT = 2, 8
KNOWN_DAYS = {"long": 84, "short": 42}
STALL_DAYS = 28


def rules_of(plan: str) -> tuple[str, ...]:
    return tuple(f"DX-{number}" for number in FINDINGS[plan].split())


def proposed(
    findings: Mapping[str, str],
    *,
    ratings: Mapping[str, int | None] | None = None,
    own_ratings: Mapping[str, int | None] | None = None,
    taken: Sequence[str] = (),
) -> list[str]:
    """Plans asked for by counted findings and high ratings, the largest finding first; one
    proposed by a rating alone comes last. `taken` are kinds that already run or are done."""
    found: dict[str, int] = {}
    for plan in PLANS:
        sizes = [SIZES.index(findings[r]) for r in rules_of(plan) if findings.get(r, "") in SIZES]
        if sizes:
            found[plan] = min(sizes)
        elif _rated(plan, APP_RATINGS, ratings, APP_FROM) or _rated(
            plan, OWN_RATINGS, own_ratings, OWN_FROM
        ):
            found[plan] = len(SIZES)
    order = list(PLANS)
    ranked = sorted(found, key=lambda plan: (found[plan], order.index(plan)))
    return [plan for plan in ranked if plan not in taken]


def _rated(
    plan: str,
    table: Mapping[str, tuple[str, ...]],
    ratings: Mapping[str, int | None] | None,
    least: int,
) -> bool:
    return any(((ratings or {}).get(name) or 0) >= least for name in table.get(plan, ()))


def withdrawn(findings: Mapping[str, str], plans: Mapping[str, str]) -> list[str]:
    """Suggestions whose finding no longer counts; an active, paused or done plan stays."""
    wanted = proposed(findings)
    return [p for p, state in plans.items() if state == "suggested" and p not in wanted]


# --- contacts with a letter writer ----------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    seen_count: int
    days_known: int | None
    word: str


def how_well_known(contacts: Sequence[tuple[date, str]], *, today: date, track: str) -> Known:
    """RP-01: contacts in person or by voice, and days since the first contact of any kind."""
    seen = sum(kind in SEEN_KINDS for _, kind in contacts)
    first = min((on for on, _ in contacts), default=None)
    days = (today - first).days if first else None
    if seen <= SEEN_TWICE:
        return Known(seen, days, "seen_twice")
    long_enough = days is not None and days >= KNOWN_DAYS.get(track, KNOWN_DAYS["long"])
    return Known(seen, days, "close" if seen >= CLOSE_COUNT and long_enough else "growing")


def ask_from(first_contact_on: date, track: str) -> date:
    return first_contact_on + timedelta(days=KNOWN_DAYS.get(track, KNOWN_DAYS["long"]))


# --- one plan ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    done_on: date | None = None
    proof: str = ""
    skipped_because: str = ""

    @property
    def state(self) -> str:
        """RP-02: done only with its proof; skipped only with its reason."""
        if self.done_on and self.proof.strip():
            return "done"
        return "skipped" if self.skipped_because.strip() else "open"


@dataclass(frozen=True)
class PlanState:
    steps: list[str]
    is_done: bool
    is_stalled: bool
    needs_person: bool


def state_of(
    steps: Sequence[Step], *, state: str, active_since: date, has_person: bool, today: date
) -> PlanState:
    states = [step.state for step in steps]
    done = bool(states) and "open" not in states and "done" in states
    moves = [step.done_on for step in steps if step.state == "done" and step.done_on]
    last = max([*moves, active_since])
    stalled = state == "active" and not done and (today - last).days >= STALL_DAYS
    return PlanState(states, done, stalled, state == "active" and not has_person)


# --- playbooks ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Playbook:
    needs: str
    who: str
    length: str
    sentence: str
    steps: tuple[tuple[str, str], ...]
    extra: tuple[str, ...] = ()


LETTER_POINTS = (
    "What the concern was, in one plain line",
    "What you did about it, with dates and who saw it",
    "Why the writer would trust you with patients now",
)
PLAYBOOKS = {
    "letters": Playbook(
        "One faculty member who sees your work closely for three to six months.",
        "A core mentor in the specialty who supervises you",
        "3 to 6 months",
        "I would like to work closely enough that you could write about me in detail. What would "
        "such a letter need to look like?",
        (
            ("Say the plan sentence to one supervisor", "the meeting, with its date"),
            ("Be in their clinic each week", "dated clinic days"),
            ("Meet about research every two weeks", "dated meetings"),
            ("Finish one QI or chart-review piece", "the piece, delivered"),
            ("Ask for the letter", "their words, with the date"),
        ),
        ("Nobody can write in detail about someone they saw twice.",),
    ),
    "scores": Playbook(
        "Realism about the target, the right programs, and proof of reliability. Mentoring cannot "
        "undo a failed exam.",
        "A program director or associate program director",
        "Until submission; Step 3 booked 8 weeks ahead",
        "With these numbers, is this specialty realistic for me, and what would change that?",
        (
            ("Ask whether the target is realistic", "a recorded opinion"),
            ("List only programs that took people with this profile", "program rows with a source"),
            ("Take Step 3 or Level 3 if it helps and you may", "exam date, then result"),
            ("Keep three promises in your role", "three kept commitments"),
            ("Offer the writer your highlight", "the day you offered it"),
        ),
        (
            "A highlight a writer may use: after an early stumble in an exam, performed at the "
            "level expected and kept doing so.",
        ),
    ),
    "professionalism": Playbook(
        "A leader who knows the concern and what you did about it.",
        "A director, chair or student affairs",
        "6 months",
        "There is a concern on my record: {description}. What would you need to see before you "
        "could vouch for me?",
        (
            ("Ask the leadership question", "the meeting, with its date"),
            (
                "Finish coaching, a course or a supervised role",
                "a certificate, or a named witness",
            ),
            ("Six months without a new entry", "the date"),
            ("Tell the writer the three points to cover", "the day you told them"),
        ),
        LETTER_POINTS,
    ),
    "geography": Playbook(
        "More room on the map, or a reason that stands.",
        "A process mentor",
        "4 weeks",
        "Which regions know our school, and which would you add?",
        (
            ("Name what fixes the limit and until when", "one line with its date"),
            ("Pick two more divisions, or say why not", "the two names, or the reason"),
            ("Three programs in each, with a reason", "the list"),
            ("Ask a mentor which regions know your school", "their answer, with the date"),
        ),
    ),
    "interviews": Playbook(
        "Practice with people who do not know you, and plain feedback.",
        "Any faculty member as interviewer",
        "6 weeks, done before interview season",
        "Would you interview me for 20 minutes and tell me plainly what you saw?",
        (
            ("Ask for feedback where that is allowed", "who answered, and when"),
            ("Two practice interviews with notes, one with a stranger", "two dates and the notes"),
            ("Rehearse the answer in 45 to 90 seconds", "three runs with the timer"),
            ("Record one and watch it", "the date"),
        ),
    ),
    "coherence": Playbook(
        "One story that list, statement, letters and CV all tell.",
        "A process mentor",
        "8 weeks",
        "Does this file point to one field? Where does it not?",
        (
            ("One sentence that joins your experience and the specialty", "the sentence"),
            ("One statement for each specialty, read by its faculty", "who read it, and when"),
            ("The file complete 14 days before the reading day", "the checklist"),
            ("A plan for the signals", "the plan"),
            ("The list checked: tiers, visa, backup", "who checked it, and when"),
        ),
    ),
}
