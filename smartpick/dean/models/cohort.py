"""The cohort list: one derived line for each advising link, and what a dean says to its reasons."""

from django.db import models
from django.db.models import Q

from smartpick.accounts.models.advising import AdvisingLink
from smartpick.accounts.models.applicant import Applicant
from smartpick.accounts.models.school import Membership
from smartpick.accounts.models.user import User
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import ANY_KEY, Owned
from smartpick.common.models import Coded
from smartpick.dean.choices import FilterPage, Reason

NAME_CAP = 60
FILTER_NAME_CAP = 60
BECAUSE_CAP = 200


class AdviseeRow(Owned):
    """What the list shows of one advisee, worked out from this link's share keys alone.

    Derived: the sweep, a page that shows it and the nightly check each work it out from scratch.
    """

    owner_path = "link__applicant"
    share_key = ANY_KEY
    dean_fields = ("level", "rules", "standing", "name", "specialty", "class_year")
    exported = False  # worked out from what the export holds

    link = models.OneToOneField(AdvisingLink, on_delete=models.CASCADE, related_name="row")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="rows")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, null=True, related_name="rows")
    applicant_code = models.UUIDField()
    name = models.CharField(max_length=NAME_CAP)
    name_key = models.CharField(max_length=NAME_CAP)
    class_year = models.PositiveSmallIntegerField(null=True)
    specialty = models.CharField(max_length=80, blank=True, default="")
    level = models.CharField(max_length=10)
    place = models.BigIntegerField()
    rules = models.CharField(max_length=60, blank=True, default="")  # every reason that stands
    standing = models.JSONField(default=dict)
    keys = models.JSONField(default=list)
    attention_changes_on = models.DateField(null=True)
    computed_at = models.DateTimeField()
    listed_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["membership", "place", "name_key", "id"], name="row_by_need"),
            models.Index(fields=["membership", "level"], name="row_by_level"),
            models.Index(fields=["attention_changes_on"], name="row_changes_on"),
        ]

    def __str__(self) -> str:
        return f"row of link {self.link_id}"


class AttentionMark(Owned, Coded):
    """One reason of one advisee that a dean put off, handed on, or knows about."""

    owner_path = "applicant"
    share_key = ANY_KEY
    dean_fields = ("rule", "because", "until", "handed_to")
    exported = False  # a dean's own words about their work, as a private note

    applicant = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, related_name="attention_marks"
    )
    rule = models.CharField(max_length=5, choices=Reason)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    because = models.CharField(max_length=BECAUSE_CAP, blank=True, default="")
    until = models.DateField(null=True, blank=True)
    handed_to = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "rule", "by"],
                condition=Q(ended_at__isnull=True),
                name="mark_one_open",
            ),
            models.CheckConstraint(condition=Q(rule__in=Reason.values), name="mark_rule"),
        ]

    def __str__(self) -> str:
        return f"mark {self.code}"


class SavedFilter(Coded):
    """A dean's own way to look at a list; it never holds the name of an advisee."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    page = models.CharField(max_length=7, choices=FilterPage, default=FilterPage.FACULTY)
    name = models.CharField(max_length=FILTER_NAME_CAP)
    query = models.CharField(max_length=600)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="saved_filter_named_once")
        ]

    def __str__(self) -> str:
        return f"filter {self.code}"
