"""Owned: how a row reaches its applicant, and who may therefore see or change it.

A table names its way home once (`owner_path`); where a dean may look it also names the key that
opens it and the columns that a dean's page may read. Every queryset of a record starts here.
"""

from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from smartpick.accounts.querysets import Viewer, open_link
from smartpick.accounts.sharing import ShareKey


class OwnedQuerySet(models.QuerySet[Any]):
    def _home(self, suffix: str = "") -> str:
        path = self.model.owner_path
        return f"{path}__{suffix}" if suffix else path

    def belonging_to(self, user: Viewer) -> Self:
        if not getattr(user, "is_active", False):
            return self.none()
        return self.filter(**{self._home("user_id"): user.pk})

    def reviewable_by(self, user: Viewer) -> Self:
        """Rows that this dean may see: an open link to their owner, and this table's key on."""
        key = self.model.share_key
        if key is None or not getattr(user, "is_active", False):
            return self.none()
        grants = apps.get_model("accounts", "ShareGrant").objects.filter(
            open_link(timezone.localdate(), prefix="link__"),
            link__membership__user_id=user.pk,
            until__isnull=True,
        )
        if key is not ANY_KEY:
            grants = grants.filter(key=key)
        return self.filter(
            **{
                f"{self._home()}__in": grants.values("link__applicant_id"),
                self._home("user__is_guest"): False,
            }
        ).exclude(**{self._home("user_id"): user.pk})

    def visible_to(self, user: Viewer) -> Self:
        if not getattr(user, "is_active", False):
            return self.none()
        mine = Q(**{self._home("user_id"): user.pk})
        return self.filter(mine | Q(pk__in=self.reviewable_by(user).values("pk")))

    def opened(self) -> Self:
        """With what every page of a row reads beside it, in the same statement."""
        # Without a name Django would join every foreign key there is.
        return self.select_related(*self.model.opened_with) if self.model.opened_with else self

    def changeable_by(self, user: Viewer) -> Self:
        """The person's own rows, but those of a closed cycle."""
        rows = self.belonging_to(user)
        path = self.model.cycle_path
        return rows.filter(**{f"{path}closed_on__isnull": True}) if path is not None else rows


ANY_KEY = "any"  # a table that is parted by key further down, as a frozen autopsy is


class Owned(models.Model):
    """Base of each applicant's table."""

    owner_path: ClassVar[str]
    cycle_path: ClassVar[str | None] = None
    share_key: ClassVar[ShareKey | str | None] = None
    dean_fields: ClassVar[tuple[str, ...]] = ()
    exported: ClassVar[bool] = True
    exported_where: ClassVar[dict[str, Any]] = {}  # only these rows leave with its person
    erased_with: ClassVar[str] = "account"
    kept_days: ClassVar[int | None] = None
    opened_with: ClassVar[tuple[str, ...]] = ()  # what every page of a row reads: one join each

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
