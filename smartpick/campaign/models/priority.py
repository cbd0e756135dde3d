from django.db import models
from django.db.models import Q

from smartpick.campaign.choices import PriorityKind
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Timestamped

PRINT_BUDGET = 90


class Priority(Owned, Timestamped):
    """One line of the priorities draft: up to three things to do, up to three to avoid."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="priorities")
    kind = models.CharField(max_length=5, choices=PriorityKind)
    rank = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=PRINT_BUDGET)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind", "rank"], name="priority_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=3), name="priority_rank"),
        ]

    def __str__(self) -> str:
        return f"priority {self.pk}"
