"""A mail leaves the house, by the person's own click; and what becomes of it.

The machine sets sent, failed, unconfirmed and stopped; the rest is the applicant's.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from autopsy import pdf
from autopsy.models import MatchAutopsy
from autopsy.queries.page import page_of
from autopsy.queries.reading import read_live
from autopsy.services.versions import snapshot_of
from mentors.choices import ContactKind
from mentors.models import Contact, Target
from mentors.services.targets import record_contact, remove_contact
from outreach.choices import AttachmentKind, SentBy, State
from outreach.eml import Enclosed, final_subject, final_text
from outreach.models import Message
from outreach.pdf.plan import plan_page
from outreach.queries.facts import would_start_contact
from outreach.queries.message import sent_lately
from outreach.queries.plan import plan_of
from outreach.rules.follow_up import CORRECTION_DAYS, may_move
from outreach.services.asks import said_by_mail, unsaid_by_mail
from outreach.services.draft import newer_files
from outreach.services.letter import follow_mail
from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import soap_lock, soap_week
from smartpick.campaign.rules.soap import NOT_IN_MATCH
from smartpick.campaign.services import mark_dates_changed
from smartpick.common.errors import RuleBroken
from smartpick.outbox import services as outbox
from smartpick.outbox.choices import Purpose
from smartpick.outbox.choices import State as IntentState
from smartpick.outbox.queries import Outcome, is_suppressed

UNDO_SECONDS = 20
SENDABLE = (State.DRAFT, State.HANDED_OVER, State.FAILED, State.CANCELLED)


class AskFirst(RuleBroken):
    """A question to the person before it goes; `field` is what their yes sets."""

    def __init__(self, words: str, field: str) -> None:
        super().__init__(words)
        self.field = field


def refuse_locked(message: Message, *, now: datetime) -> None:
    """SOAP week: the one lock without an override (T5); a reply to them is no start of contact."""
    week = soap_lock(message.target.cycle, now)
    if week and would_start_contact(message):
        raise RuleBroken(week.sentence)


def enclosed(message: Message, *, today: date) -> list[Enclosed]:
    """The files as they go along. Raises RuleBroken for one that is gone."""
    files = []
    for row in message.attachments.select_related("document"):
        if row.kind == AttachmentKind.SUMMARY:
            files.append(Enclosed("Summary.pdf", _summary(message.target.cycle, today)))
        elif row.kind == AttachmentKind.PLAN:
            files.append(Enclosed("Plan.pdf", _plan(message.target, today)))
        elif row.document is None:
            raise RuleBroken(f"{row.get_kind_display()} was removed. Untick it or add it again.")
        else:
            with row.document.file.open("rb") as held:
                files.append(Enclosed(row.document.sent_name, held.read()))
    return files


def _summary(cycle: Cycle, today: date) -> bytes:
    autopsy = MatchAutopsy.objects.get(cycle=cycle)
    reading = read_live(autopsy)
    extras = snapshot_of(autopsy, reading)["page"]
    page = page_of(reading, extras, keys=None, on=today)
    paper = cycle.applicant.paper or "letter"
    return pdf.summary_page(page, paper=paper).pdf.body


def _plan(target: Target, today: date) -> bytes:
    sheet = plan_of(target.cycle, today=today, reader=target)
    return plan_page(sheet, paper=target.cycle.applicant.paper or "letter").pdf.body


def ready(
    message: Message, *, now: datetime, said: Iterable[str] = ()
) -> tuple[str, str, list[Enclosed]]:
    """Subject, text and files for any way out; raises RuleBroken, or AskFirst with a question."""
    refuse_locked(message, now=now)
    subject, body = final_subject(message.subject), final_text(message.body)
    if not message.body.strip():
        raise RuleBroken("The mail is empty. Write it, or bring the draft back.")
    said = set(said)
    newer = newer_files(message)
    if newer and "files" not in said:
        names = " and ".join(row.get_kind_display() for row in newer)
        raise AskFirst(f"{names} has a newer version. Take that one?", "files")
    same = sent_lately(message, today=timezone.localdate(now))
    if same and "again" not in said:
        day = same.sent_on or timezone.localdate(same.updated_at)
        raise AskFirst(
            f"The same words went to {message.target.name} on {day:%b} {day.day}. Send them again?",
            "again",
        )
    return subject, body, enclosed(message, today=timezone.localdate(now))


# --- by the server --------------------------------------------------------------------------------


@transaction.atomic
def send(*, message: Message, nonce: uuid.UUID, now: datetime, said: Iterable[str] = ()) -> Message:
    """Queues it, 20 seconds to undo. The same press again, from any tab, is the same sending.

    Raises RuleBroken with words, AskFirst with a question.
    """
    held: Message = Message.objects.select_for_update().get(pk=message.pk)
    if held.nonce != nonce or held.state not in SENDABLE:
        return held
    applicant = message.target.cycle.applicant
    to = message.target.faculty.email if message.target.faculty else ""
    _refuse_address(message, to)
    subject, body, files = ready(held, now=now, said=said)
    closed_from, closed_until = _closed(held, now)
    held.state, held.sent_by, held.outcome = State.QUEUED, SentBy.SERVER, ""
    held.save(update_fields=["state", "sent_by", "outcome", "updated_at"])
    mark_dates_changed(cycle=message.target.cycle, now=now)
    outbox.enqueue(
        outbox.Mail(
            unique_key=held.intent_key,
            kind="outreach",
            purpose=Purpose.OUTREACH,
            to=to,
            cc=applicant.user.email,
            reply_to=applicant.user.email,
            subject=subject,
            text=body,
            owner_code=applicant.user.code,
            subject_code=str(held.code),
            due_at=now + timedelta(seconds=UNDO_SECONDS),
            closed_from=closed_from,
            closed_until=closed_until,
            attachments=tuple(
                outbox.File(file.name, "application/pdf", file.content) for file in files
            ),
        ),
        now=now,
    )
    return held


def _refuse_address(message: Message, to: str) -> None:
    if message.target.cycle.applicant.user.is_guest:
        raise RuleBroken("Create an account first: a reply needs an address to come to.")
    if not to:
        raise RuleBroken("There is no address. Add one, or copy the text.")
    faculty = message.target.faculty
    if (faculty and faculty.do_not_contact) or is_suppressed(address=to, kind="outreach"):
        raise RuleBroken(
            f"Mail to {message.target.name} is stopped: it came back, or they asked for none. "
            "Nothing was sent."
        )


def _closed(message: Message, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The closed window that such a mail carries, should it wait that long."""
    if message.target.cycle.in_match == NOT_IN_MATCH or not would_start_contact(message):
        return None, None
    week = soap_week(now)
    return week.begins_at, week.ends_at


@transaction.atomic
def undo(*, message: Message, now: datetime) -> bool:
    """True when it had not left: it is a draft again. False when it was handed over already."""
    stopped = outbox.cancel(unique_key=message.intent_key, outcome="Undone by its writer.", now=now)
    if not stopped:
        return False
    _back_to_draft(message, now)
    return True


def _back_to_draft(message: Message, now: datetime) -> None:
    """A new nonce: the next press is a new sending."""
    message.state, message.nonce, message.sent_by = State.DRAFT, uuid.uuid4(), ""
    message.outcome, message.sent_on = "", None
    message.version += 1
    message.save(
        update_fields=[
            "state", "nonce", "sent_by", "outcome", "sent_on", "version", "updated_at",
        ]
    )  # fmt: skip
    mark_dates_changed(cycle=message.target.cycle, now=now)


MACHINE_STATES = {
    IntentState.SENT: State.SENT,
    IntentState.FAILED: State.FAILED,
    IntentState.UNCONFIRMED: State.UNCONFIRMED,
    IntentState.CANCELLED: State.CANCELLED,  # an undo has taken the nonce away by then
}


def read_outcome(*, outcome: Outcome, now: datetime) -> bool:
    """What the machine did with one mail, written on its message; twice is once."""
    state = MACHINE_STATES.get(IntentState(outcome.state))
    message = (
        Message.objects.select_related("target__cycle__applicant__user")
        .filter(nonce=_nonce_of(outcome.unique_key), state__in=[State.QUEUED, State.UNCONFIRMED])
        .first()
    )
    if state is None or message is None or message.state == state:
        return False
    with transaction.atomic():
        if state == State.SENT:
            _set_sent(message, timezone.localdate(outcome.at), now)
        else:
            message.state, message.outcome = state, outcome.outcome[:200]
            message.version += 1
            message.save(update_fields=["state", "outcome", "version", "updated_at"])
            mark_dates_changed(cycle=message.target.cycle, now=now)
    return True


def _nonce_of(key: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(key.removeprefix("message:"))
    except ValueError:
        return None


# --- by the person's own program ------------------------------------------------------------------


def hand_over(*, message: Message) -> Message:
    """Copied, downloaded or opened: 'Did you send it?' is open. What was sent stays sent."""
    if message.state == State.DRAFT:
        message.state, message.sent_by = State.HANDED_OVER, SentBy.OWN_PROGRAM
        message.save(update_fields=["state", "sent_by", "updated_at"])
    return message


@transaction.atomic
def mark_sent(*, message: Message, on_date: date, now: datetime, today: date) -> Message:
    """The applicant says so. The text is frozen and the contact restarts every count."""
    if on_date > today:
        raise RuleBroken("Use today or an earlier date.")
    if message.state == State.SENT:
        return message
    if not may_move(message.state, State.SENT, "applicant"):
        raise RuleBroken("This mail is on its way. Wait for what the server says.")
    message.sent_by = message.sent_by or SentBy.OWN_PROGRAM
    _set_sent(message, on_date, now)
    return message


def _set_sent(message: Message, on_date: date, now: datetime) -> None:
    message.state, message.sent_on, message.outcome = State.SENT, on_date, ""
    message.version += 1
    message.save(update_fields=["state", "sent_on", "sent_by", "outcome", "version", "updated_at"])
    record_contact(
        target=message.target, kind=ContactKind.SENT, on_date=on_date, now=now,
        today=max(timezone.localdate(now), on_date), message_kind=message.kind,
        note=message.subject, origin_code=message.code,
    )  # fmt: skip
    follow_mail(message=message, now=now, today=max(timezone.localdate(now), on_date))
    said_by_mail(message=message, on_date=on_date)


@transaction.atomic
def not_sent(*, message: Message, now: datetime, today: date) -> Message:
    """Back to the draft: 'not yet', or a 'sent' said by mistake within seven days."""
    if message.state == State.SENT:
        if message.sent_by == SentBy.SERVER:
            raise RuleBroken("The mail server took this one; it cannot come back.")
        if (today - message.sent_on).days > CORRECTION_DAYS:  # type: ignore[operator]
            raise RuleBroken("After seven days what was sent stays sent.")
        for contact in Contact.objects.filter(origin_code=message.code):
            remove_contact(contact=contact, now=now)
        unsaid_by_mail(message=message)
    elif message.state not in (State.HANDED_OVER, State.FAILED, State.UNCONFIRMED, State.CANCELLED):
        raise RuleBroken("This mail is on its way. Undo it first.")
    _back_to_draft(message, now)
    return message


def sends_here() -> bool:
    """Whether this server has mail set up; the try-out keeps what it would have sent."""
    return bool(settings.OUTBOX_DELIVERS or settings.TRYOUT)
