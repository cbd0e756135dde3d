"""The days that a school may edit, by the reason they belong to (AT-01 to AT-07)."""

from collections.abc import Mapping

THRESHOLDS: Mapping[str, tuple[str, str]] = {
    "review_days": ("AT-01", "Days that a review may wait"),
    "question_days": ("AT-02", "Days that a question may wait"),
    "letter_soon_days": ("AT-03", "Days before a letter is due"),
    "silent_days": ("AT-04", "Days without anything logged"),
    "core_days": ("AT-05", "Days past the plan's date for a core mentor"),
    "direction_days": ("AT-06", "Days past the date of the direction"),
    "stage_days": ("AT-07", "Days in one stage"),
}
