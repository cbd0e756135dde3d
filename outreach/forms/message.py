import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from outreach.choices import Answer, AttachmentKind, Kind, Length
from outreach.models import Message
from outreach.models.message import BODY_CAP, SUBJECT_CAP
from smartpick.common.forms import (
    BoxesField,
    CountField,
    DateText,
    HouseForm,
    LineField,
    RadiosField,
    TickField,
)

FIRSTS = (Kind.FIRST, Kind.EXPLORATORY)


class SubjectField(LineField):
    def clean(self, value: Any) -> str:
        """Refused, not repaired: a line break in a subject is never what a person typed."""
        if any(unicodedata.category(ch) in ("Cc", "Zl", "Zp") for ch in str(value or "").strip()):
            raise ValidationError(
                "The subject holds a line break or a control character. Type it anew.", code="line"
            )
        return super().clean(value)


class TextForm(HouseForm):
    subject = SubjectField(label="Subject", cap=SUBJECT_CAP)
    body = LineField(label="Your email", cap=BODY_CAP, rows=22)
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["class"] = "letter"

    @property
    def expected_version(self) -> int:
        version = self.cleaned_data.get("version")
        return -1 if version is None else int(version)


class FactsForm(HouseForm):
    """What this mail needs and the record does not hold; only the kind's own fields stay."""

    length = RadiosField(label="Length", choices=Length.choices)
    attached = BoxesField(label="Attach", choices=AttachmentKind.choices)
    why = LineField(
        label="Why this person", cap=300, rows=2,
        help_text='In your words, after "because": what they run, wrote, taught or saw.',
    )  # fmt: skip
    first_name_ok = TickField(label="We use first names")
    aamc = TickField(label="My AAMC ID goes along")
    reply_to_theirs = TickField(label="This answers a mail they wrote to me first")
    kept = BoxesField(label="Done since you last spoke", choices=[])
    thanks_for = LineField(label="Thank them for", cap=160)
    work = LineField(
        label="What they have seen you do", cap=300, rows=2,
        help_text='After "You have seen my work on": clinics, charts, a project.',
    )  # fmt: skip
    letter_agreed = TickField(label="They agreed to write a letter")
    reference_until = LineField(
        label="Until when programs may call", cap=40, help_text="Such as March 2028."
    )
    programs = LineField(label="Programs they know", cap=600, rows=3, help_text="One a line.")
    project = LineField(label="Project", cap=80, help_text="Theirs, as they call it.")
    problem = LineField(label="What they said is behind", cap=160)
    task = LineField(label="One task that you take", cap=120)
    deliverable = LineField(label="What you hand over", cap=120)
    deliver_on = DateText(label="First piece by")
    hours = CountField(label="Hours a week", low=1, high=60)
    similar = LineField(label="Similar work that you did", cap=160)

    OFFER = ("project", "problem", "task", "deliverable", "deliver_on", "hours", "similar")
    OF_KIND: Mapping[str, tuple[str, ...]] = {
        Kind.FIRST: ("why", "aamc"),
        Kind.EXPLORATORY: ("why", "aamc"),
        Kind.UPDATE: ("kept", "thanks_for"),
        Kind.LETTER: ("work", "letter_agreed"),
        Kind.MATERIAL: ("letter_agreed",),
        Kind.REFERENCE: ("letter_agreed", "reference_until"),
        Kind.PROGRAM: ("programs", "letter_agreed"),
        Kind.OFFER: OFFER,
    }

    def __init__(
        self,
        *args: Any,
        message: Message,
        files: list[tuple[str, str]],
        results: list[tuple[str, str]],
        is_locked: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        held = set(self.OF_KIND.get(message.kind, ())) | {"length", "attached", "first_name_ok"}
        held |= {"reply_to_theirs"} if is_locked or message.reply_to_theirs else set()
        held -= {"kept"} if not results else set()
        for name in [name for name in self.fields if name not in held]:
            del self.fields[name]
        self.fields["attached"].choices = files  # type: ignore[attr-defined]
        if "kept" in self.fields:
            self.fields["kept"].choices = results  # type: ignore[attr-defined]
        self.results = results

    @property
    def typed(self) -> dict[str, Any]:
        """What goes into the mail's own facts, as JSON holds it."""
        data = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("length", "attached", "why", "kept", "reply_to_theirs")
        }
        if isinstance(data.get("deliver_on"), date):
            data["deliver_on"] = data["deliver_on"].isoformat()
        if "kept" in self.fields:
            kept = set(self.cleaned_data["kept"])
            data["dropped"] = [code for code, _ in self.results if code not in kept]
        return data


class SentForm(HouseForm):
    on = DateText(
        label="Sent on", required=True, error_messages={"required": "Enter the day you sent it."}
    )


class AnswerForm(HouseForm):
    answer = RadiosField(
        label="Their answer",
        choices=[(a.value, a.label) for a in Answer if a != Answer.NONE],
        required=True,
    )
    answered_on = DateText(
        label="On", required=True, error_messages={"required": "Enter the day of their reply."}
    )
    text = LineField(
        label="What they wrote", cap=4000, rows=4, help_text="Paste it or leave it out. Only you."
    )


class WaitForm(HouseForm):
    days = RadiosField(
        label="Remind me if no reply in",
        choices=[("10", "10 days"), ("14", "14 days"), ("none", "No reminder")],
        required=True,
    )
