"""A day as people write it: 'dec 3', 'in 2 weeks', 'tomorrow', 'monday', 2026-12-03."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from smartpick.common.forms import DATE_STYLES, clean_text

SHORT_STYLES = ("%b %d", "%B %d", "%d %b", "%d %B", "%m/%d")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = {"day": 1, "week": 7, "month": 30}
LEAP_YEAR = 2028  # so that Feb 29 can be read before its year is known


class WhenField(forms.CharField):
    """Empty is no day. A day without a year is the next one that comes."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        attrs = {"class": "form-control is-medium", "autocomplete": "off"}
        super().__init__(label=label, required=False, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.today: date | None = None

    def clean(self, value: Any) -> date | None:
        text = clean_text(str(value or ""), lines=False).casefold()
        if not text:
            return None
        found = read_day(text[:40], self.today or date.min)
        if found is None:
            raise ValidationError("Use a date such as Dec 3, or 'in 2 weeks'.", code="date")
        return found


def read_day(text: str, today: date) -> date | None:
    if text in ("today", "tomorrow"):
        return today + timedelta(days=text == "tomorrow")
    if text in WEEKDAYS:
        return today + timedelta(days=(WEEKDAYS.index(text) - today.weekday() - 1) % 7 + 1)
    ahead = re.fullmatch(r"in (\d{1,3}|a|an|one|two) (day|week|month)s?", text)
    if ahead:
        count = {"a": 1, "an": 1, "one": 1, "two": 2}.get(ahead[1]) or int(ahead[1])
        return today + timedelta(days=count * UNITS[ahead[2]])
    return _written(text, today)


def _written(text: str, today: date) -> date | None:
    for style in DATE_STYLES:
        try:
            found = datetime.strptime(text, style).date()  # noqa: DTZ007
        except ValueError:
            continue
        return found if 2000 <= found.year <= 2100 else None
    for style in SHORT_STYLES:
        try:
            bare = datetime.strptime(f"{text} {LEAP_YEAR}", f"{style} %Y").date()  # noqa: DTZ007
        except ValueError:
            continue
        return _next(bare, today)
    return None


def _next(bare: date, today: date) -> date | None:
    """The next such day; Feb 29 of a year that has one is asked in full."""
    for year in (today.year, today.year + 1):
        try:
            found = bare.replace(year=year)
        except ValueError:
            return None
        if found >= today:
            return found
    return None
