"""What is said between a dean and an advisee: questions, nudges, messages."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from smartpick.accounts.models import AdvisingLink, User
from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.services import notify
from smartpick.common.errors import RuleBroken
from smartpick.dean import emails
from smartpick.dean.choices import MessageKind
from smartpick.dean.models import DeanMessage, DeanQuestion
from smartpick.outbox.services import enqueue

NUDGE_DAYS = 14


def _mark(applicant_id: int, dean_id: int | None, now: datetime) -> None:
    AdvisingLink.objects.filter(
        applicant=applicant_id, membership__user=dean_id, row__isnull=False
    ).update(changed_at=now)


@transaction.atomic
def ask_dean(*, link: AdvisingLink, about: str, text: str, now: datetime) -> DeanQuestion:
    """Tells the dean's bell; from the next day on it is a reason for attention."""
    dean = link.membership.user
    question = DeanQuestion.objects.create(
        applicant=link.applicant,
        dean=dean,
        dean_name=dean.shown_name[:60],
        about=about,
        text=text,
        asked_on=timezone.localdate(now),
    )
    notify(
        user=dean,
        kind="question",
        text=f"{link.applicant.shown_name} asked you something.",
        target_name="dean:notes",
        target_code=str(link.applicant.code),
        now=now,
    )
    _mark(link.applicant_id, dean.pk, now)
    return question


@transaction.atomic
def answer_question(*, question: DeanQuestion, text: str, by: User, now: datetime) -> None:
    """Once; a second answer to the same question is refused."""
    hit = DeanQuestion.objects.filter(pk=question.pk, answered_on=None).update(
        answer=text, answered_on=timezone.localdate(now)
    )
    if not hit:
        raise RuleBroken("This question is answered already.")
    notify(
        user=question.applicant.user,
        kind="question",
        text=f"{by.shown_name} answered your question.",
        target_name="dean:shared-notes",
        now=now,
    )
    _mark(question.applicant_id, by.pk, now)


# --- mails to advisees ----------------------------------------------------------------------------


@dataclass
class Reach:
    """Whom a nudge reaches, and whom it leaves out and why."""

    links: list[AdvisingLink] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def reach_of_nudge(links: Iterable[AdvisingLink], *, now: datetime) -> Reach:
    """Nobody twice within 14 days, whichever dean wrote; nobody without an address or in SOAP
    week."""
    held, today = list(links), timezone.localdate(now)
    people = [link.applicant_id for link in held]
    since = today - timedelta(days=NUDGE_DAYS)
    nudged = dict(
        DeanMessage.objects.filter(applicant__in=people, kind=MessageKind.NUDGE, sent_on__gt=since)
        .order_by("sent_on")
        .values_list("applicant", "sent_on")
    )
    cycles = {c.applicant_id: c for c in Cycle.objects.filter(applicant__in=people, closed_on=None)}
    reach = Reach()
    for link in held:
        why = _why_not(link, cycles.get(link.applicant_id), nudged, now)
        if why:
            reach.left_out.append((link.applicant.shown_name, why))
        else:
            reach.links.append(link)
    return reach


def _why_not(
    link: AdvisingLink, cycle: Cycle | None, nudged: dict[int, date], now: datetime
) -> str:
    if not link.applicant.user.is_active or not link.applicant.user.email:
        return "no address"
    last = nudged.get(link.applicant_id)
    if last:
        return f"nudged on {last:%b} {last.day}, within {NUDGE_DAYS} days"
    if cycle is None:
        return "the cycle is closed"
    return "SOAP week" if soap_lock(cycle, now) else ""


@transaction.atomic
def nudge(*, links: Iterable[AdvisingLink], by: User, now: datetime) -> int:
    """One short mail each, in our words; how many were written."""
    reach = reach_of_nudge(links, now=now)
    for link in reach.links:
        subject, text = emails.nudge_words(link=link, dean=by)
        _send(link, MessageKind.NUDGE, subject, text, by, now)
    return len(reach.links)


@transaction.atomic
def write_to(
    *, link: AdvisingLink, subject: str, text: str, by: User, now: datetime
) -> DeanMessage:
    return _send(link, MessageKind.WRITE_TO, subject, text, by, now)


def _send(
    link: AdvisingLink, kind: str, subject: str, text: str, by: User, now: datetime
) -> DeanMessage:
    message = DeanMessage.objects.create(
        applicant=link.applicant,
        dean=by,
        dean_name=by.shown_name[:60],
        kind=kind,
        subject=subject,
        text=text,
        sent_on=timezone.localdate(now),
    )
    enqueue(emails.to_advisee(message=message, to=link.applicant.user, dean=by), now=now)
    return message
