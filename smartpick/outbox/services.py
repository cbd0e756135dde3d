"""Writing intents, and moving them: each move is one conditional update that must hit one row."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from smartpick.common.wake import wake
from smartpick.outbox.choices import Purpose, State, StopReason
from smartpick.outbox.models import Attachment, Intent, MailRoom, Pulse, Suppression
from smartpick.outbox.rules import address_hash, breaks_a_header, mailbox_is_gone

SUBJECT_CAP = 150
TEXT_DAYS = 90
NOT_LEFT = (State.QUEUED, State.CLAIMED, State.HELD)
FREE = {"claimed_by": "", "lease_until": None}
STOP_SALT = "outbox.stop"
DELIVER_DUE = "smartpick.outbox.tasks.deliver_due"


@dataclass(frozen=True)
class File:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """What somebody wants sent; the key makes a second one impossible.

    `closed_from` and `closed_until`: not in between, then it goes. `good_until`: not later at all.
    """

    unique_key: str
    kind: str
    to: str
    subject: str
    text: str
    owner_code: uuid.UUID | None = None
    subject_code: str = ""
    purpose: str = Purpose.NOTICE
    cc: str = ""
    reply_to: str = ""
    due_at: datetime | None = None
    good_until: datetime | None = None
    closed_from: datetime | None = None
    closed_until: datetime | None = None
    attachments: tuple[File, ...] = ()


@transaction.atomic
def enqueue(mail: Mail, *, now: datetime) -> Intent:
    """The intent with this key, made in the caller's transaction when there is none yet.

    Raises ValueError for a header with control characters: refused, not repaired.
    """
    names = [file.name for file in mail.attachments]
    if any(breaks_a_header(value) for value in (mail.subject, mail.to, mail.cc, mail.reply_to)):
        raise ValueError("A subject or address holds a control character.")
    if any(breaks_a_header(name) for name in names):
        raise ValueError("The name of a file holds a control character.")
    intent, made = Intent.objects.get_or_create(
        unique_key=mail.unique_key,
        defaults={
            "kind": mail.kind,
            "purpose": mail.purpose,
            "to": mail.to,
            "cc": mail.cc,
            "reply_to": mail.reply_to,
            "subject": mail.subject[:SUBJECT_CAP],
            "text": mail.text,
            "owner_code": mail.owner_code,
            "subject_code": mail.subject_code,
            "due_at": mail.due_at or now,
            "good_until": mail.good_until,
            "closed_from": mail.closed_from,
            "closed_until": mail.closed_until,
        },
    )
    if made:
        Attachment.objects.bulk_create(
            Attachment(intent=intent, name=f.name, content_type=f.content_type, content=f.content)
            for f in mail.attachments
        )
        if intent.due_at <= now:
            wake(DELIVER_DUE)
    return intent


def cancel(*, unique_key: str, outcome: str, now: datetime) -> bool:
    """True when it had not left; False when it was handed over already, or is not there.

    A mail that a sender has claimed is cancelled too: its hand-over then hits no row and stops.
    """
    hit = Intent.objects.filter(unique_key=unique_key, state__in=NOT_LEFT).update(
        state=State.CANCELLED, outcome=outcome, updated_at=now, **FREE
    )
    return hit == 1


def reword(*, unique_key: str, subject: str, text: str, now: datetime) -> bool:
    """Other words for a mail that has not left; False when it has. A claim on it is taken back."""
    if breaks_a_header(subject):
        raise ValueError("A subject holds a control character.")
    waiting = Intent.objects.filter(unique_key=unique_key)
    changed = {"subject": subject[:SUBJECT_CAP], "text": text, "updated_at": now}
    if waiting.filter(state=State.HELD).update(**changed):
        return True
    hit = waiting.filter(state__in=[State.QUEUED, State.CLAIMED]).update(
        state=State.QUEUED, **changed, **FREE
    )
    return hit == 1


def close_window(
    *, unique_key: str, closed_from: datetime, closed_until: datetime, now: datetime
) -> bool:
    """Keeps a mail that has not left from going in between."""
    hit = Intent.objects.filter(unique_key=unique_key, state__in=NOT_LEFT).update(
        closed_from=closed_from, closed_until=closed_until, updated_at=now
    )
    return hit == 1


def change_address(*, owner_code: uuid.UUID, old: str, new: str, now: datetime) -> int:
    """What has not left follows its person to the new address."""
    mine = Intent.objects.filter(owner_code=owner_code, state__in=NOT_LEFT)
    for field in ("cc", "reply_to"):
        mine.filter(**{f"{field}__iexact": old}).update(**{field: new, "updated_at": now})
    return (
        mine.filter(to__iexact=old).exclude(purpose=Purpose.SECURITY).update(to=new, updated_at=now)
    )


@transaction.atomic
def erase_person(*, owner_code: uuid.UUID, addresses: Collection[str] = ()) -> int:
    """Every mail of this person is gone, with its attempts: what has not left never goes.

    What others wrote to somebody at one of these addresses is theirs and stays.
    """
    to_them = Q(pk__in=[])
    for address in addresses:
        to_them |= Q(to__iexact=address)
    to_them &= ~Q(purpose=Purpose.OUTREACH)
    doomed = Intent.objects.filter(Q(owner_code=owner_code) | to_them)
    return doomed.delete()[1].get("outbox.Intent", 0)


def erase_texts(*, now: datetime) -> int:
    """Texts and files of mails that ended 90 days ago; who, when and what became of it stays."""
    before = now - timedelta(days=TEXT_DAYS)
    ended = Intent.objects.filter(text_erased_at__isnull=True, updated_at__lt=before).exclude(
        state__in=[*NOT_LEFT, State.HANDING]
    )
    keys = list(ended.values_list("pk", flat=True)[:10_000])
    Attachment.objects.filter(intent__in=keys).delete()
    return Intent.objects.filter(pk__in=keys).update(subject="", text="", text_erased_at=now)


def resend(*, code: uuid.UUID, owner_code: uuid.UUID, now: datetime) -> bool:
    """A person's own decision on a mail of theirs that failed or is not confirmed.

    The Message-ID stays, so a mailbox that has it already may show it once. False when it is not
    theirs, is in another state, or its text is erased.
    """
    hit = Intent.objects.filter(
        code=code, owner_code=owner_code, state__in=[State.FAILED, State.UNCONFIRMED],
        text_erased_at__isnull=True,
    ).exclude(purpose=Purpose.SECURITY).update(
        state=State.QUEUED, due_at=now, attempts_count=0, code_answered=None, told_at=None,
        outcome="Sent again at your wish.", updated_at=now, **FREE,
    )  # fmt: skip
    if hit:
        wake(DELIVER_DUE)
    return hit == 1


def confirm_arrived(*, code: uuid.UUID, owner_code: uuid.UUID, now: datetime) -> bool:
    hit = Intent.objects.filter(
        code=code, owner_code=owner_code, state=State.UNCONFIRMED
    ).update(state=State.SENT, outcome="You said that it arrived.", updated_at=now)  # fmt: skip
    return hit == 1


def drop_unconfirmed(*, code: uuid.UUID, owner_code: uuid.UUID, now: datetime) -> bool:
    hit = Intent.objects.filter(
        code=code, owner_code=owner_code, state__in=[State.UNCONFIRMED, State.FAILED]
    ).update(state=State.CANCELLED, outcome="You let it go.", updated_at=now)
    return hit == 1


@transaction.atomic
def release_held(*, count: int, now: datetime, kind: str = "") -> int:
    """Lets the oldest held mails go, an operator's batch at a time."""
    held = Intent.objects.filter(state=State.HELD)
    held = held.filter(kind=kind) if kind else held
    keys = list(held.order_by("due_at", "id").values_list("pk", flat=True)[:count])
    hit = Intent.objects.filter(pk__in=keys, state=State.HELD).update(
        state=State.QUEUED, released_at=now, outcome="Released.", updated_at=now
    )
    if hit:
        wake(DELIVER_DUE)
    return hit


def cancel_held(*, now: datetime, kind: str = "") -> int:
    """What an operator does not want repeated after a restore."""
    held = Intent.objects.filter(state=State.HELD)
    held = held.filter(kind=kind) if kind else held
    return held.update(
        state=State.CANCELLED, outcome="Not sent again after a restore.", updated_at=now
    )


def end_restore(*, now: datetime) -> bool:
    """New mails go by themselves again; what is still held stays held. Needs an empty list."""
    if Intent.objects.filter(state=State.HELD).exists():
        return False
    return MailRoom.objects.filter(restored_at__isnull=False).update(restored_at=None) == 1


def start_line(*, now: datetime) -> bool:
    """An operator mended the login, or does not want to wait for the next try."""
    hit = MailRoom.objects.update(
        stopped_at=None, stopped_because="", waits_until=None, failures_count=0
    )
    wake(DELIVER_DUE)
    return hit == 1


def suppress(*, address: str, reason: str, kind: str = "all") -> None:
    """No more mail of this kind to this address, from anybody; what waits is not sent."""
    Suppression.objects.get_or_create(
        address_hash=address_hash(address), kind=kind, defaults={"reason": reason}
    )


def lift(*, address: str, kind: str = "all") -> bool:
    gone, _ = Suppression.objects.filter(address_hash=address_hash(address), kind=kind).delete()
    return gone == 1


def note_refusal(*, address: str, code: int, said: str) -> None:
    """A server that says there is no such mailbox is believed: nobody writes there again."""
    if mailbox_is_gone(code, said):
        suppress(address=address, reason=StopReason.BOUNCED)


def stop_path(intent: Intent) -> str:
    return reverse("records:stop", args=[Signer(salt=STOP_SALT, sep=".").sign(intent.code.hex)])


def intent_of_stop(token: str) -> Intent | None:
    """The reminder whose link this is; nothing for a link that we did not make.

    Signed rather than stored: the same mail has the same link on each try.
    """
    try:
        code = uuid.UUID(Signer(salt=STOP_SALT, sep=".").unsign(token))
    except (BadSignature, ValueError):
        return None
    return Intent.objects.filter(code=code, purpose=Purpose.REMINDER).first()


def stop(*, token: str, now: datetime) -> Intent | None:
    """One press in a mail program: no more of this kind to this address; what waits is dropped."""
    intent = intent_of_stop(token)
    if intent is not None and intent.to:
        suppress(address=intent.to, kind=intent.kind, reason=StopReason.STOPPED)
        waiting = Intent.objects.filter(to=intent.to, kind=intent.kind, state__in=NOT_LEFT)
        waiting.update(
            state=State.CANCELLED, outcome="Stopped by its link.", updated_at=now, **FREE
        )
    return intent


def note_pulse(*, name: str, now: datetime, detail: str = "") -> None:
    """A recurring work says that it was done; the health page asks how long ago."""
    if not Pulse.objects.filter(name=name).update(at=now, detail=detail):
        Pulse.objects.get_or_create(name=name, defaults={"at": now, "detail": detail})
