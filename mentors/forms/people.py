from datetime import date
from typing import Any

from mentors.choices import (
    ConcernKind,
    ContactKind,
    FactKind,
    MoveEvidence,
    PromiseKind,
    Seat,
    Side,
    Stage,
    TargetState,
)
from mentors.rules.stage import CONTACTED
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

STAGES = [(CONTACTED, "Contacted"), *Stage.choices]
LOGGED = [choice for choice in ContactKind.choices if choice[0] != ContactKind.DELIVERED]
KNOWN = [choice for choice in FactKind.choices if choice[0] != FactKind.KNOWS]
YES_NO_UNKNOWN = [("yes", "Yes"), ("no", "No"), ("", "I do not know")]


class FactsForm(HouseForm):
    """The facts behind a number. Each is a reason; none is a guess of ours."""

    facts = BoxesField(label="What you know of them", choices=KNOWN)
    knows_pds = LineField(
        label="Program directors they know", cap=160, help_text="Names, with commas between."
    )
    source = LineField(label="Where you know it from", cap=120)

    @property
    def values(self) -> dict[str, str]:
        ticked = self.cleaned_data["facts"]
        values = {kind: "yes" if kind in ticked else "" for kind, _ in KNOWN}
        return values | {FactKind.KNOWS.value: self.cleaned_data["knows_pds"]}


class TargetForm(HouseForm):
    why = LineField(
        label="Why this person?", cap=300, rows=2, help_text="One line. Your first email uses it."
    )
    advised_before = TickField(label="Advised me before the Match")
    saw_numbers_then = RadiosField(label="Did they see your numbers then?", choices=YES_NO_UNKNOWN)
    challenged_then = RadiosField(label="Did they challenge the plan?", choices=YES_NO_UNKNOWN)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in ("saw_numbers_then", "challenged_then"):
            data[name] = {"yes": True, "no": False}.get(str(data.get(name, "")))
        return data


class DatedForm(HouseForm):
    """A form with a day that is not to come."""

    def clean_on_date(self) -> date:
        on: date = self.cleaned_data["on_date"]
        return on


class MoveForm(DatedForm):
    goal = RadiosField(label="Move to", choices=STAGES, required=True, stacked=True)
    evidence = RadiosField(
        label="What shows it?", choices=MoveEvidence.choices, required=True, stacked=True
    )
    opportunity = LineField(label="Work that they offered", cap=160)
    willing_words = LineField(label="Their words on attaching their name", cap=160)
    note = LineField(label="A note for yourself", cap=300)
    on_date = DateText(label="Since", required=True)


class ContactForm(DatedForm):
    kind = RadiosField(label="What happened?", choices=LOGGED, required=True, stacked=True)
    on_date = DateText(label="On", required=True)
    note = LineField(label="A line about it", cap=300)


class PromiseForm(HouseForm):
    by = RadiosField(label="Who promised?", choices=Side.choices, required=True)
    kind = RadiosField(label="What kind?", choices=PromiseKind.choices, required=True, stacked=True)
    what = LineField(
        label="What was promised",
        cap=160,
        required=True,
        error_messages={"required": "Say what was promised."},
    )
    made_on = DateText(label="Promised on", required=True)
    due_on = DateText(label="By when")


class MovePromiseForm(HouseForm):
    to_date = DateText(label="The new day")
    agreed = TickField(label="They agreed to the new day")
    because = LineField(label="Or drop it, because", cap=200)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("to_date") and not data.get("because"):
            self.add_error("to_date", "Give a new day, or say why it is dropped.")
        return data


class ConcernForm(DatedForm):
    kind = RadiosField(
        label="What did you notice?", choices=ConcernKind.choices, required=True, stacked=True
    )
    on_date = DateText(label="On", required=True)
    note = LineField(label="A line about it", cap=300)


class RhythmForm(HouseForm):
    is_off = TickField(label="No check-ins with this person")
    due_weeks = CountField(label="Due after (weeks)", low=1, high=26)
    late_weeks = CountField(label="Late after (weeks)", low=2, high=52)
    away_from = DateText(label="They are away from")
    away_until = DateText(label="Until")
    layout = ("is_off", Row("due_weeks", "late_weeks"), Row("away_from", "away_until"))


class SeatForm(HouseForm):
    seat = RadiosField(label="Seat", choices=[*Seat.choices, ("", "No seat")])


class StateForm(HouseForm):
    state = RadiosField(
        label="State",
        choices=[
            (TargetState.SET_ASIDE, "Set aside"),
            (TargetState.DECLINED, "Declined"),
            ("open", "Back on the list"),
        ],
        required=True,
    )


class AdjacentForm(HouseForm):
    specialties = LineField(
        label="Specialties that count as near",
        cap=400,
        help_text="With commas between. A director in one of them counts half.",
    )

    @property
    def names(self) -> list[str]:
        parts = self.cleaned_data["specialties"].split(",")
        return [part.strip()[:80] for part in parts if part.strip()]
