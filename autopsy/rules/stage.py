"""The first look (T9, DX-01): how many interviews, and what that points to."""

from autopsy.rules.facts import AutopsyFacts
from smartpick.common.evidence import Source

GUIDE, GUIDE_NON_US_IMG = 10, 5  # DX-01
NONE, FEW, MANY, UNKNOWN = "none", "few", "many", "unknown"


def guide_for(f: AutopsyFacts) -> int:
    return GUIDE_NON_US_IMG if f.applicant_type == "non_us_img" else GUIDE


def stage_of(f: AutopsyFacts) -> str:
    if f.interviews_offered is None:
        return UNKNOWN
    if f.interviews_offered == 0:
        return NONE
    return MANY if f.interviews_offered >= guide_for(f) else FEW


def near_line(f: AutopsyFacts) -> bool:
    offered = f.interviews_offered
    return offered is not None and abs(offered - guide_for(f)) <= 1


def stage_sentence(f: AutopsyFacts) -> str:
    stage, guide = stage_of(f), guide_for(f)
    if stage == UNKNOWN:
        return (
            "If you had interviews, enter the number: it changes how everything else here is read."
        )
    noun = "interview" if f.interviews_offered == 1 else "interviews"
    points = {
        NONE: "No program saw you in person, so look first at what they read: scores, attempts, "
        "the file, the list.",
        FEW: f"Some programs wanted to meet you, but fewer than about {guide}. Look first at the "
        "list, the letters and the signals.",
        MANY: f"About {guide} or more programs wanted to meet you. Look first at the interview "
        "day.",
    }
    return f"You had {f.interviews_offered} {noun}. {points[stage]}"


def stage_source(f: AutopsyFacts) -> Source:
    if f.applicant_type == "non_us_img":
        return Source(
            "Median contiguous ranks of non-US IMGs in the 2026 Match: 5 matched, 2 not (NRMP)",
            "B",
        )
    return Source(
        "Emergency medicine advisers name about 10 interviews for US seniors; elsewhere it is our "
        "guide",
        "B",
    )
