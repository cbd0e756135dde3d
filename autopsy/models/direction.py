from django.db import models
from django.db.models import Q

from autopsy.choices import DirectionChoice
from autopsy.models.autopsy import STORY_CAP
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Versioned


class Direction(Owned, Versioned):
    """Same specialty or pivot. One is current; what was chosen before is kept."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.DIRECTION
    dean_fields = ("choice", "target", "backup", "decide_by", "decided_on")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="directions")
    is_current = models.BooleanField(default=True)
    choice = models.CharField(max_length=5, choices=DirectionChoice)
    target = models.CharField(max_length=80, blank=True, default="")
    backup = models.CharField(max_length=80, blank=True, default="")
    second_lane = models.CharField(max_length=80, blank=True, default="")
    reason = models.CharField(max_length=STORY_CAP, blank=True, default="")
    story = models.TextField(max_length=3000, blank=True, default="")
    story_experience = models.CharField(max_length=300, blank=True, default="")
    what_changed = models.CharField(max_length=STORY_CAP, blank=True, default="")
    decide_by = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(is_current=True), name="direction_one_current"
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | ~Q(target=""),
                name="direction_decided_has_target",
            ),
        ]

    def __str__(self) -> str:
        return f"direction {self.code}"
