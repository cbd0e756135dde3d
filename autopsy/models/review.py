from django.db import models
from django.db.models import Q

from autopsy.choices import VERDICT_DONE, ReviewState, Section, Verdict
from autopsy.models.version import AutopsyVersion
from smartpick.accounts.choices import Party
from smartpick.accounts.models.user import User
from smartpick.campaign.owned import ANY_KEY, Owned
from smartpick.common.models import Coded

COMMENT_CAP = 1000


class Review(Owned, Coded):
    """One dean's reading of one version; hidden from the applicant until it is finished."""

    owner_path = "version__autopsy__cycle__applicant"
    cycle_path = "version__autopsy__cycle__"
    share_key = ANY_KEY
    dean_fields = ("state", "verdict", "message", "finished_at")

    version = models.ForeignKey(AutopsyVersion, on_delete=models.CASCADE, related_name="reviews")
    dean = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="reviews")
    dean_name = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=ReviewState, default=ReviewState.PENDING)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True, default="")
    message = models.CharField(max_length=COMMENT_CAP, blank=True, default="")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "dean"],
                condition=Q(state=ReviewState.PENDING),
                name="review_one_pending",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.PENDING)
                | (Q(finished_at__isnull=False) & ~Q(verdict="")),
                name="review_finished_has_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.code}"

    @property
    def done_words(self) -> str:
        return VERDICT_DONE[Verdict(self.verdict)] if self.verdict else ""


class ReviewComment(Owned, Coded):
    owner_path = "review__version__autopsy__cycle__applicant"
    cycle_path = "review__version__autopsy__cycle__"
    share_key = ANY_KEY
    dean_fields = ("section", "text", "reply", "replied_at", "closed_by", "closed_at")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=12, choices=Section)
    text = models.CharField(max_length=COMMENT_CAP)
    reply = models.CharField(max_length=COMMENT_CAP, blank=True, default="")
    replied_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=9, choices=Party, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"comment {self.code}"
