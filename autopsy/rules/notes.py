"""What is said and never counted: offsets, competing explanations, what nobody can see.

DX-02, DX-11, DX-12, DX-19, DX-20 and DX-60 to DX-68 of the rulebook.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from autopsy.rules.benchmarks import Benchmarks
from autopsy.rules.facts import FIELD_SECTION, AutopsyFacts
from autopsy.rules.finding import NOTE, Finding
from autopsy.rules.stage import guide_for, near_line

TYPE_WORDS = {
    "us_md_senior": "US MD seniors",
    "us_md_graduate": "US MD graduates",
    "us_do_senior": "US DO seniors",
    "us_do_graduate": "US DO graduates",
    "us_img": "US IMGs",
    "non_us_img": "non-US IMGs",
}
SECOND_PRELIMINARY = (
    "At one program, second-year preliminary residents were placed much less often than first-year "
    "ones (B, one program). Decide early about a wider direction."
)


@dataclass(frozen=True)
class Note:
    rule: str
    sentence: str
    fields: tuple[str, ...] = ()
    owner_only: bool = False

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(FIELD_SECTION[name] for name in self.fields)


def notes_for(
    facts: AutopsyFacts,
    b: Benchmarks,
    *,
    findings: Collection[Finding],
    nothing_seen: bool,
    hidden: Collection[str],
) -> list[Note]:
    found = {item.rule for item in findings}
    notes = [Note(item.rule, item.sentence, item.fields) for item in findings if item.size == NOTE]
    notes += _frame(facts, b, found)
    notes += _explanations(facts, b, nothing_seen)
    told = contradiction(facts, hidden)
    if told:
        notes.append(told)
    return sorted(notes, key=lambda note: (note.rule == "DX-64", note.rule))


def _frame(f: AutopsyFacts, b: Benchmarks, found: set[str]) -> Iterator[Note]:
    if near_line(f):
        yield Note(
            "DX-02",
            f"You are close to the guide number of {guide_for(f)}, so read both sides.",
            ("interviews_offered", "applicant_type"),
        )
    compared = f.exam_series in ("usmle", "both") and f.step2_score is not None
    if b.score and b.score.borrowed and compared and f.applicant_type:
        yield Note(
            "DX-11",
            f"There are no published figures for your group ({TYPE_WORDS[f.applicant_type]}), so "
            f"this uses {b.score.group}.",
            ("applicant_type", "step2_score"),
        )
    if f.exam_series == "comlex":
        yield Note(
            "DX-12",
            "Your scores are COMLEX only. We hold no figures to compare them with; ask each "
            "program whether it reads them.",
            ("exam_series",),
        )
    later = "Step 3" if f.step3_status == "passed" else "Level 3"
    if "DX-13" in found and "passed" in (f.step3_status, f.level3_status):
        yield Note(
            "DX-19",
            f"You passed {later} since, which is the plainest answer to the earlier attempt.",
            ("step3_status", "step1_attempts"),
        )
    if "DX-21" in found and f.recent_clinical_work == "yes":
        yield Note(
            "DX-20",
            "You worked clinically within the year, which answers part of that concern.",
            ("recent_clinical_work",),
        )


def _explanations(f: AutopsyFacts, b: Benchmarks, nothing_seen: bool) -> Iterator[Note]:
    if f.match_result == "preliminary_only":
        yield Note(
            "DX-60",
            "You matched to a preliminary year, so NRMP does not count you as unmatched. The need "
            "is the same; look at R positions (PGY-2 for people with training) as well.",
            ("match_result",),
        )
        if f.earlier_attempts:
            yield Note(
                "DX-67",
                SECOND_PRELIMINARY,
                ("match_result", "earlier_attempts"),
            )
    if f.match_result == "no_list_certified":
        yield Note(
            "DX-61",
            "No rank list was certified, so the Match could not place you. Only you see this line.",
            ("match_result",),
            owner_only=True,
        )
    if f.couples_match == "yes":
        yield Note(
            "DX-62",
            "A couple's list is judged together, so part of the outcome was not about your file.",
            ("couples_match",),
        )
    if f.applicant_type and f.primary_specialty and not b.row_exists:
        yield Note(
            "DX-63",
            f"No published comparison exists for {TYPE_WORDS[f.applicant_type]} in "
            f"{f.primary_specialty}; the other answers carry this reading.",
            ("applicant_type", "primary_specialty"),
        )
    if b.hard or nothing_seen:
        yield Note(
            "DX-65",
            "There are more good applicants than places here; chance remains a part. It is never "
            "the whole answer a mentor needs.",
        )
    if f.earlier_attempts:
        yield Note(
            "DX-68",
            "Chances in published cohorts fell with each attempt (IMGs 2005-2006: 47%, then 41%, "
            "then 17%; B). A direction decision now is worth more than one later.",
            ("earlier_attempts",),
        )
    yield Note(
        "DX-64",
        "We do not see letters, the dean's letter, reference calls or the order of your list. Any "
        "of them can decide a Match.",
    )


def contradiction(f: AutopsyFacts, hidden: Collection[str] = ()) -> Note | None:
    """DX-66: the first pair of answers that do not agree, both of them shared."""
    pairs = _contradicting(f)
    for first, second, fields in pairs:
        if not any(FIELD_SECTION[name] in hidden for name in fields):
            return Note(
                "DX-66",
                f"Two answers do not agree: {first} and {second}. Change one of them.",
                fields,
            )
    return None


def _contradicting(f: AutopsyFacts) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    flags, failed = f.red_flags, f.failed_attempts
    exams = ("red_flags", "step1_attempts")
    if flags is not None and "exam_failure" in flags and failed == 0:
        yield "an exam failure under Red flags", "no failed attempt under Step or COMLEX", exams
    if failed and flags is not None and not f.red_flags_withheld and "exam_failure" not in flags:
        yield "a failed attempt under Step or COMLEX", "no exam failure under Red flags", exams
    own = ("red_flags", "professionalism_state")
    if "professionalism" in (flags or ()) and f.professionalism_state is None:
        yield "a professionalism concern", "nothing about where it stands", own
    if "leave" in (flags or ()) and f.leave_explained is None:
        yield (
            "a leave of absence",
            "nothing about whether the application explained it",
            ("red_flags", "leave_explained"),
        )
