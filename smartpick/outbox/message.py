"""From an intent to the bytes on the wire: plain text, our own domain, one Message-ID a key."""

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from smartpick.outbox.choices import Purpose
from smartpick.outbox.models import Intent
from smartpick.outbox.services import stop_path
from smartpick.outbox.smtp import Envelope


def envelope_of(intent: Intent, *, now: datetime) -> Envelope:
    """Raises ValueError for an address or header that cannot go on the wire."""
    sender = parseaddr(settings.MAIL_FROM)[1]
    message = message_of(intent, now=now)
    data = message.as_bytes(policy=SMTP)
    return Envelope(sender, on_the_wire(intent.to), on_the_wire(intent.cc), data)


def message_of(intent: Intent, *, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    name, address = parseaddr(settings.MAIL_FROM)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=on_the_wire(intent.to))
    if intent.cc:
        message["Cc"] = Address(addr_spec=on_the_wire(intent.cc))
    if intent.reply_to:
        message["Reply-To"] = Address(addr_spec=on_the_wire(intent.reply_to))
    message["Subject"] = intent.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(intent)
    for header, value in headers_of(intent).items():
        message[header] = value
    message.set_content(intent.text, cte="quoted-printable" if needs_folding(intent.text) else None)
    for file in intent.attachments.all():
        kind, _, subtype = file.content_type.partition("/")
        message.add_attachment(
            bytes(file.content), maintype=kind, subtype=subtype, filename=file.name
        )
    return message


def message_id(intent: Intent) -> str:
    """The same on each try, and of a mail made anew from the same key after a restore."""
    domain = urlsplit(settings.SITE_URL).hostname
    return f"<{hashlib.sha256(intent.unique_key.encode()).hexdigest()[:40]}@{domain}>"


def headers_of(intent: Intent) -> dict[str, str]:
    """Outreach is a person's own mail and carries none of ours; reminders can be stopped."""
    if intent.purpose == Purpose.OUTREACH:
        return {}
    headers = {"Auto-Submitted": "auto-generated"}
    if intent.purpose == Purpose.REMINDER:
        headers["List-Unsubscribe"] = f"<{settings.SITE_URL}{stop_path(intent)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def on_the_wire(address: str) -> str:
    """An address in ASCII; a domain with other letters in its ASCII form."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode()}" if at and local.isascii() else address


def needs_folding(text: str) -> bool:
    return any(len(line) > 900 for line in text.splitlines()) or not text.isascii()
