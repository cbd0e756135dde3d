"""People who can change the outcome: a school's shared list, and an applicant's private one."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from autopsy.choices import Division
from mentors.choices import AuthorPosition, Role, RoleSource
from mentors.querysets import DirectoryQuerySet, FacultyQuerySet
from smartpick.accounts.models import Applicant, Membership, School, User
from smartpick.campaign.owned import ANY_KEY, Owned
from smartpick.common.models import Coded, Timestamped, Versioned

NAME_CAP = 120
SENTENCE_CAP = 200
LINKS_CAP = 600
YEARLY_LIMIT_CAP = 99


def one_owner(name: str) -> models.CheckConstraint:
    """Exactly one of a school and an applicant."""
    return models.CheckConstraint(
        condition=Q(school__isnull=False, private_to__isnull=True)
        | Q(school__isnull=True, private_to__isnull=False),
        name=name,
    )


class Faculty(Owned, Versioned):
    """Anyone in the directory. `version` counts edits, so that an import knows what it may undo."""

    owner_path = "private_to"

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="faculty"
    )
    private_to = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, null=True, blank=True, related_name="own_faculty"
    )
    # A dean who mentors is in the school's list too.
    member = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=NAME_CAP)
    last_key = models.CharField(max_length=NAME_CAP)  # what the list is ordered by, folded
    # Family name and first letter: the few who could be the same person.
    twin_key = models.CharField(max_length=60, default="")
    institution = models.CharField(max_length=120, blank=True, default="")
    division = models.CharField(max_length=20, choices=Division, blank=True, default="")
    city = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=40, blank=True, default="")
    specialty = models.CharField(max_length=80, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    orcid = models.CharField(max_length=19, blank=True, default="")
    links = models.TextField(max_length=LINKS_CAP, blank=True, default="")
    found_at = models.CharField(max_length=160, blank=True, default="")
    left_on = models.DateField(null=True, blank=True)
    archived_on = models.DateField(null=True, blank=True)
    do_not_contact = models.BooleanField(default=False)
    yearly_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    recommended = models.BooleanField(default=False)  # has an active endorsement
    search_key = models.TextField(default="")

    objects = FacultyQuerySet.as_manager()  # type: ignore[misc]  # a narrower manager

    class Meta:
        ordering = ["last_key", "id"]
        verbose_name_plural = "faculty"
        constraints = [
            one_owner("faculty_one_owner"),
            models.CheckConstraint(condition=~Q(name=""), name="faculty_named"),
            models.CheckConstraint(
                condition=Q(division__in=["", *Division.values]), name="faculty_division"
            ),
            models.CheckConstraint(
                condition=Q(yearly_limit__isnull=True) | Q(yearly_limit__lte=YEARLY_LIMIT_CAP),
                name="faculty_yearly_limit",
            ),
            models.UniqueConstraint(
                "school", Lower("email"), condition=~Q(email=""), name="faculty_school_email"
            ),
            models.UniqueConstraint(
                "private_to", Lower("email"), condition=~Q(email=""), name="faculty_private_email"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "last_key", "id"], name="faculty_school_name"),
            models.Index(
                fields=["school", "specialty", "last_key", "id"], name="faculty_school_specialty"
            ),
            models.Index(fields=["private_to", "last_key", "id"], name="faculty_private_name"),
            models.Index(fields=["school", "twin_key"], name="faculty_school_twin"),
            models.Index(
                fields=["school", "orcid"], condition=~Q(orcid=""), name="faculty_school_orcid"
            ),
            models.Index(
                fields=["school", "last_key", "id"],
                condition=Q(recommended=True),
                name="faculty_recommended",
            ),
        ]

    def __str__(self) -> str:
        return f"faculty {self.code}"

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.institution, self.city, self.state) if part)

    @property
    def link_list(self) -> list[str]:
        return [
            line for line in self.links.splitlines() if line.startswith(("https://", "http://"))
        ]


class FacultyRole(Owned, Timestamped):
    """One of several roles of a person, where it was read and when it was last looked at."""

    owner_path = "faculty__private_to"

    faculty = models.ForeignKey(Faculty, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=15, choices=Role)
    specialty = models.CharField(max_length=80, blank=True, default="")
    source = models.CharField(max_length=6, choices=RoleSource, default=RoleSource.TYPED)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["faculty", "role", "specialty"], name="faculty_role_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="faculty_role_name"),
        ]
        indexes = [models.Index(fields=["role", "faculty"], name="faculty_role_of")]

    def __str__(self) -> str:
        return f"{self.role} of faculty {self.faculty_id}"


class Paper(Owned, Timestamped):
    """A paper as one owner's file tells it: what one school loads is not shown to another."""

    owner_path = "private_to"
    kept_days = 730

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    private_to = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    pmid = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    title = models.CharField(max_length=400, blank=True, default="")

    objects = DirectoryQuerySet.as_manager()  # type: ignore[misc]  # a narrower manager

    class Meta:
        ordering = ["-year", "pmid"]
        constraints = [
            one_owner("paper_one_owner"),
            models.UniqueConstraint(fields=["school", "pmid"], name="paper_once_in_school"),
            models.UniqueConstraint(fields=["private_to", "pmid"], name="paper_once_of_person"),
        ]

    def __str__(self) -> str:
        return f"paper {self.pmid}"

    @property
    def address(self) -> str:
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"


class Authorship(Owned):
    """The proof of a research-active person: this paper, in this place among its authors."""

    owner_path = "faculty__private_to"

    faculty = models.ForeignKey(Faculty, on_delete=models.CASCADE, related_name="authorships")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="authorships")
    position = models.CharField(max_length=6, choices=AuthorPosition)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "faculty"], name="authorship_once"),
            models.CheckConstraint(
                condition=Q(position__in=AuthorPosition.values), name="authorship_position"
            ),
        ]

    def __str__(self) -> str:
        return f"authorship {self.pk}"


class Endorsement(Timestamped):
    """A dean's sentence about a person of the school's list; applicants of the school read it."""

    faculty = models.ForeignKey(Faculty, on_delete=models.CASCADE, related_name="endorsements")
    dean = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    dean_name = models.CharField(max_length=60)
    sentence = models.CharField(max_length=SENTENCE_CAP)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["faculty", "dean"],
                condition=Q(active=True),
                name="endorsement_one_active",
            ),
            models.CheckConstraint(condition=~Q(sentence=""), name="endorsement_says_why"),
        ]

    def __str__(self) -> str:
        return f"endorsement {self.pk}"


class Recommendation(Owned, Coded):
    """'Talk to her', said by a dean to one advisee."""

    owner_path = "applicant"
    share_key = ANY_KEY
    dean_fields = ("faculty", "sentence", "dean_name", "added_at", "set_aside_at")

    faculty = models.ForeignKey(Faculty, on_delete=models.CASCADE, related_name="recommendations")
    applicant = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, related_name="recommendations"
    )
    dean = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    dean_name = models.CharField(max_length=60)
    sentence = models.CharField(max_length=SENTENCE_CAP)
    added_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["faculty", "applicant", "dean"], name="recommendation_once"
            )
        ]

    def __str__(self) -> str:
        return f"recommendation {self.code}"
