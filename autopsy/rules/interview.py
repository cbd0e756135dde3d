"""Judges interviews and professionalism: DX-50 to DX-57.

Sources: emergency medicine advisers' guide, program director surveys, the seed's sections 2, 9, 12.
"""

from autopsy.rules.benchmarks import Benchmarks
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.finding import DECISIVE, INTERVIEW, MAJOR, MINOR, NOTE, Fired, plural, rule
from autopsy.rules.stage import MANY, guide_for, stage_of
from smartpick.common.evidence import Source

KIND_WORDS = {
    "knowledge": "medical knowledge",
    "communication": "communication",
    "reliability": "reliability",
    "teamwork": "teamwork",
}
CONCERN_SOURCE = Source(
    "Professionalism: importance 4.5, violations 4.8 (NRMP Survey 2018); seed 9", "B"
)


@rule(
    "DX-50",
    INTERVIEW,
    "room",
    "interviews_attended interviews_offered match_result applicant_type",
    Source("Emergency medicine advisers; our guide elsewhere", "B"),
    can_change=False,
)
def many_no_match(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    guide = guide_for(f)
    if stage_of(f) != MANY or f.interviews_attended is None or f.interviews_attended < guide:
        return None
    if f.match_result != "unmatched":
        return None
    return Fired(
        MAJOR,
        f"You attended {f.interviews_attended} interviews. Paper earned those; something later "
        "decided.",
        change=f"fewer than {guide} interviews attended",
    )


@rule(
    "DX-51",
    INTERVIEW,
    "room",
    "mock_interviews interviews_attended",
    Source("Practice interviews (seed 12; advisers' guides)"),
    can_change=True,
)
def no_practice(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.mock_interviews != 0 or not f.interviews_attended:
        return None
    return Fired(
        MINOR,
        "No practice interview before the first real one.",
        change="1 practice interview",
    )


@rule(
    "DX-52",
    INTERVIEW,
    "room",
    "interview_feedback",
    Source("Interpersonal skills: cited by 89% of program directors in ranking", "C"),
    can_change=True,
)
def feedback(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.interview_feedback not in ("negative", "mixed"):
        return None
    return Fired(
        MAJOR if f.interview_feedback == "negative" else MINOR,
        f"Feedback on your interviews was {f.interview_feedback}.",
        change="new feedback",
    )


@rule(
    "DX-53",
    INTERVIEW,
    "room",
    "interviews_attended interviews_offered",
    Source("Interviews not attended: 11% and 17% of unmatched IMGs in 2013 (AMA); our guide", "B"),
    can_change=True,
)
def missed(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    offered, attended = f.interviews_offered, f.interviews_attended
    if not offered or attended is None or attended * 4 > offered * 3:
        return None
    return Fired(
        MINOR,
        f"You attended {attended} of {offered} {plural(offered, 'interview')}.",
        change="one more interview attended",
    )


@rule(
    "DX-54",
    INTERVIEW,
    "conduct",
    "red_flags professionalism_state",
    CONCERN_SOURCE,
    can_change=True,
)
def open_concern(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    flags = f.red_flags or ()
    still_open = (
        "professionalism" in flags
        and f.professionalism_state is not None
        and f.professionalism_state != "remediated"
    )
    if "match_violation" not in flags and not still_open:
        return None
    return Fired(
        DECISIVE,
        "A documented professionalism concern is still open. It needs a leader who knows what you "
        "did about it.",
        change="remediation finished",
    )


@rule(
    "DX-55",
    INTERVIEW,
    "conduct",
    "red_flags professionalism_state",
    CONCERN_SOURCE,
    can_change=False,
)
def answered_concern(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if "professionalism" not in (f.red_flags or ()) or f.professionalism_state == "open":
        return None
    done = " and you completed remediation" if f.professionalism_state == "remediated" else ""
    return Fired(
        MAJOR,
        f"A professionalism concern is on record{done}. The next letters can say what changed.",
        change="no concern on record",
    )


@rule(
    "DX-56",
    INTERVIEW,
    "conduct",
    "evaluation_concerns concern_kinds",
    Source("Patterns in evaluations (seed 2; advisers' guides)"),
    can_change=True,
)
def patterns(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.evaluation_concerns not in ("isolated", "repeated"):
        return None
    kinds = f.concern_kinds or ()
    if kinds and set(kinds) == {"knowledge"}:
        return None
    told = ", ".join(KIND_WORDS.get(kind, kind) for kind in kinds) or "a concern"
    repeated = f.evaluation_concerns == "repeated"
    return Fired(
        MAJOR if repeated else MINOR,
        f"Your evaluations mention {told}{' more than once' if repeated else ''}.",
        change="new evaluations",
    )


@rule(
    "DX-57",
    INTERVIEW,
    "conduct",
    "leave_explained red_flags",
    Source("Unexplained gaps (seed 2; advisers' guides)"),
    can_change=True,
)
def leave(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if "leave" not in (f.red_flags or ()) or f.leave_explained is None:
        return None
    if f.leave_explained == "yes":
        return Fired(NOTE, "The leave was explained.")
    return Fired(
        MINOR, "The application did not say why there was a leave.", change="one plain line"
    )
