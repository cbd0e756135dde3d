"""What a person asked of their record as a whole, and what became of it."""

import secrets
from typing import Any

from django.db import models
from django.db.models import Q

from outreach.models.document import document_store
from smartpick.accounts.models import User
from smartpick.common.models import Coded
from smartpick.records.choices import ErasureWhy, ExportState


def export_name(instance: Any, filename: str) -> str:
    return f"exports/{secrets.token_hex(20)}"


class Export(Coded):
    """One file with everything of one person; gone after 24 hours."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    state = models.CharField(max_length=7, choices=ExportState, default=ExportState.WAITING)
    done_count = models.PositiveSmallIntegerField(default=0)
    total_count = models.PositiveSmallIntegerField(default=0)
    tries_count = models.PositiveSmallIntegerField(default=0)
    file = models.FileField(
        storage=document_store, upload_to=export_name, max_length=60, blank=True
    )
    size = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=40, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state=ExportState.WAITING), name="export_one_waiting"
            ),
            models.CheckConstraint(condition=Q(state__in=ExportState.values), name="export_state"),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state=ExportState.WAITING), name="export_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"export {self.code}"


class ErasureRequest(Coded):
    """Days of grace before everything of a person goes; it goes with them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="erasures")
    why = models.CharField(max_length=6, choices=ErasureWhy)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True, blank=True)  # the second and last warning
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(cancelled_at__isnull=True), name="erasure_one_open"
            ),
            models.CheckConstraint(condition=Q(why__in=ErasureWhy.values), name="erasure_why"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(cancelled_at__isnull=True), name="erasure_due"
            )
        ]

    def __str__(self) -> str:
        return f"erasure {self.code}"


class Erased(models.Model):
    """The ledger: whose record went, by code. A restored backup erases them again."""

    user_code = models.UUIDField(unique=True)
    on_date = models.DateField()
    why = models.CharField(max_length=6, choices=ErasureWhy)
    rows_count = models.PositiveIntegerField()
    files_count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(why__in=ErasureWhy.values), name="erased_why")
        ]

    def __str__(self) -> str:
        return f"erased {self.pk}"


class RetentionRun(models.Model):
    """How many rows of a measure went on a day."""

    on_date = models.DateField()
    measure = models.CharField(max_length=40)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["on_date", "measure"], name="retention_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.measure} on {self.on_date}"


class ViewCount(models.Model):
    """How many looks of a day the log held when it was counted: it may not fall later."""

    on_date = models.DateField(unique=True)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.count} looks on {self.on_date}"
