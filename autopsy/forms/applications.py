"""Applications and their materials, and red flags."""

from typing import Any

from django import forms

from autopsy.choices import (
    CvProblem,
    InterviewFeedback,
    OnPage,
    ProfessionalismState,
    RedFlagKind,
    Section,
    SignalsAim,
    StatementFocus,
    StatementReader,
)
from autopsy.forms.base import SectionForm, line, yes_no
from autopsy.models.facts import NOTE_CAP
from smartpick.common.forms import (
    BoxesField,
    CountField,
    DateText,
    Details,
    LineField,
    RadiosField,
    Row,
    TickField,
)

WITHHELD = "withheld"


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
