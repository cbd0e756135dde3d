"""Judges whether somebody was under-qualified for the specialty or tier: DX-10 to DX-25.

Sources: published score and rate figures by specialty and group (NRMP), the program director
survey (PDS), the seed's sections 2, 3, 9 and 11. A figure describes a group; it is no cut-off.
"""

from autopsy.rules.benchmarks import Benchmarks, ScorePoints
from autopsy.rules.facts import EXAM_NAMES, AutopsyFacts
from autopsy.rules.finding import (
    DECISIVE,
    MAJOR,
    MINOR,
    NOTE,
    QUALIFICATION,
    Fired,
    plural,
    rule,
)
from smartpick.common.evidence import Source

MANY_FAILED = 2  # DX-14, guide
YEARS_MAJOR, YEARS_MINOR = 10, 5  # DX-21, guide
COURSES_MAJOR = 2  # DX-24, guide
ORDINALS = {"3": "third", "4": "fourth"}

ATTEMPTS_SOURCE = Source(
    "Any failed attempt: cited by 74.1% of program directors, importance 4.4 (NRMP Program "
    "Director Survey 2021)",
    "B",
)
GUIDE = Source("Our guide; no published threshold was found")


def reference_points(score: ScorePoints) -> list[tuple[str, int, int]]:
    """The points a score is set beside, lowest first: words, value, people in the group."""
    points = []
    if score.lower_quartile is not None:
        points.append(
            ("the lower quartile of those who matched", score.lower_quartile, score.n_matched)
        )
    if score.not_matched_median is not None:
        points.append(
            ("the median of those who did not", score.not_matched_median, score.n_not_matched)
        )
    return sorted(points, key=lambda point: point[1])


@rule(
    "DX-10",
    QUALIFICATION,
    "screen",
    "step2_score exam_series applicant_type graduation_year match_year primary_specialty",
    Source("Step 2 CK: cited by 78.8% of program directors (NRMP Survey 2021)", "B"),
    can_change=False,
)
def score_below(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.exam_series not in ("usmle", "both") or f.step2_score is None or b.score is None:
        return None
    points = reference_points(b.score)
    above = [point for point in points if f.step2_score < point[1]]
    if not above:
        return None
    size = MAJOR if len(above) == 2 else MINOR
    if _groups_overlap(b.score) and size == MAJOR:
        size = MINOR
    told = " and below ".join(f"{words} ({value})" for words, value, _ in above)
    people = " and ".join(f"{n}" for _, _, n in above)
    return Fired(
        size,
        f"Your Step 2 CK of {f.step2_score} is below {told}. {people} people; it describes a "
        "group, it is no cut-off.",
        change=f"a Step 2 CK of {above[0][1]} or more (a passed Step cannot be retaken)",
        source=Source(
            f"{b.score.source}, {b.score.group}, {b.score.year}", b.score.trust, b.score.address
        ),
        softened=int(b.score.trust == "C"),
    )


def _attempt_fields(f: AutopsyFacts) -> tuple[str, ...]:
    failed = [exam for exam in f.series_exams if f.failed_of(exam)]
    return (
        *(f"{exam}_{part}" for exam in failed for part in ("attempts", "status")),
        "exam_series",
    )


def _groups_overlap(score: ScorePoints) -> bool:
    """The score does not separate the groups: those who did not match scored as high."""
    low, high = score.not_matched_median, score.matched_median
    return low is not None and high is not None and low >= high


@rule(
    "DX-13",
    QUALIFICATION,
    "screen",
    "step1_attempts step1_status exam_series step2_attempts level1_attempts",
    ATTEMPTS_SOURCE,
    can_change=False,
)
def one_failed_attempt(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.failed_attempts != 1:
        return None
    return Fired(
        MAJOR,
        f"One exam attempt was not passed ({', '.join(f.failed_names)}). Many programs ask about "
        "it; what you did after it is your answer.",
        change="no failed attempt on record",
        fields=_attempt_fields(f),
    )


@rule(
    "DX-14",
    QUALIFICATION,
    "screen",
    "step1_attempts step1_status exam_series step2_attempts level1_attempts",
    ATTEMPTS_SOURCE,
    can_change=False,
)
def several_failed_attempts(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    failed = f.failed_attempts
    if failed is None or failed < MANY_FAILED:
        return None
    return Fired(
        DECISIVE,
        f"{failed} exam attempts were not passed. For many programs this is a first filter.",
        change="fewer failed attempts on record",
        fields=_attempt_fields(f),
    )


@rule(
    "DX-15",
    QUALIFICATION,
    "bar",
    "step1_status exam_series step2_status level1_status level2_status",
    Source("A required exam comes before mentoring (seed 9); our judgement"),
    can_change=True,
)
def required_exam_open(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    still_open = [exam for exam in f.series_exams if getattr(f, f"{exam}_status") == "not_passed"]
    if not still_open:
        return None
    names = " and ".join(EXAM_NAMES[exam] for exam in still_open)
    verb = plural(len(still_open), "was", "were")
    return Fired(
        DECISIVE,
        f"{names} {verb} not passed when programs read your file. This comes before everything "
        "else.",
        change=f"pass {names}",
        fields=(*(f"{exam}_status" for exam in still_open), "exam_series"),
    )


@rule(
    "DX-16",
    QUALIFICATION,
    "screen",
    "class_quartile primary_specialty",
    Source("Consistency of grades: cited by 58.5% of program directors (NRMP Survey 2021)", "B"),
    can_change=False,
)
def class_quartile(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    lowest = f.class_quartile == "4"
    if not lowest and not (f.class_quartile == "3" and b.competitive):
        return None
    field = (
        f", in a specialty with {b.applicants_per_place} first-choice applicants per place"
        if b.competitive
        else ""
    )
    return Fired(
        MINOR,
        f"You were in the {ORDINALS[f.class_quartile or '4']} quarter of your class{field}.",
        change="a higher quarter of the class",
        fields=("class_quartile",) if lowest else (),
    )


@rule(
    "DX-17",
    QUALIFICATION,
    "screen",
    "specialty_honors primary_specialty",
    Source(
        "Honors in the clerkship of the specialty: 65.2%, importance 4.1 (NRMP Survey 2021)", "B"
    ),
    can_change=False,
)
def no_honors_in_field(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.specialty_honors != "no" or not b.competitive:
        return None
    return Fired(
        MINOR,
        f"No honors in the {f.primary_specialty} clerkship; programs often read that grade.",
        change="honors in that clerkship",
    )


@rule(
    "DX-18",
    QUALIFICATION,
    "screen",
    "publications abstracts_talks applicant_type primary_specialty",
    Source("The seed's sections 2 and 3; published counts of the 2026 Match", "B"),
    can_change=True,
)
def no_output(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.publications is None or f.abstracts_talks is None:
        return None
    if f.publications + f.abstracts_talks > 0 or not b.competitive or f.applicant_type is None:
        return None
    if f.applicant_type == "non_us_img":
        return Fired(
            NOTE,
            "For your group, counts of papers were the same for people who matched and who did "
            "not.",
        )
    return Fired(
        MINOR,
        "No paper, abstract or talk yet, in a field where most applicants report some.",
        change="1 paper, abstract or talk",
    )


@rule(
    "DX-21",
    QUALIFICATION,
    "screen",
    "graduation_year match_year",
    Source("Years since graduation: named by advisers, no published number; our guide"),
    can_change=False,
)
def years_out(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    years = f.years_out
    if years is None or years < YEARS_MINOR:
        return None
    return Fired(
        MAJOR if years >= YEARS_MAJOR else MINOR,
        f"It is {years} years since you graduated. Some programs set a limit; each one's own page "
        "says which.",
        change="fewer years since graduation",
    )


@rule(
    "DX-22",
    QUALIFICATION,
    "list",
    "primary_specialty applicant_type graduation_year match_year",
    GUIDE,
    can_change=True,
)
def hard_for_group(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if not b.hard or b.rate is None:
        return None
    return Fired(
        MINOR,
        f"In {b.rate.year}, {b.rate.percent}% of {b.rate.group} who put {f.primary_specialty} "
        "first matched to it.",
        change="another direction",
        source=Source(f"{b.rate.source}, {b.rate.year}", b.rate.trust),
    )


@rule(
    "DX-23",
    QUALIFICATION,
    "list",
    "program_mix",
    Source("A list of mixed competitiveness (seed 2 and 11; Liang 2017)", "B"),
    can_change=True,
)
def reach_list(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.program_mix != "mostly_reach":
        return None
    return Fired(MAJOR, "Most programs on your list were a reach.", change="a mixed list")


@rule(
    "DX-24",
    QUALIFICATION,
    "screen",
    "course_failures",
    Source("Clerkship grades: cited by 74.6% of program directors (NRMP Survey 2021)", "B"),
    can_change=False,
)
def courses_failed(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if not f.course_failures:
        return None
    many = f.course_failures >= COURSES_MAJOR
    return Fired(
        MAJOR if many else MINOR,
        f"{f.course_failures} "
        f"{plural(f.course_failures, 'course or clerkship was', 'courses or clerkships were')} "
        "not passed at first.",
        change="fewer courses failed",
    )


@rule(
    "DX-25",
    QUALIFICATION,
    "screen",
    "evaluation_concerns concern_kinds",
    Source("Concerns in evaluations (seed 2)"),
    can_change=True,
)
def knowledge_concerns(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.evaluation_concerns not in ("isolated", "repeated"):
        return None
    if f.concern_kinds is None or set(f.concern_kinds) != {"knowledge"}:
        return None
    repeated = f.evaluation_concerns == "repeated"
    return Fired(
        MAJOR if repeated else MINOR,
        f"Your evaluations mention medical knowledge{' more than once' if repeated else ''}.",
        change="new evaluations",
    )
