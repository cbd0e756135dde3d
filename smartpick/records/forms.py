from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from smartpick.common.forms import DateText, HouseForm, HouseMixin, LineField, RadiosField
from smartpick.reference.choices import DateStatus


class ReleaseForm(HouseMixin, forms.Form):
    """How many of the held mails go next; the oldest first."""

    count = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=1000,
        initial=20,
        help_text="The oldest go first. Look at what happens before you let more go.",
        error_messages={
            "required": "Say how many may go.",
            "invalid": "Say how many as a number.",
            "min_value": "Let at least one go.",
            "max_value": "Let at most 1,000 go at a time.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["count"].widget.attrs["class"] = "is-short"


class DeleteForm(HouseMixin, forms.Form):
    """Typed, so that nobody deletes everything by a slip of the finger."""

    email = forms.CharField(
        label="Your email address",
        max_length=254,
        help_text="Type it to say that you mean it.",
        error_messages={"required": "Type the address you sign in with."},
    )


class SeasonDateForm(HouseForm):
    """A day of the season, with where it comes from: a date without a source is a rumor."""

    starts_on = DateText(label="Day", required=True)
    ends_on = DateText(label="Last day", help_text="Only when it lasts longer than a day.")
    status = RadiosField(
        label="How sure is it?",
        choices=[
            (DateStatus.CONFIRMED, "Confirmed: the official page says it"),
            (DateStatus.EXPECTED, "Expected: announced elsewhere"),
            (DateStatus.PROJECTED, "Projected from earlier years"),
        ],
        stacked=True,
        required=True,
    )
    source = LineField(
        label="Source", cap=400, required=True, help_text="The address of the page that says it."
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].error_messages["required"] = "Add where this date comes from."

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = told.get("starts_on"), told.get("ends_on")
        if first and last and last < first:
            raise ValidationError({"ends_on": "The last day is before the first. Change one."})
        return told
