from django.db.models import TextChoices


class Trust(TextChoices):
    A = "A", "A: the primary page was read, or two independent transcriptions agree"
    B = "B", "B: one checked transcription, or a published abstract"
    C = "C", "C: one unverified transcription, or a secondary site"


class DateStatus(TextChoices):
    CONFIRMED = "confirmed", "Confirmed"
    EXPECTED = "expected", "Expected"
    PROJECTED = "projected", "Projected"
