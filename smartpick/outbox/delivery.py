"""Claim, hand over, record: the only file that opens SMTP.

`handing` is committed before the last dot and `sent` after the server's 250, so that a crash in
between shows as 'unconfirmed' and is never repeated by the machine.
"""

import os
import smtplib
import socket
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q
from django.utils import timezone

from smartpick.outbox.choices import State
from smartpick.outbox.models import Intent
from smartpick.outbox.rules import retry_at

LEASE = timedelta(minutes=5)
BATCH = 100


def deliver(*, now: datetime) -> int:
    """Returns how many were handed over. In the try-out none leave: mails stay and are shown."""
    recover(now=now)
    if not settings.OUTBOX_DELIVERS:
        return 0
    me = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
    sent = 0
    for intent in claim(me=me, now=now):
        sent += hand_over(intent, me=me)
    return sent


def recover(*, now: datetime) -> None:
    """Leases that ran out: what was only claimed goes back; what was in hand is unconfirmed."""
    over = Intent.objects.filter(lease_until__lt=now)
    over.filter(state=State.CLAIMED).update(
        state=State.QUEUED, claimed_by="", lease_until=None, updated_at=now
    )
    over.filter(state=State.HANDING).update(
        state=State.UNCONFIRMED,
        claimed_by="",
        lease_until=None,
        outcome="The mail server's answer was not seen.",
        updated_at=now,
    )


def claim(*, me: str, now: datetime) -> list[Intent]:
    due = Intent.objects.filter(
        Q(closed_until__isnull=True) | Q(closed_until__lte=now) | Q(closed_from__gt=now),
        state=State.QUEUED,
        due_at__lte=now,
    ).order_by("due_at", "id")[:BATCH]
    for pk in list(due.values_list("pk", flat=True)):
        Intent.objects.filter(pk=pk, state=State.QUEUED).update(
            state=State.CLAIMED, claimed_by=me, lease_until=now + LEASE, updated_at=now
        )
    return list(Intent.objects.filter(claimed_by=me, state=State.CLAIMED).order_by("due_at", "id"))


def _move(intent: Intent, me: str, frm: str, to: str, **values: object) -> bool:
    hit = Intent.objects.filter(pk=intent.pk, state=frm, claimed_by=me).update(
        state=to, updated_at=timezone.now(), **values
    )
    return hit == 1


def hand_over(intent: Intent, *, me: str) -> int:
    if not _move(intent, me, State.CLAIMED, State.HANDING, attempts_count=F("attempts_count") + 1):
        return 0
    try:
        message_of(intent).send()
    except (smtplib.SMTPException, OSError) as problem:
        _record_failure(intent, me, problem)
        return 0
    done = {"claimed_by": "", "lease_until": None, "sent_at": timezone.now(), "outcome": "Sent."}
    return int(_move(intent, me, State.HANDING, State.SENT, **done))


def message_of(intent: Intent) -> EmailMessage:
    """Plain text from our own domain; the Message-ID comes from the key, the same on each try."""
    domain = settings.SITE_URL.split("://", 1)[-1].split("/")[0].split(":")[0]
    headers = {"Message-ID": f"<{intent.code}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        subject=intent.subject,
        body=intent.text,
        from_email=settings.MAIL_FROM,
        to=[intent.to],
        headers=headers,
        connection=get_connection(timeout=20),
    )


def _record_failure(intent: Intent, me: str, problem: Exception) -> None:
    code = getattr(problem, "smtp_code", None)
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code = next(iter(problem.recipients.values()))[0]
    done = {"claimed_by": "", "lease_until": None}
    again = retry_at(code, intent.attempts_count + 1, timezone.now())
    if again is None:
        words = f"The mail server refused it ({code})."
        _move(intent, me, State.HANDING, State.FAILED, outcome=words, **done)
    else:
        words = "The mail server was not ready; it is tried again."
        _move(intent, me, State.HANDING, State.QUEUED, outcome=words, due_at=again, **done)
