"""Proofs: rows of the logbook, and when one counts (CH: rulebook section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Proof:
    done_on: date
    kind: str
    shown_by: str = ""
    specialty: str = ""
    lever: str = ""
    repairs: str = ""  # the finding that it answers, by its rule


def counting(proofs: Iterable[Proof], *, match_day: date, today: date) -> list[Proof]:
    """Done after Match Day and not after today, with a place, person or document to show it."""
    return [
        proof for proof in proofs if match_day < proof.done_on <= today and proof.shown_by.strip()
    ]
