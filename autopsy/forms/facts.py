"""What somebody applied with: specialty, exams, class rank, research, clinic, places."""

from decimal import Decimal
from typing import Any

from autopsy.choices import (
    ClassQuartile,
    ConcernKind,
    Division,
    EvaluationConcerns,
    ExamSeries,
    ExamStatus,
    ExperienceStory,
    GeoLimit,
    MatchResult,
    ProgramMix,
    ResearchRole,
    Section,
    SpecialtyHonors,
)
from autopsy.forms.base import SectionForm, line, yes_no
from autopsy.models.facts import NOTE_CAP
from smartpick.accounts.choices import AskedType, Ecfmg, VisaNeed
from smartpick.common.forms import (
    BoxesField,
    CountField,
    DecimalText,
    Details,
    LineField,
    RadiosField,
    Row,
    TickField,
    When,
)

SPECIALTY_LIST = "specialties"


class SpecialtyForm(SectionForm):
    section = Section.SPECIALTY
    asked_type = RadiosField(
        label="Who you are",
        choices=AskedType.choices,
        help_text=(
            "Every comparison hangs on it. No published figures exist for US IMGs; as one, your "
            "scores are not compared."
        ),
    )
    graduation_year = CountField(
        label="Graduation year",
        low=1950,
        high=2100,
        range_words="Graduation years are between 1950 and 2100.",
    )
    match_year = CountField(
        label="Match year",
        low=1990,
        high=2100,
        help_text="The Match that failed.",
        range_words="Match years are between 1990 and 2100.",
    )
    match_result = RadiosField(label="How it ended", choices=MatchResult.choices, stacked=True)
    primary_specialty = LineField(
        label="First specialty",
        cap=80,
        list_id=SPECIALTY_LIST,
        required=True,
        error_messages={
            "required": "Enter the specialty you wanted first."
            " It is the one answer everything needs."
        },
    )
    no_backup = TickField(label="I had no second specialty")
    backup_1 = LineField(label="Second specialty", cap=80, list_id=SPECIALTY_LIST)
    experience_story = RadiosField(
        label="Where most of your activities point", choices=ExperienceStory.choices, stacked=True
    )
    primary_programs = CountField(label="Programs of the first specialty", high=2000)
    backup_1_programs = CountField(label="Programs of the second specialty", high=2000)
    backup_2 = LineField(label="Third specialty", cap=80, list_id=SPECIALTY_LIST)
    backup_2_programs = CountField(label="Programs of the third specialty", high=2000)
    backup_3 = LineField(label="Fourth specialty", cap=80, list_id=SPECIALTY_LIST)
    backup_3_programs = CountField(label="Programs of the fourth specialty", high=2000)
    program_mix = RadiosField(label="Your view of the list", choices=ProgramMix.choices)
    earlier_attempts = CountField(
        label="Earlier Matches without a place",
        high=30,
        help_text="Before this one. 0 if this was the first.",
    )
    visa_need = RadiosField(label="Do you need a visa?", choices=VisaNeed.choices)
    visa_checked = yes_no("Did you check that each program sponsors one?")
    recent_clinical_work = yes_no("Hands-on clinical work in the year before you submitted?")
    ecfmg = RadiosField(label="ECFMG certification (IMGs)", choices=Ecfmg.choices)
    us_clinical_months = CountField(label="Months of US clinical work (IMGs)", high=240)
    line = line()
    optional = ("no_backup", "backup_1")
    layout = (
        "asked_type",
        Row("graduation_year", "match_year"),
        "match_result",
        "primary_specialty",
        Row("backup_1"),
        "no_backup",
        "experience_story",
        Details(
            Row("primary_programs", "backup_1_programs"),
            Row("backup_2", "backup_2_programs"),
            Row("backup_3", "backup_3_programs"),
            "program_mix",
            "earlier_attempts",
            "visa_need",
            "visa_checked",
            "recent_clinical_work",
            "ecfmg",
            "us_clinical_months",
            summary="Add detail",
        ),
        "line",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("no_backup") and data.get("backup_1"):
            self.add_error(
                "backup_1",
                "You ticked no second specialty and named one. Change one of them.",
            )
        return data

    def _empty_lists(self) -> dict[str, Any]:
        return {"backup_specialties": []} if self.cleaned_data.get("no_backup") else {}


STATUS = ExamStatus.choices


def attempts(label: str) -> CountField:
    return CountField(
        label=label,
        high=20,
        help_text="All of them, the passed one too.",
        range_words=f"{label} is a number between 0 and 20.",
    )


class ExamsForm(SectionForm):
    section = Section.EXAMS
    exam_series = RadiosField(label="Which exams did programs see?", choices=ExamSeries.choices)
    step1_status = RadiosField(label="Step 1", choices=STATUS)
    step1_attempts = attempts("Step 1 attempts")
    step2_status = RadiosField(label="Step 2 CK", choices=STATUS)
    step2_attempts = attempts("Step 2 CK attempts")
    step2_score = CountField(
        label="Step 2 CK score",
        low=1,
        high=300,
        range_words="Step 2 CK scores are between 1 and 300.",
        help_text="As programs had it when they began to read.",
    )
    level1_status = RadiosField(label="Level 1", choices=STATUS)
    level1_attempts = attempts("Level 1 attempts")
    level2_status = RadiosField(label="Level 2-CE", choices=STATUS)
    level2_attempts = attempts("Level 2-CE attempts")
    level2_score = CountField(
        label="Level 2-CE score",
        low=1,
        high=999,
        range_words="Level 2-CE scores are between 1 and 999.",
        help_text="Shown and printed; no published figure is held to compare it with.",
    )
    step3_status = RadiosField(label="Step 3", choices=STATUS)
    level3_status = RadiosField(label="Level 3", choices=STATUS)
    line = line()
    layout = (
        "exam_series",
        When(
            Row("step1_status", "step1_attempts", wide=True),
            Row("step2_status", "step2_attempts", wide=True),
            "step2_score",
            when="when-usmle",
        ),
        When(
            Row("level1_status", "level1_attempts", wide=True),
            Row("level2_status", "level2_attempts", wide=True),
            "level2_score",
            when="when-comlex",
        ),
        Details("step3_status", "level3_status", summary="Add detail"),
        "line",
    )


class ClassRankForm(SectionForm):
    section = Section.CLASS_RANK
    class_quartile = RadiosField(
        label="Quarter of your class", choices=ClassQuartile.choices, stacked=True
    )
    gpa = DecimalText(label="GPA", low=Decimal("0"), high=Decimal("10"))
    honors_count = CountField(label="Clerkships with honors", high=50)
    aoa = yes_no("Alpha Omega Alpha (AOA)?")
    ghhs = yes_no("Gold Humanism Honor Society (GHHS)?")
    line = line()
    layout = (
        "class_quartile",
        Details(Row("gpa", "honors_count"), "aoa", "ghhs", summary="Add detail"),
        "line",
    )


class ResearchForm(SectionForm):
    section = Section.RESEARCH
    publications = CountField(label="Papers, published or accepted", high=500)
    abstracts_talks = CountField(label="Abstracts, posters and talks", high=500)
    papers_in_progress = CountField(label="Papers in progress", high=200)
    outputs_in_specialty = CountField(
        label="In your specialty", high=1000, help_text="Of all of these."
    )
    research_role = RadiosField(label="Your usual role", choices=ResearchRole.choices, stacked=True)
    line = line()
    layout = (
        Row("publications", "abstracts_talks"),
        Details(
            Row("papers_in_progress", "outputs_in_specialty"),
            "research_role",
            summary="Add detail",
        ),
        "line",
    )


class ClinicalForm(SectionForm):
    section = Section.CLINICAL
    evaluation_concerns = RadiosField(
        label="Concerns in your evaluations", choices=EvaluationConcerns.choices, stacked=True
    )
    sub_internships = CountField(
        label="Sub-internships in your first specialty", high=20, help_text="At home and away."
    )
    concern_kinds = BoxesField(label="What they were about", choices=ConcernKind.choices)
    specialty_honors = RadiosField(
        label="Honors in the core clerkship of your specialty?", choices=SpecialtyHonors.choices
    )
    line = line()
    layout = (
        "evaluation_concerns",
        "sub_internships",
        Details("concern_kinds", "specialty_honors", summary="Add detail"),
        "line",
    )


class GeographyForm(SectionForm):
    section = Section.GEOGRAPHY
    divisions = BoxesField(
        label="Regions where you applied",
        choices=Division.choices,
        help_text="The nine divisions of the US Census, each with at least one program.",
    )
    geo_limit = RadiosField(label="Was there a limit you set?", choices=GeoLimit.choices)
    states = LineField(label="States you allowed", cap=200)
    reason = LineField(label="What fixed the limit", cap=NOTE_CAP, rows=2)
    geo_limit_ended = yes_no("Has the limit ended?")
    couples_match = yes_no("Were you in a couples match?")
    line = line()
    layout = (
        "divisions",
        "geo_limit",
        Details("states", "reason", "geo_limit_ended", "couples_match", summary="Add detail"),
        "line",
    )
