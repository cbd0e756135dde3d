"""Forms of the first place: an action, a line of the logbook."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from smartpick.campaign.choices import Lever, ProgressKind
from smartpick.common.forms import DateText, HouseForm, LineField, RadiosField
from smartpick.home.forms.when import WhenField

LEVERS = [
    (Lever.ADVOCATES, "Advocates: somebody who will speak for me"),
    (Lever.NARRATIVE, "Narrative: what I say about it"),
    (Lever.UPGRADES, "Upgrades: something to show"),
    (Lever.LUXURY, "None of the three: a luxury"),
]


class ActionForm(HouseForm):
    title = LineField(label="What", cap=160, required=True)
    due_on = WhenField(label="By when", help_text="Such as Dec 3, or in 2 weeks. Can stay empty.")
    lever = RadiosField(label="Which lever does it push?", choices=LEVERS, stacked=True)
    why = LineField(label="Why", cap=300)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "Say in a few words what the action is."
        self.fields["due_on"].today = today  # type: ignore[attr-defined]

    def clean_lever(self) -> str:
        return str(self.cleaned_data["lever"] or Lever.LUXURY)


class SkipForm(HouseForm):
    because = LineField(label="Why not", cap=200)


class ProgressForm(HouseForm):
    kind = RadiosField(label="What kind?", choices=ProgressKind.choices, required=True)
    title = LineField(label="What was done", cap=160, required=True)
    done_on = DateText(label="Done on", required=True)
    shown_by = LineField(label="What shows it", cap=200, help_text="A link, a file, a person.")
    with_whom = LineField(label="With whom", cap=120)
    repairs = forms.ChoiceField(
        label="Which weakness does it answer?", required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        help_text="From your diagnosis at the Match. It then counts under What changed.",
        error_messages={"invalid_choice": "Which weakness: choose one of those shown."},
    )  # fmt: skip

    def __init__(
        self, *args: Any, today: date, weaknesses: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["title"].error_messages["required"] = "Say in a few words what was done."
        held = [("", "None of them"), *weaknesses]
        named = self.initial.get("repairs")
        if named and named not in dict(held):  # answered since, or from an earlier reading
            held.append((named, named))
        self.fields["repairs"].choices = held  # type: ignore[attr-defined]
        if len(held) == 1:
            del self.fields["repairs"]

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        if day > self.today:
            raise ValidationError("That day is still to come. The logbook holds what is done.")
        return day
