"""The codes of erased people, in a file beside the outbox's mark: a restored database is older."""

import fcntl
import os
import uuid
from datetime import date
from pathlib import Path

from django.conf import settings


def codes() -> set[uuid.UUID]:
    path = Path(settings.ERASURE_LEDGER)
    if not path.exists():
        return set()
    return {uuid.UUID(line.split()[0]) for line in path.read_text().splitlines() if line.strip()}


def write(code: uuid.UUID, on: date) -> None:
    """One line, on the disk before this returns."""
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write(f"{code} {on.isoformat()}\n")
        held.flush()
        os.fsync(held.fileno())
