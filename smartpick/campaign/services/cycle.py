"""Deeds on a campaign as such: opening it, its log, its bell, its priorities, its marks."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from smartpick.accounts.models import Applicant, User
from smartpick.campaign.choices import PriorityKind, Track
from smartpick.campaign.models import ActivityEntry, Cycle, Notification, Priority


def open_cycle(*, applicant: Applicant, now: datetime, failed_year: int | None = None) -> Cycle:
    """The applicant's open cycle; made when there is none."""
    cycle, _ = Cycle.objects.get_or_create(
        applicant=applicant,
        closed_on=None,
        defaults={
            "opened_on": now.date(),
            "failed_year": failed_year,
            "dates_changed_at": now,
        },
    )
    return cycle


def set_season(
    *,
    cycle: Cycle,
    failed_year: int | None,
    track: str,
    target_year: int | None,
    match_service: str = "",
    learned_on: date | None = None,
) -> None:
    """Which Match it was, when its result was known, and which one is aimed at.

    An empty service keeps the one that is held; an empty day means that Match's own.
    """
    cycle.failed_year, cycle.track, cycle.target_year = failed_year, track, target_year
    cycle.match_service, cycle.learned_on = match_service or cycle.match_service, learned_on
    cycle.save(
        update_fields=[
            "failed_year", "track", "target_year", "match_service", "learned_on", "updated_at",
        ]
    )  # fmt: skip


def target_year_of(failed_year: int | None, track: str) -> int | None:
    """The Match aimed at: the next one on the short track, the one after on the long."""
    if failed_year is None:
        return None
    return failed_year + (1 if track == Track.SHORT else 2)


def note_activity(
    *,
    cycle: Cycle,
    verb: str,
    noun: str,
    by: User | None,
    now: datetime,
    object_code: uuid.UUID | None = None,
) -> None:
    ActivityEntry.objects.create(
        cycle=cycle, verb=verb, noun=noun, object_code=object_code, by=by, at=now
    )


def notify(
    *, user: User, kind: str, text: str, target_name: str, now: datetime, target_code: str = ""
) -> None:
    Notification.objects.create(
        user=user,
        kind=kind,
        text=text,
        target_name=target_name,
        target_code=target_code,
        made_at=now,
    )


def mark_notifications_read(*, user: User, now: datetime) -> int:
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=now)


@transaction.atomic
def save_priorities(*, cycle: Cycle, do: Sequence[str], avoid: Sequence[str]) -> None:
    """Replaces the draft by these lines, in this order; empty ones are left out."""
    Priority.objects.filter(cycle=cycle).delete()
    Priority.objects.bulk_create(
        Priority(cycle=cycle, kind=kind, rank=rank, text=text)
        for kind, lines in ((PriorityKind.DO, do), (PriorityKind.AVOID, avoid))
        for rank, text in enumerate([line for line in lines if line], start=1)
    )


def mark_dates_changed(*, cycle: Cycle, now: datetime | None = None) -> None:
    """Says that a date of this cycle changed: the next sweep works its reminders out anew.

    Every service that changes a date says this in its own transaction. The moment is only a mark
    to be found and cleared, so a deed that was not handed the clock may leave it out. What others
    are shown of the campaign is worked out anew too.
    """
    at = now or timezone.now()
    Cycle.objects.filter(pk=cycle.pk).update(dates_changed_at=at, campaign_changed_at=at)


def mark_campaign_changed(*, cycle: Cycle, now: datetime | None = None) -> None:
    """Says that something changed which a dean's list shows, though no date did."""
    Cycle.objects.filter(pk=cycle.pk).update(campaign_changed_at=now or timezone.now())


@transaction.atomic
def answer_in_match(*, cycle: Cycle, answer: str, now: datetime) -> None:
    """Asked in Match Week. What it locks and what waits is worked out anew from it."""
    cycle.in_match = answer
    cycle.save(update_fields=["in_match", "updated_at"])
    mark_dates_changed(cycle=cycle, now=now)
