"""Who may see a person of the directory: the school's people and its applicants; a private one,
the applicant who added it. Nobody else, and no branch for anybody."""

from dataclasses import dataclass
from typing import Self

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.querysets import Viewer
from smartpick.campaign.owned import OwnedQuerySet


@dataclass(frozen=True)
class Scope:
    """Whose lists a viewer reads: those of schools, and their own."""

    school_ids: tuple[int, ...] = ()
    applicant_id: int | None = None

    @property
    def owned(self) -> Q:
        """The rule as a condition on a table with `school` and `private_to`."""
        return Q(school_id__in=self.school_ids) | Q(
            private_to_id=self.applicant_id, private_to_id__isnull=False
        )


def scope_of(user: Viewer) -> Scope:
    """Two statements, however long the lists are."""
    if not getattr(user, "is_active", False):
        return Scope()
    applicant = apps.get_model("accounts", "Applicant").objects.filter(user_id=user.pk)
    own = applicant.values_list("pk", "school_id", "school__closed_on").first()
    schools = set(_open_schools(user))
    if own is not None and own[1] is not None and own[2] is None:
        schools.add(own[1])
    return Scope(tuple(sorted(schools)), own[0] if own is not None else None)


def _open_schools(user: Viewer, **more: str) -> list[int]:
    if getattr(user, "is_guest", True):
        return []
    rows = apps.get_model("accounts", "Membership").objects.filter(
        user_id=user.pk, ended_on__isnull=True, school__closed_on__isnull=True, **more
    )
    return list(rows.values_list("school_id", flat=True))


class DirectoryQuerySet(OwnedQuerySet):
    """Of rows that belong either to a school or to one applicant (`school`, `private_to`)."""

    def visible_to(self, user: Viewer) -> Self:
        return self.in_scope(scope_of(user))

    def in_scope(self, scope: Scope) -> Self:
        return self.filter(scope.owned)

    def changeable_by(self, user: Viewer) -> Self:
        """One's own people; a school's, by its deans."""
        if not getattr(user, "is_active", False):
            return self.none()
        schools = _open_schools(user, role=SchoolRole.DEAN)
        return self.filter(Q(private_to__user_id=user.pk) | Q(school_id__in=schools))


class FacultyQuerySet(DirectoryQuerySet):
    def listed(self) -> Self:
        """Those a list shows: neither left, nor archived."""
        today = timezone.localdate()
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=today), archived_on__isnull=True)

    def unlisted(self) -> Self:
        today = timezone.localdate()
        return self.filter(Q(left_on__lte=today) | Q(archived_on__isnull=False))

    def writable(self) -> Self:
        """Those who may be written to."""
        return self.listed().filter(do_not_contact=False)
