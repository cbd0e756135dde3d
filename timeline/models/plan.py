"""The year as it was laid out for one cycle, and its twenty items."""

from django.db import models
from django.db.models import F, Q

from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.choices import Lever
from smartpick.campaign.models import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Timestamped, Versioned
from timeline.choices import ItemState
from timeline.rules.template import BY_KEY


class Plan(Owned, Timestamped):
    """What the items were worked out from: so that a changed season finds whom it concerns."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="plan")
    failed_year = models.PositiveSmallIntegerField()
    is_short = models.BooleanField()
    service = models.CharField(max_length=20)
    joined_on = models.DateField()
    role_starts_on = models.DateField(null=True, blank=True)
    season_mark = models.CharField(max_length=64)
    joining_read_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["failed_year", "is_short", "service"], name="plan_by_season")
        ]

    def __str__(self) -> str:
        return f"plan of cycle {self.cycle_id}"


class PlanItem(Owned, Versioned):
    """One item of the year. Moved by hand it keeps its dates through every replan."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.PLAN
    dean_fields = ("template_key", "title", "lever", "starts_on", "ends_on", "state")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="plan_items")
    template_key = models.CharField(max_length=8)
    title = models.CharField(max_length=120)
    lever = models.CharField(max_length=9, choices=Lever)
    deliverable = models.CharField(max_length=160)
    decision = models.CharField(max_length=160, blank=True, default="")
    season_date = models.CharField("anchor it follows", max_length=20, blank=True, default="")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    dates = models.JSONField(default=list, blank=True)  # of the monthly item, ISO days
    dropped_dates = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=9, choices=ItemState, default=ItemState.PLANNED)
    state_reason = models.CharField(max_length=200, blank=True, default="")
    merged_into = models.CharField(max_length=8, blank=True, default="")
    done_on = models.DateField(null=True, blank=True)
    skipped_on = models.DateField(null=True, blank=True)
    moved_by_hand = models.BooleanField(default=False)
    # Where it stood before it was moved, by hand or with an official date.
    earlier_starts_on = models.DateField(null=True, blank=True)
    earlier_ends_on = models.DateField(null=True, blank=True)
    followed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "template_key"], name="plan_item_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="plan_item_state"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="plan_item_order",
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.DONE) | Q(done_on__isnull=False),
                name="plan_item_done_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template_key} of cycle {self.cycle_id}"

    @property
    def is_open(self) -> bool:
        return self.state in (ItemState.PLANNED, ItemState.RUNNING, ItemState.CAUGHT_UP)

    @property
    def short_title(self) -> str:
        """What fits into a month's cell."""
        return BY_KEY[self.template_key].neutral
