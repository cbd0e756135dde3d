from django.db import models
from django.db.models import Q

from smartpick.accounts.choices import InvitedAs, SchoolRole
from smartpick.accounts.models.user import User
from smartpick.common.models import Coded


class School(Coded):
    """A tenant. What its administrators may set, and nothing about anybody's record."""

    name = models.CharField(max_length=120, unique=True)
    domains = models.CharField(max_length=300, blank=True, default="")
    time_zone = models.CharField(max_length=64, default="America/New_York")
    term_ends_on = models.DateField(null=True, blank=True)
    retention_months = models.PositiveSmallIntegerField(default=36)
    small_cell = models.PositiveSmallIntegerField(default=5)
    counseling_text = models.CharField(max_length=300, blank=True, default="")
    # Days of the dean's reasons for attention, where they differ from the usual ones.
    thresholds = models.JSONField(default=dict, blank=True)
    settings_saved_at = models.DateTimeField(null=True, blank=True)
    retention_saved_at = models.DateTimeField(null=True, blank=True)
    test_mail_at = models.DateTimeField(null=True, blank=True)
    test_mail_arrived = models.BooleanField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(small_cell__gte=5), name="school_small_cell"),
            models.CheckConstraint(
                condition=Q(retention_months__gte=1, retention_months__lte=120),
                name="school_retention",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(Coded):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=13, choices=SchoolRole)
    title = models.CharField(max_length=80, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "school", "role"],
                condition=Q(ended_on__isnull=True),
                name="membership_one_open",
            ),
            models.CheckConstraint(condition=Q(role__in=SchoolRole.values), name="membership_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"


class Invitation(Coded):
    """A place kept for one address; the token itself is in the mail alone."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=60, blank=True, default="")
    role = models.CharField(max_length=13, choices=InvitedAs)
    class_year = models.PositiveSmallIntegerField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=InvitedAs.values), name="invitation_role")
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class JoinCode(Coded):
    """A code that a school hands out; it leads to a request that a dean accepts."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="join_codes")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    class_year = models.PositiveSmallIntegerField(null=True, blank=True)
    expires_at = models.DateTimeField()
    uses_left = models.PositiveSmallIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"join code {self.pk}"
