"""The address that a phone's calendar subscribes to, and the events as it has seen them."""

from django.db import models
from django.db.models import Q

from smartpick.accounts.models import User
from smartpick.common.models import Timestamped
from timeline.choices import TitleStyle


class FeedToken(Timestamped):
    """Shown once, kept as a hash. One is live; a new one ends it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feed_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    style = models.CharField(max_length=8, choices=TitleStyle, default=TitleStyle.NAMES)
    alarms = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    last_read_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at__isnull=True), name="feed_one_live"
            ),
            models.CheckConstraint(condition=Q(style__in=TitleStyle.values), name="feed_style"),
        ]

    def __str__(self) -> str:
        return f"feed of {self.user_id}"


class FeedEvent(models.Model):
    """One event as the calendars know it: its number grows with each change, never on a read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="feed_events")
    uid = models.CharField(max_length=140)
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(default=0)
    alarms = models.CharField(max_length=60, blank=True, default="")
    path = models.CharField(max_length=200, blank=True, default="")
    is_busy = models.BooleanField(default=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "uid"], name="feed_event_once")]

    def __str__(self) -> str:
        return f"event {self.pk}"
