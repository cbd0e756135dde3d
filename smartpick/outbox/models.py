"""Every mail that leaves is first a row here, in the transaction that causes it."""

from django.db import models
from django.db.models import Q

from smartpick.common.models import Coded
from smartpick.outbox.choices import State


class Intent(Coded):
    unique_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    owner_code = models.UUIDField(null=True, blank=True, db_index=True)
    subject_code = models.CharField(max_length=64, blank=True, default="")
    to = models.EmailField()
    reply_to = models.EmailField(blank=True, default="")
    subject = models.CharField(max_length=150)
    text = models.TextField(max_length=20_000)
    state = models.CharField(max_length=11, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField()
    closed_from = models.DateTimeField(null=True, blank=True)
    closed_until = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=40, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts_count = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=200, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="intent_state"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.CLAIMED, State.HANDING])
                | (Q(lease_until__isnull=False) & ~Q(claimed_by="")),
                name="intent_claim_has_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state=State.QUEUED), name="intent_due"
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=[State.CLAIMED, State.HANDING]),
                name="intent_leased",
            ),
        ]

    def __str__(self) -> str:
        return f"intent {self.code}"
