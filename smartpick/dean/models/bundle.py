"""Many advisees' pages in one file: asked for, made in the background, kept for a day."""

from django.db import models
from django.db.models import Q

from smartpick.accounts.models.school import Membership
from smartpick.accounts.models.user import User
from smartpick.common.models import Coded
from smartpick.dean.choices import BundleForm, BundleOrder, BundleState, Paper


class Bundle(Coded):
    """What was asked for and how far it is. The row is the truth; a queue only wakes a worker."""

    who = models.ForeignKey(User, on_delete=models.CASCADE, related_name="bundles")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=3, choices=BundleForm)
    paper = models.CharField(max_length=6, choices=Paper)
    order = models.CharField(max_length=4, choices=BundleOrder)
    scope = models.JSONField(default=list)  # codes of applicants, in order
    state = models.CharField(max_length=7, choices=BundleState, default=BundleState.WAITING)
    done_count = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=list)  # [code, why]
    body = models.BinaryField(null=True)
    expires_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=40, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BundleState.values), name="bundle_state")
        ]
        indexes = [
            models.Index(
                fields=["lease_until", "id"],
                condition=Q(state=BundleState.WAITING),
                name="bundle_waiting",
            ),
            models.Index(fields=["expires_at"], name="bundle_expires"),
        ]

    def __str__(self) -> str:
        return f"bundle {self.code}"

    @property
    def total(self) -> int:
        return len(self.scope)

    @property
    def file_name(self) -> str:
        return f"advisees-{self.created_at:%Y-%m-%d}.{self.form}"


class BundlePart(models.Model):
    """One advisee's pages, kept as they are made: a worker that dies loses seconds of work."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    body = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="bundle_part_once")
        ]

    def __str__(self) -> str:
        return f"part {self.number} of bundle {self.bundle_id}"
