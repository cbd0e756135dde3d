"""A role somebody considers for the year between: four boxes, two questions, and whether taken."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from smartpick.accounts.querysets import Viewer
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.models import Cycle
from smartpick.campaign.owned import Owned, OwnedQuerySet
from smartpick.common.models import Versioned
from timeline.choices import Box, Clear, RoleKind
from timeline.rules.role import BOXES, QUESTIONS, RoleFacts

TITLE_CAP = 120
LINE_CAP = 160


class RoleQuerySet(OwnedQuerySet):
    def reviewable_by(self, user: Viewer) -> Self:
        """A dean sees the role that was taken, never those that were weighed."""
        return super().reviewable_by(user).filter(is_chosen=True)


class RoleOption(Owned, Versioned):
    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.PLAN
    dean_fields = ("title", "kind", "starts_on", "ends_on")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(max_length=TITLE_CAP)
    kind = models.CharField(max_length=16, choices=RoleKind, blank=True, default="")
    leadership = models.CharField(max_length=3, choices=Box, blank=True, default="")
    leadership_proof = models.CharField(max_length=LINE_CAP, blank=True, default="")
    deliverables = models.CharField(max_length=3, choices=Box, blank=True, default="")
    deliverables_proof = models.CharField(max_length=LINE_CAP, blank=True, default="")
    clinical_visibility = models.CharField(max_length=3, choices=Box, blank=True, default="")
    clinical_visibility_proof = models.CharField(max_length=LINE_CAP, blank=True, default="")
    eras_title = models.CharField(max_length=3, choices=Box, blank=True, default="")
    eras_title_proof = models.CharField(max_length=LINE_CAP, blank=True, default="")
    letter_writers = models.CharField(max_length=6, choices=Clear, blank=True, default="")
    letter_writers_said = models.CharField(max_length=LINE_CAP, blank=True, default="")
    earlier_holders = models.CharField(max_length=6, choices=Clear, blank=True, default="")
    earlier_holders_said = models.CharField(max_length=LINE_CAP, blank=True, default="")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    notes = models.CharField(max_length=300, blank=True, default="")
    is_chosen = models.BooleanField(default=False)

    objects = RoleQuerySet.as_manager()  # type: ignore[misc]  # a narrower manager

    class Meta:
        ordering = ["-is_chosen", "created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="role_titled"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(is_chosen=True), name="role_chosen_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["", *RoleKind.values]), name="role_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"role {self.code}"

    @property
    def facts(self) -> RoleFacts:
        return RoleFacts(
            boxes={name: getattr(self, name) for name in BOXES},
            answered={name: getattr(self, name) for name in QUESTIONS},
            kind=self.kind,
        )
