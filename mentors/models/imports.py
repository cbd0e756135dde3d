"""A file on its way into the directory: a row with its state, the file in parts, what became of
each of its rows. The row is the truth; a queue only wakes the worker."""

from django.db import models
from django.db.models import Q

from mentors.choices import ImportKind, ImportState, RowFate
from mentors.models.faculty import one_owner
from mentors.querysets import DirectoryQuerySet
from smartpick.accounts.models import Applicant, School, User
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded

FILE_DAYS = 7
ROWS_DAYS = 90


class ImportRun(Owned, Coded):
    owner_path = "private_to"
    kept_days = ROWS_DAYS

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    private_to = models.ForeignKey(
        Applicant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    started_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=ImportKind)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.UPLOADED)
    file_name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    encoding = models.CharField(max_length=20, default="utf-8")
    separator = models.CharField(max_length=1, default=",")
    # {"columns": {field: column}, "has_header": bool}; of papers {"people": [[row, ...], ...]}
    mapping = models.JSONField(default=dict)
    seen_count = models.PositiveIntegerField(default=0)
    add_count = models.PositiveIntegerField(default=0)
    update_count = models.PositiveIntegerField(default=0)
    again_count = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    refused_because = models.CharField(max_length=300, blank=True, default="")
    claimed_by = models.CharField(max_length=40, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DirectoryQuerySet.as_manager()  # type: ignore[misc]  # a narrower manager

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_owner("import_one_owner"),
            models.CheckConstraint(condition=Q(kind__in=ImportKind.values), name="import_kind"),
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="import_state"),
        ]
        indexes = [
            models.Index(
                fields=["lease_until", "id"],
                condition=Q(state__in=[ImportState.CHECKING, ImportState.ADDING]),
                name="import_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"import {self.code}"

    @property
    def is_working(self) -> bool:
        return self.state in (ImportState.CHECKING, ImportState.ADDING)

    @property
    def is_papers(self) -> bool:
        return self.kind != ImportKind.CSV


class ImportPart(models.Model):
    """A piece of the file, so that nobody ever holds the whole of it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_part_once")]

    def __str__(self) -> str:
        return f"part {self.number} of import {self.run_id}"


class ImportRow(Owned):
    """One row of the file: what is to become of it, and what did."""

    owner_path = "run__private_to"
    kept_days = ROWS_DAYS

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    fate = models.CharField(max_length=7, choices=RowFate)
    problem = models.CharField(max_length=160, blank=True, default="")
    cells = models.JSONField(default=list)  # as typed, kept for rows that are handed back
    facts = models.JSONField(default=dict)
    made_code = models.UUIDField(null=True, blank=True)  # the person added, or found already here
    made_version = models.PositiveIntegerField(default=0)  # as the import left it
    filled = models.JSONField(default=dict)  # what was added to one already here

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="import_row_once"),
            models.CheckConstraint(condition=Q(fate__in=RowFate.values), name="import_row_fate"),
        ]
        indexes = [models.Index(fields=["run", "fate", "number"], name="import_row_fates")]

    def __str__(self) -> str:
        return f"row {self.number} of import {self.run_id}"
