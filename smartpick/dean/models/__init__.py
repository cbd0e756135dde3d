"""A dean's tables. Callers import the noun's own file; Django finds the tables here."""

from smartpick.dean.models.bundle import Bundle, BundlePart
from smartpick.dean.models.cohort import AdviseeRow, AttentionMark, SavedFilter
from smartpick.dean.models.notes import NOTE_CAP, DeanNote
from smartpick.dean.models.report import CohortTally
from smartpick.dean.models.words import DeanMessage, DeanQuestion

__all__ = [
    "NOTE_CAP",
    "AdviseeRow",
    "AttentionMark",
    "Bundle",
    "BundlePart",
    "CohortTally",
    "DeanMessage",
    "DeanNote",
    "DeanQuestion",
    "SavedFilter",
]
