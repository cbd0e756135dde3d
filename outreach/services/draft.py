"""Writing a mail: begun from stored facts, kept as typed, built anew where nothing was typed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentors.models import Target
from outreach.choices import DRAWN, AttachmentKind, Kind, State
from outreach.models import Attachment, Message, Template
from outreach.queries.document import current_documents
from outreach.queries.facts import Record, draft_facts, facts_at_first, record_of, roles_of
from outreach.queries.message import open_draft
from outreach.rules.drafting import Draft, DraftFacts, listed
from outreach.rules.drafts.kinds import build, put_back
from outreach.rules.tokens import filled
from outreach.services.asks import LEVEL_OF, require_open
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.rules.soap import starts_contact
from smartpick.campaign.services import mark_dates_changed
from smartpick.common.errors import RuleBroken, StaleEdit
from smartpick.common.search import fold

LEFT = "This mail has left. Its text cannot be changed."
WITH_FILES = {
    Kind.FIRST: ("cv", "eras"),
    Kind.EXPLORATORY: ("cv", "eras"),
    Kind.MATERIAL: ("cv", "statement", "plan"),
    Kind.SUMMARY: ("summary",),
}


@transaction.atomic
def begin(
    *,
    target: Target,
    kind: str,
    now: datetime,
    follows: Message | None = None,
    template: Template | None = None,
    reply_to_theirs: bool = False,
) -> Message:
    """A draft built from the record; one of this kind that was begun is gone on with.

    Raises RuleBroken for a third follow-up, for somebody who asked not to be written to, for a
    program's people in SOAP week, and for an ask that the ladder holds closed.
    """
    if target.faculty and target.faculty.do_not_contact:
        raise RuleBroken(f"{target.name} asked not to be written to.")
    Target.objects.select_for_update().get(pk=target.pk)  # a double click begins one draft
    begun = open_draft(target, kind, follows)
    if begun and template is None:
        return begun
    _refuse_closed(target, kind, reply_to_theirs, now)
    message = begun or Message(target=target, kind=kind, follows=follows)
    message.reply_to_theirs = message.reply_to_theirs or reply_to_theirs
    message.facts |= facts_at_first(target, kind)
    message.follow_up_no = _follow_up_number(kind, follows)
    message.save()
    attach_files(message=message, kinds=_files_at_first(message))
    record = record_of(target.cycle)
    _build(message, record, template, now)
    return message


def _refuse_closed(target: Target, kind: str, reply_to_theirs: bool, now: datetime) -> None:
    """SOAP week first, which has no override; then the order of the asks, which has one."""
    week = soap_lock(target.cycle, now)
    if week and starts_contact(
        "program_ask" if kind == Kind.PROGRAM else "draft",
        to_roles=roles_of(target),
        they_wrote_first=reply_to_theirs,
    ):
        raise RuleBroken(week.sentence)
    level = LEVEL_OF.get(Kind(kind))
    if level:
        require_open(target, level, today=timezone.localdate(now))


def _follow_up_number(kind: str, follows: Message | None) -> int:
    if kind != Kind.FOLLOW_UP or follows is None:
        return 0
    sent = follows.follow_ups.filter(state=State.SENT).count()
    if sent >= 2:  # FU: never a third
        raise RuleBroken("Two follow-ups went out. Ask somebody else, or wait for an answer.")
    return sent + 1


def _files_at_first(message: Message) -> tuple[str, ...]:
    wanted = WITH_FILES.get(Kind(message.kind), ())
    cycle = message.target.cycle
    held = {row.kind for row in current_documents(cycle.applicant)} | {AttachmentKind.SUMMARY}
    if cycle.picks.exists():
        held.add(AttachmentKind.PLAN)
    return tuple(kind for kind in wanted if kind in held)


def _build(
    message: Message, record: Record, template: Template | None, now: datetime
) -> DraftFacts:
    facts = draft_facts(message, record, today=timezone.localdate(now))
    draft = build(message.kind, facts, message.length)
    message.parts = [list(astuple(part)) for part in draft.parts]
    message.subject, message.body = draft.subject, draft.body
    if template:
        values = token_values(facts)
        message.subject = filled(template.subject, values)[:300]
        message.body = filled(template.text, values)
    _keep(message, "parts", "subject", "body")
    return facts


def draft_of(message: Message, record: Record, *, today: date) -> Draft:
    """The draft as the record gives it now: what is missing, and what a reset would bring back."""
    return build(message.kind, draft_facts(message, record, today=today), message.length)


def token_values(facts: DraftFacts) -> dict[str, str]:
    numbers = {"applied": facts.applied, "received": facts.received, "attended": facts.attended}
    year = facts.graduation_year
    return {
        "title": facts.title,
        "family_name": facts.family_name,
        "specialty": facts.specialty,
        "target": facts.target,
        "reason": facts.reason,
        "strengths": listed(facts.strengths),
        "gaps": listed(facts.gaps),
        "attachments": listed(facts.attachments),
        "my_name": facts.applicant_name,
        "school": facts.school,
        "graduation_year": str(year or ""),
        "cell": facts.cell,
        "last_contact": f"{facts.last_contact_on:%B} {facts.last_contact_on.day}"
        if facts.last_contact_on
        else "",
        **{name: "" if value is None else str(value) for name, value in numbers.items()},
    }


@transaction.atomic
def save_text(
    *, message: Message, subject: str, body: str, expected_version: int, now: datetime
) -> Message:
    """What was typed. StaleEdit when it was saved elsewhere since, RuleBroken when it left.

    The same text again is no edit: of many presses of one button each goes on from where it is.
    """
    held = Message.objects.select_for_update().get(pk=message.pk)
    message.version, message.state, message.nonce = held.version, held.state, held.nonce
    if (held.subject, held.body) == (subject, body):
        return message
    if not held.is_editable:
        raise RuleBroken(LEFT)
    if held.version != expected_version:
        current = {"subject": held.subject, "body": held.body}
        raise StaleEdit(current=current, version=held.version, by="", at=held.updated_at)
    message.subject, message.body = subject, body
    _keep(message, "subject", "body")
    return message


def _keep(message: Message, *names: str) -> None:
    """What is edited is a draft again, and its next press a new sending."""
    if message.state != State.DRAFT:
        message.state, message.nonce = State.DRAFT, uuid.uuid4()
        names = (*names, "state", "nonce")
        mark_dates_changed(cycle=message.target.cycle)
    message.version += 1
    message.search_key = fold(message.target.name, message.subject, message.body)[:20_000]
    message.save(update_fields=[*names, "version", "search_key", "updated_at"])


@transaction.atomic
def attach_files(*, message: Message, kinds: Sequence[str]) -> None:
    """The files that go along, each in its newest version."""
    held = {row.kind: row for row in current_documents(message.target.cycle.applicant)}
    message.attachments.exclude(kind__in=kinds).delete()
    for kind in kinds:
        document = held.get(kind)
        if document is None and kind not in DRAWN:
            continue
        Attachment.objects.get_or_create(
            message=message,
            kind=kind,
            defaults={"document": document, "number": document.number if document else 0},
        )


def newer_files(message: Message) -> list[Attachment]:
    """Files of which a newer version was added since they were ticked, or that are gone."""
    held = {row.kind: row for row in current_documents(message.target.cycle.applicant)}
    return [
        row
        for row in message.attachments.select_related("document")
        if row.kind not in DRAWN
        and (row.document is None or (row.kind in held and held[row.kind].pk != row.document_id))
    ]


@transaction.atomic
def take_newest_files(*, message: Message) -> None:
    kinds = [row.kind for row in message.attachments.all()]
    message.attachments.all().delete()
    attach_files(message=message, kinds=kinds)


@transaction.atomic
def change_facts(
    *, message: Message, typed: Mapping[str, Any], length: str, kinds: Sequence[str],
    reply_to_theirs: bool, now: datetime,
) -> Message:  # fmt: skip
    """Ticks, length and the facts of an offer. Parts that nobody edited follow; others stay."""
    if not message.is_editable:
        raise RuleBroken(LEFT)
    before = message.built
    message.facts = {**message.facts, **typed}
    message.length, message.reply_to_theirs = length, reply_to_theirs
    message.save(update_fields=["facts", "length", "reply_to_theirs", "updated_at"])
    attach_files(message=message, kinds=kinds)
    record = record_of(message.target.cycle)
    draft = draft_of(message, record, today=timezone.localdate(now))
    untouched = _untouched(message, before)
    body = message.body
    message.parts = [list(astuple(part)) for part in draft.parts]
    if untouched:
        message.subject, message.body = draft.subject, draft.body
    else:
        message.body = follow_parts(body, before, draft)
    _keep(message, "parts", "subject", "body")
    return message


def _untouched(message: Message, before: Sequence[Any]) -> bool:
    text = ""
    for part in before:
        text += (part.joined if text else "") + part.text
    return message.body.strip() == text.strip()


def follow_parts(body: str, before: Sequence[Any], draft: Draft) -> str:
    """An edited text after a tick: only lines that still read as built change, come or go."""
    old = {part.key: part for part in before}
    new = {part.key: part for part in draft.parts}
    for key, part in old.items():
        if part.text not in body:
            continue
        if key not in new:
            body = body.replace(part.joined + part.text, "", 1).replace(part.text, "", 1)
        elif new[key].text != part.text:
            body = body.replace(part.text, new[key].text, 1)
    for key in new:
        if key not in old:
            body = put_back(body, draft.parts, key)
    return body


def reset_part(*, message: Message, key: str, now: datetime) -> Message:
    """One paragraph as it was built, in its place; all that was typed elsewhere stays."""
    if not message.is_editable:
        raise RuleBroken(LEFT)
    message.body = put_back(message.body, message.built, key)
    _keep(message, "body")
    return message


def drop_draft(*, message: Message) -> None:
    if message.state not in (State.DRAFT, State.HANDED_OVER, State.FAILED, State.CANCELLED):
        raise RuleBroken("Only a draft can be removed. What was sent stays in the history.")
    mark_dates_changed(cycle=message.target.cycle)
    message.delete()
