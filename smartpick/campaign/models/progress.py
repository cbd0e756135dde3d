from django.db import models
from django.db.models import Q

from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.choices import Lever, ProgressKind
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Versioned


class ProgressEntry(Owned, Versioned):
    """One dated proof of work: the ledger that updates, letters and the narrative draw on."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.PLAN
    dean_fields = ("kind", "lever", "done_on", "title", "shown_by", "with_whom", "specialty")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="progress")
    kind = models.CharField(max_length=18, choices=ProgressKind)
    lever = models.CharField(max_length=9, choices=Lever)
    done_on = models.DateField()
    title = models.CharField(max_length=160)
    shown_by = models.CharField("what shows it", max_length=200, blank=True, default="")
    repairs = models.CharField("finding it answers", max_length=12, blank=True, default="")
    with_whom = models.CharField(max_length=120, blank=True, default="")
    specialty = models.CharField(max_length=80, blank=True, default="")
    from_task = models.UUIDField(null=True, blank=True)
    search_key = models.CharField(max_length=600, blank=True, default="", editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ProgressKind.values), name="progress_kind"),
            models.CheckConstraint(condition=Q(lever__in=Lever.values), name="progress_lever"),
            models.UniqueConstraint(
                fields=["from_task"],
                condition=Q(from_task__isnull=False),
                name="progress_once_for_task",
            ),
        ]
        indexes = [models.Index(fields=["cycle", "-done_on"], name="progress_by_day")]

    def __str__(self) -> str:
        return f"progress {self.code}"
