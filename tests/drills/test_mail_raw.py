"""I4, I5: every mail that the system sends, read raw at the sink, with hostile words in it."""

import re
from email import message_from_bytes
from email.policy import default
from types import SimpleNamespace

import pytest
from django.utils import timezone

from smartpick.accounts import emails
from smartpick.accounts.models import Invitation, School
from smartpick.common.names import name_in_mail
from smartpick.outbox import delivery
from smartpick.outbox.choices import Purpose
from smartpick.outbox.message import message_of
from smartpick.outbox.models import Intent
from smartpick.outbox.services import Mail, enqueue
from tests.factories import make_applicant, make_dean, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.drill("I4")]
BREAKS = ["\r\n", "\n", "\r", "\r\n ", "\x0b", "\x85", "\u2028"]
FIELDS = "to cc reply_to subject file key code".split()
EVIL = [
    "https://evil.example/x",
    "evil.com",
    "Dean <a href='//evil.example'>",
    "[click](//evil.ex)",
    "rnicrosoft.com/login",
    "me@evil.example",
    "Riverside\u202eelpmaxe.live",
    "javascript:alert",
]
OURS = "http://testserver/"
KNOWN = {"from", "to", "cc", "reply-to", "subject", "date", "message-id", "auto-submitted",
         "list-unsubscribe", "list-unsubscribe-post", "mime-version", "content-type",
         "content-transfer-encoding"}  # fmt: skip
NOW = timezone.now()


def sent(sink):
    delivery.deliver(clock=timezone.now)
    return [(one, message_from_bytes(one.data, policy=default)) for one in sink.received]


def with_break(field, brk):
    evil = f"x{brk}Bcc: evil@evil.example"
    values = {"to": "maya@alum.example", "cc": "", "reply_to": "", "subject": "S"}
    if field in values:
        values[field] = evil
    key = f"k{evil}" if field == "key" else f"k{field}{brk}"
    files = (SimpleNamespace(name=evil, content_type="text/plain", content=b"x"),)
    code = evil if field == "code" else ""
    return Mail(key, "drill", text=f"T{brk}.{brk}\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n",
                subject_code=code, purpose=Purpose.REMINDER,
                attachments=files if field == "file" else (), **values)  # fmt: skip


def test_no_line_break_makes_a_header_or_a_recipient(told, sink):
    refused = 0
    for field in FIELDS:
        for brk in BREAKS:
            try:
                enqueue(with_break(field, brk), now=NOW)
            except ValueError:
                refused += 1

    got = sent(sink)

    extra = {name.lower() for _, mail in got for name in mail} - KNOWN
    strangers = {to for one, _ in got for to in one.recipients} - {"maya@alum.example"}
    told.figure(f"{len(FIELDS)} fields x {len(BREAKS)} breaks: {refused} refused, {len(got)} sent,"
                f" {len(extra)} headers and {len(strangers)} recipients too many")  # fmt: skip
    assert (extra, strangers) == (set(), set())
    assert refused == 5 * len(BREAKS)
    assert len(got) == 2 * len(BREAKS)


def test_headers_put_together_by_hand_are_noticed(told, sink):
    evil = f"S{BREAKS[0]}Bcc: evil@evil.example"

    raw = f"From: a@x.example\r\nSubject: {evil}\r\n\r\nT".encode()

    with told.control("a subject pasted into the bytes"):
        assert {name.lower() for name in message_from_bytes(raw)} <= KNOWN


def every_mail(evil):
    """One of each mail of the house, with the hostile words wherever a person could type them."""
    school = School.objects.create(name=evil)
    dean = make_dean("dean@riverside.example", make_school("R"), name=evil)
    user = make_user("u@alum.example", name=evil)
    applicant = make_applicant("asker@alum.example", name=evil)
    invited = Invitation(school=school, email="new@riverside.example", name=evil, role="dean",
                         sent_at=NOW, expires_at=NOW, invited_by=user)  # fmt: skip
    link = SimpleNamespace(membership=dean.memberships.get(), applicant=applicant, code="c")
    return [
        emails.claim_code(guest=user, email="u@alum.example", code="AB-12", now=NOW),
        emails.already_exists(guest=user, email="u@alum.example", now=NOW),
        emails.invitation(invited=invited, token="t"),
        emails.advising_asked(link=link),
        emails.address_changed(user=user, old="u@alum.example", token="t", now=NOW),
    ]


@pytest.mark.drill("I5")
@pytest.mark.parametrize("evil", EVIL)
def test_system_mail_holds_no_link_but_ours(told, sink, evil):
    for mail in every_mail(evil):
        enqueue(mail, now=NOW)
        Intent.objects.update(good_until=None)

    got = sent(sink)

    assert len(got) == 5
    for _, mail in got:
        text = f"{mail['subject']}\n{mail.get_content()}"
        links = re.findall(r"\S*(?://|@|\.(?:com|example|live|ex)\b)\S*", text)
        assert [link for link in links if not link.startswith(OURS)] == []
        assert mail["from"].addresses[0].addr_spec == "no-reply@localhost"
        assert mail.get_content_type() == "text/plain"
    told.figure(f"{evil!r}: {len(got)} mails, no link but ours")


@pytest.mark.drill("I5")
def test_address_of_the_browser_in_a_notice_is_no_link(client, sink):
    user = make_user("u@alum.example", name="U", factor=True)
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    client.post("/account/password/reset/", {"email": user.email},
                HTTP_USER_AGENT="https://evil.example")  # fmt: skip

    texts = [mail.get_content() for _, mail in sent(sink)]

    assert not [text for text in texts if "evil.example" in text]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("Linh Tr\u1ea7n", "Linh Tr\u1ea7n"), ("O'Neil-Ruiz Jr.", "O'Neil-Ruiz Jr."),
     ("J. R. Smith", "J. R. Smith"), ("evil.com", "evil. com"), ("a@b.example", "a b. example"),
     ("https://x.io/y", "https x. io y"), ("\u202eabc", "abc"), ("x" * 99, "x" * 60), ("", "")],
)  # fmt: skip
def test_name_in_a_mail_reads_as_no_address(typed, shown):
    assert name_in_mail(typed) == shown


def test_message_id_is_made_from_the_key_and_survives_a_lost_row():
    first = enqueue(Mail("k", "drill", "a@alum.example", "S", "T"), now=NOW)
    seen = message_of(first, now=NOW)["message-id"]
    first.delete()
    again = enqueue(Mail("k", "drill", "a@alum.example", "S", "T"), now=NOW)

    assert message_of(again, now=NOW)["message-id"] == seen
    assert seen.endswith("@testserver>")
