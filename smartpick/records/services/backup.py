"""The whole state in one file, and back: rows, documents, the ledger of erasures, a manifest.

Portable between the databases we run on. Nothing is written before the whole file was read and
found sound; afterwards every mail that waited is held.
"""

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.core.files.base import File
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from outreach.models import Document
from outreach.models.document import document_store
from smartpick.accounts.models import User
from smartpick.campaign.models import ViewEntry
from smartpick.common.errors import RuleBroken
from smartpick.outbox.models import MailRoom
from smartpick.outbox.restore import hold_everything
from smartpick.records import ledger, rows, sealed
from smartpick.records.services.erasure import obey_ledger

FORMAT = 1
PIECE = 256 * 1024
UNSOUND = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError)
Manifest = dict[str, Any]


def migrations() -> list[str]:
    """What the database has been through, of our installed apps."""
    labels = {config.label for config in apps.get_app_configs()}
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done if app in labels)


# --- making ---------------------------------------------------------------------------------------


def back_up(path: Path, *, now: datetime, passphrase: str = "") -> Manifest:
    """Writes beside its name first: a file that bears it is whole. Returns its manifest."""
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as out, _private(out), tempfile.TemporaryFile() as plain:
            manifest = _written(plain, now=now)
            plain.seek(0)
            if passphrase:
                sealed.seal(plain, out, passphrase=passphrase)
            else:
                while piece := plain.read(PIECE):
                    out.write(piece)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@contextmanager
def _private(out: IO[bytes]) -> Iterator[None]:
    Path(out.name).chmod(0o600)
    yield


def _written(plain: IO[bytes], *, now: datetime) -> Manifest:
    manifest: Manifest = {
        "format": FORMAT, "made_at": now.isoformat(), "migrations": migrations(), "tables": {},
        "files": {}, "missing": [],
    }  # fmt: skip
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as pack:
        with _one_moment():
            for model in rows.tables():
                manifest["tables"][model._meta.label] = _put_rows(pack, model)
            names = [*Document.objects.order_by("pk").values_list("file", flat=True)]
        for name in names:
            _put_file(pack, name, manifest)
        codes = sorted(str(code) for code in ledger.codes())
        pack.writestr("ledger.json", json.dumps(codes))
        pack.writestr("manifest.json", json.dumps(manifest, indent=1))
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """All tables as of one moment, whatever people write meanwhile."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _put_rows(pack: zipfile.ZipFile, model: Any) -> Manifest:
    count, told = 0, hashlib.sha256()
    with pack.open(f"rows/{model._meta.label}.jsonl", "w", force_zip64=True) as out:
        for line in rows.lines_of(model):
            out.write(line)
            told.update(line)
            count += 1
    columns = [field.column for field in rows.columns_of(model)]
    return {"columns": columns, "count": count, "sha256": told.hexdigest()}


def _put_file(pack: zipfile.ZipFile, name: str, manifest: Manifest) -> None:
    try:
        held = document_store().open(name, "rb")
    except OSError:
        manifest["missing"].append(name)
        return
    told = hashlib.sha256()
    with held, pack.open(f"files/{name}", "w", force_zip64=True) as out:
        while piece := held.read(PIECE):
            out.write(piece)
            told.update(piece)
    manifest["files"][name] = told.hexdigest()


# --- putting back ---------------------------------------------------------------------------------


def restore(path: Path, *, now: datetime, passphrase: str = "") -> Manifest:
    """Raises RuleBroken, with nothing changed, for a file that is cut, changed, of another version
    or not opened by the key, and for a database that holds people."""
    with tempfile.TemporaryFile() as plain, path.open("rb") as held:
        if sealed.is_sealed(held):
            sealed.unseal(held, plain, passphrase=passphrase)
        else:
            while piece := held.read(PIECE):
                plain.write(piece)
        plain.seek(0)
        try:
            with zipfile.ZipFile(plain) as pack:
                manifest = _sound(pack)
                _refuse_unfit(manifest)
                _put_back(pack, manifest, now=now)
        except UNSOUND as why:
            raise RuleBroken("This file is no whole backup: it was cut or changed.") from why
    obey_ledger(now=now)
    return manifest


def _sound(pack: zipfile.ZipFile) -> Manifest:
    """The manifest, after each part was read and its fingerprint compared."""
    manifest: Manifest = json.loads(pack.read("manifest.json"))
    wanted = {f"rows/{name}.jsonl": told["sha256"] for name, told in manifest["tables"].items()}
    wanted |= {f"files/{name}": told for name, told in manifest["files"].items()}
    for name, expected in wanted.items():
        told = hashlib.sha256()
        with pack.open(name) as held:
            while piece := held.read(PIECE):
                told.update(piece)
        if told.hexdigest() != expected:
            raise RuleBroken("This file is no whole backup: it was cut or changed.")
    return manifest


def _refuse_unfit(manifest: Manifest) -> None:
    if manifest["format"] != FORMAT or set(manifest["migrations"]) != set(migrations()):
        raise RuleBroken(
            "This backup is of another version of SmartPick. Run the version that made it,"
            " restore there, then bring it to this one with prepare."
        )
    if User.objects.exists() or ViewEntry.objects.exists():
        raise RuleBroken(
            "This database holds people. Make an empty one, run prepare on it, restore there."
        )


def _put_back(pack: zipfile.ZipFile, manifest: Manifest, *, now: datetime) -> None:
    for name in manifest["files"]:
        _put_file_back(pack, name)
    with transaction.atomic():
        rows.empty_all()
        for label, told in manifest["tables"].items():
            with pack.open(f"rows/{label}.jsonl") as lines:
                rows.load(apps.get_model(label), told["columns"], lines)
        rows.count_on()
        _compare(manifest)
        MailRoom.objects.get_or_create(pk=1)
        hold_everything(now=now)
    known = ledger.codes()
    for code in json.loads(pack.read("ledger.json")):
        if UUID(code) not in known:
            ledger.write(UUID(code), now.date())


def _put_file_back(pack: zipfile.ZipFile, name: str) -> None:
    store = document_store()
    if store.exists(name):
        store.delete(name)
    with pack.open(f"files/{name}") as held:
        if store.save(name, File(held)) != name:
            raise RuleBroken(f"The store of documents does not take the name {name}.")


def _compare(manifest: Manifest) -> None:
    """What stands in the database now, against what the backup said of each table."""
    for label, told in manifest["tables"].items():
        count, fingerprint = rows.hash_of(rows.lines_of(apps.get_model(label)))
        if (count, fingerprint) != (told["count"], told["sha256"]):
            raise RuleBroken(f"{label} did not come back as it was. Nothing was changed.")
