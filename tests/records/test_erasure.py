"""Deleting everything of one person: the days before, the deed, and what is left of them."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outreach.models import Document
from smartpick.accounts.models import Applicant, EmailObjection, Invitation, User
from smartpick.campaign.models import Notification, ViewEntry
from smartpick.dean.models.bundle import Bundle
from smartpick.outbox.models import Intent, Suppression
from smartpick.outbox.services import Mail, enqueue, suppress
from smartpick.records import ledger
from smartpick.records.models import Erased, ErasureRequest, Export
from smartpick.records.services import erasure
from smartpick.records.services.erasure import (
    ask_erasure,
    erase,
    erase_due,
    keep_account,
    obey_ledger,
    warn_due,
)
from tests.cast import canary, put_files_back
from tests.factories import make_dean, make_school
from tests.records.test_export import prove
from tests.sweep import canaries_in, kept_rows, tables_with

NOW = timezone.now()
DAY = timedelta(days=1)
WORDS = ("maya@alum.example", "old-maya@alum.example", "Maya Cnryname", "invited-as")


@pytest.fixture
def busy(cast):
    """Maya as somebody whose traces lie in rows of others too, and whose files are on the disk."""
    maya, applicant = cast.maya, cast.applicants["maya"]
    cast.files = put_files_back()
    EmailObjection.objects.create(user=maya, old_email="old-maya@alum.example", token_hash="x",
                                  made_at=NOW, expires_at=NOW + DAY)  # fmt: skip
    for number, state in enumerate(("draft", "sent")):
        Invitation.objects.create(
            school=make_school(), email="maya@alum.example", name="invited-as Maya Cnryname",
            role="applicant", token_hash=f"t{number}", sent_at=NOW, expires_at=NOW + 30 * DAY,
            used_by=maya if state == "sent" else None,
        )  # fmt: skip
    for key, purpose, owner, to in (
        ("outreach", "outreach", maya.code, "x@faculty.example"),
        ("code", "security", None, "maya@alum.example"),
        ("invitation", "notice", cast.dean_okafor.code, "Maya@alum.example"),
        ("theirs", "outreach", cast.ivo.code, "maya@alum.example"),
    ):
        enqueue(Mail(key, key, to, f"About {canary('maya', key) if key != 'theirs' else key}",
                     "Text", owner_code=owner, purpose=purpose), now=NOW)  # fmt: skip
    suppress(address="maya@alum.example", reason="stopped")
    packet = Bundle.objects.create(
        who=cast.dean_okafor, membership=cast.dean_okafor.memberships.get(), form="pdf",
        paper="letter", order="name", scope=[str(applicant.code)], expires_at=NOW + DAY,
        body=canary("maya", "packet").encode(),
    )  # fmt: skip
    packet.parts.create(number=1, name="x", body=canary("maya", "packetpart").encode())
    client = Client()
    client.force_login(cast.dean_okafor)
    client.get(reverse("dean:advisee", args=[applicant.code]))
    client.force_login(maya)
    client.get(reverse("home:week"))
    return cast


def left_of(files, person="maya"):
    rows = {(table, word) for table, held in kept_rows().items() for row in held
            for word in canaries_in(row, person)}  # fmt: skip
    store = storages["documents"]
    for name in filter(store.exists, files):
        with store.open(name, "rb") as held:
            text = held.read().decode("utf-8", "replace")
        rows |= {(name, word) for word in canaries_in(text, person)}
    return rows


@pytest.mark.django_db
@pytest.mark.feature("X47")
@pytest.mark.proof("A5")
def test_nothing_of_an_erased_person_is_left_in_any_table_or_file(busy, told):
    code, applicant = busy.maya.code, busy.applicants["maya"].code
    looks = ViewEntry.objects.filter(subject_code=applicant).count()
    others = {name: left_of(busy.files, name) for name in ("ivo", "noor", "both")}
    before = len({word for _, word in left_of(busy.files)})
    mine = {row.file.name for row in Document.objects.filter(applicant__code=applicant)}
    assert before > 60
    assert {word for _, word in tables_with(*WORDS)} == set(WORDS)

    gone = erase(user=busy.maya, why="asked", now=NOW)

    assert left_of(busy.files) == set()
    # Somebody else's own mail to this address is theirs.
    assert tables_with(*WORDS) == {("outbox_intent", "maya@alum.example")}
    assert Intent.objects.get(to="maya@alum.example").unique_key == "theirs"
    assert not any(storages["documents"].exists(name) for name in mine)
    assert {table for table, row in kept_rows().items() if str(code) in " ".join(row)} == {
        "records_erased"}  # fmt: skip
    assert {table for table, row in kept_rows().items() if str(applicant) in " ".join(row)} == {
        "campaign_viewentry"}  # fmt: skip
    assert (ViewEntry.objects.filter(subject_code=applicant).count(), looks) == (1, 1)
    assert Suppression.objects.exists()
    assert {name: left_of(busy.files, name) for name in others} == others
    row = Erased.objects.get(user_code=code)
    assert row.rows_count == sum(gone.values()) > 200
    assert ledger.codes() == {code}
    with told.control("only the account's row, without files and mails"):
        busy.ivo.delete()
        assert left_of(busy.files, "ivo") == set()
    told.figure(f"{before} canaries, {row.rows_count} rows, {row.files_count} files: 0 left")


@pytest.mark.django_db
@pytest.mark.feature("X47")
def test_everybody_is_erased_one_after_the_other_and_no_word_of_anybody_is_left(busy):
    for name in ("maya", "ivo", "noor", "gone"):
        erase(user=busy.people[name], why="asked", now=NOW)

    everything = " ".join(row for rows in kept_rows().values() for row in rows)
    assert [canaries_in(everything, name) for name in ("maya", "ivo", "noor")] == [set()] * 3
    assert set(Applicant.objects.values_list("user_id", flat=True)) == {
        busy.both.pk, busy.people["guest"].pk}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.feature("X47")
def test_dean_who_left_is_erased_and_their_advisees_keep_their_reviews(busy):
    membership = busy.dean_okafor.memberships.get()
    membership.ended_on = NOW.date()
    membership.save()

    erase(user=busy.dean_okafor, why="asked", now=NOW)

    assert not User.objects.filter(email="okafor@riverside.example").exists()
    assert canaries_in(" ".join(kept_rows()["dean_deannote"]), "maya") == {
        canary("maya", "private")}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.feature("X47")
def test_asking_wants_proof_and_the_typed_address_and_can_be_taken_back(client, busy):
    client.force_login(busy.maya)
    page = client.get(reverse("records:delete")).content.decode()
    assert "1 person" in page
    assert "1 document" in page
    ask = reverse("records:ask-erasure")
    assert client.post(ask, {"email": "maya@alum.example"}).status_code == 403
    prove(client, busy.maya)
    wrong = client.post(ask, {"email": "mya@alum.example"}).content.decode()
    assert "That does not match maya@alum.example." in wrong
    assert 'value="mya@alum.example"' in wrong
    assert not ErasureRequest.objects.exists()

    client.post(ask, {"email": " MAYA@alum.example "})
    page = client.post(ask, {"email": "maya@alum.example"}, follow=True).content.decode()

    assert ErasureRequest.objects.count() == 1
    assert "Your account is deleted on" in page
    assert "Keep my account" in client.get(reverse("home:week")).content.decode()
    assert Intent.objects.filter(kind="erasure_asked").count() == 1
    client.post(reverse("records:keep-account"))
    assert erase_due(now=NOW + 30 * DAY) == 0
    assert "Keep my account" not in client.get(reverse("home:week")).content.decode()
    assert User.objects.filter(email="maya@alum.example").exists()


@pytest.mark.django_db
@pytest.mark.feature("X47")
def test_deans_hear_of_the_day_without_a_name_and_the_person_twice(busy):
    asked = ask_erasure(user=busy.maya, typed="maya@alum.example", now=NOW)

    assert warn_due(now=NOW + 10 * DAY) == 0
    assert warn_due(now=NOW + 11 * DAY) == 1
    assert warn_due(now=NOW + 12 * DAY) == 0

    told = Intent.objects.get(kind="erasure_told", owner_code=busy.dean_okafor.code)
    assert (told.to, "Maya" in told.text + told.subject) == ("okafor@riverside.example", False)
    assert reverse("dean:advisee", args=[busy.applicants["maya"].code]) in told.text
    bell = Notification.objects.get(user=busy.dean_okafor, kind="erasure")
    assert "Maya" not in bell.text
    kinds = Intent.objects.filter(to="maya@alum.example", kind__startswith="erasure")
    assert sorted(kinds.values_list("kind", flat=True)) == ["erasure_asked", "erasure_near"]
    assert erase_due(now=asked.due_at - timedelta(minutes=1)) == 0
    assert erase_due(now=asked.due_at) == 1
    assert not User.objects.filter(email="maya@alum.example").exists()
    assert not Notification.objects.filter(kind="erasure").exists()


@pytest.mark.django_db
@pytest.mark.feature("X47")
def test_whoever_holds_an_office_is_told_to_hand_it_over_first(client, busy):
    client.force_login(busy.dean_okafor)
    page = client.get(reverse("records:delete")).content.decode()
    assert "You are dean of Riverside. Hand that over first" in page
    prove(client, busy.dean_okafor)

    answer = client.post(reverse("records:ask-erasure"), {"email": "okafor@riverside.example"})

    assert "Hand that over first" in answer.content.decode()
    assert not ErasureRequest.objects.exists()


@pytest.mark.django_db
def test_somebody_who_took_an_office_in_the_grace_is_kept(busy):
    asked = ask_erasure(user=busy.ivo, typed="ivo@alum.example", now=NOW)
    school = make_school()
    make_dean("later@riverside.example", school).memberships.update(user=busy.ivo)

    assert erase_due(now=asked.due_at) == 0
    assert User.objects.get(pk=busy.ivo.pk).erase_on is None


@pytest.mark.django_db
def test_press_of_keep_at_the_last_moment_wins_over_the_erasure(busy):
    asked = ask_erasure(user=busy.maya, typed="maya@alum.example", now=NOW)
    keep_account(user=busy.maya, now=asked.due_at)

    assert erasure.erase_one(asked, now=asked.due_at) is False
    assert User.objects.filter(pk=busy.maya.pk).exists()


@pytest.mark.django_db
@pytest.mark.feature("X47")
def test_sessions_tokens_and_exports_end_with_the_account(busy):
    client = Client()
    client.force_login(busy.maya)
    export = Export.objects.get(user=busy.maya)
    assert client.get(reverse("home:week")).status_code == 200

    erase(user=busy.maya, why="asked", now=NOW)

    assert client.get(reverse("home:week")).status_code == 302
    assert not export.file.storage.exists(export.file.name)
    assert client.get("/account/login/").status_code == 200


@pytest.mark.django_db
@pytest.mark.proof("A5")
def test_restored_database_obeys_the_ledger(busy, told):
    ledger.write(busy.maya.code, NOW.date())

    assert obey_ledger(now=NOW) == 1

    assert left_of(busy.files) == set()
    assert obey_ledger(now=NOW) == 0
    told.figure("1 person of a restored database erased again")
