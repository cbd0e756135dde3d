from django.db import models
from django.db.models import Q

from autopsy.choices import RepairState, RepairStatement, Weakness
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded, Versioned


class RepairPlan(Owned, Versioned):
    """What is done about one weakness. Its five-step statement is the person's own word."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.REPAIRS
    dean_fields = ("weakness", "statement", "stated_on", "state")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="repairs")
    weakness = models.CharField(max_length=15, choices=Weakness)
    state = models.CharField(max_length=6, choices=RepairState, default=RepairState.ACTIVE)
    statement = models.CharField(
        max_length=12, choices=RepairStatement, default=RepairStatement.FIGURING_OUT
    )
    stated_on = models.DateField()
    active_since = models.DateField()
    paused_until = models.DateField(null=True, blank=True)
    description = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "weakness"], name="repair_one_of_a_kind"),
            models.CheckConstraint(condition=Q(weakness__in=Weakness.values), name="repair_kind"),
        ]

    def __str__(self) -> str:
        return f"repair {self.code}"


class RepairStep(Owned, Coded):
    owner_path = "plan__cycle__applicant"
    cycle_path = "plan__cycle__"

    plan = models.ForeignKey(RepairPlan, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    proof_wanted = models.CharField(max_length=200, blank=True, default="")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    proof = models.CharField(max_length=300, blank=True, default="")
    skipped_because = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="repair_step_number"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | (~Q(proof="") & Q(skipped_because="")),
                name="repair_step_done_has_proof",
            ),
        ]

    def __str__(self) -> str:
        return f"step {self.code}"


class RepairMove(Owned):
    """The dated history of the statement."""

    owner_path = "plan__cycle__applicant"
    cycle_path = "plan__cycle__"

    plan = models.ForeignKey(RepairPlan, on_delete=models.CASCADE, related_name="moves")
    statement = models.CharField(max_length=12, choices=RepairStatement)
    note = models.CharField(max_length=300, blank=True, default="")
    on_date = models.DateField()

    def __str__(self) -> str:
        return f"move {self.pk}"
