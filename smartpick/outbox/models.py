"""Every mail that leaves is first a row here, in the transaction that causes it."""

import uuid

from django.db import models
from django.db.models import Q

from smartpick.common.models import Coded, Timestamped
from smartpick.outbox.choices import Phase, Purpose, State, StopReason


class Intent(Coded):
    """One mail that somebody wants sent. Texts and attachments go after 90 days, the fact stays."""

    unique_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.NOTICE)
    owner_code = models.UUIDField(null=True, blank=True, db_index=True)
    subject_code = models.CharField(max_length=64, blank=True, default="")
    to = models.EmailField(blank=True)  # empty once its person is erased
    cc = models.EmailField(blank=True, default="")
    reply_to = models.EmailField(blank=True, default="")
    subject = models.CharField(max_length=150, blank=True)
    text = models.TextField(max_length=20_000, blank=True)
    text_erased_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=11, choices=State, default=State.QUEUED)
    due_at = models.DateTimeField()
    good_until = models.DateTimeField(null=True, blank=True)
    closed_from = models.DateTimeField(null=True, blank=True)
    closed_until = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=40, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts_count = models.PositiveSmallIntegerField(default=0)
    code_answered = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=200, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Not `unique=True`: that adds a second index for searching by a beginning, and each
            # claim, being an update of rows that leave an index, is written into every index.
            models.UniqueConstraint(fields=["unique_key"], name="intent_unique_key"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="intent_state"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="intent_purpose"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.CLAIMED, State.HANDING])
                | (Q(lease_until__isnull=False) & ~Q(claimed_by="")),
                name="intent_claim_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(closed_from__isnull=True, closed_until__isnull=True)
                | Q(closed_from__lte=models.F("closed_until")),
                name="intent_closed_window",
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
            # The limits ask who was sent how much lately.
            models.Index(
                fields=["sent_at"], condition=Q(sent_at__isnull=False), name="intent_sent"
            ),
            models.Index(
                fields=["to", "sent_at"], condition=Q(sent_at__isnull=False), name="intent_sent_to"
            ),
            # Outreach reads what became of its own.
            models.Index(
                fields=["updated_at"], condition=Q(purpose=Purpose.OUTREACH), name="intent_outreach"
            ),
            # What a person has to be told of, and what an operator lists.
            models.Index(
                fields=["state", "kind"],
                condition=Q(state__in=[State.FAILED, State.UNCONFIRMED, State.HELD]),
                name="intent_troubled",
            ),
        ]

    def __str__(self) -> str:
        return f"intent {self.code}"


class Attachment(models.Model):
    """A file that goes along; erased with the text."""

    intent = models.ForeignKey(Intent, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Attempt(models.Model):
    """One try, and how it ended."""

    intent = models.ForeignKey(Intent, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    state = models.CharField(max_length=11, choices=State)
    phase = models.CharField(max_length=9, choices=Phase)
    code = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class Suppression(Timestamped):
    """An address that gets no more of one kind of mail, or of all ('all').

    A plain SHA-256, not one with the secret key: a new key would forget who said "never again".
    """

    address_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=40, default="all")
    reason = models.CharField(max_length=7, choices=StopReason)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address_hash", "kind"], name="suppression_once")
        ]

    def __str__(self) -> str:
        return f"suppression {self.pk}"


class MailRoom(models.Model):
    """One row: what holds for all mail at once.

    `mark` and `passes` stand outside the database too, so that a restored one is known by them.
    """

    mark = models.UUIDField(default=uuid.uuid4)
    passes = models.BigIntegerField(default=0)
    restored_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=200, blank=True, default="")
    failures_count = models.PositiveSmallIntegerField(default=0)
    waits_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="mail_room_is_one")]

    def __str__(self) -> str:
        return "mail room"


class Pulse(models.Model):
    """When a recurring work last said that it is alive."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    detail = models.CharField(max_length=200, blank=True, default="")
    red_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"pulse of {self.name}"
