"""The dated facts that carry a text."""

from dataclasses import dataclass
from datetime import date

from autopsy.models import AutopsyVersion
from smartpick.campaign.models import Cycle, Narrative, ProgressEntry

PROOFS_SHOWN = 40


@dataclass(frozen=True)
class Proof:
    code: str
    on: date
    title: str

    @property
    def words(self) -> str:
        return f"{self.on:%b} {self.on.day}, {self.on.year}: {self.title}"


def proofs_of(cycle: Cycle) -> list[Proof]:
    rows = ProgressEntry.objects.filter(cycle=cycle).order_by("-done_on", "-id")[:PROOFS_SHOWN]
    return [Proof(str(row.code), row.done_on, row.title) for row in rows]


def carried_by(
    cycle: Cycle, current: Narrative | None, proofs: list[Proof]
) -> dict[str, list[str]]:
    """What stands behind each text; empty lists say that nothing dated does."""
    chosen = set(current.facts.get("changed", [])) if current else set()
    version = AutopsyVersion.objects.filter(autopsy__cycle=cycle).order_by("-number").first()
    return {
        "went_wrong": [f"diagnosis, version {version.number}"] if version else [],
        "changed": [proof.words for proof in proofs if proof.code in chosen],
        "safer_now": [proof.words for proof in proofs[:3]],
    }
