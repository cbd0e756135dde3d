"""What may be done with a mail before it leaves, and after it did not."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from smartpick.outbox import queries, services
from smartpick.outbox.choices import Purpose, State, StopReason
from smartpick.outbox.models import Attachment, Intent
from smartpick.outbox.services import File, Mail

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
NOW = timezone.now()
MAYA = uuid.uuid4()


def mail(key="k", **values):
    given = {"kind": "digest", "to": "maya@alum.example", "subject": "Your week", "text": "One."}
    return Mail(unique_key=key, **{**given, "owner_code": MAYA, **values})


def enqueue(key="k", *, state=None, **values):
    intent = services.enqueue(mail(key, **values), now=NOW)
    if state:
        lease = {"claimed_by": "s", "lease_until": NOW} if state in ("claimed", "handing") else {}
        Intent.objects.filter(pk=intent.pk).update(state=state, **lease)
    return intent


def state_of(intent):
    intent.refresh_from_db()
    return intent.state


def test_second_mail_with_the_same_key_is_the_first():
    first = enqueue(attachments=(File("a.ics", "text/calendar", b"x"),))
    second = enqueue(text="Two.", attachments=(File("a.ics", "text/calendar", b"x"),))

    assert (first.pk, first.text) == (second.pk, "One.")
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("breaker", "\n\r\0\t\x0b\x0c\x1c\x85\u2028\u2029")
@pytest.mark.parametrize("field", ["subject", "to", "cc", "reply_to"])
def test_control_character_in_a_header_is_refused(field, breaker):
    with pytest.raises(ValueError, match="control character"):
        services.enqueue(mail(**{field: f"a{breaker}b"}), now=NOW)

    assert not Intent.objects.exists()


@pytest.mark.parametrize(
    ("state", "goes"),
    [("queued", True), ("claimed", True), ("held", True), ("handing", False), ("sent", False),
     ("failed", False), ("unconfirmed", False), ("cancelled", False)],
)  # fmt: skip
def test_cancel_wins_until_the_hand_over(state, goes):
    intent = enqueue(state=state)

    assert services.cancel(unique_key="k", outcome="No longer due.", now=NOW) is goes
    assert state_of(intent) == ("cancelled" if goes else state)


def test_other_words_take_a_claim_back():
    intent = enqueue(state="claimed")

    assert services.reword(unique_key="k", subject="S", text="New.", now=NOW)
    assert (state_of(intent), intent.text, intent.claimed_by) == ("queued", "New.", "")
    Intent.objects.update(state=State.SENT)
    assert not services.reword(unique_key="k", subject="S", text="Newer.", now=NOW)


def test_mail_follows_a_new_address_but_a_security_notice_stays_with_the_old():
    digest, notice = enqueue(), enqueue("n", purpose=Purpose.SECURITY)

    services.change_address(owner_code=MAYA, old="Maya@alum.example", new="m@new.example", now=NOW)

    digest.refresh_from_db(), notice.refresh_from_db()
    assert (digest.to, notice.to) == ("m@new.example", "maya@alum.example")


def test_erased_person_leaves_no_mail():
    enqueue(attachments=(File("a", "text/plain", b"x"),)), enqueue("code", owner_code=None)
    other = enqueue("other", owner_code=uuid.uuid4(), to="noor@alum.example")

    assert services.erase_person(owner_code=MAYA, addresses=["maya@alum.example"]) == 2
    assert list(Intent.objects.all()) == [other]


def test_text_goes_after_90_days_and_the_fact_stays():
    old, waiting = enqueue(state="sent"), enqueue("w")
    enqueue("young", state="sent")
    Intent.objects.exclude(unique_key="young").update(updated_at=NOW - timedelta(days=91))

    assert services.erase_texts(now=NOW) == 1
    old.refresh_from_db(), waiting.refresh_from_db()
    assert (old.text, old.subject, old.to) == ("", "", "maya@alum.example")
    assert waiting.text == "One."


@pytest.mark.feature("X35")
def test_person_alone_decides_on_a_mail_that_is_not_confirmed():
    intent = enqueue(state="unconfirmed")
    stranger = {"code": intent.code, "owner_code": uuid.uuid4(), "now": NOW}
    hers = {"code": intent.code, "owner_code": MAYA, "now": NOW}

    assert not services.resend(**stranger)
    assert services.resend(**hers)
    assert state_of(intent) == "queued"
    Intent.objects.update(state="unconfirmed")
    assert services.confirm_arrived(**hers)
    assert state_of(intent) == "sent"
    assert not services.resend(**hers)


def test_held_mail_goes_in_batches_and_the_hold_ends_with_the_last():
    for number in range(3):
        enqueue(f"k{number}", state="held")

    assert services.release_held(count=2, now=NOW) == 2
    assert not services.end_restore(now=NOW)
    assert services.cancel_held(now=NOW) == 1
    assert sorted(Intent.objects.values_list("state", flat=True)) == [
        "cancelled",
        "queued",
        "queued",
    ]


@pytest.mark.feature("X34")
def test_stop_link_stops_its_kind_alone_and_needs_our_signature():
    reminder = enqueue(purpose=Purpose.REMINDER)
    token = services.stop_path(reminder).split("/")[2]

    assert services.stop(token=token + "x", now=NOW) is None
    assert services.stop(token=token, now=NOW) == reminder
    assert services.stop(token=token, now=NOW) == reminder
    assert queries.is_suppressed(address="MAYA@alum.example", kind="digest")
    assert not queries.is_suppressed(address="maya@alum.example", kind="day_mail")


def test_mailbox_that_is_gone_is_written_down_and_a_full_one_is_not():
    services.note_refusal(address="a@x.example", code=550, said="5.1.1 No such user")
    services.note_refusal(address="b@x.example", code=552, said="5.2.2 Mailbox full")

    assert queries.is_suppressed(address="a@x.example")
    assert not queries.is_suppressed(address="b@x.example")
    assert services.lift(address="a@x.example")


def test_outreach_reads_what_became_of_its_own():
    enqueue("m", purpose=Purpose.OUTREACH, subject_code="msg", state="sent"), enqueue("digest")

    (seen,) = queries.outcomes_since(NOW)

    assert (seen.unique_key, seen.subject_code, seen.state) == ("m", "msg", "sent")


def test_operator_sees_kinds_and_codes_and_no_word_of_a_mail():
    enqueue("a", state="failed"), enqueue("b", state="failed", kind="weekly_digest")
    Intent.objects.filter(unique_key="a").update(code_answered=550)
    services.suppress(address="a@x.example", reason=StopReason.ASKED)

    rows = [(row.state, row.kind, row.code, row.count) for row in queries.troubles()]

    assert rows == [
        ("Not delivered", "Digest", 550, 1),
        ("Not delivered", "Weekly digest", None, 1),
    ]
