"""Forms of the narrative and of the season's end."""

from collections.abc import Iterable
from typing import Any

from smartpick.campaign.choices import InterviewState, Result
from smartpick.campaign.models.narrative import TEXT_CAP
from smartpick.common.forms import (
    BoxesField,
    DateText,
    HouseForm,
    LineField,
    RadiosField,
    TickField,
)


class NarrativeForm(HouseForm):
    went_wrong = LineField(
        label="What went wrong", cap=TEXT_CAP, rows=3, counted=True,
        help_text="The cause in one breath, as the diagnosis has it. No blame, no luck.",
    )  # fmt: skip
    changed = LineField(
        label="What changed", cap=TEXT_CAP, rows=3, counted=True,
        help_text="Only what has a date: a paper, a block, a letter agreed.",
    )  # fmt: skip
    facts = BoxesField(label="Dated facts that carry it", choices=[])
    safer_now = LineField(
        label="Why I am a safer choice now", cap=TEXT_CAP, rows=3, counted=True,
        help_text="What a program would see on day one that it did not see last year.",
    )  # fmt: skip

    def __init__(self, *args: Any, facts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(facts)
        if choices:
            self.fields["facts"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["facts"]


class SubmittedForm(HouseForm):
    submitted_on = DateText(label="Submitted on", required=True)


class InterviewForm(HouseForm):
    on_date = DateText(label="Day", required=True)
    state = RadiosField(label="How it stands", choices=InterviewState.choices, required=True)
    mock = TickField(label="A mock interview")


class CloseForm(HouseForm):
    result = RadiosField(label="What happened", choices=Result.choices, stacked=True, required=True)
    specialty = LineField(label="Specialty of the place", cap=80, list_id="specialties")
    sure = TickField(label="Close this cycle. It is read-only afterwards.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].error_messages["required"] = (
            "Choose what happened, or close this later."
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("result") and not data.get("sure"):
            self.add_error("sure", "Tick the box to close this cycle.")
        return data
