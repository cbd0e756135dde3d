"""What became of mails: for the person they are from, for outreach, for the operator."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet

from smartpick.outbox.choices import Purpose, State
from smartpick.outbox.models import Intent, Suppression
from smartpick.outbox.rules import address_hash, kind_in_words

OVERLAP = timedelta(minutes=5)


@dataclass(frozen=True)
class Outcome:
    unique_key: str
    subject_code: str
    state: str
    outcome: str
    at: datetime


@dataclass(frozen=True)
class Trouble:
    """One line of the operator's list: never a text, a name or an address."""

    state: str
    kind: str
    code: int | None
    count: int
    oldest: datetime
    is_held: bool


def newest(count: int) -> QuerySet[Intent]:
    return Intent.objects.order_by("-created_at")[:count]


def own_mail(*, owner_code: uuid.UUID) -> QuerySet[Intent]:
    """The mails of one person, newest first: those that left and those that wait."""
    return Intent.objects.filter(owner_code=owner_code).order_by("-created_at")


def intent_of(unique_key: str) -> Intent | None:
    return Intent.objects.filter(unique_key=unique_key).first()


def outcomes_since(since: datetime) -> list[Outcome]:
    """What the machine did with outreach since then; some of it twice, so use it idempotently.

    A transaction that took long shows late under its earlier moment: hence the overlap.
    """
    rows = Intent.objects.filter(purpose=Purpose.OUTREACH, updated_at__gte=since - OVERLAP)
    return [
        Outcome(row.unique_key, row.subject_code, row.state, row.outcome, row.updated_at)
        for row in rows.order_by("updated_at")
    ]


def is_suppressed(*, address: str, kind: str = "all") -> bool:
    """Whether this address gets no mail of the kind, from anybody."""
    return Suppression.objects.filter(
        address_hash=address_hash(address), kind__in={"all", kind}
    ).exists()


def oldest_due(*, now: datetime) -> datetime | None:
    """The due moment of the mail that has waited longest, closed windows left out."""
    waiting = Intent.objects.filter(state=State.QUEUED, due_at__lte=now)
    open_now = waiting.exclude(closed_from__lte=now, closed_until__gt=now)
    oldest: datetime | None = open_now.aggregate(Min("due_at"))["due_at__min"]
    return oldest


def troubles() -> list[Trouble]:
    rows = (
        Intent.objects.filter(state__in=[State.HELD, State.UNCONFIRMED, State.FAILED])
        .values("state", "kind", "code_answered")
        .annotate(count=Count("id"), oldest=Min("created_at"))
        .order_by("state", "kind", "code_answered")
    )
    return [
        Trouble(
            State(row["state"]).label,
            kind_in_words(row["kind"]),
            row["code_answered"],
            row["count"],
            row["oldest"],
            row["state"] == State.HELD,
        )
        for row in rows
    ]
