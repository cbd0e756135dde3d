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


class Purpose(TextChoices):
    """What a mail is for; it decides on its headers, its limits and who may stop it."""

    SECURITY = "security", "Codes and notices about an account"
    NOTICE = "notice", "Something that happened"
    REMINDER = "reminder", "Reminders and digests"
    OUTREACH = "outreach", "An applicant's own message"


class Phase(TextChoices):
    """Where in the talk with the mail server an attempt ended."""

    CONNECT = "connect", "at the connection"
    HELLO = "hello", "at the greeting"
    ENCRYPT = "encrypt", "at the encryption"
    LOGIN = "login", "at the login"
    SENDER = "sender", "at the sender's address"
    RECIPIENT = "recipient", "at the recipient's address"
    DATA = "data", "at the text"
    ANSWER = "answer", "after the text"


class StopReason(TextChoices):
    ASKED = "asked", "Asked for no more mail"
    STOPPED = "stopped", "Used the stop link"
    BOUNCED = "bounced", "Mail to it came back"
