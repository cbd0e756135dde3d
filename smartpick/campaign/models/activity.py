"""What was done, by whom; who looked; what the bell says."""

from typing import Any, ClassVar

from django.db import models

from smartpick.accounts.models.user import User
from smartpick.campaign.choices import How, Verb
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned


class ActivityEntry(Owned):
    """One deed on a record. Insert only; an hour of typing in one section is one entry."""

    owner_path = "cycle__applicant"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="activity")
    verb = models.CharField(max_length=15, choices=Verb)
    noun = models.CharField(max_length=60)
    object_code = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["cycle", "-at"], name="activity_by_cycle")]

    def __str__(self) -> str:
        return f"activity {self.pk}"


class InsertOnly(models.QuerySet["ViewEntry"]):
    def update(self, **_: Any) -> int:
        raise TypeError("The view log is insert-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The view log is insert-only.")


class ViewEntry(models.Model):
    """Who saw what of whom, and how. No code updates or deletes a row.

    It holds codes instead of foreign keys, so that it outlives both without naming either.
    """

    subject_code = models.UUIDField(db_index=True)
    viewer_code = models.UUIDField()
    viewer_name = models.CharField(max_length=60)
    role = models.CharField(max_length=13)
    keys = models.JSONField(default=list)
    how = models.CharField(max_length=8, choices=How)
    what = models.CharField(max_length=80)
    at = models.DateTimeField()
    listed_on = models.DateField(null=True, blank=True)

    objects = InsertOnly.as_manager()
    exported: ClassVar[bool] = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_code", "viewer_code", "listed_on"],
                condition=models.Q(listed_on__isnull=False),
                name="view_listed_once_a_day",
            )
        ]
        indexes = [models.Index(fields=["subject_code", "-at"], name="view_by_subject")]

    def __str__(self) -> str:
        return f"view {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("The view log is insert-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The view log is insert-only.")


class Notification(models.Model):
    """One line of the bell list; kept 90 days."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=30)
    text = models.CharField(max_length=200)
    target_name = models.CharField(max_length=60)
    target_code = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-made_at"], name="notification_by_user")]

    def __str__(self) -> str:
        return f"notification {self.pk}"
