from django.db.models import TextChoices


class State(TextChoices):
    QUEUED = "queued", "Waiting to go"
    CLAIMED = "claimed", "Being sent"
    HANDING = "handing", "Being handed over"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not delivered"
    UNCONFIRMED = "unconfirmed", "Delivery not confirmed"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
