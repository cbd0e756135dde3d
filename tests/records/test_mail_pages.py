"""The owner's mail log, the banner, and the operator's two pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from smartpick.campaign.models import Notification
from smartpick.outbox import services as outbox
from smartpick.outbox.models import Intent, MailRoom
from smartpick.outbox.services import Mail
from smartpick.records.services import watch as services
from tests.factories import make_applicant, make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def maya(client):
    user = make_applicant("maya@alum.example", name="Maya").user
    client.force_login(user)
    return user


@pytest.fixture
def operator(client):
    user = make_user("op@smartpick.example", name="Operator", factor=True, is_staff=True)
    client.force_login(user)
    return user


def enqueue(key, owner, state="queued", **values):
    given = {"kind": "outreach", "to": "okafor@school.example", "subject": f"About {key}",
             "text": f"Text of {key}"}  # fmt: skip
    intent = outbox.enqueue(
        Mail(unique_key=key, owner_code=owner.code, **{**given, **values}), now=NOW
    )
    Intent.objects.filter(pk=intent.pk).update(state=state)
    return intent


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.feature("X35")
def test_failed_mail_is_on_every_page_of_its_sender_until_read(client, maya):
    enqueue("a", maya, "failed")
    Intent.objects.update(outcome="There is no such mailbox (550). Check the address.")

    assert services.tell_owners(now=NOW) == 1
    assert services.tell_owners(now=NOW) == 0

    week = page(client, "/week/")
    assert "A mail of yours was not delivered or not confirmed" in week
    assert "A mail to okafor@school.example was not delivered." in page(client, "/notifications/")
    log = page(client, "/account/mail/")
    assert "1 mail needs your decision" in log
    assert "There is no such mailbox (550)" in log
    client.post("/notifications/")
    assert "not delivered or not confirmed" not in page(client, "/week/")


@pytest.mark.feature("X35")
@pytest.mark.parametrize(
    ("deed", "state"), [("again", "queued"), ("arrived", "sent"), ("let-go", "cancelled")]
)
def test_person_decides_on_a_mail_that_is_not_confirmed(client, maya, deed, state):
    intent = enqueue("a", maya, "unconfirmed")

    assert "answer of the mail server was not seen" in page(client, "/account/mail/")
    answer = client.post(f"/account/mail/{intent.code}/{deed}/", follow=True)

    intent.refresh_from_db()
    assert (intent.state, answer.status_code) == (state, 200)
    again = client.post(f"/account/mail/{intent.code}/{deed}/", follow=True)
    assert "changed in the meantime" in again.content.decode()


def test_nobody_decides_on_or_sees_the_mail_of_another(client, maya):
    other = make_user("noor@alum.example")
    intent = enqueue("secret", other, "unconfirmed")

    for deed in ("again", "arrived", "let-go"):
        client.post(f"/account/mail/{intent.code}/{deed}/")

    intent.refresh_from_db()
    assert intent.state == "unconfirmed"
    assert "secret" not in page(client, "/account/mail/")


def test_code_is_not_shown_or_sent_again(client, maya):
    enqueue("code", maya, "failed", purpose="security")
    enqueue("sent code", maya, "sent", purpose="security")

    log = page(client, "/account/mail/")

    assert "Text of" not in log
    assert "Send it again" not in log


@pytest.mark.parametrize("count", [1, 30])
def test_mail_log_asks_the_same_number_of_questions(
    client, maya, django_assert_max_num_queries, count
):
    for number in range(count):
        enqueue(f"k{number}", maya, "sent")
    client.get("/account/mail/")

    with django_assert_max_num_queries(19):
        client.get("/account/mail/")


def well():
    """As the page sees it: its clock is the real one, and a long run is older than its import."""
    now = timezone.now()
    for name in ("worker", "beat", "sweep reminders"):
        outbox.note_pulse(name=name, now=now)


@pytest.mark.drill("R13")
@pytest.mark.feature("X32")
@pytest.mark.parametrize(
    ("trouble", "seen"),
    [
        (lambda: outbox.note_pulse(name="beat", now=NOW - timedelta(minutes=11)), "Schedule"),
        (lambda: outbox.note_pulse(name="worker", now=NOW - timedelta(minutes=11)), "Worker"),
        (lambda: MailRoom.objects.create(pk=1, stopped_at=NOW, stopped_because="Not in."),
         "Mail server"),
        (lambda: MailRoom.objects.create(pk=1, restored_at=NOW), "Restore"),
        (lambda: outbox.note_pulse(name="compare reminders", now=NOW, detail="2 differences"),
         "compare"),
    ],
    ids=["beat", "worker", "smtp", "restore", "compare"],
)  # fmt: skip
def test_what_stops_is_red_and_told_to_the_operator_once(client, operator, trouble, seen):
    well()
    assert services.watch_house(now=NOW, broker=True) == 0
    assert "All well" in page(client, "/operator/")

    trouble()

    assert services.watch_house(now=NOW, broker=True) == 1
    assert services.watch_house(now=NOW, broker=True) == 0
    assert seen in Notification.objects.get(user=operator).text
    shown = page(client, "/operator/")
    assert "1 thing needs you" in shown
    assert "Since" in shown


@pytest.mark.drill("R13")
def test_mail_that_waits_and_a_broker_that_is_away_are_red(client, operator, maya):
    client.force_login(operator)
    well()
    enqueue("old", maya, due_at=NOW - timedelta(minutes=11))

    assert services.watch_house(now=NOW, broker=False) == 2
    assert {row.text.partition(":")[0] for row in Notification.objects.filter(user=operator)} == {
        "Oldest due mail", "Broker"}  # fmt: skip


def test_operator_lets_held_mail_go_in_batches_and_sees_no_word_of_it(client, operator, maya):
    client.force_login(operator)
    MailRoom.objects.create(pk=1, restored_at=NOW)
    for number in range(3):
        enqueue(f"k{number}", maya, "held")

    shown = page(client, "/operator/mail/")
    assert "3 mails held" in shown
    assert not {"About", "Text of", "okafor", "Maya"} & set(shown.replace(".", " ").split())
    wrong = client.post("/operator/mail/release/", {"count": "many"})
    assert "Say how many as a number." in wrong.content.decode()
    assert 'value="many"' in wrong.content.decode()
    client.post("/operator/mail/release/", {"count": "2"})
    assert Intent.objects.filter(state="held").count() == 1
    refused = client.post("/operator/mail/go-on/", follow=True).content.decode()
    assert "Mail is still held" in refused
    client.post("/operator/mail/drop/")
    client.post("/operator/mail/go-on/")
    assert not MailRoom.objects.filter(restored_at__isnull=False).exists()


def test_operator_asks_the_mail_server_again(client, operator):
    MailRoom.objects.create(pk=1, stopped_at=NOW, waits_until=NOW, stopped_because="Not in.")

    client.post("/operator/mail/try/")

    assert MailRoom.objects.get().stopped_at is None


def test_operator_without_a_second_factor_is_sent_to_set_one(client):
    client.force_login(make_user("op2@smartpick.example", is_staff=True))

    assert client.get("/operator/").url == "/account/sign-in/"
