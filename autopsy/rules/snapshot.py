"""Frozen snapshots, read whatever their schema number: one upgrader, and what changed between."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCHEMA = 1
Snapshot = Mapping[str, Any]


def upgraded(snapshot: Snapshot, schema: int) -> Snapshot:
    """The snapshot in today's words. Schema 1 is the first; later ones add their step here."""
    if schema != SCHEMA:
        raise ValueError(f"Snapshot of schema {schema} cannot be read by schema {SCHEMA}.")
    return snapshot


@dataclass(frozen=True)
class Change:
    section: str
    field: str
    was: object
    now: object


def changes(before: Snapshot, after: Snapshot) -> list[Change]:
    """Field by field, only what differs; lists compare as sets."""
    found = []
    for section in after["sections"]:
        old = before["sections"].get(section, {})
        new = after["sections"][section]
        for field in sorted({*old, *new}):
            if not same_answer(old.get(field), new.get(field)):
                found.append(Change(section, field, old.get(field), new.get(field)))
    return found


def changed_sections(before: Snapshot, after: Snapshot) -> list[str]:
    return list(dict.fromkeys(change.section for change in changes(before, after)))


def same_answer(one: object, other: object) -> bool:
    """Lists compare as sets: their order means nothing."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other
