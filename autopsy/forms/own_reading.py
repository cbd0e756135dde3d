"""What the person makes of it: three questions and four ratings."""

from typing import Any

from django import forms

from autopsy.choices import (
    FOUR_RATINGS,
    QUALITY_PARTS,
    Cause,
    OwnAnswer,
    Rating,
    RatingStep,
    Section,
)
from autopsy.forms.base import SectionForm
from autopsy.models.autopsy import EVIDENCE_BUDGET, RATING_BUDGET
from autopsy.rules.luck import QUESTION, only_luck
from smartpick.common.forms import Details, FiveSteps, LineField, RadiosField, TickField

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
