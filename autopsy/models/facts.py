"""What each section holds. Empty text and null mean 'not answered'; zero is an answer.

Names and values are those of the rulebook's list of fields, so that a section reads as it is.
"""

from django.db import models
from django.db.models import Q

from autopsy.choices import (
    Cause,
    ClassQuartile,
    EvaluationConcerns,
    Exam,
    ExamSeries,
    ExamStatus,
    ExperienceStory,
    GeoLimit,
    MatchResult,
    OnPage,
    OwnAnswer,
    ProfessionalismState,
    ProgramMix,
    Rating,
    RedFlagKind,
    ResearchRole,
    SpecialtyHonors,
)
from autopsy.models.autopsy import (
    EVIDENCE_BUDGET,
    LINE_BUDGET,
    RATING_BUDGET,
    Facts,
    MatchAutopsy,
)
from smartpick.accounts.choices import YesNo

NOTE_CAP = 500


def counted() -> models.PositiveIntegerField:  # type: ignore[type-arg]
    return models.PositiveIntegerField(null=True, blank=True)


def chosen(choices: type[models.TextChoices]) -> models.CharField:  # type: ignore[type-arg]
    longest = max(len(value) for value in choices.values)
    return models.CharField(max_length=longest, choices=choices, blank=True, default="")


def printed() -> models.CharField:  # type: ignore[type-arg]
    return models.CharField(max_length=LINE_BUDGET, blank=True, default="")


def of_autopsy(name: str) -> models.OneToOneField:  # type: ignore[type-arg]
    return models.OneToOneField(MatchAutopsy, on_delete=models.CASCADE, related_name=name)


class SpecialtyFacts(Facts):
    autopsy = of_autopsy("specialty_facts")
    match_result = chosen(MatchResult)
    visa_checked = chosen(YesNo)
    program_mix = chosen(ProgramMix)
    experience_story = chosen(ExperienceStory)
    # 'No backup, by choice' is an answer; nothing said is none.
    backups_answered = models.BooleanField(default=False)
    line = printed()


class AppliedSpecialty(Facts):
    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="applied")
    specialty = models.CharField(max_length=80)
    is_primary = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    programs_count = counted()

    class Meta:
        ordering = ["-is_primary", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["autopsy"], condition=Q(is_primary=True), name="applied_one_primary"
            ),
            models.UniqueConstraint(fields=["autopsy", "specialty"], name="applied_once"),
        ]


class ExamFacts(Facts):
    autopsy = of_autopsy("exam_facts")
    exam_series = chosen(ExamSeries)
    line = printed()


class ExamResult(Facts):
    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="exams")
    exam = models.CharField(max_length=6, choices=Exam)
    status = chosen(ExamStatus)
    score = counted()
    attempts = models.PositiveSmallIntegerField(null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["autopsy", "exam"], name="exam_once"),
            models.CheckConstraint(condition=Q(exam__in=Exam.values), name="exam_name"),
            models.CheckConstraint(
                condition=Q(attempts__isnull=True) | Q(attempts__lte=20), name="exam_attempts"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True)
                | Q(exam="step2", score__gte=1, score__lte=300)
                | Q(exam="level2", score__gte=1, score__lte=999),
                name="exam_score_range",
            ),
        ]


class ClassFacts(Facts):
    autopsy = of_autopsy("class_facts")
    class_quartile = chosen(ClassQuartile)
    gpa = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    honors_count = counted()
    aoa = chosen(YesNo)
    ghhs = chosen(YesNo)
    line = printed()


class ResearchFacts(Facts):
    autopsy = of_autopsy("research_facts")
    publications = counted()
    abstracts_talks = counted()
    papers_in_progress = counted()
    outputs_in_specialty = counted()
    research_role = chosen(ResearchRole)
    line = printed()


class ClinicalFacts(Facts):
    autopsy = of_autopsy("clinical_facts")
    evaluation_concerns = chosen(EvaluationConcerns)
    concern_kinds = models.JSONField(null=True, blank=True)
    specialty_honors = chosen(SpecialtyHonors)
    sub_internships = counted()
    line = printed()


class GeographyFacts(Facts):
    autopsy = of_autopsy("geography_facts")
    divisions = models.JSONField(null=True, blank=True)
    states = models.CharField(max_length=200, blank=True, default="")
    geo_limit = chosen(GeoLimit)
    reason = models.CharField(max_length=NOTE_CAP, blank=True, default="")
    geo_limit_ended = chosen(YesNo)
    couples_match = chosen(YesNo)
    line = printed()


class RedFlagFacts(Facts):
    autopsy = of_autopsy("red_flag_facts")
    withheld = models.BooleanField(default=False)
    none = models.BooleanField(default=False)
    leave_explained = chosen(YesNo)
    course_failures = counted()
    professionalism_state = chosen(ProfessionalismState)
    on_page = models.CharField(max_length=5, choices=OnPage, default=OnPage.FULL)
    line = printed()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(withheld=True, none=True), name="red_flags_none_or_withheld"
            )
        ]


class RedFlag(Facts):
    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="red_flags")
    kind = models.CharField(max_length=15, choices=RedFlagKind)
    what_happened = models.CharField(max_length=NOTE_CAP, blank=True, default="")
    what_was_done = models.CharField(max_length=NOTE_CAP, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["autopsy", "kind"], name="red_flag_once"),
            models.CheckConstraint(
                condition=Q(kind__in=RedFlagKind.values) & ~Q(kind="none"), name="red_flag_kind"
            ),
        ]


class CauseAnswer(Facts):
    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="causes")
    cause = models.CharField(max_length=13, choices=Cause)
    answer = chosen(OwnAnswer)
    evidence = models.CharField(max_length=EVIDENCE_BUDGET, blank=True, default="")
    disagreement = models.CharField(max_length=EVIDENCE_BUDGET, blank=True, default="")
    kept_luck = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["autopsy", "cause"], name="cause_once"),
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="cause_name"),
        ]


class SelfRating(Facts):
    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="ratings")
    rating = models.CharField(max_length=15, choices=Rating)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    line = models.CharField(max_length=RATING_BUDGET, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["autopsy", "rating"], name="rating_once"),
            models.CheckConstraint(condition=Q(rating__in=Rating.values), name="rating_name"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__lte=4), name="rating_value"
            ),
        ]
