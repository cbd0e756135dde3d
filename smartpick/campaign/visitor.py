"""Who asks, read in one statement with what the frame of every page wants to know of them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q

from smartpick.accounts.models import Membership, User

NEW = Q(notifications__read_at__isnull=True)
FAILED = Q(notifications__kind="mail_failed")


class Visitors(AuthenticationBackend):
    """The account library's sign-in; the user of each request comes with `has_role`,
    `has_factor`, `bell_count` and `mail_failed`, and with the applicant when there is one.

    Whoever holds a user from elsewhere asks for these as before; they are no columns.
    """

    def get_user(self, user_id: Any) -> User | None:
        held = Membership.objects.filter(
            user=OuterRef("pk"), ended_on__isnull=True, school__closed_on__isnull=True
        )
        user = (
            User.objects.filter(pk=user_id)
            .select_related("applicant")
            .annotate(
                has_role=Exists(held),
                has_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))),
                bell_count=Count("notifications", filter=NEW),
                mail_failed=Count("notifications", filter=NEW & FAILED),
            )
            .first()
        )
        return user if user and self.user_can_authenticate(user) else None
