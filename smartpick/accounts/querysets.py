"""The rule of who sees whom, once, as SQL, and its inverse. No branch for superusers anywhere."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from smartpick.accounts.choices import LinkState, SchoolRole

if TYPE_CHECKING:
    from smartpick.accounts.models import Applicant, User

Viewer = Any  # the user of a request: a User, or nobody


def open_link(today: date, prefix: str = "links__") -> Q:
    """A consented, unended link to a dean whose role, account and school still stand."""
    return consented(today, prefix) & Q(
        **{
            f"{prefix}membership__role": SchoolRole.DEAN,
            f"{prefix}membership__ended_on__isnull": True,
            f"{prefix}membership__school__closed_on__isnull": True,
            f"{prefix}membership__user__is_active": True,
        }
    )


def consented(today: date, prefix: str = "links__") -> Q:
    """The link's own half, for who knows already that the dean's role stands."""
    return Q(**{f"{prefix}state": LinkState.ACTIVE, f"{prefix}ends_on__gte": today})


class ApplicantQuerySet(models.QuerySet["Applicant"]):
    def belonging_to(self, user: Viewer) -> "ApplicantQuerySet":
        """The person's own record and nothing else."""
        if not getattr(user, "is_active", False):
            return self.none()
        return self.filter(user_id=user.pk)

    def reviewable_by(self, user: Viewer) -> "ApplicantQuerySet":
        """Those who share with this dean now. A dean's own record is not among them."""
        if not getattr(user, "is_active", False):
            return self.none()
        links = apps.get_model("accounts", "AdvisingLink").objects.filter(
            open_link(timezone.localdate(), prefix=""), membership__user_id=user.pk
        )
        return self.filter(pk__in=links.values("applicant_id"), user__is_guest=False).exclude(
            user_id=user.pk
        )

    def visible_to(self, user: Viewer) -> "ApplicantQuerySet":
        if not getattr(user, "is_active", False):
            return self.none()
        reviewable = self.reviewable_by(user).values("pk")
        return self.filter(Q(user_id=user.pk) | Q(pk__in=reviewable))


def viewers_of(applicant: "Applicant") -> "models.QuerySet[User]":
    """Everybody for whom `visible_to` holds this applicant: the inverse, for mails and digests."""
    user_model = apps.get_model("accounts", "User")
    links = apps.get_model("accounts", "AdvisingLink").objects.filter(
        open_link(timezone.localdate(), prefix=""),
        applicant=applicant,
        applicant__user__is_guest=False,
    )
    return user_model.objects.filter(
        Q(pk=applicant.user_id) | Q(pk__in=links.values("membership__user_id")), is_active=True
    )
