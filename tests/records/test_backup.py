"""Backup and restore: everything comes back as it was, and no mail leaves by itself."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from outreach.models import Document
from smartpick.accounts.models import User
from smartpick.campaign.models import ViewEntry
from smartpick.common.errors import RuleBroken
from smartpick.outbox import delivery
from smartpick.outbox.choices import State
from smartpick.outbox.models import Intent, MailRoom
from smartpick.outbox.restore import outside
from smartpick.outbox.services import Mail, enqueue
from smartpick.records import ledger, rows, sealed
from smartpick.records.services import backup
from smartpick.records.services.backup import back_up, restore
from smartpick.records.services.erasure import erase
from tests.fingerprint import fingerprint
from tests.sweep import canaries_in, kept_rows

pytestmark = pytest.mark.django_db
NOW = timezone.now()
KEY = "an invented passphrase of some length"
# Written by the restore itself: mail is held, its marks are new.
BY_RESTORE = {"outbox.intent", "outbox.mailroom", "records.export", "usersessions.usersession"}


def empty_database():
    """As a new host would be: the guard of the log of looks belongs to a database in use."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE campaign_viewentry")
        else:
            cursor.execute("DROP TRIGGER viewentry_no_delete")
    rows.empty_all()


def autopsies():
    """As the database itself writes them, in no order."""
    return {name: sorted(held) for name, held in kept_rows().items() if name.startswith("autopsy")}


def bodies():
    told = {}
    for document in Document.objects.all():
        with document.file.open("rb") as held:
            told[document.file.name] = held.read()
    return told


def came_back(manifest):
    try:
        backup._compare(manifest)
    except RuleBroken:
        return False
    return True


def empty_store():
    store = storages["documents"]
    for name in Document.objects.values_list("file", flat=True):
        store.delete(name)


@pytest.fixture
def kept(cast, tmp_path):
    """A backup of the cast with 200 mails that wait, and a look that was logged."""
    for number in range(200):
        enqueue(Mail(f"k{number}", "digest", "a@alum.example", "S", "T"), now=NOW)
    enqueue(Mail("sent", "digest", "a@alum.example", "S", "T"), now=NOW)
    Intent.objects.filter(unique_key="sent").update(state=State.SENT, sent_at=NOW)
    MailRoom.objects.get_or_create(pk=1)
    ViewEntry(subject_code=cast.maya.code, viewer_code=cast.maya.code, viewer_name="D", role="dean",
              how="opened", what="x", at=NOW).save()  # fmt: skip
    path = tmp_path / "backup.sealed"
    back_up(path, now=NOW, passphrase=KEY)
    return path


@pytest.mark.sqlite
@pytest.mark.proof("O2")
def test_everything_comes_back_as_it_was_documents_too(kept, told):
    before = {name: fp for name, fp in fingerprint().items() if name not in BY_RESTORE}
    texts = autopsies()
    files = bodies()
    looks = list(ViewEntry.objects.values())
    empty_store()
    empty_database()
    assert not User.objects.exists()

    manifest = restore(kept, now=NOW, passphrase=KEY)

    assert {name: fp for name, fp in fingerprint().items() if name not in BY_RESTORE} == before
    assert autopsies() == texts
    assert bodies() == files
    assert list(ViewEntry.objects.values()) == looks
    assert manifest["missing"] == []
    # The next row gets a number that is free.
    enqueue(Mail("next", "digest", "a@alum.example", "S", "T"), now=NOW)
    with told.control("one row changed on its way"):
        Intent.objects.filter(unique_key="sent").update(subject="Another")
        assert came_back(manifest)
    count = sum(table["count"] for table in manifest["tables"].values())
    told.figure(
        f"{count:,} rows of {len(manifest['tables'])} tables, {len(files)} documents: equal"
    )


@pytest.mark.sqlite
@pytest.mark.proof("O3")
def test_restored_database_sends_nothing_by_itself(kept, sink, told):
    """In the backup 200 mails wait; since then they went out. None of them goes a second time."""
    empty_database()
    restore(kept, now=NOW, passphrase=KEY)

    delivery.deliver(clock=lambda: NOW + timedelta(hours=1))

    assert sink.received == []
    states = dict(Intent.objects.values_list("unique_key", "state"))
    assert {key for key, state in states.items() if state != "held"} == {"sent"}
    room = MailRoom.objects.get()
    assert room.restored_at == NOW
    assert outside() == (room.mark, room.passes)
    with told.control("without the hold"):
        MailRoom.objects.update(restored_at=None)
        Intent.objects.filter(state="held").update(state="queued")
        delivery.deliver(clock=lambda: NOW + timedelta(hours=1))
        assert sink.received == []
    told.figure(f"{len(states) - 1} waiting mails held, 0 sent by itself")


@pytest.mark.proof("A5")
def test_restore_erases_again_who_was_erased_after_the_backup(kept, cast, told):
    erase(user=cast.maya, why="asked", now=NOW)
    assert len(ledger.codes()) == 1
    empty_database()

    restore(kept, now=NOW, passphrase=KEY)

    assert not User.objects.filter(email="maya@alum.example").exists()
    everything = " ".join(row for held in kept_rows().values() for row in held)
    assert canaries_in(everything, "maya") == set()
    assert canaries_in(everything, "ivo")
    told.figure("1 person of an older backup is not brought back")


def test_database_that_holds_people_is_left_alone(kept):
    before = fingerprint()

    with pytest.raises(RuleBroken, match="holds people"):
        restore(kept, now=NOW, passphrase=KEY)

    assert fingerprint() == before


@pytest.fixture
def plain(cast, tmp_path):
    path = tmp_path / "plain.zip"
    back_up(path, now=NOW)
    return path


def changed(path, tmp_path, how):
    """The file with one thing wrong with it."""
    body = path.read_bytes()
    if how == "cut":
        body = body[: len(body) * 2 // 3]
    if how == "one byte":
        with zipfile.ZipFile(path) as pack:
            part = max(pack.infolist(), key=lambda one: one.compress_size)
        # Inside what is packed: a moment in a header may be any other.
        middle = part.header_offset + part.compress_size // 2
        body = body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]
    if how in ("a row taken out", "another version"):
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                held = old.read(name)
                if how == "a row taken out" and name == "rows/campaign.Task.jsonl":
                    held = held.split(b"\n", 1)[1]
                if how == "another version" and name == "manifest.json":
                    held = held.replace(b"0001_initial", b"0001_other", 1)
                new.writestr(name, held)
        body = out.getvalue()
    wrong = tmp_path / f"{how}.zip"
    wrong.write_bytes(body)
    return wrong


@pytest.mark.proof("O2")
def test_cut_changed_or_foreign_file_is_refused_and_nothing_is_written(plain, tmp_path, told):
    empty_database()
    before = {name: len(held) for name, held in kept_rows().items()}
    ways = ("cut", "one byte", "a row taken out", "another version")
    for how in ways:
        with pytest.raises(RuleBroken):
            restore(changed(plain, tmp_path, how), now=NOW)

    assert {name: len(held) for name, held in kept_rows().items()} == before
    with told.control("the whole file"):
        restore(plain, now=NOW)
        assert not User.objects.exists()
    told.figure(f"{len(ways)} broken files refused")


def test_sealed_file_shows_no_word_and_opens_with_its_key_alone(kept, tmp_path):
    body = kept.read_bytes()
    assert b"cnry" not in body
    assert b"manifest" not in body
    assert kept.stat().st_mode & 0o077 == 0
    empty_database()
    for key, words in (("", "is sealed"), ("another invented passphrase", "does not open")):
        with pytest.raises(RuleBroken, match=words):
            restore(kept, now=NOW, passphrase=key)
    cut = tmp_path / "cut"
    cut.write_bytes(body[: -sealed.TAG])
    with pytest.raises(RuleBroken):
        restore(cut, now=NOW, passphrase=KEY)

    assert not User.objects.exists()


@pytest.mark.parametrize("size", [0, 1, sealed.PIECE - 1, sealed.PIECE, 2 * sealed.PIECE + 7])
def test_seal_gives_back_the_same_bytes_and_misses_none(size):
    given, shut, opened = io.BytesIO(b"x" * size), io.BytesIO(), io.BytesIO()
    sealed.seal(given, shut, passphrase=KEY)

    sealed.unseal(shut, opened, passphrase=KEY)

    assert opened.getvalue() == b"x" * size
    # Without its last piece, the one before does not pass for the last.
    short = io.BytesIO(shut.getvalue()[: -(size % sealed.PIECE or sealed.PIECE) - sealed.TAG])
    if size:
        with pytest.raises(RuleBroken):
            sealed.unseal(short, io.BytesIO(), passphrase=KEY)


def test_commands_say_what_they_did_and_refuse_a_short_key(kept, tmp_path, capsys):
    key = tmp_path / "key"
    key.write_text(KEY + "\n")
    call_command("backup", str(tmp_path / "b"), "--key", str(key))
    assert "documents in" in capsys.readouterr().out
    key.write_text("short")
    with pytest.raises(CommandError, match="fewer than 15"):
        call_command("backup", str(tmp_path / "c"), "--key", str(key))
    assert not (tmp_path / "c").exists()
    key.write_text(KEY)
    with pytest.raises(CommandError, match="holds people"):
        call_command("restore", str(tmp_path / "b"), "--key", str(key))
    empty_database()

    call_command("restore", str(tmp_path / "b"), "--key", str(key))

    held = Intent.objects.filter(state=State.HELD).count()
    assert held >= 200
    assert f"{held} mails are held: look at /operator/mail/." in capsys.readouterr().out


def test_data_folder_holds_the_mark_and_the_ledger_that_a_backup_needs():
    assert settings.OUTBOX_MARK.parent == settings.ERASURE_LEDGER.parent
