"""Mails as dated things: follow-ups that are proposed, and what did not arrive."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from outreach.choices import Answer, State
from outreach.models import Message
from outreach.queries.facts import leads_programs
from outreach.queries.message import NOT_ARRIVED, Row, messages_of, row_of
from outreach.rules.follow_up import FOLLOWED
from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem, DatedKind

LOOK_BACK_DAYS = 90  # an older thread stands in the mail list and asks for nothing
Days = tuple[date, date]


def mail_items(cycle: Cycle, *, today: date, soap: Sequence[Days] = ()) -> list[DatedItem]:
    """Worked out from the messages; a reply or another contact ends a follow-up. Four queries."""
    since = today - timedelta(days=LOOK_BACK_DAYS)
    waiting = Q(state=State.SENT, sent_on__gte=since, kind__in=FOLLOWED, answer=Answer.NONE)
    lost = Q(state__in=NOT_ARRIVED, updated_at__date__gte=since)
    rows = list(messages_of(cycle).filter(waiting | lost).order_by("sent_on", "id"))
    weeks = sorted(week for week in soap if week[1] >= since)
    sent = [row for row in rows if row.state == State.SENT]
    lines = [row_of(message, today=today, soap=_nearest(weeks, message)) for message in sent]
    return [
        *(_follow_up(line) for line in lines if line.proposal),
        *(_lost(row) for row in rows if row.state in NOT_ARRIVED),
    ]


def _nearest(weeks: Sequence[Days], message: Message) -> Days | None:
    """The first SOAP week that could hold back a follow-up of this mail."""
    return next((week for week in weeks if message.sent_on and week[1] >= message.sent_on), None)


def _follow_up(line: Row) -> DatedItem:
    """Named by its number: the second is another thing than the first."""
    message, proposal = line.message, line.proposal
    assert proposal is not None  # noqa: S101  (the caller asks for it)
    assert message.sent_on is not None  # noqa: S101
    name = message.target.name
    return DatedItem(
        kind=DatedKind.FOLLOW_UP,
        origin="message",
        origin_code=message.code,
        part=f"follow{proposal.number}",
        on=proposal.due_on,
        title=f"Follow up with {name}",
        neutral="A mail to write",
        person=name,
        leads_programs=leads_programs(message.target),
        lever="advocates",
        reason=f"No answer to your mail of {message.sent_on:%b} {message.sent_on.day}.",
        words={"name": name, "days": (proposal.due_on - message.sent_on).days},
        made_on=message.sent_on,
        changed_at=message.updated_at,
        url_name="outreach:message",
        url_args=(str(message.code),),
        button="Write it",
    )


def _lost(message: Message) -> DatedItem:
    name = message.target.name
    return DatedItem(
        kind=DatedKind.FAILED_MAIL,
        origin="message",
        origin_code=message.code,
        part=f"lost{message.nonce.hex[:8]}",
        on=timezone.localtime(message.updated_at).date(),
        title=f"Your mail to {name} did not leave",
        neutral="A mail to look at",
        person=name,
        leads_programs=False,
        lever="advocates",
        reason=message.outcome,
        words={"name": name, "reason": message.outcome.rstrip(".")},
        changed_at=message.updated_at,
        url_name="outreach:message",
        url_args=(str(message.code),),
        button="Look at it",
    )
