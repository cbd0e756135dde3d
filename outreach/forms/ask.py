"""What was asked and answered, and how far a word to a program is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mentors.models import Target
from outreach.choices import AskAnswer, AskLevel, ContactState, Route
from outreach.models.ask import REASON_CAP, WORDS_CAP
from outreach.rules.advocacy import OVERRIDE_LENGTH
from smartpick.common.forms import DateText, HouseForm, LineField, RadiosField
from smartpick.picks.models import ProgramPick

ROUTES = [("", "Not said"), *Route.choices]


class AskForm(HouseForm):
    said_on = DateText(label="I asked on", help_text="The day you said it aloud or wrote it.")
    answer = RadiosField(label="Their answer", choices=AskAnswer.choices)
    answered_on = DateText(label="They answered on")
    words = LineField(
        label="Their words", cap=WORDS_CAP, rows=2, help_text="As they said them. Only you."
    )
    route = RadiosField(label="How a program reaches them", choices=ROUTES)
    until = DateText(label="Until", help_text="The last day on which programs may call.")
    scope = LineField(label="For which programs", cap=WORDS_CAP, help_text="Such as any, or names.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    LEFT_OUT = {
        AskLevel.LETTER: ("scope", "route", "until"),
        AskLevel.PROGRAM_CONTACT: ("route", "until"),
    }

    def __init__(self, *args: Any, level: AskLevel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.LEFT_OUT.get(level, ()):
            del self.fields[name]

    @property
    def told(self) -> dict[str, Any]:
        """Every field of an ask; those that this level has not stay empty."""
        empty = {"scope": "", "route": "", "until": None}
        return empty | {k: v for k, v in self.cleaned_data.items() if k != "version"}

    @property
    def expected_version(self) -> int:
        version = self.cleaned_data.get("version")
        return 0 if version is None else int(version)


class ReasonForm(HouseForm):
    reason = LineField(
        label="Why ask now",
        cap=REASON_CAP,
        required=True,
        help_text=f"{OVERRIDE_LENGTH} characters or more. It is kept beside the ask.",
        error_messages={"required": "Write why. It is kept beside the ask."},
    )


class SaidForm(HouseForm):
    on = DateText(label="I asked on", required=True)


class NameContactForm(HouseForm):
    program = forms.ChoiceField(
        label="Program", widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": "Program: choose one of your list.",
            "invalid_choice": "Program: choose one of your list.",
        },
    )  # fmt: skip
    person = forms.ChoiceField(
        label="Who could write or ring", required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Who: choose one of your people."},
    )  # fmt: skip

    def __init__(
        self, *args: Any, picks: Iterable[ProgramPick], people: Iterable[Target], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.picks = {str(pick.program.code): pick for pick in picks}
        self.people = {str(target.code): target for target in people}
        self.fields["program"].choices = [  # type: ignore[attr-defined]
            (code, _program_words(pick)) for code, pick in self.picks.items()
        ]
        self.fields["person"].choices = person_choices(self.people)  # type: ignore[attr-defined]

    @property
    def pick(self) -> ProgramPick:
        return self.picks[self.cleaned_data["program"]]

    @property
    def target(self) -> Target | None:
        return self.people.get(self.cleaned_data["person"])


def _program_words(pick: ProgramPick) -> str:
    known = f" ({pick.knows.name} knows somebody)" if pick.knows else ""
    return f"{pick.program.name}{known}"


def person_choices(people: dict[str, Target]) -> list[tuple[str, str]]:
    return [("", "Nobody yet"), *((code, target.name) for code, target in people.items())]


class ContactForm(HouseForm):
    person = forms.ChoiceField(
        label="Who writes or rings", required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "Who: choose one of your people."},
    )  # fmt: skip
    state = RadiosField(label="How far", choices=ContactState.choices, required=True, stacked=True)
    asked_on = DateText(label="Asked on")
    answered_on = DateText(label="Answered on")
    route = RadiosField(label="By", choices=ROUTES)
    done_on = DateText(label="Done on", help_text="The day they wrote or rang.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Iterable[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(target.code): target for target in people}
        self.fields["person"].choices = person_choices(self.people)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("state") not in (None, ContactState.NOT_ASKED) and not told.get("person"):
            self.add_error("person", ValidationError("Name who was asked first."))
        return told

    @property
    def told(self) -> dict[str, Any]:
        names = ("state", "asked_on", "answered_on", "route", "done_on")
        told = {name: self.cleaned_data[name] for name in names}
        return told | {"target": self.people.get(self.cleaned_data["person"])}
