from django.db import models

from smartpick.accounts.models.applicant import Applicant
from smartpick.accounts.models.user import User
from smartpick.campaign.owned import ANY_KEY, Owned
from smartpick.common.models import Coded
from smartpick.dean.choices import NoteKind

NOTE_CAP = 4000


class DeanNote(Owned, Coded):
    """A note about an advisee. A private one is for linked deans; a shared one for both sides."""

    owner_path = "applicant"
    share_key = ANY_KEY
    dean_fields = ("text", "kind", "author_name", "created_at")
    exported_where = {"kind": NoteKind.SHARED}  # private ones are not the applicant's to take

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=7, choices=NoteKind)
    text = models.TextField(max_length=NOTE_CAP)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=NoteKind.values), name="dean_note_kind"
            )
        ]

    def __str__(self) -> str:
        return f"note {self.code}"
