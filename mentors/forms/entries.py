"""A person of the directory, typed in: only the name is required."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from autopsy.choices import Division
from mentors.choices import Role
from mentors.models.faculty import LINKS_CAP, NAME_CAP, SENTENCE_CAP, YEARLY_LIMIT_CAP
from mentors.parsing.columns import orcid_of
from smartpick.common.forms import (
    BoxesField,
    CountField,
    DateText,
    Details,
    HouseForm,
    LineField,
    TickField,
)


class PersonForm(HouseForm):
    name = LineField(
        label="Name",
        cap=NAME_CAP,
        required=True,
        error_messages={"required": "Enter a name. Role and institution can wait."},
    )
    roles = BoxesField(label="Roles", choices=Role.choices, help_text="As many as fit.")
    specialty = LineField(label="Specialty", cap=80, list_id="specialties")
    institution = LineField(label="Institution", cap=120)
    email = LineField(label="Email", cap=254, help_text="Nothing is sent by adding it.")
    city = LineField(label="City", cap=60)
    state = LineField(label="State", cap=40, help_text="Two letters, such as CA.")
    division = forms.ChoiceField(
        label="Region", choices=[("", "Not said"), *Division.choices], required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Region: choose one of those shown."},
    )  # fmt: skip
    orcid = LineField(label="ORCID", cap=60)
    links = LineField(label="Web pages", cap=LINKS_CAP, rows=2, help_text="One a line.")
    found_at = LineField(label="Where found", cap=160)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    layout = (
        "name", "roles", "specialty", "institution", "email",
        Details("city", "state", "division", "orcid", "links", "found_at",
                summary="Place, web page, where found"),
        "version",
    )  # fmt: skip

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if not email:
            return ""
        try:
            validate_email(email)
        except ValidationError:
            raise ValidationError("Email: write it like name@hospital.org.") from None
        return email

    def clean_orcid(self) -> str:
        orcid = orcid_of(self.cleaned_data["orcid"])
        if orcid is None:
            raise ValidationError("ORCID: 16 digits, such as 0000-0002-1825-0097.")
        return orcid

    def clean_links(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        if any(not line.startswith(("https://", "http://")) for line in lines):
            raise ValidationError("Web pages: begin each with https://.")
        return "\n".join(lines)

    @property
    def told_roles(self) -> list[tuple[str, str]]:
        specialty = self.cleaned_data["specialty"]
        return [(role, specialty) for role in self.cleaned_data["roles"]]


class SentenceForm(HouseForm):
    sentence = LineField(
        label="Your sentence",
        cap=SENTENCE_CAP,
        counted=True,
        required=True,
        help_text="Applicants of the school read it, with your name.",
        error_messages={"required": "Add one sentence. Applicants will quote it."},
    )


class RecommendForm(HouseForm):
    advisee = forms.ChoiceField(
        label="To whom",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": "To whom: choose an advisee.",
            "invalid_choice": "To whom: choose an advisee who shares with you.",
        },
    )
    sentence = LineField(
        label="Why this person",
        cap=SENTENCE_CAP,
        counted=True,
        required=True,
        error_messages={"required": "Add one sentence. The advisee reads it."},
    )

    def __init__(self, *args: Any, advisees: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        # Beside the form of one's own sentence: a label must lead to its own field.
        super().__init__(*args, **kwargs)
        self.auto_id = "id_recommend_%s"
        self.fields["advisee"].choices = [("", "Choose"), *advisees]  # type: ignore[attr-defined]


class KeepingForm(HouseForm):
    """What a dean settles about a person for the whole school."""

    yearly_limit = CountField(
        label="Applicants a year",
        high=YEARLY_LIMIT_CAP,
        help_text="At this number the person is no longer proposed. Empty for no limit.",
    )
    left_on = DateText(label="Left the school on", help_text="Empty while they are here.")
    do_not_contact = TickField(
        label="Asked not to be written to",
        help_text="Closes the composer for everybody who sees the entry.",
    )


class UploadForm(HouseForm):
    file = forms.FileField(
        label="File",
        help_text="A table saved as CSV, or a file saved from PubMed. Up to 20 MB.",
        widget=forms.ClearableFileInput(
            attrs={"class": "form-control", "accept": ".csv,.txt,.tsv,.nbib,text/csv,text/plain"}
        ),
        error_messages={
            "required": "Choose a file.",
            "empty": "This file is empty. Choose the file that holds the rows.",
        },
        allow_empty_file=False,
    )


class PeopleForm(HouseForm):
    """The authors of a papers file that are wanted, and what they work in."""

    specialty = LineField(
        label="Specialty of those you tick",
        cap=80,
        list_id="specialties",
        help_text="The file does not say it. It decides whether their papers count for you.",
    )


class SavedFilterForm(HouseForm):
    name = LineField(
        label="Name of this filter",
        cap=60,
        required=True,
        error_messages={"required": "Name the filter, such as 'Surgery, program directors'."},
    )


def columns_of(posted: Mapping[str, Any], fields: Iterable[str], width: int) -> dict[str, int]:
    """Field -> column from the selects of the columns page; each column once, the first wins."""
    found: dict[str, int] = {}
    allowed = set(fields)
    for column in range(width):
        field = str(posted.get(f"column_{column}", ""))
        if field in allowed and field not in found:
            found[field] = column
    return found


def columns_shown(
    header: Sequence[str], columns: Mapping[str, int], sample: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    """Each column of a file with what it is taken for and its first cells."""
    taken = {column: field for field, column in columns.items()}
    return [
        {
            "number": number,
            "heading": heading or f"Column {number + 1}",
            "field": taken.get(number, ""),
            "sample": [row[number] for row in sample if number < len(row) and row[number]],
        }
        for number, heading in enumerate(header)
    ]
