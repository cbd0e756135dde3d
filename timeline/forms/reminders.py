"""When we write, of what, and what waits."""

from datetime import date
from typing import Any

from smartpick.common.forms import BoxesField, DateText, HouseForm, RadiosField, Row, TickField
from timeline.choices import (
    EARLIEST_HOUR,
    LATEST_HOUR,
    WEEKDAYS,
    Mode,
    ReminderKind,
    SubjectStyle,
    TitleStyle,
)

HOURS = [
    (hour, f"{hour % 12 or 12}:00 {'AM' if hour < 12 else 'PM'}")
    for hour in range(EARLIEST_HOUR, LATEST_HOUR + 1)
]


class RemindersForm(HouseForm):
    mode = RadiosField(label="Email me", choices=Mode.choices, stacked=True, required=True)
    weekday = RadiosField(label="Day of the weekly mail", choices=WEEKDAYS, required=True)
    hour = RadiosField(
        label="Hour", choices=HOURS, required=True, help_text="In your own time zone."
    )
    pause_from = DateText(label="Pause from")
    pause_until = DateText(label="Pause until", help_text="The last day without mail.")
    kinds = BoxesField(label="Remind me of", choices=ReminderKind.choices)
    subject_style = RadiosField(
        label="Subject lines",
        choices=SubjectStyle.choices,
        required=True,
        help_text="Neither ever names a result, a specialty or a score.",
    )

    layout = (
        "mode", "weekday", "hour", Row("pause_from", "pause_until"), "kinds", "subject_style",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("pause_from"), data.get("pause_until")
        if first and last and last < first:
            self.add_error("pause_until", "The pause ends before it starts.")
        elif last and not first and "pause_from" not in self.errors:
            self.add_error("pause_from", "Say on which day the pause starts.")
        elif first and not last and "pause_until" not in self.errors:
            self.add_error("pause_until", "Say on which day the pause ends.")
        return data


LATER_CHOICES = (
    ("tomorrow", "Tomorrow"),
    ("monday", "Monday"),
    ("two_weeks", "In two weeks"),
    ("date", "On a day I choose"),
)


class SnoozeForm(HouseForm):
    later = RadiosField(label="Show it again", choices=LATER_CHOICES, required=True, stacked=True)
    until = DateText(label="Day")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("later") == "date" and not data.get("until") and "until" not in self.errors:
            self.add_error("until", "Day: choose the day to show it again.")
        return data

    @property
    def chosen_day(self) -> date | None:
        found: date | None = self.cleaned_data.get("until")
        return found


class CalendarForm(HouseForm):
    style = RadiosField(
        label="Names in the calendar",
        choices=TitleStyle.choices,
        required=True,
        help_text="Calendars are often shared with an employer or family.",
    )
    alarms = TickField(label="Alarms before deadlines and meetings")
