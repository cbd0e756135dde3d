"""A target who became a mentor: stage, seat, rhythm, promises on both sides, concerns."""

from django.db import models
from django.db.models import F, Q

from mentors.choices import ConcernKind, MoveEvidence, PromiseKind, Seat, Side, Stage
from mentors.models.target import Target
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded, Timestamped, Versioned

WHAT_CAP = 160


class Mentorship(Owned, Versioned):
    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"
    share_key = ShareKey.PEOPLE
    dean_fields = ("stage", "seat", "stage_since", "edge_since")

    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="mentorship")
    stage = models.CharField(max_length=19, choices=Stage, default=Stage.ADVISOR)
    stage_since = models.DateField()
    seat = models.CharField(max_length=7, choices=Seat, blank=True, default="")
    rhythm_off = models.BooleanField(default=False)
    rhythm_due_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    rhythm_late_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    edge_since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="mentorship_stage"),
            models.CheckConstraint(
                condition=Q(seat__in=["", *Seat.values]), name="mentorship_seat"
            ),
            models.CheckConstraint(
                condition=Q(rhythm_due_weeks__isnull=True, rhythm_late_weeks__isnull=True)
                | Q(rhythm_due_weeks__lt=F("rhythm_late_weeks")),
                name="mentorship_due_before_late",
            ),
            models.CheckConstraint(
                condition=Q(away_from__isnull=True)
                | Q(away_until__isnull=True)
                | Q(away_until__gte=F("away_from")),
                name="mentorship_away_order",
            ),
        ]

    def __str__(self) -> str:
        return f"mentorship {self.code}"


class StageMove(Owned, Timestamped):
    """One step of a stage, with the evidence that was named. An undone one goes."""

    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="moves")
    start = models.CharField(max_length=19)
    goal = models.CharField(max_length=19)
    evidence = models.CharField(max_length=17, choices=MoveEvidence, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    on_date = models.DateField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"move {self.pk}"


class Commitment(Owned, Coded):
    """A promise, mine or theirs, with its day."""

    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="commitments")
    by = models.CharField(max_length=4, choices=Side)
    kind = models.CharField(max_length=12, choices=PromiseKind, default=PromiseKind.WORK)
    what = models.CharField(max_length=WHAT_CAP)
    made_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    dropped_because = models.CharField(max_length=200, blank=True, default="")
    origin_code = models.UUIDField(null=True, blank=True)  # the meeting that it came from

    class Meta:
        ordering = ["delivered_on", "due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(by__in=Side.values), name="commitment_side"),
            models.CheckConstraint(
                condition=Q(delivered_on__isnull=True) | Q(dropped_because=""),
                name="commitment_delivered_or_dropped",
            ),
        ]
        indexes = [models.Index(fields=["target", "due_on"], name="commitment_by_due")]

    def __str__(self) -> str:
        return f"commitment {self.code}"

    @property
    def is_open(self) -> bool:
        return self.delivered_on is None and not self.dropped_because


class CommitmentMove(Owned):
    """A promised day that was moved, and whether the mentor agreed."""

    owner_path = "commitment__target__cycle__applicant"
    cycle_path = "commitment__target__cycle__"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="moves")
    on_date = models.DateField()
    to_date = models.DateField()
    agreed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"move {self.pk} of a commitment"


class Concern(Owned, Coded):
    """What the applicant noticed about somebody's help. Nobody else ever reads it."""

    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="concerns")
    kind = models.CharField(max_length=17, choices=ConcernKind)
    on_date = models.DateField()
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-on_date", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "kind", "on_date"], name="concern_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ConcernKind.values), name="concern_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"concern {self.code}"
