from typing import Any

from django import forms

from smartpick.common.forms import HouseMixin


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
