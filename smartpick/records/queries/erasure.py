"""What a deletion would take, in words for its page, and who cannot ask for one yet."""

from datetime import datetime

from django.db.models import QuerySet

from autopsy.models import AutopsyVersion
from mentors.models import Meeting, Target
from outreach.models import Document, Message
from smartpick.accounts.models import AdvisingLink, Membership, User
from smartpick.accounts.querysets import open_link
from smartpick.records.models import ErasureRequest


def what_goes(user: User) -> list[str]:
    """ "14 people", "23 emails": what a person would miss first. Nothing that is not there."""
    counted = [
        (Target.objects.filter(cycle__applicant__user=user), "person", "people"),
        (Message.objects.filter(target__cycle__applicant__user=user), "email", "emails"),
        (Meeting.objects.filter(target__cycle__applicant__user=user), "meeting", "meetings"),
        (AutopsyVersion.objects.filter(autopsy__cycle__applicant__user=user), "autopsy version",
         "autopsy versions"),
        (Document.objects.filter(applicant__user=user), "document", "documents"),
    ]  # fmt: skip
    told = [(rows.count(), one, many) for rows, one, many in counted]
    return [f"{count} {one if count == 1 else many}" for count, one, many in told if count]


def open_request(user: User) -> ErasureRequest | None:
    return ErasureRequest.objects.filter(user=user, cancelled_at__isnull=True).first()


def roles_that_bind(user: User) -> list[str]:
    """Offices that somebody else must take over first."""
    held = Membership.objects.filter(
        user=user, ended_on__isnull=True, school__closed_on__isnull=True
    ).select_related("school")
    told = [f"{row.get_role_display().lower()} of {row.school.name}" for row in held]
    return [*told, "operator of this server"] if user.is_staff else told


def deans_to_tell(user: User, *, now: datetime) -> "QuerySet[AdvisingLink]":
    return AdvisingLink.objects.filter(
        open_link(now.date(), prefix=""), applicant__user=user
    ).select_related("membership__user", "applicant")
