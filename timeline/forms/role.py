"""A role that is considered: its title is enough to begin with."""

from typing import Any

from django import forms

from smartpick.common.forms import DateText, HouseForm, LineField, RadiosField, Row
from timeline.choices import Box, Clear, RoleKind
from timeline.models.role import LINE_CAP, TITLE_CAP
from timeline.rules.role import QUESTIONS

BOXES = [(Box.YES.value, Box.YES.label), (Box.NO.value, Box.NO.label), ("", Box.UNKNOWN.label)]
CLEAR = [(one.value, one.label) for one in Clear]


def _proof(words: str) -> LineField:
    return LineField(label="What shows it", cap=LINE_CAP, help_text=words)


class RoleForm(HouseForm):
    title = LineField(
        label="Role", cap=TITLE_CAP, required=True,
        error_messages={"required": "Enter the role, such as Ortho research fellow."},
    )  # fmt: skip
    kind = RadiosField(label="What it is", choices=[("", "Not said"), *RoleKind.choices])
    leadership = RadiosField(
        label="Are you near program leaders?", choices=BOXES,
        help_text="A PD, an APD or faculty close to them, at least weekly.",
    )  # fmt: skip
    leadership_proof = _proof("Who, and how often.")
    deliverables = RadiosField(label="Are there deliverables with deadlines?", choices=BOXES)
    deliverables_proof = _proof("Papers, posters, QI work, and by when.")
    clinical_visibility = RadiosField(
        label="Are you seen clinically in the target or backup specialty?", choices=BOXES
    )
    clinical_visibility_proof = _proof("Which clinic or ward.")
    eras_title = RadiosField(label="Does it come with a title that reads well?", choices=BOXES)
    eras_title_proof = _proof("Such as Research Fellow, Clinical Research Coordinator.")
    letter_writers = RadiosField(label=QUESTIONS["letter_writers"], choices=CLEAR)
    letter_writers_said = LineField(label="What they answered", cap=LINE_CAP)
    earlier_holders = RadiosField(label=QUESTIONS["earlier_holders"], choices=CLEAR)
    earlier_holders_said = LineField(label="What they answered", cap=LINE_CAP)
    starts_on = DateText(label="First day")
    ends_on = DateText(label="Last day")
    notes = LineField(label="Notes", cap=300, rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    layout = (
        "title", "kind", "leadership", "leadership_proof", "deliverables", "deliverables_proof",
        "clinical_visibility", "clinical_visibility_proof", "eras_title", "eras_title_proof",
        "letter_writers", "letter_writers_said", "earlier_holders", "earlier_holders_said",
        Row("starts_on", "ends_on"), "notes", "version",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The role ends before it starts.")
        return told

    @property
    def expected_version(self) -> int:
        version = self.cleaned_data.get("version")
        return 0 if version is None else int(version)
