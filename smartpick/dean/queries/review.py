"""What a dean's pages show: links, versions by key, reviews that wait."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from autopsy.choices import ReviewState, Section, SectionStatus
from autopsy.models import (
    AutopsyVersion,
    MatchAutopsy,
    Review,
    ReviewComment,
    SectionState,
)
from outreach.models import Document, Message
from smartpick.accounts.choices import LinkState, Party
from smartpick.accounts.models import AdvisingLink, Membership, User
from smartpick.accounts.querysets import open_link
from smartpick.campaign.access import Shared
from smartpick.dean.choices import NoteKind
from smartpick.dean.models import DeanNote


@dataclass(frozen=True)
class AdviseeLine:
    link: AdvisingLink
    done: int
    version: AutopsyVersion | None
    is_reviewed: bool
    waits_days: int

    @property
    def waits(self) -> bool:
        return self.version is not None and not self.is_reviewed

    @property
    def state(self) -> str:
        if self.version is None:
            return f"{self.done} of {len(Section)} sections done, nothing submitted yet"
        if self.is_reviewed:
            return f"Version {self.version.number} reviewed"
        noun = "day" if self.waits_days == 1 else "days"
        return f"Version {self.version.number} has waited {self.waits_days} {noun} for your review"


def open_links(dean: User, today: date) -> "QuerySet[AdvisingLink]":
    return (
        AdvisingLink.objects.filter(open_link(today, prefix=""), membership__user=dean)
        .exclude(applicant__user=dean)
        .select_related("applicant__user", "membership")
        .order_by("applicant__print_name", "id")
    )


def advisee_lines(dean: User, now: datetime) -> list[AdviseeLine]:
    """Every advisee of this dean: who waits longest first, then by name. Statements do not grow
    with the number of people."""
    links = list(open_links(dean, now.date()))
    people = [link.applicant_id for link in links]
    newest = _newest_versions(people)
    reviewed = set(
        Review.objects.filter(
            dean=dean, state=ReviewState.FINISHED, version__in=list(newest.values())
        ).values_list("version_id", flat=True)
    )
    done = _done_counts(people)
    lines = []
    for link in links:
        version = newest.get(link.applicant_id)
        since = version.submitted_at if version else None
        days = (now - since).days if since else 0
        seen = bool(version and version.pk in reviewed)
        lines.append(AdviseeLine(link, done.get(link.applicant_id, 0), version, seen, days))
    return sorted(lines, key=lambda line: (not line.waits, -line.waits_days if line.waits else 0))


def _newest_versions(people: list[int]) -> dict[int, AutopsyVersion]:
    rows = (
        AutopsyVersion.objects.filter(
            autopsy__cycle__applicant__in=people,
            autopsy__cycle__closed_on__isnull=True,
            submitted_at__isnull=False,
            withdrawn_at__isnull=True,
        )
        .select_related("autopsy__cycle")
        .defer("snapshot", "diagnosis")
        .order_by("number")
    )
    return {row.autopsy.cycle.applicant_id: row for row in rows}


def _done_counts(people: list[int]) -> dict[int, int]:
    rows = SectionState.objects.filter(
        autopsy__cycle__applicant__in=people,
        autopsy__cycle__closed_on__isnull=True,
        state=SectionStatus.DONE,
    ).values_list("autopsy__cycle__applicant_id", flat=True)
    counts: dict[int, int] = {}
    for person in rows:
        counts[person] = counts.get(person, 0) + 1
    return counts


def requests_for(dean: User) -> "QuerySet[AdvisingLink]":
    return AdvisingLink.objects.filter(
        membership__user=dean,
        membership__ended_on__isnull=True,
        state=LinkState.ASKED,
        asked_by=Party.APPLICANT,
    ).select_related("applicant__user")


def submitted_version(shared: Shared) -> AutopsyVersion | None:
    return (
        AutopsyVersion.objects.filter(
            autopsy__cycle__applicant=shared.applicant,
            autopsy__cycle__closed_on__isnull=True,
            submitted_at__isnull=False,
            withdrawn_at__isnull=True,
        )
        .select_related("autopsy__cycle__applicant__user")
        .first()
    )


def version_before(version: AutopsyVersion) -> AutopsyVersion | None:
    return version.autopsy.versions.filter(
        number__lt=version.number, submitted_at__isnull=False
    ).first()


def sections_done(shared: Shared) -> list[tuple[str, str]]:
    autopsy = MatchAutopsy.objects.filter(
        cycle__applicant=shared.applicant, cycle__closed_on__isnull=True
    ).first()
    states = {row.section: row for row in autopsy.sections.all()} if autopsy else {}
    return [
        (s.label, states[s.value].get_state_display() if s.value in states else "Not started")
        for s in Section
    ]


def comments_by_section(
    version: AutopsyVersion, dean: User, keys: frozenset[str]
) -> dict[str, list[Any]]:
    """Finished comments of all deans and this dean's pending ones, where the section is shared."""
    rows = (
        Review.objects.filter(version__autopsy=version.autopsy)
        .filter(Q(state=ReviewState.FINISHED) | Q(dean=dean))
        .prefetch_related("comments")
        .select_related("version")
        .order_by("created_at")
    )
    found: dict[str, list[Any]] = {}
    for review in rows:
        for comment in review.comments.all():
            if comment.section in keys:
                found.setdefault(comment.section, []).append((review, comment))
    return found


def finished_reviews(dean: User) -> "QuerySet[Review]":
    """The dean's own, newest first."""
    return Review.objects.filter(dean=dean, state=ReviewState.FINISHED).order_by("-finished_at")


def pending_comments(version: AutopsyVersion, dean: User) -> "QuerySet[ReviewComment]":
    return ReviewComment.objects.filter(
        review__version=version, review__dean=dean, review__state=ReviewState.PENDING
    )


def comments_on(autopsy: MatchAutopsy) -> "QuerySet[ReviewComment]":
    """Of all deans and versions: the caller has passed the gate for this autopsy."""
    return ReviewComment.objects.filter(review__version__autopsy=autopsy)


def notes_for(shared: Shared, kind: str) -> "QuerySet[DeanNote]":
    return DeanNote.objects.filter(applicant=shared.applicant, kind=kind)


def private_and_shared(shared: Shared) -> dict[str, Any]:
    return {
        "private": notes_for(shared, NoteKind.PRIVATE),
        "shared_notes": notes_for(shared, NoteKind.SHARED),
    }


def colleagues(membership: Membership) -> list[str]:
    rows = Membership.objects.filter(
        school=membership.school, role="dean", ended_on__isnull=True
    ).select_related("user")
    return [row.user.shown_name for row in rows]


def shown_documents(shared: Shared) -> QuerySet[Document]:
    """The files that this advisee shows, each by name; the others are never read here."""
    return Document.objects.filter(applicant=shared.applicant, shown_at__isnull=False)


def shown_messages(shared: Shared) -> QuerySet[Message]:
    """The mails that this advisee shows, each by name; no other is ever read here."""
    rows = Message.objects.filter(target__cycle__applicant=shared.applicant, shown_at__isnull=False)
    return rows.select_related("target__faculty").order_by("-shown_at", "-id")
