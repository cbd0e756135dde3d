"""Who asks, read in one statement with what the frame of every page wants to know of them."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from smartpick.accounts.models import Applicant, Membership, User
from smartpick.common.compiled import compiled_once

NEW = Q(notifications__read_at__isnull=True)
FAILED = Q(notifications__kind="mail_failed")
ASKED = ("has_role", "has_factor", "bell_count", "mail_failed")
USER_FIELDS = [field.attname for field in User._meta.concrete_fields]
APPLICANT_FIELDS = [field.attname for field in Applicant._meta.concrete_fields]


class Visitors(AuthenticationBackend):
    """The account library's sign-in; the user of each request comes with `has_role`,
    `has_factor`, `bell_count` and `mail_failed`, and with the applicant when there is one.

    Whoever holds a user from elsewhere asks for these as before; they are no columns.
    """

    def get_user(self, user_id: Any) -> User | None:
        user = _read(user_id)
        return user if user and self.user_can_authenticate(user) else None


@compiled_once
def _rows(user_id: int) -> "QuerySet[User, tuple[Any, ...]]":
    held = Membership.objects.filter(
        user=OuterRef("pk"), ended_on__isnull=True, school__closed_on__isnull=True
    )
    return (
        User.objects.filter(pk=user_id)
        .annotate(
            has_role=Exists(held),
            has_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"))),
            bell_count=Count("notifications", filter=NEW),
            mail_failed=Count("notifications", filter=NEW & FAILED),
        )
        .values_list(*USER_FIELDS, *ASKED, *(f"applicant__{name}" for name in APPLICANT_FIELDS))
    )


def _read(user_id: int) -> User | None:
    rows = _rows(user_id)
    if not rows:
        return None
    values = rows[0]
    split = len(USER_FIELDS)
    user = User.from_db(connection.alias, USER_FIELDS, values[:split])
    for name, value in zip(ASKED, values[split:], strict=False):
        setattr(user, name, value)
    _give(user, values[split + len(ASKED) :])
    return user


def _give(user: User, values: list[Any]) -> None:
    """The applicant of this user, or that there is none: neither is asked for again."""
    found = Applicant.from_db(connection.alias, APPLICANT_FIELDS, values) if values[0] else None
    User._meta.get_field("applicant").set_cached_value(user, found)
    if found is not None:
        Applicant._meta.get_field("user").set_cached_value(found, user)
