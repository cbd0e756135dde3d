"""A chosen person, what is known of their leverage, and every contact with them."""

from django.db import models
from django.db.models import Q

from mentors.choices import ContactKind, FactKind, TargetState
from mentors.models.faculty import NAME_CAP, Faculty
from smartpick.accounts.models.applicant import Applicant
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded, Timestamped, Versioned


class Target(Owned, Versioned):
    """A person that the applicant chose. It outlives the directory's entry by its snapshot."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"
    share_key = ShareKey.PEOPLE
    dean_fields = ("snapshot_name", "snapshot_role", "state")

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="targets")
    faculty = models.ForeignKey(
        Faculty, on_delete=models.SET_NULL, null=True, related_name="targets"
    )
    snapshot_name = models.CharField(max_length=NAME_CAP)
    snapshot_role = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=11, choices=TargetState, default=TargetState.TO_CONTACT)
    why = models.CharField(max_length=300, blank=True, default="")
    advised_before = models.BooleanField(default=False)
    saw_numbers_then = models.BooleanField(null=True, blank=True)
    challenged_then = models.BooleanField(null=True, blank=True)
    # What a stage rests on: work they offered, and their word that they will attach their name.
    opportunity = models.CharField(max_length=160, blank=True, default="")
    opportunity_on = models.DateField(null=True, blank=True)
    willing_words = models.CharField(max_length=160, blank=True, default="")
    willing_on = models.DateField(null=True, blank=True)
    search_key = models.CharField(max_length=600, blank=True, default="", editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "faculty"], name="target_once"),
            models.CheckConstraint(
                condition=Q(state__in=TargetState.values), name="target_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"target {self.code}"

    @property
    def name(self) -> str:
        return self.faculty.name if self.faculty else self.snapshot_name

    @property
    def is_active(self) -> bool:
        held = getattr(self, "mentorship", None)
        return held is not None and held.edge_since is None


class LeverageFact(Owned, Timestamped):
    """One fact that the applicant ticked of a person, chosen or not, and where it was learned."""

    owner_path = "applicant"

    applicant = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, related_name="leverage_facts"
    )
    faculty = models.ForeignKey(Faculty, on_delete=models.CASCADE, related_name="leverage_facts")
    kind = models.CharField(max_length=20, choices=FactKind)
    value = models.CharField(max_length=160)  # "yes", or the names of those they know
    source = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["applicant", "faculty", "kind"], name="fact_once"),
            models.CheckConstraint(condition=Q(kind__in=FactKind.values), name="fact_kind_known"),
            models.CheckConstraint(condition=~Q(value=""), name="fact_says_something"),
        ]

    def __str__(self) -> str:
        return f"fact {self.pk}"


class AdjacentSpecialty(Owned):
    """A field that the applicant counts as near the one they aim at (half the points)."""

    owner_path = "cycle__applicant"
    cycle_path = "cycle__"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="adjacent")
    specialty = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "specialty"], name="adjacent_once")]

    def __str__(self) -> str:
        return f"adjacent {self.pk}"


class Contact(Owned, Coded):
    """Something that happened with a person on a day. Every count of weeks starts from one."""

    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"
    share_key = ShareKey.PEOPLE
    dean_fields = ("on_date",)

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="contacts")
    on_date = models.DateField()
    kind = models.CharField(max_length=15, choices=ContactKind)
    message_kind = models.CharField(max_length=24, blank=True, default="")
    update_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    origin_code = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values), name="contact_kind_known"
            )
        ]
        indexes = [models.Index(fields=["target", "-on_date"], name="contact_by_target")]

    def __str__(self) -> str:
        return f"contact {self.code}"
