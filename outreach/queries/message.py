"""Messages by what is owed: to answer, to follow up, waiting, drafts, failed, sent."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from mentors.choices import TargetState
from mentors.models import Contact, Target
from outreach.choices import Answer, State
from outreach.models import Message
from outreach.queries.facts import leads_programs
from outreach.rules.follow_up import (
    FOLLOWED,
    SAME_TEXT_DAYS,
    Proposal,
    Thread,
    next_follow_up,
    no_answer_on,
)
from smartpick.campaign.models import Cycle
from smartpick.common.search import fold

CLOSED = (TargetState.DECLINED, TargetState.SET_ASIDE)
NOT_ARRIVED = (State.FAILED, State.UNCONFIRMED, State.CANCELLED)


@dataclass(frozen=True)
class Row:
    """One mail with its thread, as the list shows it."""

    message: Message
    proposal: Proposal | None
    silent_on: date | None
    days: int
    today: date

    @property
    def is_due(self) -> bool:
        return self.proposal is not None and self.days_left <= 0

    @property
    def days_left(self) -> int:
        return 0 if self.proposal is None else (self.proposal.due_on - self.today).days


@dataclass(frozen=True)
class MailList:
    to_answer: list[Row]
    trouble: list[Row]
    asked: list[Row]
    due: list[Row]
    waiting: list[Row]
    drafts: list[Row]
    sent: list[Row]

    @property
    def is_empty(self) -> bool:
        return not any(vars(self).values())


def messages_of(cycle: Cycle) -> QuerySet[Message]:
    return (
        Message.objects.filter(target__cycle=cycle)
        .select_related("target__faculty", "target__mentorship", "follows")
        .prefetch_related(
            "target__faculty__roles",
            Prefetch("target__contacts", Contact.objects.order_by("on_date", "id")),
            Prefetch("follow_ups", Message.objects.order_by("sent_on")),
        )
    )


def thread_of(message: Message, soap: tuple[date, date] | None = None) -> Thread:
    target = message.target
    follow_ups = [
        row.sent_on for row in message.follow_ups.all() if row.state == State.SENT and row.sent_on
    ]
    answers = [row.answer for row in message.follow_ups.all() if row.answer != Answer.NONE]
    own = {message.code, *(row.code for row in message.follow_ups.all())}
    later = [
        c.on_date for c in target.contacts.all()
        if c.origin_code not in own and message.sent_on and c.on_date >= message.sent_on
        and c.kind != "message_sent"
    ]  # fmt: skip
    last = max([message.sent_on or date.min, *follow_ups])
    mentorship = getattr(target, "mentorship", None)
    at_edge = mentorship is not None and mentorship.edge_since is not None
    return Thread(
        kind=message.kind,
        sent_on=message.sent_on,
        answer=message.answer if message.answer != Answer.NONE else (answers or ["none"])[0],
        wait_days=message.wait_days,
        follow_ups_sent=tuple(sorted(follow_ups)),
        contact_on=max((day for day in later if day > last), default=None),
        is_closed=target.state in CLOSED or at_edge,
        is_leader=leads_programs(target),
        soap=soap,
    )


def row_of(message: Message, *, today: date, soap: tuple[date, date] | None = None) -> Row:
    thread = thread_of(message, soap)
    silent = no_answer_on(thread)
    return Row(
        message=message,
        proposal=next_follow_up(thread) if message.state == State.SENT else None,
        silent_on=silent if silent and silent <= today else None,
        days=(today - message.sent_on).days if message.sent_on else 0,
        today=today,
    )


def mail_list(
    cycle: Cycle, *, today: date, words: str = "", soap: tuple[date, date] | None = None
) -> MailList:
    rows = messages_of(cycle).order_by("-sent_on", "-updated_at")
    if words.strip():
        rows = rows.filter(search_key__contains=fold(words))
    lines = [row_of(message, today=today, soap=soap) for message in rows]
    return MailList(
        to_answer=[r for r in lines if r.message.answer == Answer.REPLIED and _unanswered(r)],
        trouble=[r for r in lines if r.message.state in NOT_ARRIVED],
        asked=[r for r in lines if r.message.state == State.HANDED_OVER],
        due=sorted([r for r in lines if r.is_due], key=lambda r: -r.days),
        waiting=[r for r in lines if _waits(r) and not r.is_due],
        drafts=[r for r in lines if r.message.state in (State.DRAFT, State.QUEUED)],
        sent=[r for r in lines if r.message.state == State.SENT and not _waits(r)],
    )


def _waits(row: Row) -> bool:
    message = row.message
    return (
        message.state == State.SENT
        and message.answer == Answer.NONE
        and message.kind in FOLLOWED
        and (row.proposal is not None or row.silent_on is not None)
    )


def _unanswered(row: Row) -> bool:
    """A reply stays to be answered until anything of mine went to them after it."""
    message = row.message
    day = message.answered_on
    return not any(
        c.kind == "message_sent" and day and c.on_date > day for c in message.target.contacts.all()
    )


def open_draft(target: Target, kind: str, follows: Message | None) -> Message | None:
    """A draft of this kind that was begun and not sent: it is gone on with, not begun again."""
    found: Message | None = (
        Message.objects.filter(target=target, kind=kind, follows=follows, state=State.DRAFT)
        .order_by("-updated_at")
        .first()
    )
    return found


def sent_lately(message: Message, *, today: date) -> Message | None:
    """The same words to the same person within seven days, in any capitals and spacing."""
    since = today - timedelta(days=SAME_TEXT_DAYS)
    rows = Message.objects.filter(target=message.target).exclude(pk=message.pk)
    rows = rows.filter(state__in=[State.QUEUED, State.SENT, State.UNCONFIRMED])
    text = " ".join(message.body.split()).casefold()
    same: list[Message] = [
        row
        for row in rows.filter(updated_at__date__gte=since)
        if " ".join(row.body.split()).casefold() == text
    ]
    return same[0] if same else None


def person_messages(target: Target) -> list[Message]:
    return list(target.messages.order_by("-sent_on", "-updated_at"))


def people_to_write_to(cycle: Cycle) -> list[tuple[str, object]]:
    """Open targets and mentors by name, with the code of their page."""
    rows = Target.objects.filter(cycle=cycle).exclude(state__in=CLOSED)
    found = rows.select_related("faculty").order_by("faculty__last_key", "id")
    return [(row.name, row.faculty.code if row.faculty else row.code) for row in found]
