"""The facts that every judgement of the autopsy reads: the fields of rulebook section 1, by name.

None (or nothing in a list that was not answered) means 'missing'; zero and an empty list are
answers. The number of programs ranked is not a field here and never will be (T5).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

# Which section a field stands in: its page and its share key.
SECTION_FIELDS: dict[str, list[str]] = {
    "specialty": (
        "applicant_type graduation_year match_year match_result visa_need visa_checked "
        "earlier_attempts ecfmg us_clinical_months recent_clinical_work primary_specialty "
        "backup_specialties program_mix experience_story"
    ).split(),
    "exams": (
        "exam_series step1_status step1_attempts step2_status step2_attempts step2_score "
        "level1_status level1_attempts level2_status level2_attempts level2_score "
        "step3_status level3_status"
    ).split(),
    "class_rank": "class_quartile gpa honors_count aoa ghhs".split(),
    "research": (
        "publications abstracts_talks outputs_in_specialty papers_in_progress research_role"
    ).split(),
    "clinical": "evaluation_concerns concern_kinds specialty_honors sub_internships".split(),
    "geography": "divisions_applied geo_limit geo_limit_ended couples_match".split(),
    "applications": (
        "programs_applied interviews_offered interviews_attended submitted_days file_complete "
        "filters_checked signals_available signals_used signals_aim soap_applied soap_offers "
        "letters_count letters_in_specialty letters_known_well letters_from_leader letters_new "
        "standardized_letter statement_focus statement_reader cv_reader cv_problems "
        "mock_interviews interview_feedback"
    ).split(),
    "red_flags": (
        "red_flags red_flags_withheld course_failures professionalism_state leave_explained"
    ).split(),
    "questions": "own_qualification own_coherence own_interview".split(),
    "ratings": (
        "own_rating_competitiveness own_rating_geography own_rating_quality "
        "own_rating_statement own_rating_letters own_rating_cv own_rating_interview"
    ).split(),
}
FIELD_SECTION = {name: section for section, names in SECTION_FIELDS.items() for name in names}

IMG_TYPES = ("us_img", "non_us_img")
SERIES_EXAMS = {
    "usmle": ("step1", "step2"),
    "comlex": ("level1", "level2"),
    "both": ("step1", "step2", "level1", "level2"),
}
EXAM_NAMES = {
    "step1": "Step 1",
    "step2": "Step 2 CK",
    "step3": "Step 3",
    "level1": "Level 1",
    "level2": "Level 2-CE",
    "level3": "Level 3",
}


def applicant_type_from(asked: str, graduation_year: int | None, match_year: int | None) -> str:
    """The six-valued type: a senior graduated in the year of the failed Match.

    Empty while the kind is unknown; for US MD and US DO also while one of the years is.
    """
    if asked in IMG_TYPES or not asked:
        return asked
    if graduation_year is None or match_year is None:
        return ""
    return f"{asked}_{'senior' if graduation_year >= match_year else 'graduate'}"


@dataclass(frozen=True)
class AutopsyFacts:
    applicant_type: str | None = None
    graduation_year: int | None = None
    match_year: int | None = None
    match_result: str | None = None
    visa_need: str | None = None
    visa_checked: str | None = None
    earlier_attempts: int | None = None
    ecfmg: str | None = None
    us_clinical_months: int | None = None
    recent_clinical_work: str | None = None
    primary_specialty: str | None = None
    backup_specialties: tuple[str, ...] | None = None
    program_mix: str | None = None
    experience_story: str | None = None
    exam_series: str | None = None
    step1_status: str | None = None
    step1_attempts: int | None = None
    step2_status: str | None = None
    step2_attempts: int | None = None
    step2_score: int | None = None
    level1_status: str | None = None
    level1_attempts: int | None = None
    level2_status: str | None = None
    level2_attempts: int | None = None
    level2_score: int | None = None
    step3_status: str | None = None
    level3_status: str | None = None
    class_quartile: str | None = None
    gpa: str | None = None
    honors_count: int | None = None
    aoa: str | None = None
    ghhs: str | None = None
    publications: int | None = None
    abstracts_talks: int | None = None
    outputs_in_specialty: int | None = None
    papers_in_progress: int | None = None
    research_role: str | None = None
    evaluation_concerns: str | None = None
    concern_kinds: tuple[str, ...] | None = None
    specialty_honors: str | None = None
    sub_internships: int | None = None
    divisions_applied: int | None = None
    geo_limit: str | None = None
    geo_limit_ended: str | None = None
    couples_match: str | None = None
    programs_applied: int | None = None
    interviews_offered: int | None = None
    interviews_attended: int | None = None
    submitted_days: int | None = None
    file_complete: str | None = None
    filters_checked: str | None = None
    signals_available: int | None = None
    signals_used: int | None = None
    signals_aim: str | None = None
    soap_applied: str | None = None
    soap_offers: int | None = None
    letters_count: int | None = None
    letters_in_specialty: int | None = None
    letters_known_well: int | None = None
    letters_from_leader: int | None = None
    letters_new: int | None = None
    standardized_letter: str | None = None
    statement_focus: str | None = None
    statement_reader: str | None = None
    cv_reader: str | None = None
    cv_problems: tuple[str, ...] | None = None
    mock_interviews: int | None = None
    interview_feedback: str | None = None
    red_flags: tuple[str, ...] | None = None
    red_flags_withheld: bool = False
    course_failures: int | None = None
    professionalism_state: str | None = None
    leave_explained: str | None = None
    own_qualification: str | None = None
    own_coherence: str | None = None
    own_interview: str | None = None
    own_rating_competitiveness: int | None = None
    own_rating_geography: int | None = None
    own_rating_quality: int | None = None
    own_rating_statement: int | None = None
    own_rating_letters: int | None = None
    own_rating_cv: int | None = None
    own_rating_interview: int | None = None

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """Facts from any mapping of field names; empty text and unknown names are left out."""
        known = {item.name for item in fields(cls)}
        kept: dict[str, Any] = {}
        for name, value in values.items():
            if name in known and value is not None and value != "":
                kept[name] = tuple(value) if isinstance(value, list | tuple) else value
        return cls(**kept)

    @classmethod
    def shared(
        cls, by_section: Mapping[str, Mapping[str, Any]], keys: Iterable[str] | None
    ) -> Self:
        """Facts of these sections alone; an unshared section counts as not answered."""
        allowed = None if keys is None else set(keys)
        values: dict[str, Any] = {}
        for section, held in by_section.items():
            if allowed is None or section in allowed:
                values |= {k: v for k, v in held.items() if FIELD_SECTION.get(k) == section}
        return cls.from_values(values)

    @property
    def years_out(self) -> int | None:
        if self.match_year is None or self.graduation_year is None:
            return None
        return max(0, self.match_year - self.graduation_year)

    @property
    def series_exams(self) -> tuple[str, ...]:
        return SERIES_EXAMS.get(self.exam_series or "", ())

    def failed_of(self, exam: str) -> int | None:
        """Failed attempts of one exam; None where status or attempts are not known."""
        status = getattr(self, f"{exam}_status")
        attempts = getattr(self, f"{exam}_attempts")
        if status == "not_taken":
            return 0
        if status is None or attempts is None:
            return None
        return max(0, attempts - 1) if status == "passed" else int(attempts)

    @property
    def failed_attempts(self) -> int | None:
        """All failed attempts of the chosen series; known from its first exam on."""
        exams = self.series_exams
        if not exams:
            return None
        firsts = [exam for exam in exams if exam in ("step1", "level1")]
        if all(self.failed_of(exam) is None for exam in firsts):
            return None
        return sum(self.failed_of(exam) or 0 for exam in exams)

    @property
    def failed_names(self) -> list[str]:
        return [EXAM_NAMES[exam] for exam in self.series_exams if self.failed_of(exam)]

    @property
    def main_score(self) -> int | None:
        if self.exam_series in ("usmle", "both"):
            return self.step2_score
        return self.level2_score if self.exam_series == "comlex" else None

    @property
    def is_img(self) -> bool:
        return self.applicant_type in IMG_TYPES
