from django.db import models
from django.db.models import Q

from smartpick.accounts.choices import AskedType, Degree, Ecfmg, Paper, VisaNeed, YesNo
from smartpick.accounts.models.school import School
from smartpick.accounts.models.user import User
from smartpick.accounts.querysets import ApplicantQuerySet
from smartpick.common.models import Versioned


class Applicant(Versioned):
    """The person whose year this is. Anything may be missing; nothing is asked twice."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="applicant")
    print_name = models.CharField(max_length=60, blank=True, default="")
    degree = models.CharField(max_length=5, choices=Degree, blank=True, default="")
    applicant_type = models.CharField(max_length=10, choices=AskedType, blank=True, default="")
    school_name = models.CharField(max_length=120, blank=True, default="")
    # Proved by an invitation, a join code or a dean; a typed name alone joins nobody.
    school = models.ForeignKey(
        School, on_delete=models.SET_NULL, null=True, blank=True, related_name="applicants"
    )
    class_year = models.PositiveSmallIntegerField(null=True, blank=True)
    graduation_year = models.PositiveSmallIntegerField(null=True, blank=True)
    visa_need = models.CharField(max_length=6, choices=VisaNeed, blank=True, default="")
    us_clinical_months = models.PositiveSmallIntegerField(null=True, blank=True)
    recent_clinical_work = models.CharField(max_length=3, choices=YesNo, blank=True, default="")
    ecfmg = models.CharField(max_length=11, choices=Ecfmg, blank=True, default="")
    earlier_attempts = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True, default="")
    aamc_id = models.CharField(max_length=20, blank=True, default="")
    paper = models.CharField(max_length=6, choices=Paper, blank=True, default="")

    objects = ApplicantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(graduation_year__isnull=True)
                | Q(graduation_year__gte=1950, graduation_year__lte=2100),
                name="applicant_graduation_year",
            ),
            models.CheckConstraint(
                condition=Q(applicant_type__in=["", *AskedType.values]), name="applicant_type"
            ),
        ]

    def __str__(self) -> str:
        return f"applicant {self.code}"

    @property
    def shown_name(self) -> str:
        return self.print_name or self.user.name or "Name not given yet"
