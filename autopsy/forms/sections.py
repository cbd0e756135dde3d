"""One form for each of the ten sections. What is asked first stands first; the rest is detail."""

import re
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms

from autopsy.choices import (
    FOUR_RATINGS,
    QUALITY_PARTS,
    Cause,
    ClassQuartile,
    ConcernKind,
    CvProblem,
    Division,
    EvaluationConcerns,
    ExamSeries,
    ExamStatus,
    ExperienceStory,
    GeoLimit,
    InterviewFeedback,
    MatchResult,
    OnPage,
    OwnAnswer,
    ProfessionalismState,
    ProgramMix,
    Rating,
    RatingStep,
    RedFlagKind,
    ResearchRole,
    Section,
    SignalsAim,
    SpecialtyHonors,
    StatementFocus,
    StatementReader,
)
from autopsy.models.autopsy import EVIDENCE_BUDGET, LINE_BUDGET, RATING_BUDGET, TAB_CAP
from autopsy.models.facts import NOTE_CAP
from autopsy.rules.luck import QUESTION, only_luck
from smartpick.accounts.choices import AskedType, Ecfmg, VisaNeed, YesNo
from smartpick.common.forms import (
    BoxesField,
    CountField,
    DateText,
    DecimalText,
    Details,
    FiveSteps,
    HouseForm,
    LineField,
    RadiosField,
    Row,
    TickField,
    When,
)

WITHHELD = "withheld"
SPECIALTY_LIST = "specialties"
UNSEEN = frozenset({"version", "tab", "turn"})
TAB = re.compile(rf"[A-Za-z0-9_-]{{8,{TAB_CAP}}}")
COUNT = re.compile(r"[0-9]{1,9}")


class Origin(NamedTuple):
    """Which opened form a save comes from, the version it was read at, and its number there."""

    version: int
    tab: str
    turn: int


def unseen() -> forms.CharField:
    """What the page carries about itself; a browser that restores old forms leaves it alone."""
    return forms.CharField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False, strip=False
    )


class SectionForm(HouseForm):
    """Base: knows its section, marks what is optional, leaves out what was not answered."""

    section: Section
    optional: tuple[str, ...] = ()
    version = unseen()
    tab = unseen()
    turn = unseen()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.optional:
            self.fields[name].marked_optional = True  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What was answered, by the rulebook's names; what did not pass is not among it."""
        kept = {k: v for k, v in self.cleaned_data.items() if k not in UNSEEN}
        # Not `v not in (None, "", False)`: a count of 0 equals False, and 0 is an answer.
        told = {k: v for k, v in kept.items() if v is not False and v not in (None, "")}
        return told | self._empty_lists()

    def _empty_lists(self) -> dict[str, Any]:
        return {}

    @property
    def origin(self) -> Origin:
        told = self.cleaned_data
        tab = told.get("tab", "")
        return Origin(
            version=_count(told.get("version", "")),
            tab=tab if TAB.fullmatch(tab) else "",
            turn=_count(told.get("turn", "")),
        )


def _count(text: str) -> int:
    return int(text) if COUNT.fullmatch(text) else 0


def line(hint: str = "Add a reason only if the facts need one.") -> LineField:
    field = LineField(
        label="One line for the page",
        cap=LINE_BUDGET,
        counted=True,
        help_text="Prints on the one-page summary. Left empty, it is composed from the facts."
        f" {hint}",
    )
    field.marked_optional = True  # type: ignore[attr-defined]
    return field


def yes_no(label: str, **kwargs: Any) -> RadiosField:
    return RadiosField(label=label, choices=YesNo.choices, **kwargs)


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


class ApplicationsForm(SectionForm):
    section = Section.APPLICATIONS
    programs_applied = CountField(
        label="Programs applied", high=3000, help_text="All specialties together."
    )
    interviews_offered = CountField(label="Interviews offered", high=500)
    interviews_attended = CountField(label="Interviews attended", high=500)
    letters_in_specialty = CountField(label="Letters from the specialty", high=20)
    letters_known_well = CountField(
        label="Letters by people who know you",
        high=20,
        help_text="The writer worked with you for at least four weeks.",
    )
    submitted_on = DateText(label="Day you sent the application")
    file_complete = yes_no(
        "Was the file complete when programs began to read?",
        help_text="Letters, scores and MSPE all there.",
    )
    filters_checked = yes_no("Did you check the list for visa or graduation-year filters?")
    signals_available = CountField(label="Signals you had", high=100)
    signals_used = CountField(label="Signals you used", high=100)
    signals_aim = RadiosField(
        label="Where the signals went", choices=SignalsAim.choices, stacked=True
    )
    soap_applied = yes_no("Did you apply in SOAP?")
    soap_offers = CountField(label="SOAP offers", high=50)
    letters_count = CountField(label="Letters sent to each program", high=20)
    letters_from_leader = CountField(label="Letters from a director or chair", high=20)
    letters_new = CountField(
        label="Letters written since the earlier Match",
        high=20,
        help_text="Only if you were in an earlier Match.",
    )
    standardized_letter = yes_no("Did you send the specialty's own letter form?")
    statement_focus = RadiosField(
        label="The statement was written for", choices=StatementFocus.choices, stacked=True
    )
    statement_reader = RadiosField(
        label="Who read the statement", choices=StatementReader.choices, stacked=True
    )
    cv_reader = yes_no("Did anybody check the CV and its entries?")
    cv_problems = BoxesField(label="Known problems of the CV", choices=CvProblem.choices)
    cv_no_problems = TickField(label="None that I know of")
    mock_interviews = CountField(label="Practice interviews before the first real one", high=50)
    interview_feedback = RadiosField(
        label="Feedback on your interviews", choices=InterviewFeedback.choices
    )
    line = line()
    layout = (
        "programs_applied",
        Row("interviews_offered", "interviews_attended"),
        Row("letters_in_specialty", "letters_known_well"),
        Details(
            Row("submitted_on", "letters_count"),
            "file_complete",
            Row("letters_from_leader", "letters_new"),
            "standardized_letter",
            summary="Add detail: day sent and letters",
        ),
        Details(
            "statement_focus",
            "statement_reader",
            "cv_reader",
            "cv_problems",
            "cv_no_problems",
            summary="Add detail: statement and CV",
        ),
        Details(
            "mock_interviews",
            "interview_feedback",
            Row("signals_available", "signals_used"),
            "signals_aim",
            "filters_checked",
            "soap_applied",
            "soap_offers",
            summary="Add detail: practice, signals, SOAP",
        ),
        "line",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._attended(data)
        self._parts_of_letters(data)
        used, had = data.get("signals_used"), data.get("signals_available")
        if used is not None and had is not None and used > had:
            self.add_error(
                "signals_used", f"You used {used} signals but had {had}. Check one of them."
            )
        if data.get("cv_no_problems") and data.get("cv_problems"):
            self.add_error("cv_no_problems", "You ticked a problem and none. Change one of them.")
        return data

    def _attended(self, data: dict[str, Any]) -> None:
        attended, offered = data.get("interviews_attended"), data.get("interviews_offered")
        if attended is not None and offered is not None and attended > offered:
            noun = "interview" if attended == 1 else "interviews"
            self.add_error(
                "interviews_attended",
                f"You attended {attended} {noun} but were offered {offered}. Check one of them.",
            )

    def _parts_of_letters(self, data: dict[str, Any]) -> None:
        total = data.get("letters_count")
        if total is None:
            return
        for name in (
            "letters_in_specialty",
            "letters_known_well",
            "letters_from_leader",
            "letters_new",
        ):
            part = data.get(name)
            if part is not None and part > total:
                label = self.fields[name].label
                self.add_error(
                    name, f"{label}: {part} of {total} letters cannot be. Check one of them."
                )

    def _empty_lists(self) -> dict[str, Any]:
        return {"cv_problems": []} if self.cleaned_data.get("cv_no_problems") else {}


FLAG_KINDS = [kind for kind in RedFlagKind if kind != RedFlagKind.NONE]


class RedFlagsForm(SectionForm):
    section = Section.RED_FLAGS
    red_flags = BoxesField(
        label="What stands in your record",
        choices=[*RedFlagKind.choices, (WITHHELD, "I would rather not say here")],
        help_text="A failed attempt itself goes with Step or COMLEX; its explanation stands here.",
    )
    leave_explained = yes_no("Did the application say why there was a leave?")
    course_failures = CountField(label="Courses or clerkships failed", high=30)
    professionalism_state = RadiosField(
        label="Where the professionalism concern stands",
        choices=ProfessionalismState.choices,
        stacked=True,
    )
    on_page = RadiosField(
        label="On the printed page",
        choices=OnPage.choices,
        help_text="Left out, a mentor who finds it later may stop helping.",
    )
    line = line()
    for _kind in FLAG_KINDS:
        locals()[f"{_kind.value}_happened"] = LineField(
            label=f"{_kind.label}: what happened", cap=NOTE_CAP, rows=2
        )
        locals()[f"{_kind.value}_done"] = LineField(
            label=f"{_kind.label}: what you did", cap=NOTE_CAP, rows=2
        )
    del _kind
    layout = (
        "red_flags",
        "leave_explained",
        "course_failures",
        "professionalism_state",
        Details(
            *(f"{kind.value}_{part}" for kind in FLAG_KINDS for part in ("happened", "done")),
            summary="Say what happened and what you did",
        ),
        "on_page",
        "line",
    )

    def clean_red_flags(self) -> list[str]:
        flags = self.cleaned_data["red_flags"]
        if len(flags) > 1 and (RedFlagKind.NONE in flags or WITHHELD in flags):
            raise forms.ValidationError(
                "'None of these' and 'rather not say' stand alone. Untick the others, or it."
            )
        return list(flags)

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        if values.get("red_flags") == [WITHHELD]:
            values.pop("red_flags")
            values["red_flags_withheld"] = True
        return values


QUESTION_LABELS = {
    Cause.QUALIFICATION: "Was I under-qualified for the specialty or tier?",
    Cause.COHERENCE: "Was my application incoherent?",
    Cause.INTERVIEW: "Did interviews or professionalism raise flags?",
}


class QuestionsForm(SectionForm):
    section = Section.QUESTIONS
    for _cause in Cause:
        locals()[f"own_{_cause.value}"] = RadiosField(
            label=QUESTION_LABELS[_cause], choices=OwnAnswer.choices
        )
        locals()[f"evidence_{_cause.value}"] = LineField(
            label=f"Your evidence: {_cause.label}", cap=EVIDENCE_BUDGET, counted=True
        )
        locals()[f"kept_luck_{_cause.value}"] = TickField(label="Keep it anyway")
        locals()[f"disagreement_{_cause.value}"] = LineField(
            label="I see it differently", cap=EVIDENCE_BUDGET
        )
    del _cause
    optional = tuple(f"evidence_{cause.value}" for cause in Cause)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for cause in Cause:
            self.fields[f"disagreement_{cause.value}"].widget = forms.HiddenInput()

    @property
    def layout(self) -> tuple[Any, ...]:  # type: ignore[override]
        shown: list[Any] = []
        for cause in Cause:
            shown += [f"own_{cause.value}", f"evidence_{cause.value}"]
            if self._speaks_of_luck(cause):
                shown.append(f"kept_luck_{cause.value}")
            shown.append(f"disagreement_{cause.value}")
        return tuple(shown)

    def _speaks_of_luck(self, cause: Cause) -> bool:
        return only_luck(str(self[f"evidence_{cause.value}"].value() or ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for cause in Cause:
            text = data.get(f"evidence_{cause.value}", "")
            if only_luck(text) and not data.get(f"kept_luck_{cause.value}"):
                self.add_error(f"evidence_{cause.value}", QUESTION)
        return data


ANCHORS = {
    Rating.COMPETITIVENESS: "0: my record sat well inside. 4: most of my list was out of reach.",
    Rating.GEOGRAPHY: "0: anywhere. 4: one region, firm.",
    Rating.QUALITY: "0: nothing thin. 4: none of it helps. With its parts given, the worst counts.",
    Rating.INTERVIEW: "0: not a problem. 4: the main problem.",
    Rating.STATEMENT: "0: one specialty, read by its faculty. 4: one text for several, unread.",
    Rating.LETTERS: "0: two or more from the field by people who know you. 4: none that helps.",
    Rating.CV: "0: checked, nothing found. 4: only you can say.",
}


class RatingsForm(SectionForm):
    section = Section.RATINGS
    for _rating in Rating:
        locals()[f"own_rating_{_rating.value}"] = RadiosField(
            label=_rating.label,
            choices=RatingStep.choices,
            widget=FiveSteps,
            help_text=ANCHORS[_rating],
        )
        locals()[f"line_{_rating.value}"] = LineField(
            label=f"Why: {_rating.label.lower()}", cap=RATING_BUDGET, counted=True
        )
    del _rating
    optional = tuple(f"line_{rating.value}" for rating in Rating)
    layout = (
        *(f"{part}_{rating.value}" for rating in FOUR_RATINGS for part in ("own_rating", "line")),
        Details(
            *(
                f"{part}_{rating.value}"
                for rating in QUALITY_PARTS
                for part in ("own_rating", "line")
            ),
            summary="Open application quality into statement, letters, CV",
        ),
    )

    @property
    def values(self) -> dict[str, Any]:
        values = {
            name: int(value) if name.startswith("own_rating_") else value
            for name, value in super().values.items()
        }
        parts = [
            values[f"own_rating_{part.value}"]
            for part in QUALITY_PARTS
            if f"own_rating_{part.value}" in values
        ]
        if parts:
            values["own_rating_quality"] = max(parts)
        return values


SECTION_FORMS: dict[str, type[SectionForm]] = {
    form.section.value: form
    for form in (
        SpecialtyForm,
        ExamsForm,
        ClassRankForm,
        ResearchForm,
        ClinicalForm,
        GeographyForm,
        ApplicationsForm,
        RedFlagsForm,
        QuestionsForm,
        RatingsForm,
    )
}


def initial_of(section: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a section holds, in the words of its form."""
    initial = dict(values)
    if values.get("red_flags_withheld"):
        initial["red_flags"] = [WITHHELD]
    if values.get("backup_specialties") == []:
        initial["no_backup"] = True
    if values.get("cv_problems") == []:
        initial["cv_no_problems"] = True
    return initial
