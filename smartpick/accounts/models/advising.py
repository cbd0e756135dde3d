from django.db import models
from django.db.models import Q

from smartpick.accounts.choices import LinkState, Party
from smartpick.accounts.models.applicant import Applicant
from smartpick.accounts.models.school import Membership
from smartpick.accounts.sharing import ShareKey
from smartpick.common.models import Coded


class AdvisingLink(Coded):
    """Consent: this dean (and whoever follows in that office) for this purpose until that day."""

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="links")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="links")
    state = models.CharField(max_length=8, choices=LinkState, default=LinkState.ASKED)
    asked_by = models.CharField(max_length=9, choices=Party)
    asked_on = models.DateField()
    purpose = models.CharField(max_length=120, default="Advising after the Match")
    consent_text = models.TextField(max_length=2000, blank=True, default="")
    taken_over_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=9, choices=Party, blank=True, default="")
    # A mark for lists that are worked out from links: opened, ended, or with other keys.
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "membership"],
                condition=Q(state__in=[LinkState.ASKED, LinkState.ACTIVE]),
                name="link_one_open",
            ),
            models.CheckConstraint(condition=Q(state__in=LinkState.values), name="link_state"),
            models.CheckConstraint(
                condition=~Q(state=LinkState.ACTIVE)
                | Q(accepted_at__isnull=False, ends_on__isnull=False, ended_at__isnull=True),
                name="link_active_is_consented",
            ),
        ]
        indexes = [
            models.Index(
                fields=["membership"],
                condition=Q(changed_at__isnull=False),
                name="link_changed",
            ),
            models.Index(
                fields=["membership"], condition=Q(state=LinkState.ASKED), name="link_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.code}"


class ShareGrant(models.Model):
    """One key of one link, from when, until when."""

    link = models.ForeignKey(AdvisingLink, on_delete=models.CASCADE, related_name="grants")
    key = models.CharField(max_length=12, choices=ShareKey)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "key"], condition=Q(until__isnull=True), name="grant_one_open"
            ),
            models.CheckConstraint(condition=Q(key__in=ShareKey.values), name="grant_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of link {self.link_id}"
