from django.db import models
from django.db.models import Q

from autopsy.choices import Section, SectionStatus
from smartpick.accounts.models.user import User
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import ANY_KEY, Owned
from smartpick.common.models import Coded, Timestamped, Versioned

SITUATION_BUDGET = 230
LINE_BUDGET = 180
EVIDENCE_BUDGET = 130
RATING_BUDGET = 70
ASK_BUDGET = 90
STORY_CAP = 1000
TAB_CAP = 32


class MatchAutopsy(Owned, Versioned):
    """The record of one failed Match, in ten sections that are done in any order."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="autopsy")
    started_on = models.DateField()
    situation = models.CharField(max_length=SITUATION_BUDGET, blank=True, default="")
    first_ask = models.CharField(max_length=ASK_BUDGET, blank=True, default="")
    second_ask = models.CharField(max_length=ASK_BUDGET, blank=True, default="")

    def __str__(self) -> str:
        return f"autopsy {self.code}"


class Facts(Owned, Timestamped):
    """Base of what a section holds; reached through its autopsy."""

    owner_path = "autopsy__cycle__applicant"
    cycle_path = "autopsy__cycle__"

    class Meta:
        abstract = True


class SectionState(Facts):
    share_key = ANY_KEY
    dean_fields = ("section", "state")

    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="sections")
    section = models.CharField(max_length=12, choices=Section)
    state = models.CharField(
        max_length=11, choices=SectionStatus, default=SectionStatus.NOT_STARTED
    )
    version = models.PositiveIntegerField(default=0)
    # The form that wrote last, the version its unbroken run of saves began from, and the number
    # of its newest save: by these a person is never told of a conflict with their own tab.
    tab = models.CharField(max_length=TAB_CAP, blank=True, default="")
    tab_base = models.PositiveIntegerField(default=0)
    tab_turn = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["autopsy", "section"], name="section_once"),
            models.CheckConstraint(condition=Q(section__in=Section.values), name="section_name"),
            models.CheckConstraint(
                condition=Q(state__in=SectionStatus.values), name="section_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section} of autopsy {self.autopsy_id}"


class Revision(Owned, Coded):
    """How a section read before an hour of editing began."""

    owner_path = "autopsy__cycle__applicant"
    cycle_path = "autopsy__cycle__"

    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="revisions")
    section = models.CharField(max_length=12, choices=Section)
    before = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    hour = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["autopsy", "section", "by", "hour"], name="revision_once_an_hour"
            )
        ]
        indexes = [models.Index(fields=["autopsy", "-at"], name="revision_by_autopsy")]

    def __str__(self) -> str:
        return f"revision {self.code}"
