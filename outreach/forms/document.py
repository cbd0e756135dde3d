from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from outreach.choices import DocumentKind
from outreach.files import MOST_BYTES, check_size, shown_name
from smartpick.common.errors import RuleBroken
from smartpick.common.forms import HouseForm, RadiosField


class FileBox(forms.FileField):
    """A file under the size limit; what is in it is looked at by the service."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"class": "form-control", "accept": ".pdf,application/pdf"})
        super().__init__(
            widget=widget,
            allow_empty_file=True,
            error_messages={
                "required": "Choose a file.",
                "missing": "Choose a file.",
                "invalid": "The file did not arrive. Choose it again.",
            },
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        if data is not None and len(data.name) > 255:
            data.name = shown_name(data.name)
        file = super().clean(data, initial)
        try:
            check_size(file.name, file.size)
        except RuleBroken as broken:
            raise ValidationError(str(broken), code="size") from None
        return file


class DocumentForm(HouseForm):
    kind = RadiosField(label="What it is", choices=DocumentKind.choices, required=True)
    file = FileBox(
        label="File",
        help_text=f"PDF, at most {MOST_BYTES // 1024 // 1024} MB. It stays private.",
    )
