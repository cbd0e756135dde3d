"""What the composer's page shows beside the text: the address, what is missing, the way out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from outreach.choices import DRAWN, State
from outreach.eml import final_text, mailto_link
from outreach.models import Message
from outreach.queries.document import current_documents
from outreach.queries.facts import (
    Record,
    draft_facts,
    mail_facts,
    record_of,
    result_words,
    results_since,
    would_start_contact,
)
from outreach.queries.message import Row, row_of
from outreach.rules.checking import Checked, check_mail
from outreach.rules.drafting import Draft, Part
from outreach.rules.drafts.kinds import build, changed_parts
from outreach.rules.facts import MailFacts
from smartpick.campaign.queries.soap import soap_lock
from smartpick.outbox.models import Intent
from smartpick.outbox.queries import intent_of

WHERE = {
    "applied": "/autopsy/applications/",
    "received": "/autopsy/applications/",
    "strengths": "/autopsy/clinical/",
    "gaps": "/autopsy/diagnosis/",
    "attachments": "/documents/",
    "target": "/direction/",
    "other_lane": "/direction/",
    "cell": "/account/profile/",
    "priorities": "/autopsy/summary/lines/",
    "results": "/week/logbook/",
    "told": "/meetings/",
    "meeting_on": "/meetings/",
}
UNDO_SECONDS = 20


@dataclass(frozen=True)
class Composer:
    message: Message
    record: Record
    facts: MailFacts
    draft: Draft
    to: str
    reply_to: str
    lock: str
    intent: Intent | None
    row: Row
    now: datetime

    @property
    def missing(self) -> list[tuple[str, str, bool]]:
        """What a fact would add, where to give it, and whether the mail cannot do without."""
        return [
            (item.says, WHERE.get(item.key, "#facts"), item.is_needed)
            for item in self.draft.missing
        ]

    @property
    def changed(self) -> list[Part]:
        return changed_parts(self.message.body, self.message.built)

    def checked_as(self, subject: str, body: str) -> Checked:
        return check_mail(subject=subject, body=body, facts=self.facts)

    @property
    def preview(self) -> dict[str, Any]:
        return {
            "to": self.to,
            "from_name": self.record.cycle.applicant.shown_name,
            "reply_to": self.reply_to,
            "subject": self.message.subject,
            "text": final_text(self.message.body),
            "files": list(self.message.attachments.select_related("document")),
        }

    @property
    def mailto(self) -> str:
        return mailto_link(to=self.to, subject=self.message.subject, body=self.message.body)

    @property
    def undo_until(self) -> datetime | None:
        if self.message.state != State.QUEUED:
            return None
        return self.message.updated_at + timedelta(seconds=UNDO_SECONDS)

    @property
    def machine_says(self) -> str:
        """The intent's own state while the message is on its way (decision 3)."""
        if self.intent is None or self.message.state != State.QUEUED:
            return self.message.outcome
        words = {"failed": "Not delivered. ", "unconfirmed": "Delivery not confirmed. ",
                 "cancelled": "Stopped. "}  # fmt: skip
        return f"{words.get(self.intent.state, '')}{self.intent.outcome}"

    @property
    def has_failed(self) -> bool:
        states = {State.FAILED, State.UNCONFIRMED, State.CANCELLED}
        return self.message.state in states or bool(self.intent and self.intent.state in states)


def composer_of(message: Message, *, now: datetime) -> Composer:
    target = message.target
    record = record_of(target.cycle)
    today = timezone.localdate(now)
    week = soap_lock(target.cycle, now)
    locked = week is not None and would_start_contact(message)
    return Composer(
        message=message,
        record=record,
        facts=mail_facts(message, record, now=now),
        draft=build(message.kind, draft_facts(message, record, today=today), message.length),
        to=target.faculty.email if target.faculty else "",
        reply_to=target.cycle.applicant.user.email,
        lock=week.sentence if week and locked else "",
        intent=intent_of(message.intent_key) if message.state == State.QUEUED else None,
        row=row_of(message, today=today),
        now=now,
    )


def file_choices(message: Message) -> list[tuple[str, str]]:
    """Each file that is there, with its version; the page of the autopsy always is."""
    rows = current_documents(message.target.cycle.applicant)
    held = [
        (
            row.kind,
            f"{row.get_kind_display()} (version {row.number}, {max(1, row.size // 1024)} KB)",
        )
        for row in rows
    ]
    return [*held, *((kind.value, kind.label) for kind in DRAWN)]


def result_choices(message: Message) -> list[tuple[str, str]]:
    if message.kind != "update":
        return []
    entries = results_since(message, message.target.cycle)
    return [(str(entry.code), result_words(entry)) for entry in entries]
