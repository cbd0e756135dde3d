"""Knowing a restored database: a mark in it and one beside it in the data folder must agree.

Each pass that claims something counts up, first inside, then outside. A database put back from a
backup is behind the file, one put on a new machine finds no file, and both hold all their mail:
what they call 'waiting' may have left long ago.
"""

import fcntl
import os
import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from smartpick.outbox.choices import Purpose, State
from smartpick.outbox.models import Intent, MailRoom

HELD_WORDS = "Held: the database was restored, and this may have left before."


def is_restored() -> bool:
    """Whether the mark outside says that this database was further once, or is another's.

    The file is read before the row, since the row is always counted up first: read the other way
    round, the pass of another sender in between would look like a restore. Twice, because the very
    first mark may have been written between the two.
    """
    for _ in range(2):
        mark, passes = outside()
        room = MailRoom.objects.get(pk=1)
        if mark == room.mark and passes <= room.passes:
            return False
    return True


def hold_everything(*, now: datetime) -> None:
    """All that waits is held, what was in hand is not confirmed; the marks agree afterwards."""
    with transaction.atomic():
        free = {"claimed_by": "", "lease_until": None, "updated_at": now, "outcome": HELD_WORDS}
        waiting = Intent.objects.filter(state__in=[State.QUEUED, State.CLAIMED])
        waiting.update(state=State.HELD, released_at=None, **free)
        Intent.objects.filter(state=State.HANDING).update(state=State.UNCONFIRMED, **free)
        MailRoom.objects.filter(pk=1).update(mark=uuid.uuid4(), restored_at=now)
    write_outside(MailRoom.objects.get(pk=1))


def to_be_held(room: MailRoom) -> QuerySet[Intent]:
    """After a restore: all but released mail, and codes that somebody asked for since."""
    if room.restored_at is None:
        return Intent.objects.none()
    new_codes = Q(purpose=Purpose.SECURITY, created_at__gte=room.restored_at)
    return Intent.objects.filter(released_at__isnull=True).exclude(new_codes)


def count_pass() -> MailRoom:
    """Counts up inside; the row as it stands then, which this transaction keeps from others."""
    MailRoom.objects.filter(pk=1).update(passes=F("passes") + 1)
    return MailRoom.objects.get(pk=1)


def outside() -> tuple[uuid.UUID | None, int]:
    try:
        mark, passes = Path(settings.OUTBOX_MARK).read_text().split()
        return uuid.UUID(mark), int(passes)
    except (FileNotFoundError, ValueError):
        return None, 0


def write_outside(room: MailRoom) -> None:
    """Never backwards: of two senders the later count stays."""
    path = Path(settings.OUTBOX_MARK)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        mark, passes = outside()
        if mark == room.mark and passes >= room.passes:
            return
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(f"{room.mark} {room.passes}")
        fresh.replace(path)
