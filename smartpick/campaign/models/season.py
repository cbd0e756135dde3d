"""What lower floors may know of the plan, and how the season went."""

from django.db import models
from django.db.models import F, Q

from smartpick.accounts.models.user import User
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.choices import InterviewState, Result
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded, Timestamped


class KeyDate(Owned, Timestamped):
    """A date of the plan that lower floors need; written by the plan alone, read by all.

    Keys are the plan's items ('PL-11') and its anchors ('submit', 'read', 'letters_due').
    """

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.PLAN
    dean_fields = ("key", "starts_on", "ends_on")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="key_dates")
    key = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "key"], name="key_date_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="key_date_order"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.cycle_id}"


class CycleResult(Owned, Timestamped):
    """The submission and, from Match Day on, the result. One for each cycle."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.PLAN
    dean_fields = ("submitted_on", "result", "specialty")

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="result")
    submitted_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=14, choices=Result, blank=True, default="")
    specialty = models.CharField(max_length=80, blank=True, default="")
    recorded_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=["", *Result.values]), name="cycle_result_known"
            )
        ]

    def __str__(self) -> str:
        return f"result of {self.cycle_id}"


class InterviewDay(Owned, Coded):
    """A day and how it went. It names no program: nobody needs that list, and it would leak."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="interview_days")
    on_date = models.DateField()
    state = models.CharField(max_length=8, choices=InterviewState)
    mock = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=InterviewState.values), name="interview_state"
            )
        ]
        indexes = [models.Index(fields=["cycle", "on_date"], name="interview_by_day")]

    def __str__(self) -> str:
        return f"interview day {self.code}"
