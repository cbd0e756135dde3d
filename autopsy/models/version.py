from django.db import models

from autopsy.choices import FrozenWhy
from autopsy.models.autopsy import MatchAutopsy
from smartpick.accounts.models.user import User
from smartpick.accounts.querysets import Viewer
from smartpick.campaign.owned import ANY_KEY, Owned, OwnedQuerySet
from smartpick.common.models import Coded


class VersionQuerySet(OwnedQuerySet):
    def reviewable_by(self, user: Viewer) -> "VersionQuerySet":
        """A dean reads what was submitted and not taken back, key by key."""
        rows = super().reviewable_by(user)
        return rows.filter(submitted_at__isnull=False, withdrawn_at__isnull=True)


class AutopsyVersion(Owned, Coded):
    """The autopsy as it stood on one day. Its snapshot never changes and holds no rank."""

    owner_path = "autopsy__cycle__applicant"
    cycle_path = "autopsy__cycle__"
    share_key = ANY_KEY
    dean_fields = ("number", "why", "snapshot", "frozen_at", "submitted_at")

    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=9, choices=FrozenWhy)
    at_match = models.BooleanField(default=False)
    schema = models.PositiveSmallIntegerField()
    snapshot = models.JSONField()
    diagnosis = models.JSONField()
    rulebook = models.CharField(max_length=10)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["autopsy", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["autopsy"],
                condition=models.Q(at_match=True),
                name="version_one_at_match",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of autopsy {self.autopsy_id}"
