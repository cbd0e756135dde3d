"""Judges whether the application and the list held together: DX-30 to DX-47.

Sources: the program director surveys (PDS), advisers' guides on unmatched applicants, the seed's
sections 2, 3, 9 and 12. Counts without a published threshold are guides.
"""

from autopsy.rules.benchmarks import Benchmarks
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.finding import COHERENCE, MAJOR, MINOR, NOTE, Fired, plural, rule
from smartpick.common.evidence import Source

LATE_MAJOR_DAYS = 15  # DX-30, guide
SHORT_MAJOR, SHORT_MINOR = 10, 20  # DX-34, guide
YIELD_FROM, YIELD_ONE_IN = 20, 20  # DX-35, guide
ALL_DIVISIONS = 9
CV_WORDS = {
    "gap": "an unexplained gap of 3 months or more",
    "errors": "errors",
    "unrelated": "entries unrelated to the field",
}
ADVISERS = Source("Advisers' guides for unmatched applicants; our guide")


@rule(
    "DX-30",
    COHERENCE,
    "screen",
    "submitted_days",
    Source("The calendar (seed 12); our guide"),
    can_change=True,
)
def late(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.submitted_days is None or f.submitted_days < 1:
        return None
    return Fired(
        MAJOR if f.submitted_days >= LATE_MAJOR_DAYS else MINOR,
        f"Your application reached programs {f.submitted_days} "
        f"{plural(f.submitted_days, 'day')} after they began to read.",
        change="submit on or before the reading day",
    )


@rule(
    "DX-31",
    COHERENCE,
    "screen",
    "file_complete",
    Source("A late or incomplete file (emergency medicine advisers)", "B"),
    can_change=True,
)
def incomplete_file(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.file_complete != "no":
        return None
    return Fired(
        MAJOR,
        "Part of your file was missing when programs began to read.",
        change="a complete file on the reading day",
    )


@rule(
    "DX-32",
    COHERENCE,
    "list",
    "backup_specialties primary_specialty applicant_type graduation_year match_year",
    Source("No back-up plan (advisers' guides)"),
    can_change=True,
)
def no_backup(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.backup_specialties is None or f.backup_specialties or not b.hard or b.rate is None:
        return None
    if f.is_img or f.applicant_type is None:
        return None
    rest = round(100 - float(b.rate.percent))
    return Fired(
        MINOR,
        f"There was no second specialty on a list where about {rest}% of your group do not match "
        "to the first.",
        change="a second specialty, or a wider list",
        source=Source(f"{b.rate.source}, {b.rate.year}", b.rate.trust),
    )


@rule(
    "DX-33",
    COHERENCE,
    "list",
    "divisions_applied geo_limit",
    Source("Geographic limits (seed 2; AAMC); our guide"),
    can_change=True,
)
def few_regions(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.geo_limit not in ("preference", "firm") or f.divisions_applied not in (1, 2):
        return None
    return Fired(
        MAJOR if f.divisions_applied == 1 else MINOR,
        f"You applied in {f.divisions_applied} of {ALL_DIVISIONS} regions.",
        change="one more region",
    )


@rule("DX-34", COHERENCE, "list", "programs_applied", ADVISERS, can_change=True)
def short_list(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.programs_applied is None or f.programs_applied >= SHORT_MINOR:
        return None
    very = f.programs_applied < SHORT_MAJOR
    return Fired(
        MAJOR if very else MINOR,
        f"Your list had {f.programs_applied} {plural(f.programs_applied, 'program')}, which "
        "leaves little room.",
        change=f"{SHORT_MAJOR if very else SHORT_MINOR} programs",
    )


@rule(
    "DX-35",
    COHERENCE,
    "list",
    "interviews_offered programs_applied",
    Source("One interview in 20 applications; our guide"),
    can_change=True,
)
def low_yield(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    applied, offered = f.programs_applied, f.interviews_offered
    if applied is None or offered is None or applied < YIELD_FROM:
        return None
    if offered * YIELD_ONE_IN >= applied:
        return None
    return Fired(
        MINOR,
        f"{offered} {plural(offered, 'interview')} from {applied} applications: the paper or the "
        "list stopped it before the interview.",
        change="1 interview for each 20 applications",
    )


@rule(
    "DX-36",
    COHERENCE,
    "list",
    "signals_used signals_available",
    Source("Program signals by season and specialty (AAMC tables); our guide", "A"),
    can_change=True,
)
def signals_unused(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if not f.signals_available or f.signals_used is None:
        return None
    if f.signals_used * 2 >= f.signals_available:
        return None
    return Fired(
        MINOR,
        f"You used {f.signals_used} of {f.signals_available} signals.",
        change="half of them used",
    )


@rule("DX-37", COHERENCE, "list", "signals_aim", ADVISERS, can_change=True)
def signals_misplaced(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.signals_aim != "mostly_reach":
        return None
    return Fired(
        MINOR,
        "Most of your signals went to reach programs.",
        change="signals to realistic programs",
    )


@rule(
    "DX-38",
    COHERENCE,
    "screen",
    "letters_in_specialty",
    Source(
        "Letters in the specialty: cited by 86% of program directors, importance 4.2 (NRMP "
        "Survey 2018)",
        "B",
    ),
    can_change=True,
)
def specialty_letters(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.letters_in_specialty not in (0, 1):
        return None
    return Fired(
        MAJOR if f.letters_in_specialty == 0 else MINOR,
        f"{f.letters_in_specialty} of your letters came from the specialty.",
        change="2 letters from the specialty",
    )


@rule(
    "DX-39",
    COHERENCE,
    "screen",
    "letters_known_well",
    Source("People who saw you twice cannot write strongly (seed 9); our guide"),
    can_change=True,
)
def writers_who_know(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.letters_known_well not in (0, 1):
        return None
    return Fired(
        MAJOR if f.letters_known_well == 0 else MINOR,
        f"{f.letters_known_well} of your writers had worked with you for four weeks or more.",
        change="2 writers who worked with you for four weeks",
    )


@rule(
    "DX-40",
    COHERENCE,
    "screen",
    "standardized_letter primary_specialty",
    Source("The specialty's own letter form (PDS 2024 emergency medicine)", "B"),
    can_change=True,
)
def no_standardized_letter(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if not b.standardized_letter or f.standardized_letter != "no":
        return None
    return Fired(
        MAJOR if f.primary_specialty == "Emergency Medicine" else MINOR,
        f"{f.primary_specialty} expects its own letter form, and none was sent.",
        change="one letter on that form",
    )


@rule(
    "DX-41",
    COHERENCE,
    "screen",
    "letters_new earlier_attempts",
    Source("Imported letters show their upload date (AAMC); our guide", "A"),
    can_change=True,
)
def old_letters(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if not f.earlier_attempts or f.letters_new != 0:
        return None
    return Fired(
        MAJOR,
        "All letters were written before an earlier Match. Imported letters show their upload "
        "date to programs.",
        change="1 new letter",
    )


@rule(
    "DX-42",
    COHERENCE,
    "screen",
    "statement_focus backup_specialties",
    Source("One text for several fields (seed 2, 3)"),
    can_change=True,
)
def same_statement(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.statement_focus != "same_for_several" or not f.backup_specialties:
        return None
    count = 1 + len(f.backup_specialties)
    return Fired(
        MAJOR,
        f"One statement served {count} specialties, so each could read it as meant for another.",
        change="one statement for each specialty",
    )


@rule(
    "DX-43",
    COHERENCE,
    "screen",
    "statement_focus",
    Source("Personal statement: cited by 78% of program directors (NRMP Survey 2018)", "B"),
    can_change=True,
)
def general_statement(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.statement_focus not in ("general", "same_for_several") or same_statement(f, b):
        return None
    return Fired(
        MINOR,
        "The statement could have gone to any specialty.",
        change="a statement for one specialty",
    )


@rule(
    "DX-44",
    COHERENCE,
    "screen",
    "experience_story primary_specialty",
    Source("Commitment to the specialty: importance 4.3 (NRMP Survey 2018)", "B"),
    can_change=True,
)
def story(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    where = {"other": "elsewhere", "mixed": "in several directions"}.get(f.experience_story or "")
    if where is None or f.primary_specialty is None:
        return None
    return Fired(
        MAJOR if f.experience_story == "other" else MINOR,
        f"Most of your activities point {where}, not to {f.primary_specialty}.",
        change="work in the specialty",
    )


@rule(
    "DX-45",
    COHERENCE,
    "screen",
    "sub_internships primary_specialty",
    Source("Audition elective: importance 4.2 (NRMP Survey 2018)", "B"),
    can_change=True,
)
def no_sub_internship(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.sub_internships != 0:
        return None
    return Fired(
        MINOR,
        f"No sub-internship in {f.primary_specialty or 'the specialty'}, so few there have seen "
        "you work.",
        change="1 sub-internship",
    )


@rule(
    "DX-46",
    COHERENCE,
    "screen",
    "cv_problems",
    Source("Unexplained gaps (seed 2; advisers' guides)"),
    can_change=True,
)
def cv_problems(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if not f.cv_problems:
        return None
    told = " and ".join(CV_WORDS.get(kind, kind) for kind in f.cv_problems)
    return Fired(MINOR, f"The CV has {told}.", change="a CV put right")


@rule(
    "DX-47",
    COHERENCE,
    "list",
    "visa_need visa_checked",
    Source(
        "2026 Match: 54.4% of foreign-born IMGs who needed a visa matched, 67.9% of those who did "
        "not",
        "C",
    ),
    can_change=True,
)
def visa_list(f: AutopsyFacts, b: Benchmarks) -> Fired | None:
    if f.visa_need != "yes" or f.visa_checked is None:
        return None
    if f.visa_checked == "yes":
        return Fired(
            NOTE,
            "In 2026 (C), 54.4% of foreign-born IMGs who needed a visa matched, 67.9% of those "
            "who did not.",
        )
    return Fired(
        MAJOR,
        "You need a visa and the list was not checked for sponsors.",
        change="each program checked",
    )
