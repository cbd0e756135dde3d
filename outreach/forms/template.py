from django.core.exceptions import ValidationError

from outreach.choices import Kind
from outreach.models.template import SUBJECT_CAP, TEXT_CAP
from outreach.rules.tokens import unknown_tokens
from smartpick.common.forms import HouseForm, LineField, RadiosField


class TemplateForm(HouseForm):
    kind = RadiosField(label="For which mail", choices=Kind.choices, required=True, stacked=True)
    title = LineField(
        label="Name of the template", cap=60, required=True,
        error_messages={"required": "Enter a name for the template."},
    )  # fmt: skip
    subject = LineField(
        label="Subject", cap=SUBJECT_CAP, required=True,
        error_messages={"required": "Enter a subject."},
    )  # fmt: skip
    text = LineField(
        label="Text", cap=TEXT_CAP, rows=12, required=True,
        help_text="Words in braces are filled from the record, as listed beside.",
        error_messages={"required": "Enter the text."},
    )  # fmt: skip

    def clean_text(self) -> str:
        return self._known("text")

    def clean_subject(self) -> str:
        return self._known("subject")

    def _known(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        unknown = unknown_tokens(text)
        if unknown:
            raise ValidationError(
                f"{unknown[0]} is not on the list beside. Use one that is, or write it out.",
                code="token",
            )
        return text
