"""A letter: who and what kind; all that is known of it, on one page; which programs get it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from outreach.choices import LetterEnd, LetterKind, Material, Offer, Waiver
from outreach.models import Letter
from outreach.models.letter import NAMED_CAP, WORDS_CAP
from outreach.queries.letter import told_of
from outreach.rules.letter_steps import Days, Told, completed, problems_of
from smartpick.common.forms import (
    BoxesField,
    DateText,
    HouseForm,
    LineField,
    RadiosField,
    TickField,
)

SERVICES = (
    ("ERAS", "ERAS"),
    ("ResidencyCAS", "ResidencyCAS"),
    ("SF Match", "SF Match"),
    ("Other", "Another service"),
)
PLAIN = tuple(name for name in Told.__dataclass_fields__ if name != "given")


class NewLetterForm(HouseForm):
    person = forms.ChoiceField(
        label="Who writes it",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": "Who writes it: choose a person of your list.",
            "invalid_choice": "Who writes it: choose a person of your list.",
        },
    )
    kind = RadiosField(label="What kind", choices=LetterKind.choices, required=True)
    specialty = LineField(
        label="For which specialty", cap=80, list_id="specialties",
        help_text="Empty when it may go to any.",
    )  # fmt: skip
    original_on = DateText(
        label="First uploaded on",
        help_text="For a letter of an earlier season that you import. Programs see this day.",
    )

    def __init__(
        self, *args: Any, people: Iterable[tuple[str, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["person"].choices = [("", "Choose"), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        day = data.get("original_on")
        if day and day > self.today:
            self.add_error("original_on", "Use today or an earlier date.")
        return data

    @property
    def told(self) -> Told:
        """An imported letter is there already: it counts as uploaded on its first day."""
        data = self.cleaned_data
        day = data["original_on"]
        return Told(
            kind=data["kind"], specialty=data["specialty"], uploaded_on=day, original_on=day
        )


class LetterForm(HouseForm):
    asked_on = DateText(label="Asked on")
    offer = RadiosField(label="What they offered", choices=Offer.choices)
    words_said = LineField(
        label="Their words", cap=WORDS_CAP, rows=2, help_text="As they said it. Only you read it."
    )
    answered_on = DateText(label="Answered on", help_text="Empty means today.")
    specifics = TickField(label="They named something they would write about, unasked")
    named = LineField(label="What they named", cap=NAMED_CAP)
    hesitated = TickField(label="They hesitated")
    deflected = TickField(label="They changed the subject or named somebody else")
    wants = LineField(
        label="What they want from you", cap=WORDS_CAP, rows=2,
        help_text="Such as a CV, a statement draft, three points to highlight, by when.",
    )  # fmt: skip
    given = BoxesField(label="What they have from you", choices=Material.choices)
    given_on = DateText(label="Handed over on", help_text="Of what you tick now. Empty: today.")
    waived = RadiosField(label="Your right to read it", choices=Waiver.choices)
    requested_on = DateText(label="Requested on")
    uploaded_on = DateText(label="Uploaded on")
    original_on = DateText(label="First uploaded on", help_text="Of an imported letter alone.")
    ask_by = DateText(label="Ask by")
    due_on = DateText(label="Due")
    kind = RadiosField(label="What kind", choices=LetterKind.choices, required=True)
    specialty = LineField(label="For which specialty", cap=80, list_id="specialties")
    application_service = forms.ChoiceField(
        label="Goes through", choices=SERVICES, widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Goes through: choose one of those shown."},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, letter: Letter, plan: Days, today: date, **kwargs: Any) -> None:
        self.letter, self.plan, self.today = letter, plan, today
        before = told_of(letter)
        initial = {name: getattr(before, name) for name in PLAIN}
        initial |= {"given": list(before.given), "version": letter.version}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for name, day in (("ask_by", plan.ask_by), ("due_on", plan.due_on)):
            self.fields[name].help_text = (
                f"Empty follows the plan: {day:%b} {day.day}, {day.year}."
                if day
                else "Empty follows the plan, once there is one."
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            told = completed(self._told(data), today=self.today)
            before = told_of(self.letter)
            wrong = problems_of(told, before, plan=self.plan, today=self.today)
            if data.get("given_on") and data["given_on"] > self.today:
                wrong = {**wrong, "given_on": "Use today or an earlier date."}
            for name, sentence in wrong.items():
                self.add_error(name, sentence)
        return data

    def _told(self, data: dict[str, Any]) -> Told:
        day = (data.get("given_on") or self.today).isoformat()
        held = self.letter.given
        given = {name: held.get(name, day) for name in data["given"]}
        values = {name: data[name] for name in PLAIN}
        values["offer"] = values["offer"] or Offer.NOT_ASKED
        values["waived"] = values["waived"] or Waiver.NOT_SAID
        return Told(**values, given=given)

    @property
    def told(self) -> Told:
        return self._told(self.cleaned_data)

    @property
    def expected_version(self) -> int:
        version = self.cleaned_data.get("version")
        return -1 if version is None else int(version)


class EndForm(HouseForm):
    how = RadiosField(label="What happened", choices=LetterEnd.choices, required=True)
    on_date = DateText(label="On", help_text="Empty means today.")
    note = LineField(label="In a few words", cap=160, help_text="Can stay empty. Only you.")
