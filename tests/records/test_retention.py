"""What goes by itself, on its day and not before; unused accounts; the count of looks."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from mentors.models import ImportRun, Paper
from outreach.services.document import add_document
from smartpick.accounts.models import EmailObjection, Invitation, JoinCode, Membership, User
from smartpick.campaign.models import Notification, ViewEntry
from smartpick.outbox.models import Intent, Pulse
from smartpick.outbox.services import Mail, enqueue, erase_texts
from smartpick.picks.models import ProgramFile
from smartpick.records.declared import dated
from smartpick.records.models import ErasureRequest, Export, RetentionRun
from smartpick.records.queries.health import health
from smartpick.records.rules import unused_goes_on
from smartpick.records.services.erasure import ask_erasure, begin, erase_due
from smartpick.records.services.retention import keep_to_days, last_use, warn_unused
from smartpick.records.services.view_count import count_views
from tests.factories import (
    autopsy_of,
    link_to,
    make_applicant,
    make_dean,
    make_guest,
    make_school,
    make_user,
    plain_pdf,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def aged(model, column, *, days, **values):
    """A row whose days count from `column`, that many days before now."""
    row = model.objects.create(**values)
    moment = NOW - days * DAY
    if model._meta.get_field(column).get_internal_type() == "DateField":
        moment = moment.date()
    model._base_manager.filter(pk=row.pk).update(**{column: moment})
    return row


def make_row(label, days):
    """One row of each table that has days, so old."""
    n = uuid4().hex[:12]
    user = make_user(f"{n}@x.example")
    school = make_school()
    applicant = make_applicant(f"a{n}@x.example")
    own = {"private_to": applicant}
    makers = {
        "accounts.EmailObjection": lambda: aged(EmailObjection, "made_at", days=days, user=user,
            old_email="o@x.example", token_hash=n, made_at=NOW, expires_at=NOW),
        "accounts.Membership": lambda: aged(Membership, "ended_on", days=days, user=user,
            school=school, role="dean"),
        "accounts.Invitation": lambda: aged(Invitation, "expires_at", days=days, school=school,
            email="i@x.example", role="dean", token_hash=n, sent_at=NOW, expires_at=NOW),
        "accounts.JoinCode": lambda: aged(JoinCode, "expires_at", days=days, school=school,
            token_hash=n, expires_at=NOW, uses_left=1),
        "campaign.Notification": lambda: aged(Notification, "made_at", days=days, user=user,
            kind="x", text="x", target_name="x", made_at=NOW),
        "records.Export": lambda: aged(Export, "created_at", days=days, user=user, asked_at=NOW),
        "records.RetentionRun": lambda: aged(RetentionRun, "on_date", days=days, measure=n,
            on_date=NOW.date()),
        "picks.ProgramFile": lambda: aged(ProgramFile, "created_at", days=days,
            file_name="x", data=b"x", encoding="utf-8", separator=",", **own),
        "mentors.Paper": lambda: aged(Paper, "created_at", days=days, pmid=n, year=2026,
            title="x", **own),
        "mentors.ImportRun": lambda: aged(ImportRun, "created_at", days=days, kind="csv", size=1,
            file_name="x", **own),
    }  # fmt: skip
    return makers[label]()


DATED = {model._meta.label: (model, said) for model, said in dated()}


@pytest.mark.proof("A6")
def test_rows_go_on_their_day_and_nothing_younger(told):
    rows = {}
    assert "outbox.Intent" not in DATED  # its text goes, the fact stays: below
    for label, (model, said) in DATED.items():
        rows[label] = (model, make_row(label, said.kept_days + 1),
                       make_row(label, said.kept_days - 1))  # fmt: skip

    keep_to_days(now=NOW)

    left = {label: (model._base_manager.filter(pk=old.pk).exists(),
                    model._base_manager.filter(pk=young.pk).exists())
            for label, (model, old, young) in rows.items()}  # fmt: skip
    assert left == dict.fromkeys(rows, (False, True))
    assert RetentionRun.objects.get(on_date=NOW.date(), measure="notifications").count == 1
    keep_to_days(now=NOW)
    assert RetentionRun.objects.get(on_date=NOW.date(), measure="notifications").count == 1
    with told.control("a day earlier"):
        keep_to_days(now=NOW + 2 * DAY)
        for label, (model, _, young) in rows.items():
            assert model._base_manager.filter(pk=young.pk).exists(), label
    told.figure(f"{len(rows)} tables: gone a day after, there a day before")


def test_texts_of_mails_go_after_90_days_and_the_fact_stays():
    for days in (91, 89):
        intent = enqueue(Mail(f"k{days}", "x", "a@x.example", "S", "T"), now=NOW)
        Intent.objects.filter(pk=intent.pk).update(state="sent", updated_at=NOW - days * DAY)

    erase_texts(now=NOW)

    assert [*Intent.objects.order_by("pk").values_list("text", flat=True)] == ["", "T"]


def test_intents_of_90_days_are_not_deleted_as_rows():
    intent = enqueue(Mail("k", "x", "a@x.example", "S", "T"), now=NOW)
    Intent.objects.filter(pk=intent.pk).update(created_at=NOW - 400 * DAY)

    keep_to_days(now=NOW)

    assert Intent.objects.filter(pk=intent.pk).exists()


def test_trial_of_seven_days_goes_with_its_files_and_mails():
    guest = make_guest()
    document = add_document(
        applicant=guest.applicant, cycle=autopsy_of(guest.applicant).cycle, kind="cv",
        name="cv.pdf", content=plain_pdf(), by=guest, now=NOW,
    )  # fmt: skip
    enqueue(Mail("code", "claim_code", "g@x.example", "S", "T", owner_code=guest.code), now=NOW)
    User.objects.filter(pk=guest.pk).update(guest_until=NOW)

    keep_to_days(now=NOW - timedelta(minutes=1))
    assert User.objects.filter(pk=guest.pk).exists()
    keep_to_days(now=NOW + timedelta(minutes=1))

    assert not User.objects.filter(pk=guest.pk).exists()
    assert not document.file.storage.exists(document.file.name)
    assert not Intent.objects.exists()


def test_pressing_clear_takes_the_files_of_a_trial_at_once(client):
    guest = make_guest()
    document = add_document(
        applicant=guest.applicant, cycle=autopsy_of(guest.applicant).cycle, kind="cv",
        name="cv.pdf", content=plain_pdf(), by=guest, now=NOW,
    )  # fmt: skip
    client.force_login(guest)

    client.post("/try/clear/")

    assert not User.objects.filter(pk=guest.pk).exists()
    assert not document.file.storage.exists(document.file.name)


def test_role_that_is_still_named_by_a_link_stays():
    dean = make_dean("d@x.example", make_school())
    link_to(make_applicant("a@x.example"), dean)
    Membership.objects.filter(user=dean).update(ended_on=date(2020, 1, 1))

    keep_to_days(now=NOW)

    assert Membership.objects.filter(user=dean).exists()


def test_ended_sessions_go_with_their_line_in_the_list_of_devices():
    user = make_user("a@x.example")
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=NOW + days * DAY)
        UserSession.objects.create(user=user, session_key=key, ip="127.0.0.1", user_agent="x")

    keep_to_days(now=NOW)

    assert [row.session_key for row in UserSession.objects.all()] == ["new"]


@pytest.mark.parametrize(("today", "goes"), [
    (date(2026, 5, 31), None), (date(2026, 6, 1), date(2026, 7, 31)),
    (date(2026, 6, 2), date(2026, 8, 1)), (date(2027, 1, 1), date(2027, 3, 2)),
])  # fmt: skip
def test_unused_account_is_given_sixty_days_however_late_the_warning(today, goes):
    assert unused_goes_on(date(2024, 7, 31), 24, today=today) == goes


def quiet(email, *, last, school=None):
    applicant = make_applicant(email, school=school)
    applicant.cycles.get().activity.all().delete()
    User.objects.filter(pk=applicant.user_id).update(last_login=last, joined_at=last)
    return User.objects.get(pk=applicant.user_id)


@pytest.mark.feature("X47")
@pytest.mark.proof("A6")
def test_unused_account_is_warned_twice_and_goes_on_its_day(told):
    school = make_school()
    alone = quiet("alone@x.example", last=NOW)
    member = quiet("member@x.example", last=NOW, school=school)
    due = datetime(2028, 11, 25, 12, tzinfo=UTC)

    assert warn_unused(now=due - 61 * DAY) == 0
    assert warn_unused(now=due - 60 * DAY) == 1
    assert warn_unused(now=due - 30 * DAY) == 0
    assert warn_unused(now=due - 14 * DAY) == 1
    assert erase_due(now=due - timedelta(minutes=1)) == 0
    told_them = [*Intent.objects.filter(owner_code=alone.code).order_by("pk")]
    assert [mail.kind for mail in told_them] == ["unused", "erasure_near"]
    assert "To keep it, sign in" in told_them[1].text
    assert erase_due(now=due) == 1

    assert not User.objects.filter(pk=alone.pk).exists()
    assert User.objects.filter(pk=member.pk).exists()  # its school keeps records for 36 months
    member_due = datetime(2029, 11, 25, 12, tzinfo=UTC)
    assert warn_unused(now=member_due - 61 * DAY) == 0
    assert warn_unused(now=member_due - 60 * DAY) == 1
    told.figure("2 accounts: warned 60 and 14 days before, gone on the day")


def test_signing_in_keeps_an_unused_account():
    user = quiet("back@x.example", last=NOW)
    due = datetime(2028, 11, 25, 12, tzinfo=UTC)
    warn_unused(now=due - 60 * DAY)
    User.objects.filter(pk=user.pk).update(last_login=due - 5 * DAY)

    assert erase_due(now=due) == 0

    user.refresh_from_db()
    assert user.erase_on is None
    assert not ErasureRequest.objects.filter(cancelled_at=None).exists()


def test_whoever_works_on_their_record_or_holds_an_office_is_no_unused_account():
    working = quiet("working@x.example", last=NOW - 900 * DAY)
    working.applicant.cycles.get().activity.create(verb="edited", noun="x", at=NOW)
    dean = make_dean("d@x.example", make_school())
    User.objects.filter(pk=dean.pk).update(last_login=NOW - 2000 * DAY, joined_at=NOW - 2000 * DAY)

    assert warn_unused(now=NOW) == 0
    assert last_use(working) == NOW


def test_own_wish_to_go_replaces_the_day_set_for_disuse():
    user = quiet("wish@x.example", last=NOW)
    begin(user=user, why="unused", due_at=NOW + 60 * DAY, now=NOW)

    asked = ask_erasure(user=user, typed="wish@x.example", now=NOW)

    assert asked.due_at == NOW + 14 * DAY
    assert ErasureRequest.objects.filter(cancelled_at=None).count() == 1


def look(at):
    ViewEntry(subject_code=uuid4(), viewer_code=uuid4(), viewer_name="D", role="dean",
              how="opened", what="x", at=at).save()  # fmt: skip


@pytest.mark.proof("A3")
def test_count_of_looks_is_mailed_each_night_and_a_day_that_fell_is_named(told):
    make_user("op@x.example", is_staff=True)
    for _ in range(3):
        look(NOW - DAY)
    assert count_views(now=NOW) == []
    assert "Yesterday: 3. In all: 3." in Intent.objects.get(kind="views_counted").text
    look(NOW)
    assert count_views(now=NOW + DAY) == []

    with connection.cursor() as cursor:
        tamper(cursor, "DELETE FROM campaign_viewentry WHERE id = (SELECT min(id) FROM"
                       " campaign_viewentry)")  # fmt: skip

    assert count_views(now=NOW + 2 * DAY) == ["2026-11-24: 2 of 3"]
    mail = Intent.objects.filter(kind="views_counted").last()
    assert mail.subject == "The log of looks lost entries"
    lines = {line.name: line for line in health(now=NOW + 2 * DAY, broker=True)}
    assert lines["View log"].is_red
    # It stays named until somebody looks into it: the earlier count is the one that holds.
    assert count_views(now=NOW + 3 * DAY) == ["2026-11-24: 2 of 3"]
    told.figure("1 entry taken out of 4: named in the next mail")


def tamper(cursor, sql):
    """As somebody who owns the database can; nobody else gets past its own guard."""
    cursor.execute("ALTER TABLE campaign_viewentry DISABLE TRIGGER USER")
    cursor.execute(sql)
    cursor.execute("ALTER TABLE campaign_viewentry ENABLE TRIGGER USER")


def test_pulse_of_the_count_is_kept(db):
    count_views(now=timezone.now())

    assert Pulse.objects.get(name="count of looks").detail == "0 days fell; 0 looks in all"
