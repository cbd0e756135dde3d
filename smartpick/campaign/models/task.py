from django.db import models
from django.db.models import F, Q

from smartpick.accounts.models.user import User
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.choices import Lever, TaskOrigin
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Versioned


class Task(Owned, Versioned):
    """One action: what, by when, and which lever it pushes."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.PLAN
    dean_fields = ("title", "lever", "start_on", "due_on", "done_at", "given_by")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=160)
    lever = models.CharField(max_length=9, choices=Lever)
    why = models.CharField(max_length=300, blank=True, default="")
    start_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    skipped_at = models.DateTimeField(null=True, blank=True)
    skipped_because = models.CharField(max_length=200, blank=True, default="")
    origin = models.CharField(max_length=9, choices=TaskOrigin, default=TaskOrigin.OWN)
    origin_code = models.UUIDField(null=True, blank=True)
    given_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    search_key = models.CharField(max_length=600, blank=True, default="", editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(start_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("start_on")),
                name="task_order",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(skipped_at__isnull=True),
                name="task_done_or_skipped",
            ),
            models.CheckConstraint(condition=Q(lever__in=Lever.values), name="task_lever"),
        ]
        indexes = [models.Index(fields=["cycle", "due_on"], name="task_by_due")]

    def __str__(self) -> str:
        return f"task {self.code}"

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.skipped_at is None
