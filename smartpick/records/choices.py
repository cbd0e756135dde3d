from django.db.models import TextChoices


class ExportState(TextChoices):
    WAITING = "waiting", "Being prepared"
    READY = "ready", "Ready"
    FAILED = "failed", "Not made"


class ErasureWhy(TextChoices):
    ASKED = "asked", "Asked for"
    UNUSED = "unused", "Not used for long"
