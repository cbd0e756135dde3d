"""School-wide pages: the school on which this person holds the role."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.models import School
from smartpick.accounts.roles import request_roles


def require_school_role(request: HttpRequest, role: str) -> School:
    roles = request_roles(request)
    held = roles.deans if role == SchoolRole.DEAN else roles.administrators
    if not held:
        raise PermissionDenied("This page is for people of the school.")
    return held[0].school
