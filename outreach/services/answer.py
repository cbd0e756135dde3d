"""What came back, as the applicant says it: no pixel, no guess."""

import uuid
from datetime import date, datetime

from django.db import transaction

from mentors.choices import ContactKind, TargetState
from mentors.models import Contact
from mentors.services.targets import decline, record_contact, remove_contact, set_state
from outreach.choices import Answer, State
from outreach.models import Message
from smartpick.campaign.services import mark_dates_changed
from smartpick.common.errors import RuleBroken

FIELDS = ["answer", "answered_on", "answer_text", "version", "updated_at"]


def answer_code(message: Message) -> uuid.UUID:
    """The answer's own origin: a second saying of it writes the first contact over."""
    return uuid.uuid5(message.code, "answer")


@transaction.atomic
def record_answer(
    *, message: Message, answer: str, on_date: date, text: str, now: datetime, today: date
) -> Message:
    """A reply, with its day. It counts as contact, ends the follow-ups and moves the target."""
    if message.state != State.SENT or message.sent_on is None:
        raise RuleBroken("This mail is not marked as sent yet. Say when you sent it first.")
    if on_date < message.sent_on:
        raise RuleBroken("The reply is dated before your email. Check one.")
    if on_date > today:
        raise RuleBroken("Use today or an earlier date.")
    message.answer, message.answered_on, message.answer_text = answer, on_date, text
    message.version += 1
    message.save(update_fields=FIELDS)
    record_contact(
        target=message.target, kind=ContactKind.REPLY, on_date=on_date, now=now, today=today,
        note=text[:300], origin_code=answer_code(message),
    )  # fmt: skip
    if answer == Answer.DECLINED:
        decline(target=message.target, now=now)
    if answer == Answer.MEETING and message.target.state != TargetState.MEETING_SET:
        set_state(target=message.target, state=TargetState.MEETING_SET, now=now)
    return message


@transaction.atomic
def forget_answer(*, message: Message, now: datetime) -> Message:
    """An answer said by mistake: the proposals come back."""
    message.answer, message.answered_on, message.answer_text = Answer.NONE, None, ""
    message.version += 1
    message.save(update_fields=FIELDS)
    for contact in Contact.objects.filter(origin_code=answer_code(message)):
        remove_contact(contact=contact, now=now)
    mark_dates_changed(cycle=message.target.cycle, now=now)
    return message


def wait_for(*, message: Message, days: int | None, now: datetime) -> Message:
    """Remind after 10 days, 14, or not at all."""
    if days not in (10, 14, None):
        raise RuleBroken("Choose 10 days, 14 days or none.")
    message.wait_days = days
    message.save(update_fields=["wait_days", "updated_at"])
    mark_dates_changed(cycle=message.target.cycle, now=now)
    return message
