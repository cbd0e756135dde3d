"""A meeting, what was said in it, and the opinions of those who were asked."""

from django.db import models
from django.db.models import Q

from autopsy.models.repair import RepairPlan
from mentors.choices import (
    MeetingState,
    MissKind,
    Realism,
    Side,
    UpdateAnswer,
    YesNo,
)
from mentors.models.target import Target
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded, Timestamped, Versioned

SAID_CAP = 6000


class Meeting(Owned, Versioned):
    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"
    share_key = ShareKey.PEOPLE
    dean_fields = ("at", "state")

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="meetings")
    at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=40, default="UTC")
    minutes = models.PositiveSmallIntegerField(default=25)
    place = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=9, choices=MeetingState, default=MeetingState.PLANNED)
    is_exploratory = models.BooleanField(default=False)
    lane = models.CharField(max_length=80, blank=True, default="")
    questions = models.JSONField(default=list, blank=True)
    own_question = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MeetingState.values), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=Q(is_exploratory=False) | ~Q(lane=""), name="meeting_lane_named"
            ),
        ]
        indexes = [models.Index(fields=["target", "at"], name="meeting_by_target")]

    def __str__(self) -> str:
        return f"meeting {self.code}"


class MeetingMiss(Owned):
    """A meeting moved, cancelled or missed: on which day, by whom, and when it would have been."""

    owner_path = "meeting__target__cycle__applicant"
    cycle_path = "meeting__target__cycle__"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="misses")
    kind = models.CharField(max_length=9, choices=MissKind)
    by = models.CharField(max_length=4, choices=Side)
    on_date = models.DateField()
    was_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"miss {self.pk}"


class Advice(Owned, Versioned):
    """The notes of one meeting. Only the applicant ever reads them."""

    owner_path = "meeting__target__cycle__applicant"
    cycle_path = "meeting__target__cycle__"

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="advice")
    said = models.TextField(max_length=SAID_CAP, blank=True, default="")
    priorities = models.JSONField(default=list, blank=True)
    avoid = models.JSONField(default=list, blank=True)
    offers = models.CharField(max_length=300, blank=True, default="")
    people = models.CharField(max_length=300, blank=True, default="")
    realism = models.CharField(max_length=13, choices=Realism, default=Realism.NOT_SAID)
    reason = models.CharField(max_length=300, blank=True, default="")
    saw_numbers = models.CharField(max_length=3, choices=YesNo, blank=True, default="")
    specific = models.CharField(max_length=3, choices=YesNo, blank=True, default="")
    update_allowed = models.CharField(
        max_length=9, choices=UpdateAnswer, default=UpdateAnswer.NOT_ASKED
    )
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    search_key = models.CharField(max_length=600, blank=True, default="", editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(realism__in=Realism.values), name="advice_realism_known"
            )
        ]

    def __str__(self) -> str:
        return f"advice {self.code}"


class Opinion(Owned, Coded):
    """What one person said of a specialty: is it realistic, with what, and why."""

    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"
    share_key = ShareKey.DIRECTION

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="opinions")
    specialty = models.CharField(max_length=80)
    senior_role = models.CharField(max_length=15, blank=True, default="")
    realism = models.CharField(max_length=13, choices=Realism)
    tier = models.CharField(max_length=120, blank=True, default="")
    regions = models.CharField(max_length=120, blank=True, default="")
    saw_numbers = models.CharField(max_length=3, choices=YesNo, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    introduced_by = models.ForeignKey(
        Target, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    on_date = models.DateField()

    class Meta:
        ordering = ["on_date", "id"]
        constraints = [
            models.UniqueConstraint(fields=["target", "specialty"], name="opinion_once"),
            models.CheckConstraint(
                condition=Q(realism__in=Realism.values), name="opinion_realism_known"
            ),
        ]

    def __str__(self) -> str:
        return f"opinion {self.code}"


class RepairHelper(Owned, Timestamped):
    """Who helps with a repair, and the question or sentence that was used."""

    owner_path = "plan__cycle__applicant"
    cycle_path = "plan__cycle__"

    plan = models.ForeignKey(RepairPlan, on_delete=models.CASCADE, related_name="helpers")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="repairs")
    sentence = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "target"], name="repair_helper_once")
        ]

    def __str__(self) -> str:
        return f"helper {self.pk}"
