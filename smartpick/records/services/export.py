"""Everything of one person in one file: asked for, made by a worker, gone after 24 hours."""

import logging
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO

from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from smartpick.accounts.models import User
from smartpick.common.claims import claim, renew, worker_name
from smartpick.common.wake import wake
from smartpick.outbox.services import enqueue
from smartpick.records import emails
from smartpick.records.choices import ExportState
from smartpick.records.models import Export

LEASE = timedelta(minutes=2)
KEPT = timedelta(hours=24)
WORTH_A_MAIL = timedelta(seconds=10)
TRIES = 3
log = logging.getLogger(__name__)


class Taken(Exception):  # noqa: N818
    """Another worker took this export over."""


def ask_export(*, user: User, now: datetime) -> Export:
    """The export that is on its way, or a new one; older files of this person go at once."""
    waiting = Export.objects.filter(user=user, state=ExportState.WAITING)
    if (held := waiting.first()) is not None:
        return held
    for old in Export.objects.filter(user=user):
        drop(old)
    try:
        with transaction.atomic():
            export = Export.objects.create(user=user, asked_at=now)
            wake("smartpick.records.tasks.make_exports")
    except IntegrityError:
        return waiting.get()  # two presses at once: one effect
    return export


def work_off() -> int:
    """Exports that wait, one after the other. Returns how many were made."""
    me, done = worker_name(), 0
    waiting = Export.objects.filter(state=ExportState.WAITING)
    while taken := claim(waiting, me=me, now=timezone.now(), lease=LEASE):
        done += make(taken[0], me=me)
    return done


def make(export: Export, *, me: str) -> bool:
    """Builds the file. A third failure is told to its person; before that it is tried again."""
    Export.objects.filter(pk=export.pk).update(tries_count=export.tries_count + 1)
    try:
        with tempfile.TemporaryFile() as held:
            for _ in _written(export, held, me=me):
                pass
            size = held.tell()
            held.seek(0)
            _finish(export, held, size=size, me=me)
    except Taken:
        return False
    except Exception as why:
        # Its kind alone: what a database says of an error holds what somebody typed.
        log.error("export failed", extra={"kind": type(why).__name__})
        if export.tries_count + 1 < TRIES:
            return False  # the next worker takes it when the lease is over
        Export.objects.filter(pk=export.pk, claimed_by=me).update(
            state=ExportState.FAILED, claimed_by="", lease_until=None
        )
        return False
    return True


def _written(export: Export, held: IO[bytes], *, me: str) -> Iterator[int]:
    # A worker's work: a web worker starts without calendars, drawing and packing.
    from zipstream import ZIP_DEFLATED, ZipStream  # noqa: PLC0415

    from smartpick.records.queries.archive import Archive  # noqa: PLC0415

    archive = Archive(export.user, timezone.now())
    steps = archive.steps
    pack = ZipStream(compress_type=ZIP_DEFLATED)
    for number, (name, pieces) in enumerate(archive.parts(), start=1):
        pack.add(pieces, name)
        for piece in pack.all_files():
            held.write(piece)
        told = {"done_count": min(number, steps), "total_count": steps}
        if not renew(export, me=me, now=timezone.now(), lease=LEASE, **told):
            raise Taken
        yield number
    for piece in pack.finalize():
        held.write(piece)


def _finish(export: Export, held: IO[bytes], *, size: int, me: str) -> None:
    now = timezone.now()
    export.file.save("", File(held), save=False)
    with transaction.atomic():
        mine = Export.objects.filter(pk=export.pk, claimed_by=me).update(
            state=ExportState.READY, file=export.file.name, size=size, ready_at=now,
            done_count=F("total_count"), expires_at=now + KEPT, claimed_by="", lease_until=None,
        )  # fmt: skip
        if mine and now - export.asked_at > WORTH_A_MAIL:
            enqueue(emails.export_ready(export=export), now=now)
    if not mine:
        export.file.delete(save=False)
        raise Taken


def drop(export: Export) -> None:
    """The file first: a row without a file answers 404, a file without a row stays for good."""
    if export.file:
        export.file.delete(save=False)
    export.delete()


def drop_expired(*, now: datetime) -> int:
    """Files older than 24 hours, and asks that came to nothing."""
    over = Export.objects.filter(expires_at__lt=now) | Export.objects.filter(
        state=ExportState.FAILED, asked_at__lt=now - KEPT
    )
    rows = list(over)
    for export in rows:
        drop(export)
    return len(rows)
