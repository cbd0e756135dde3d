"""What is said between a dean and an advisee beside notes: questions, nudges, messages."""

from django.db import models
from django.db.models import Q

from smartpick.accounts.models.applicant import Applicant
from smartpick.accounts.models.user import User
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded
from smartpick.dean.choices import About, MessageKind

QUESTION_CAP = 600
SUBJECT_CAP = 120
MESSAGE_CAP = 3000


class DeanQuestion(Owned, Coded):
    """Something that an advisee asked one dean, for these two alone. Unanswered it is a reason for
    attention."""

    owner_path = "applicant"

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="questions")
    dean = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    dean_name = models.CharField(max_length=60)
    about = models.CharField(max_length=9, choices=About)
    text = models.TextField(max_length=QUESTION_CAP)
    asked_on = models.DateField()
    answer = models.TextField(max_length=MESSAGE_CAP, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(about__in=About.values), name="question_about"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""), name="question_answered"
            ),
        ]
        indexes = [
            models.Index(
                fields=["applicant"],
                condition=Q(answered_on__isnull=True),
                name="question_open",
            )
        ]

    def __str__(self) -> str:
        return f"question {self.code}"


class DeanMessage(Owned, Coded):
    """A mail that a dean wrote to an advisee, for these two alone."""

    owner_path = "applicant"

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="dean_messages")
    dean = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    dean_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=MessageKind)
    subject = models.CharField(max_length=SUBJECT_CAP)
    text = models.TextField(max_length=MESSAGE_CAP)
    sent_on = models.DateField()

    class Meta:
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MessageKind.values), name="dean_message_kind"
            )
        ]
        indexes = [models.Index(fields=["applicant", "-sent_on"], name="dean_message_by_day")]

    def __str__(self) -> str:
        return f"message {self.code}"
