"""Programs on record, those picked for one cycle, and the budget the list is worked out under."""

from django.db import models
from django.db.models import Q

from autopsy.choices import Division
from mentors.models import Target
from mentors.models.faculty import one_owner
from mentors.querysets import DirectoryQuerySet
from smartpick.accounts.choices import YesNo
from smartpick.accounts.models import Applicant, School
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.models import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded, Versioned
from smartpick.picks.choices import PositionKind, Signal, Tier, TierBy, Visa

NAME_CAP = 160
PROGRAMS_CAP = 1000
DOLLARS_CAP = 100_000


class Program(Owned, Versioned):
    """One residency program, typed in or imported, with where each fact came from."""

    owner_path = "private_to"

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="programs"
    )
    private_to = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, null=True, blank=True, related_name="own_programs"
    )
    name = models.CharField(max_length=NAME_CAP)
    institution = models.CharField(max_length=NAME_CAP, blank=True, default="")
    city = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=2, blank=True, default="")
    division = models.CharField(max_length=20, choices=Division, blank=True, default="")
    specialty = models.CharField(max_length=80, blank=True, default="")
    position = models.CharField(max_length=11, choices=PositionKind, blank=True, default="")
    nrmp_code = models.CharField(max_length=9, blank=True, default="")
    acgme_code = models.CharField(max_length=10, blank=True, default="")
    visa = models.CharField(max_length=4, choices=Visa, blank=True, default="")
    max_years = models.PositiveSmallIntegerField(null=True, blank=True)
    failed_attempts_max = models.PositiveSmallIntegerField(null=True, blank=True)
    clinical_months = models.PositiveSmallIntegerField(null=True, blank=True)
    previous_graduates = models.CharField(max_length=3, choices=YesNo, blank=True, default="")
    letters_in_specialty = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, default="")
    checked_on = models.DateField(null=True, blank=True)
    license_note = models.CharField(max_length=200, blank=True, default="")
    made_by = models.UUIDField(null=True, blank=True)  # the import that brought it
    # Out of the school's list; it stays with whoever chose it.
    archived_on = models.DateField(null=True, blank=True)
    search_key = models.CharField(max_length=600, blank=True, default="", editable=False)

    objects = DirectoryQuerySet.as_manager()  # type: ignore[misc]  # a narrower manager

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            one_owner("program_one_owner"),
            models.CheckConstraint(condition=~Q(name=""), name="program_named"),
            models.UniqueConstraint(
                fields=["school", "nrmp_code"],
                condition=~Q(nrmp_code=""),
                name="program_school_nrmp",
            ),
            models.UniqueConstraint(
                fields=["private_to", "nrmp_code"],
                condition=~Q(nrmp_code=""),
                name="program_private_nrmp",
            ),
        ]
        indexes = [
            models.Index(fields=["school", "name", "id"], name="program_school_name"),
            models.Index(fields=["private_to", "name", "id"], name="program_private_name"),
        ]

    def __str__(self) -> str:
        return f"program {self.code}"


class ProgramPick(Owned, Versioned):
    """A program in one cycle: the band somebody gave it, why, who knows whom, in or out."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.PROGRAMS
    dean_fields = (
        "program",
        "tier",
        "tier_by",
        "tier_source",
        "tier_on",
        "why",
        "kept",
        "excluded",
    )

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="picks")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="picks")
    tier = models.CharField(max_length=9, choices=Tier, blank=True, default="")
    tier_by = models.CharField(max_length=9, choices=TierBy, blank=True, default="")
    tier_source = models.CharField(max_length=120, blank=True, default="")
    tier_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=200, blank=True, default="")
    knows = models.ForeignKey(
        Target, on_delete=models.SET_NULL, null=True, blank=True, related_name="knows_programs"
    )
    geographic_tie = models.BooleanField(default=False)
    mentor_said = models.CharField(max_length=160, blank=True, default="")
    signal = models.CharField(max_length=6, choices=Signal, blank=True, default="")
    kept = models.BooleanField(default=False)
    excluded = models.BooleanField(default=False)
    dropped_because = models.CharField(max_length=160, blank=True, default="")
    is_listed = models.BooleanField(default=False)  # in the list that was kept last

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "program"], name="pick_once"),
            models.CheckConstraint(
                condition=~Q(kept=True, excluded=True), name="pick_kept_or_excluded"
            ),
            models.CheckConstraint(
                condition=Q(tier="", tier_by="", tier_on__isnull=True)
                | (~Q(tier="") & ~Q(tier_by="") & Q(tier_on__isnull=False)),
                name="pick_tier_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"pick {self.code}"


class BudgetPlan(Owned, Versioned):
    """The person's own limits and rates. Percents are theirs; none ships."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="budget")
    programs_max = models.PositiveSmallIntegerField(null=True, blank=True)
    dollars_max = models.PositiveIntegerField(null=True, blank=True)
    rates = models.JSONField(default=dict)  # band -> percent without a signal
    signaled_rates = models.JSONField(default=dict)  # band -> percent with one
    mentor_link_adds = models.PositiveSmallIntegerField(default=0)
    geographic_tie_adds = models.PositiveSmallIntegerField(default=0)
    signals = models.JSONField(default=dict)  # specialty -> how many, where the season's is changed
    own_fees = models.JSONField(default=dict)  # "service:first" -> cents, where changed
    result = models.JSONField(null=True, blank=True)  # codes, as kept last
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(programs_max__isnull=True) | Q(programs_max__lte=PROGRAMS_CAP),
                name="budget_programs_cap",
            ),
            models.CheckConstraint(
                condition=Q(dollars_max__isnull=True) | Q(dollars_max__lte=DOLLARS_CAP),
                name="budget_dollars_cap",
            ),
        ]

    def __str__(self) -> str:
        return f"budget {self.code}"


class ProgramFile(Owned, Coded):
    """A file of programs on its way to a list: named columns, a dry run, a yes, an undo."""

    owner_path = "private_to"
    kept_days = 7

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    private_to = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=120)
    data = models.BinaryField()
    encoding = models.CharField(max_length=20)
    separator = models.CharField(max_length=1)
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    # What stands for each row that says nothing itself.
    source = models.CharField(max_length=200, blank=True, default="")
    checked_on = models.DateField(null=True, blank=True)
    license_note = models.CharField(max_length=200, blank=True, default="")
    added_count = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = DirectoryQuerySet.as_manager()  # type: ignore[misc]  # a narrower manager

    class Meta:
        ordering = ["-id"]
        constraints = [one_owner("program_file_one_owner")]

    def __str__(self) -> str:
        return f"program file {self.code}"
