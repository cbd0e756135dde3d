"""CV, application and statement, with their versions: private files under random names."""

import secrets
from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from outreach.choices import DocumentKind
from smartpick.accounts.models import Applicant
from smartpick.campaign.owned import Owned
from smartpick.common.models import Coded


def document_store() -> Storage:
    """Local folder or S3, by setting; read when it is used, never when a migration is made."""
    return storages["documents"]


def random_name(instance: Any, filename: str) -> str:
    name = secrets.token_hex(20)
    return f"{name[:2]}/{name}"


class Document(Owned, Coded):
    """One version of one file. The name it came with is text to show and nothing else."""

    owner_path = "applicant"

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=9, choices=DocumentKind)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    file = models.FileField(storage=document_store, upload_to=random_name, max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages_count = models.PositiveSmallIntegerField()
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant", "kind", "number"], name="document_number_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_kind"),
        ]

    def __str__(self) -> str:
        return f"document {self.code}"

    @property
    def sent_name(self) -> str:
        """The name it carries in a mail: what it is, and nothing typed by anybody."""
        return {"cv": "CV.pdf", "eras": "ERAS.pdf", "statement": "Statement.pdf"}[self.kind]
