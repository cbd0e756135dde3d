from django.db.models import TextChoices


class Kind(TextChoices):
    """The kinds of mail an applicant writes."""

    FIRST = "first", "First email"
    EXPLORATORY = "exploratory", "Exploratory email"
    FOLLOW_UP = "follow_up", "Follow-up"
    THANKS = "thanks_recap", "Thanks and recap"
    UPDATE = "update", "Update"
    OFFER = "offer_of_work", "Offer of work"
    LETTER = "letter_ask", "Letter ask"
    MATERIAL = "material", "Material for a letter"
    REFERENCE = "reference_ask", "Reference ask"
    PROGRAM = "program_ask", "Ask to contact programs"
    SUMMARY = "summary_before_meeting", "Summary before a meeting"
    DEAN = "ask_dean", "Question to my dean"


class State(TextChoices):
    DRAFT = "draft", "Draft"
    HANDED_OVER = "handed_over", "Did you send it?"
    QUEUED = "queued", "Waiting to go"
    SENT = "sent", "Sent"
    FAILED = "failed", "Not delivered"
    UNCONFIRMED = "unconfirmed", "Delivery not confirmed"
    CANCELLED = "cancelled", "Stopped"


class Answer(TextChoices):
    NONE = "none", "No answer yet"
    REPLIED = "replied", "Replied"
    MEETING = "meeting", "Meeting agreed"
    DECLINED = "declined", "Declined"


class SentBy(TextChoices):
    OWN_PROGRAM = "own_program", "From your own mail program"
    SERVER = "server", "From SmartPick"


class DocumentKind(TextChoices):
    CV = "cv", "CV"
    ERAS = "eras", "ERAS application"
    STATEMENT = "statement", "Personal statement"


class AttachmentKind(TextChoices):
    """A document of the person's, or the one-page summary as it stands when the mail leaves."""

    CV = "cv", "CV"
    ERAS = "eras", "ERAS application"
    STATEMENT = "statement", "Personal statement"
    SUMMARY = "summary", "One-page summary"


class Length(TextChoices):
    FULL = "full", "Full"
    SHORT = "short", "Short"
