from django.db import models
from django.db.models import Q

from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded

TEXT_CAP = 300


class Narrative(Owned, Coded):
    """Three short texts a mentor can repeat. Each save that changes one is a version of its own;
    the newest is current. Never shown to a dean."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="narratives")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    went_wrong = models.CharField(max_length=TEXT_CAP, blank=True, default="")
    changed = models.CharField(max_length=TEXT_CAP, blank=True, default="")
    safer_now = models.CharField(max_length=TEXT_CAP, blank=True, default="")
    # The day each text last became what it is: a version may change one and carry the others.
    went_wrong_on = models.DateField(null=True, blank=True)
    changed_on = models.DateField(null=True, blank=True)
    safer_now_on = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=dict)  # text name -> codes of the ledger rows that carry it
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="narrative_number_once"),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(is_current=True), name="narrative_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"narrative {self.code}"
