from django.db import models
from django.db.models import Q

from outreach.choices import Kind
from smartpick.accounts.models import Applicant, School
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded

SUBJECT_CAP = 150
TEXT_CAP = 5000


class Template(Owned, Coded):
    """Words to begin a mail with: one's own, or those a school offers its applicants."""

    owner_path = "applicant"

    applicant = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, null=True, blank=True, related_name="templates"
    )
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="templates"
    )
    kind = models.CharField(max_length=22, choices=Kind)
    title = models.CharField(max_length=60)
    subject = models.CharField(max_length=SUBJECT_CAP)
    text = models.TextField(max_length=TEXT_CAP)

    class Meta:
        ordering = ["kind", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(applicant__isnull=False, school__isnull=True)
                | Q(applicant__isnull=True, school__isnull=False),
                name="template_one_owner",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="template_kind"),
        ]

    def __str__(self) -> str:
        return f"template {self.code}"
