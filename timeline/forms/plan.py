"""Forms of the year: other days, done on, not for me."""

from typing import Any

from django.core.exceptions import ValidationError

from smartpick.common.forms import DateText, HouseForm, LineField, RadiosField, TickField


class MoveForm(HouseForm):
    starts_on = DateText(label="First day", required=True)
    ends_on = DateText(label="Last day", required=True)
    keep = TickField(label="Keep it anyway, though it is after I submit")

    def __init__(self, *args: Any, ask_to_keep: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_to_keep:
            del self.fields["keep"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day comes before the first. Check one of them.")
        return data


class DoneForm(HouseForm):
    done_on = DateText(label="Done on", required=True)

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_done_on(self) -> Any:
        if self.cleaned_data["done_on"] > self.today:
            raise ValidationError("That day is still to come. Choose today or earlier.")
        return self.cleaned_data["done_on"]


class SkipForm(HouseForm):
    because = LineField(
        label="Why not", cap=200, help_text="Optional. It stays with the item and can be undone."
    )


class TrackForm(HouseForm):
    track = RadiosField(
        label="Your track",
        choices=[
            ("long", "September of next year"),
            ("short", "This September"),
            ("undecided", "Not sure yet: the long plan runs"),
        ],
        stacked=True,
        required=True,
    )
    submitted = TickField(label="I have already submitted this season")
