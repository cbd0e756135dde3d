"""A mail to somebody on the list, from its first draft to the answer; and the files it names."""

import uuid

from django.db import models
from django.db.models import F, Q

from mentors.models import Target
from outreach.choices import Answer, AttachmentKind, Kind, Length, SentBy, State
from outreach.models.document import Document
from outreach.rules.drafting import Part
from outreach.rules.follow_up import EDITABLE
from smartpick.campaign.owned import Owned
from smartpick.common.models import Timestamped, Versioned

SUBJECT_CAP = 300
BODY_CAP = 20_000
WAIT_DAYS = (10, 14)


class Message(Owned, Versioned):
    """Only its writer reads it. What was sent is frozen; `nonce` is the one sending of it."""

    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"
    opened_with = ("target__cycle__applicant__user", "target__faculty")

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=22, choices=Kind)
    length = models.CharField(max_length=5, choices=Length, default=Length.FULL)
    subject = models.CharField(max_length=SUBJECT_CAP, blank=True, default="")
    body = models.TextField(max_length=BODY_CAP, blank=True, default="")
    parts = models.JSONField(default=list, blank=True)  # as built: key, text, what it is joined by
    facts = models.JSONField(default=dict, blank=True)  # what was typed or ticked for this mail
    state = models.CharField(max_length=11, choices=State, default=State.DRAFT)
    sent_by = models.CharField(max_length=11, choices=SentBy, blank=True, default="")
    sent_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NONE)
    answered_on = models.DateField(null=True, blank=True)
    answer_text = models.TextField(max_length=4000, blank=True, default="")
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    follow_up_no = models.PositiveSmallIntegerField(default=0)
    wait_days = models.PositiveSmallIntegerField(null=True, blank=True, default=10)
    reply_to_theirs = models.BooleanField(default=False)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True)
    outcome = models.CharField(max_length=200, blank=True, default="")
    shown_at = models.DateTimeField(null=True, blank=True)
    search_key = models.TextField(blank=True, default="", editable=False)

    class Meta:
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="message_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="message_answer"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("sent_on")),
                name="message_answered_after_sent",
            ),
            models.CheckConstraint(condition=Q(follow_up_no__lte=2), name="message_two_follow_ups"),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_on__isnull=False), name="message_sent_day"
            ),
            models.CheckConstraint(
                condition=Q(wait_days__isnull=True) | Q(wait_days__in=WAIT_DAYS),
                name="message_wait_days",
            ),
        ]
        indexes = [models.Index(fields=["target", "-sent_on"], name="message_by_target")]

    def __str__(self) -> str:
        return f"message {self.code}"

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def built(self) -> tuple[Part, ...]:
        return tuple(Part(*part) for part in self.parts)

    @property
    def intent_key(self) -> str:
        return f"message:{self.nonce}"


class Attachment(Owned, Timestamped):
    """A file that goes along: which kind, and which version of it."""

    owner_path = "message__target__cycle__applicant"
    cycle_path = "message__target__cycle__"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=9, choices=AttachmentKind)
    document = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["message", "kind"], name="attachment_kind_once")
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"
