"""Until when a thing is put off, and what that means for its own date (RM F.3)."""

from datetime import date, timedelta

from timeline.rules.steps import DAY_MAIL, FIXED

TWO_WEEKS = timedelta(days=14)


def day_of(later: str, chosen: date | None, today: date) -> date:
    """Tomorrow, the next Monday, in two weeks, or the chosen day."""
    if later == "monday":
        return today + timedelta(days=7 - today.weekday())
    if later == "two_weeks":
        return today + TWO_WEEKS
    if later == "date" and chosen:
        return chosen
    return today + timedelta(days=1)


def words_beyond(on: date, until: date, kind: str) -> str:
    """What is said when the day lies beyond the date."""
    if until <= on:
        return ""
    day = f"{on:%B} {on.day}"
    if any(mail == DAY_MAIL and days < 0 for _, days, mail in FIXED.get(kind, ())):
        return f"That is after {day}; we will remind you the day before."
    return f"That is after {day}, so the next mail will say that it was due."
