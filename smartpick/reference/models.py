"""Facts of the field, loaded from files with their sources. Nobody's record is here."""

from django.db import models
from django.db.models import Q

from smartpick.reference.choices import DateStatus, Trust


class Specialty(models.Model):
    name = models.CharField(max_length=80, unique=True)
    everyday = models.CharField(max_length=80)
    match_service = models.CharField(max_length=20)
    application_service = models.CharField(max_length=20)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "specialties"

    def __str__(self) -> str:
        return self.name


class Season(models.Model):
    service = models.CharField(max_length=30)
    match_year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match_year", "service"], name="season_once")
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.match_year}"


class SeasonDate(models.Model):
    """A day of a season with its status and source; never a constant in code."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="dates")
    kind = models.CharField(max_length=50)
    title = models.CharField(max_length=160)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    time_eastern = models.CharField(max_length=5, blank=True, default="")
    applies_to = models.CharField(max_length=80, blank=True, default="")
    status = models.CharField(max_length=9, choices=DateStatus)
    trust = models.CharField(max_length=1, choices=Trust)
    source = models.CharField(max_length=400)
    note = models.TextField(blank=True, default="")
    edited_at = models.DateTimeField(null=True, blank=True)  # by an operator: a file keeps off

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["season", "kind", "applies_to"], name="season_date_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="season_date_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SignalRule(models.Model):
    match_year = models.PositiveSmallIntegerField()
    specialty = models.CharField(max_length=80)
    application_service = models.CharField(max_length=20)
    gold = models.PositiveSmallIntegerField(null=True, blank=True)
    silver = models.PositiveSmallIntegerField(null=True, blank=True)
    single = models.PositiveSmallIntegerField(null=True, blank=True)
    total = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=400)
    trust = models.CharField(max_length=1, choices=Trust)
    note = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["match_year", "specialty"], name="signal_rule_once")
        ]

    def __str__(self) -> str:
        return f"signals {self.specialty} {self.match_year}"


class FeeTier(models.Model):
    """What programs `first` to `last` of one specialty cost: together `flat`, or `each`."""

    match_year = models.PositiveSmallIntegerField()
    application_service = models.CharField(max_length=20)
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField(null=True, blank=True)
    flat_cents = models.PositiveIntegerField(default=0)
    each_cents = models.PositiveIntegerField(default=0)
    scope = models.CharField(max_length=20)
    status = models.CharField(max_length=9, choices=DateStatus)
    trust = models.CharField(max_length=1, choices=Trust)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["match_year", "application_service", "first"]
        constraints = [
            models.UniqueConstraint(
                fields=["match_year", "application_service", "first"], name="fee_tier_once"
            ),
            models.CheckConstraint(
                condition=Q(last__isnull=True) | Q(last__gte=models.F("first")),
                name="fee_tier_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_service} {self.match_year} from {self.first}"


class LetterRule(models.Model):
    """A specialty's own letter form (LT-20)."""

    specialty = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=80)
    status = models.CharField(max_length=9, choices=DateStatus)
    source = models.CharField(max_length=400)

    def __str__(self) -> str:
        return f"{self.kind} in {self.specialty}"


class LetterLimit(models.Model):
    """How many letters a program takes through one service (LT-04); none where it states none."""

    match_year = models.PositiveSmallIntegerField()
    application_service = models.CharField(max_length=20)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    by_hand = models.BooleanField(default=False)  # each letter is assigned to each program by hand
    status = models.CharField(max_length=9, choices=DateStatus)
    trust = models.CharField(max_length=1, choices=Trust)
    source = models.CharField(max_length=400)
    note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["match_year", "application_service"]
        constraints = [
            models.UniqueConstraint(
                fields=["match_year", "application_service"], name="letter_limit_once"
            )
        ]

    def __str__(self) -> str:
        return f"letters through {self.application_service} {self.match_year}"


class Figure(models.Model):
    """A published number with its unit, edition, group size, source and trust mark."""

    specialty = models.CharField(max_length=80)
    applicant_type = models.CharField(max_length=14)
    measure = models.CharField(max_length=30)
    statistic = models.CharField(max_length=30)
    edition = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=9, decimal_places=2)
    n_count = models.PositiveIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=10)
    source = models.CharField(max_length=300)
    trust = models.CharField(max_length=1, choices=Trust)
    thin = models.BooleanField()
    address = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["specialty", "applicant_type", "measure", "statistic", "edition"],
                name="figure_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.statistic}, {self.specialty} {self.edition}"
