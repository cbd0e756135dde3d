import uuid

from django.db import models


class Timestamped(models.Model):
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Coded(Timestamped):
    """Known outside by a random code: the only id that stands in an address."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Versioned(Coded):
    """Counts its edits, so that a save can say which state it began from."""

    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
