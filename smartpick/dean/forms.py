from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from smartpick.accounts.forms import InviteForm, SchoolForm
from smartpick.campaign.choices import Lever
from smartpick.common.forms import CountField, DateText, HouseForm, LineField, RadiosField
from smartpick.dean.choices import About, Answer, BundleForm, BundleOrder, NoteKind, Paper
from smartpick.dean.models import NOTE_CAP
from smartpick.dean.models.cohort import BECAUSE_CAP
from smartpick.dean.models.words import MESSAGE_CAP, QUESTION_CAP, SUBJECT_CAP
from smartpick.dean.rules.attention import DEFAULTS
from smartpick.dean.rules.thresholds import THRESHOLDS

LEVERS = [(one.value, one.label) for one in Lever if one != Lever.LUXURY]


class NoteForm(HouseForm):
    kind = RadiosField(
        label="Who reads it",
        choices=[
            (NoteKind.PRIVATE, "Private: linked deans and their successors"),
            (NoteKind.SHARED, "Shared: the applicant too"),
        ],
        required=True,
        stacked=True,
    )
    text = LineField(
        label="Note",
        cap=NOTE_CAP,
        rows=6,
        required=True,
        help_text="Facts, dates, what was agreed. No diagnosis, no guess at motives.",
        error_messages={"required": "Write the note first."},
    )


class QuestionForm(HouseForm):
    about = RadiosField(label="About", choices=About.choices, required=True)
    text = LineField(
        label="Question",
        cap=QUESTION_CAP,
        rows=4,
        required=True,
        help_text="Your dean alone reads it; it stands on their list until it is answered.",
        error_messages={"required": "Write the question first."},
    )


class AnswerForm(HouseForm):
    text = LineField(
        label="Answer",
        cap=MESSAGE_CAP,
        rows=4,
        required=True,
        error_messages={"required": "Write the answer first."},
    )


class MessageForm(HouseForm):
    subject = LineField(
        label="Subject",
        cap=SUBJECT_CAP,
        required=True,
        error_messages={"required": "Write a subject of a few words."},
    )
    text = LineField(
        label="Message",
        cap=MESSAGE_CAP,
        rows=10,
        required=True,
        help_text="Mailed as it stands; an answer comes to your own address.",
        error_messages={"required": "Write the message first."},
    )


class AttentionForm(HouseForm):
    rule = RadiosField(label="Reason", choices=[], required=True, stacked=True)
    answer = RadiosField(
        label="What you do with it", choices=Answer.choices, required=True, stacked=True
    )
    until = DateText(label="Until", help_text="For a reason that is put off.")
    handed_to = RadiosField(label="To whom", choices=[], stacked=True)
    because = LineField(label="Because", cap=BECAUSE_CAP, help_text="One line, for linked deans.")

    def __init__(
        self,
        *args: Any,
        reasons: list[tuple[str, str]],
        deans: list[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["rule"].choices = reasons  # type: ignore[attr-defined]
        self.fields["handed_to"].choices = deans  # type: ignore[attr-defined]
        if not deans:
            del self.fields["handed_to"]
            self.fields["answer"].choices = [  # type: ignore[attr-defined]
                pair for pair in Answer.choices if pair[0] != Answer.HANDED
            ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        answer, until = data.get("answer"), data.get("until")
        if answer == Answer.LATER and "until" not in self.errors:
            if until is None:
                self.add_error("until", "Until: choose the day it should speak again.")
            elif until <= self.today:
                self.add_error("until", "Until: choose a day after today.")
        if answer == Answer.KNOWN and not data.get("because"):
            self.add_error("because", "Because: write one line, so that others know too.")
        if answer == Answer.HANDED and not data.get("handed_to"):
            self.add_error("handed_to", "To whom: choose the dean who takes it.")
        return data


class GivenTaskForm(HouseForm):
    title = LineField(
        label="What to do",
        cap=160,
        required=True,
        error_messages={"required": "Say in a few words what is to be done."},
    )
    why = LineField(label="Why", cap=300, rows=2, help_text="One sentence; they read it.")
    lever = RadiosField(
        label="What it pushes", choices=LEVERS, required=True, initial=Lever.ADVOCATES
    )
    due_on = DateText(label="Due on", required=True)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        on: date = self.cleaned_data["due_on"]
        if on < self.today:
            raise ValidationError("Due on: choose today or later.")
        return on


class EndForm(HouseForm):
    to = RadiosField(label="Who follows", choices=[], stacked=True, required=True)
    message = LineField(
        label="Message to the applicant",
        cap=MESSAGE_CAP,
        rows=4,
        help_text="Goes with the mail that says advising has ended. May be left out.",
    )

    def __init__(self, *args: Any, deans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("nobody", "Nobody: advising ends")
        self.fields["to"].choices = [*deans, nobody]  # type: ignore[attr-defined]


class SuccessorForm(HouseForm):
    to = RadiosField(label="Who takes their advisees over", choices=[], stacked=True, required=True)

    def __init__(self, *args: Any, deans: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = deans  # type: ignore[attr-defined]


class PacketForm(HouseForm):
    form = RadiosField(label="File", choices=BundleForm.choices, required=True, initial="pdf")
    order = RadiosField(label="Order", choices=BundleOrder.choices, required=True, initial="name")
    paper = RadiosField(label="Paper", choices=Paper.choices, required=True, initial="letter")


class SchoolSettingsForm(SchoolForm):
    """The school's own figures, and the days of the reasons for attention."""

    def __init__(self, *args: Any, effects: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (_, label) in THRESHOLDS.items():
            self.fields[name] = CountField(
                label=label, low=1, high=365, required=True, help_text=effects.get(name, ""),
                range_words=f"{label}: a number between 1 and 365.",
            )  # fmt: skip

    @property
    def thresholds(self) -> dict[str, int]:
        """Only those that differ from the usual days."""
        told = {name: int(self.cleaned_data[name]) for name in THRESHOLDS}
        return {name: days for name, days in told.items() if days != getattr(DEFAULTS, name)}


class InvitationsForm(InviteForm):
    """Pasted addresses, a file of them, or both."""

    file = forms.FileField(
        label="Or a CSV file",
        required=False,
        help_text="Columns for name, email and class year, in any order.",
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".csv,text/csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addresses"].required = False

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("addresses") and not data.get("file") and not self.errors:
            self.add_error("addresses", "Paste at least one address, or choose a file.")
        return data
