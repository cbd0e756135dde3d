"""Writing intents, and moving them: each move is one conditional update that must hit one row."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from smartpick.common.wake import wake
from smartpick.outbox.choices import State
from smartpick.outbox.models import Intent
from smartpick.outbox.tasks import deliver_due


@dataclass(frozen=True)
class Mail:
    """What somebody wants sent; the key makes a second one impossible."""

    unique_key: str
    kind: str
    to: str
    subject: str
    text: str
    owner_code: uuid.UUID | None = None
    subject_code: str = ""


def enqueue(mail: Mail, *, now: datetime) -> Intent:
    """The intent with this key, made in the caller's transaction when there is none yet.

    Raises ValueError for a header with control characters: refused, not repaired.
    """
    if any(ord(ch) < 32 for ch in mail.subject + mail.to):
        raise ValueError("A subject or address holds a control character.")
    intent, made = Intent.objects.get_or_create(
        unique_key=mail.unique_key,
        defaults={
            "kind": mail.kind,
            "to": mail.to,
            "subject": mail.subject[:150],
            "text": mail.text,
            "owner_code": mail.owner_code,
            "subject_code": mail.subject_code,
            "due_at": now,
        },
    )
    if made:
        wake(deliver_due)
    return intent


def cancel(*, unique_key: str, outcome: str) -> bool:
    """True when it had not left yet; False when it was handed over already, or is not there."""
    hit = Intent.objects.filter(unique_key=unique_key, state=State.QUEUED).update(
        state=State.CANCELLED, outcome=outcome
    )
    return hit == 1


def newest(count: int) -> QuerySet[Intent]:
    return Intent.objects.order_by("-created_at")[:count]
