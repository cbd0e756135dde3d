"""Everything of one person in one file, and nothing of anybody else's."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from smartpick.campaign.owned import Owned
from smartpick.outbox.models import Intent
from smartpick.outbox.services import File, Mail, enqueue
from smartpick.records.checks import every_table_says_whose_it_is
from smartpick.records.choices import ExportState
from smartpick.records.declared import SAID, personal, said_of
from smartpick.records.models import Export
from smartpick.records.queries.archive import Archive
from smartpick.records.services.export import LEASE, ask_export, drop_expired, make, work_off
from tests.cast import canary, make_cast
from tests.pdf_text import words_of
from tests.sweep import canaries_in, kept_rows

# What is about a person and not theirs to take: a dean's private note and mark are the school's.
NOT_THEIRS = {"maya": {canary("maya", "private"), canary("maya", "known")}}


def prove(client, user):
    session = client.session
    session["proved"] = [user.pk, int(timezone.now().timestamp())]
    session.save()


def opened(body):
    with zipfile.ZipFile(io.BytesIO(body)) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def made_for(user):
    ask_export(user=user, now=timezone.now())
    work_off()
    with Export.objects.get(user=user, state=ExportState.READY).file.open("rb") as held:
        return opened(held.read())


def text_of(files):
    """All words of an archive; a drawn page is read as a screen reader does."""
    return "\n".join(
        words_of(body) if name.startswith("Autopsy") else body.decode("utf-8", "replace")
        for name, body in files.items()
    )


@pytest.fixture(scope="module")
def archives(django_db_setup, django_db_blocker):
    """name -> the files of that person's archive; "everything" -> each row of the database.

    Made once for the whole file, in a transaction that is rolled back.
    """
    told = {}
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        for name in ("maya", "ivo"):
            user = cast.people[name]
            file = File("CV.pdf", "application/pdf", b"held " + name.encode())
            mail = Mail(f"sent:{name}", "outreach", "x@faculty.example",
                        canary(name, "sentsubject"), canary(name, "senttext"),
                        owner_code=user.code, attachments=(file,))  # fmt: skip
            enqueue(mail, now=timezone.now())
        told = {name: made_for(cast.people[name]) for name in ("maya", "ivo")}
        told["everything"] = "\n".join(row for rows in kept_rows().values() for row in rows)
        transaction.set_rollback(True)
    return told


@pytest.mark.feature("X6")
@pytest.mark.proof("A4")
def test_export_holds_every_canary_of_its_person_and_nobody_elses(archives, told):
    everything, missed, foreign, count = archives["everything"], {}, {}, 0
    for name in ("maya", "ivo"):
        text = text_of(archives[name])
        owned = canaries_in(everything, name) - NOT_THEIRS.get(name, set())
        count += len(owned)
        missed[name] = owned - canaries_in(text, name)
        others = {"maya", "noor", "ivo", "both"} - {name}
        foreign[name] = set().union(*(canaries_in(text, other) for other in others))
        assert NOT_THEIRS.get(name, set()) & canaries_in(text, name) == set()

    assert count > 150
    assert missed == foreign == {"maya": set(), "ivo": set()}
    with told.control("a table left out"):
        tables = {n: b for n, b in archives["maya"].items() if n.startswith("tables/")}
        del tables["tables/outreach-message.csv"]
        text = text_of(tables)
        assert canaries_in(everything, "maya") - NOT_THEIRS["maya"] <= canaries_in(text, "maya")
    told.figure(f"{count} canaries of 2 people in their files, 0 of others")


@pytest.mark.feature("X6")
def test_each_table_of_a_person_is_a_file_of_the_archive(archives):
    tables = {name for name in archives["maya"] if name.startswith("tables/")}
    owned = {
        f"tables/{model._meta.label_lower.replace('.', '-')}.csv"
        for model in apps.get_models()
        if issubclass(model, Owned) and model.exported
    }

    assert owned - tables == set()
    assert {name.split("/")[0] for name in archives["maya"]} >= {
        "README.txt", "record.json", "record.html", "calendar.ics", "documents", "mails", "tables",
    }  # fmt: skip
    assert b"held maya" in b"".join(archives["maya"].values())


@pytest.mark.feature("X6")
def test_readme_counts_what_is_in_it_and_says_what_is_not(archives):
    readme = archives["maya"]["README.txt"].decode()

    assert "Documents: 1 row in tables/outreach-document.csv" in readme
    assert "Private notes of deans" in readme
    assert "WHAT COULD NOT BE MADE" not in readme
    page = archives["maya"]["record.html"].decode()
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")


def test_server_refuses_to_start_while_a_table_says_nothing_of_itself(monkeypatch):
    assert every_table_says_whose_it_is() == []

    monkeypatch.delitem(SAID, "campaign.Notification")

    (error,) = every_table_says_whose_it_is()
    assert (error.id, "campaign.Notification" in error.msg) == ("house.E004", True)


def test_whatever_hangs_on_a_person_is_said_to_be_theirs():
    """A table with a way to a person may not be called nobody's, but for the listed reasons."""
    listed = {model for model, _ in personal()}
    loose = {
        model._meta.label
        for model in apps.get_models()
        for one in model._meta.fields
        if one.related_model is not None
        and one.related_model._meta.label in ("accounts.User", "accounts.Applicant")
        and model not in listed
    }

    # Whose school invited, lists or recommends; the person is named by a key that is emptied.
    assert loose == {"accounts.JoinCode", "mentors.Endorsement"}
    assert all(said_of(apps.get_model(label)).why for label in loose)


def test_no_secret_column_leaves():
    """What opens a door is kept as a fingerprint, and the fingerprint stays here too."""
    columns = {
        (table.model._meta.label, column.name)
        for table in Archive(None, timezone.now()).tables
        for column in table.columns
    }
    secret = re.compile("password|secret|token|_hash$|session_key|search_key")

    assert {name for name in columns if secret.search(name[1])} == set()
    assert ("mfa.Authenticator", "data") not in columns


@pytest.mark.django_db
@pytest.mark.feature("X6")
def test_asking_wants_a_fresh_proof_and_two_presses_make_one_file(client, cast):
    client.force_login(cast.maya)
    ask = reverse("records:ask-export")
    Export.objects.all().delete()
    page = client.get(reverse("records:export")).content.decode()
    assert ("Prove that it is you" in page, "Make my file" in page) == (True, False)
    assert client.post(ask).status_code == 403
    assert not Export.objects.exists()

    prove(client, cast.maya)
    assert "Make my file" in client.get(reverse("records:export")).content.decode()
    client.post(ask)
    page = client.post(ask, follow=True).content.decode()

    assert Export.objects.count() == 1
    assert "We are preparing your file" in page
    assert work_off() == 1
    export = Export.objects.get()
    assert "Download the ZIP" in client.get(reverse("records:export")).content.decode()
    answer = client.get(reverse("records:export-file", args=[export.code]))
    body = b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store, private"
    assert canary("maya", "exams").encode() in opened(body)["record.json"]
    assert export.done_count == export.total_count > 50


@pytest.mark.django_db
@pytest.mark.feature("X6")
def test_file_is_its_persons_alone_wants_a_proof_and_is_gone_after_a_day(client, cast):
    export = ask_export(user=cast.maya, now=timezone.now())
    work_off()
    export.refresh_from_db()
    address = reverse("records:export-file", args=[export.code])
    store, name = export.file.storage, export.file.name
    client.force_login(cast.ivo)
    prove(client, cast.ivo)
    assert client.get(address).status_code == 404
    client.force_login(cast.maya)
    assert client.get(address).status_code == 302  # to the proof, and back

    assert drop_expired(now=export.expires_at - timedelta(minutes=1)) == 0
    assert drop_expired(now=export.expires_at + timedelta(seconds=1)) == 1

    prove(client, cast.maya)
    assert client.get(address).status_code == 404
    assert not store.exists(name)


@pytest.mark.django_db
def test_mail_comes_only_when_it_took_longer_than_ten_seconds(cast):
    now = timezone.now()
    ask_export(user=cast.maya, now=now + timedelta(hours=1))  # however busy this machine is
    ask_export(user=cast.ivo, now=now - timedelta(seconds=30))
    work_off()

    assert [m.to for m in Intent.objects.filter(kind="export_ready")] == ["ivo@alum.example"]
    assert "/account/export/" in Intent.objects.get(kind="export_ready").text


@pytest.mark.django_db
def test_worker_that_lost_its_claim_keeps_no_file(cast):
    export = ask_export(user=cast.maya, now=timezone.now())
    Export.objects.filter(pk=export.pk).update(
        claimed_by="other", lease_until=timezone.now() + LEASE
    )

    assert make(export, me="me") is False

    export.refresh_from_db()
    assert (export.state, export.claimed_by, export.file.name) == ("waiting", "other", "")


@pytest.mark.django_db
def test_export_that_fails_three_times_says_so_and_can_be_asked_again(client, cast, monkeypatch):
    export = ask_export(user=cast.maya, now=timezone.now())
    document = cast.applicants["maya"].documents.get()
    document.file.storage.delete(document.file.name)
    work_off()
    export.refresh_from_db()
    with export.file.open("rb") as held:
        readme = opened(held.read())["README.txt"].decode()

    # A file that is gone fails nothing: it is named.
    assert "the file is not on this server any more" in readme
    again = ask_export(user=cast.maya, now=timezone.now())
    Export.objects.filter(pk=again.pk).update(tries_count=2)
    type(cast.applicants["maya"]).objects.filter(pk=cast.applicants["maya"].pk).update(
        paper="letter"
    )
    cast.versions["maya"].snapshot = {"schema": "broken"}
    type(cast.versions["maya"]).objects.filter(pk=cast.versions["maya"].pk).update(snapshot={})
    assert work_off() == 0
    again.refresh_from_db()
    assert again.state == "failed"
    client.force_login(cast.maya)
    assert "could not be made" in client.get(reverse("records:export")).content.decode()
