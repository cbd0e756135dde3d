from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from mentors.choices import PromiseKind, Realism, Side, UpdateAnswer, YesNo
from mentors.rules.meeting import MOST_QUESTIONS
from smartpick.common.forms import (
    BoxesField,
    CountField,
    DateText,
    HouseForm,
    LineField,
    RadiosField,
    Row,
    TickField,
)

CLOCKS = ("%H:%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p")
AGREED = [
    (PromiseKind.READ.value, "Look at my full application"),
    (PromiseKind.LETTER.value, "A letter"),
    (PromiseKind.TALK.value, "More talks"),
]


class ClockText(forms.CharField):
    """A time of day, typed in any of the usual ways or picked."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"class": "form-control is-short", "type": "time"})
        super().__init__(label=label, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip().upper()[:12]
        if not text:
            return None
        for style in CLOCKS:
            try:
                return datetime.strptime(text, style).time()  # noqa: DTZ007
            except ValueError:
                continue
        raise forms.ValidationError(f"{self.label}: use a time such as 4:00 PM.", code="time")


class MeetingForm(HouseForm):
    on_date = DateText(label="Day", help_text="Leave it empty while no day is set.")
    at_time = ClockText(label="Time")
    minutes = CountField(label="How long (minutes)", low=5, high=240)
    place = LineField(label="Where", cap=200, help_text="A room, a number or a link.")
    is_exploratory = TickField(label="An exploratory meeting about one specialty")
    lane = LineField(label="Which specialty?", cap=80, list_id="specialties")
    moved_by = RadiosField(label="If it moves: who asked?", choices=Side.choices)
    layout: Sequence[Any] = (
        Row("on_date", "at_time", "minutes"), "place", "is_exploratory", "lane", "moved_by",
    )  # fmt: skip

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["moved_by"]
            self.layout = self.layout[:-1]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("at_time") and not data.get("on_date") and "on_date" not in self.errors:
            self.add_error("on_date", "Day: give the day that this time belongs to.")
        if data.get("is_exploratory") and not data.get("lane"):
            self.add_error("lane", "Name the specialty that this exploratory meeting is about.")
        return data

    @property
    def plan(self) -> dict[str, Any]:
        """What the service keeps: one moment in the person's own zone."""
        data = self.cleaned_data
        at = None
        if data["on_date"]:
            clock = data["at_time"] or datetime.min.time().replace(hour=12)
            at = timezone.make_aware(datetime.combine(data["on_date"], clock))
        return {
            "at": at,
            "zone": timezone.get_current_timezone_name(),
            "minutes": data["minutes"] or 25,
            "place": data["place"],
            "is_exploratory": data["is_exploratory"],
            "lane": data["lane"] if data["is_exploratory"] else "",
        }


class QuestionsForm(HouseForm):
    questions = BoxesField(label="Questions to ask", choices=())
    own_question = LineField(label="One of your own", cap=200)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = list(offered)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        count = len(data.get("questions", [])) + bool(data.get("own_question"))
        if count > MOST_QUESTIONS:
            self.add_error("questions", "Five fit in 25 minutes. Which can wait?")
        return data


class NotesForm(HouseForm):
    """What was said. Nothing is required; an empty form says so."""

    held_on = DateText(label="Held on", required=True)
    said = LineField(label="What they said", cap=6000, rows=6)
    priority_1 = LineField(label="First priority I heard", cap=90)
    priority_2 = LineField(label="Second priority", cap=90)
    priority_3 = LineField(label="Third priority", cap=90)
    avoid_1 = LineField(label="First thing to avoid", cap=90)
    avoid_2 = LineField(label="Second thing to avoid", cap=90)
    offers = LineField(label="Work or chances they offered", cap=300)
    people = LineField(label="People to write to", cap=300, help_text="Names, with commas between.")
    introduce = LineField(label="They will introduce me to", cap=120)
    agreed = BoxesField(label="They agreed to", choices=AGREED)
    realism = RadiosField(label="Is it realistic?", choices=Realism.choices)
    reason = LineField(label="Their reason", cap=300)
    update_allowed = RadiosField(label="May I update them?", choices=UpdateAnswer.choices)
    weeks = CountField(label="In how many weeks", low=1, high=26)
    saw_numbers = RadiosField(label="Did they look at your numbers?", choices=YesNo.choices)
    specific = RadiosField(label="Was the advice specific?", choices=YesNo.choices)
    layout = (
        "said", Row("priority_1", "priority_2", "priority_3"), Row("avoid_1", "avoid_2"),
        "people", "offers", "introduce", "agreed", "realism", "reason",
        "update_allowed", "weeks", "saw_numbers", "specific", "held_on",
    )  # fmt: skip

    @property
    def notes(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = ("said", "offers", "people", "reason", "weeks", "saw_numbers", "specific")
        return {
            **{name: data[name] for name in plain},
            "priorities": [data[f"priority_{n}"] for n in (1, 2, 3) if data[f"priority_{n}"]],
            "avoid": [data[f"avoid_{n}"] for n in (1, 2) if data[f"avoid_{n}"]],
            "realism": data["realism"] or Realism.NOT_SAID,
            "update_allowed": data["update_allowed"] or UpdateAnswer.NOT_ASKED,
        }

    @property
    def agreed_words(self) -> dict[str, str]:
        data = self.cleaned_data
        words = dict.fromkeys(data["agreed"], "")
        if data["introduce"]:
            words[PromiseKind.INTRODUCTION.value] = f"Introduce me to {data['introduce']}"
        return words


class OpinionForm(HouseForm):
    person = RadiosField(label="Who said it?", choices=(), required=True, stacked=True)
    specialty = LineField(
        label="About which specialty?", cap=80, list_id="specialties", required=True,
        error_messages={"required": "Name the specialty that the opinion is about."},
    )  # fmt: skip
    realism = RadiosField(label="Is it realistic?", choices=Realism.choices, required=True)
    saw_numbers = RadiosField(
        label="Did they see your full application and numbers?", choices=YesNo.choices
    )
    reason = LineField(label="Their reason", cap=300, rows=2)
    tier = LineField(label="Program tiers they named", cap=120)
    regions = LineField(label="Regions they named", cap=120)
    introduced_by = RadiosField(label="Introduced to you by", choices=(), stacked=True)
    on_date = DateText(label="On", required=True)
    layout = (
        "person", "specialty", "realism", "saw_numbers", "reason", Row("tier", "regions"),
        "introduced_by", "on_date",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]
        nobody = [("", "Nobody of these")]
        self.fields["introduced_by"].choices = [*nobody, *people]  # type: ignore[attr-defined]
