"""Which open roles a person holds; read once for each request."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.models.school import Membership


@dataclass(frozen=True)
class Roles:
    deans: tuple[Membership, ...] = ()
    administrators: tuple[Membership, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.deans or self.administrators)


def roles_of(user: Any) -> Roles:
    if not user.is_authenticated or user.is_guest or getattr(user, "has_role", True) is False:
        return Roles()
    rows = Membership.objects.filter(
        user=user, ended_on__isnull=True, school__closed_on__isnull=True
    ).select_related("school")
    held = list(rows)
    return Roles(
        deans=tuple(row for row in held if row.role == SchoolRole.DEAN),
        administrators=tuple(row for row in held if row.role == SchoolRole.ADMINISTRATOR),
    )


def request_roles(request: HttpRequest) -> Roles:
    if not hasattr(request, "_roles"):
        request._roles = roles_of(request.user)  # type: ignore[attr-defined]
    return request._roles  # type: ignore[attr-defined,no-any-return]
