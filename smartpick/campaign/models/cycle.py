from django.db import models
from django.db.models import F, Q

from smartpick.accounts.models.applicant import Applicant
from smartpick.campaign.choices import InMatch, Track
from smartpick.campaign.owned import ANY_KEY, Owned
from smartpick.common.models import Coded


class Cycle(Owned, Coded):
    """From a failed Match to the next submission. One is open; earlier ones are read."""

    owner_path = "applicant"
    cycle_path = ""
    share_key = ANY_KEY
    dean_fields = ("track", "failed_year", "target_year", "opened_on", "closed_on")

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="cycles")
    match_service = models.CharField(max_length=10, default="NRMP")
    failed_year = models.PositiveSmallIntegerField(null=True, blank=True)
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    track = models.CharField(max_length=9, choices=Track, default=Track.UNDECIDED)
    in_match = models.CharField(max_length=7, choices=InMatch, default=InMatch.UNKNOWN)
    learned_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    next_reminder_at = models.DateTimeField(null=True, blank=True)
    dates_changed_at = models.DateTimeField(null=True, blank=True)
    # The same mark for who reads the campaign from outside: each reader clears its own.
    campaign_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant"], condition=Q(closed_on__isnull=True), name="cycle_one_open"
            ),
            models.CheckConstraint(
                condition=Q(target_year__isnull=True)
                | Q(failed_year__isnull=True)
                | Q(target_year__gt=F("failed_year")),
                name="cycle_target_after_failed",
            ),
            models.CheckConstraint(condition=Q(track__in=Track.values), name="cycle_track"),
        ]
        indexes = [
            models.Index(
                fields=["next_reminder_at", "id"],
                condition=Q(next_reminder_at__isnull=False),
                name="cycle_next_reminder",
            ),
            models.Index(
                fields=["dates_changed_at"],
                condition=Q(dates_changed_at__isnull=False),
                name="cycle_dates_changed",
            ),
            models.Index(
                fields=["campaign_changed_at"],
                condition=Q(campaign_changed_at__isnull=False),
                name="cycle_campaign_changed",
            ),
        ]

    def __str__(self) -> str:
        return f"cycle {self.code}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None
