from django.db.models import TextChoices


class NoteKind(TextChoices):
    PRIVATE = "private", "Private"
    SHARED = "shared", "Shared"
