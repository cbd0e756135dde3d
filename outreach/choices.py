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


class LetterKind(TextChoices):
    CLINICAL = "clinical", "Clinical work"
    RESEARCH = "research", "Research"
    CHAIR = "chair", "Department or chair"
    STANDARDIZED = "standardized", "The specialty's own form"
    OTHER = "other", "Something else"


class LetterState(TextChoices):
    """Worked out from a letter's dates; the last three are ways out."""

    PLANNED = "planned", "Planned"
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
    MATERIAL = "material_sent", "Material sent"
    REQUESTED = "requested", "Requested"
    UPLOADED = "uploaded", "Uploaded"
    DECLINED = "declined", "Declined"
    WITHDREW = "withdrew", "Withdrew"
    LEFT_OUT = "left_out", "Not counted on"


class LetterEnd(TextChoices):
    """Ways out that somebody has to say; a no is read from the answer."""

    WITHDREW = "withdrew", "The writer withdrew"
    LEFT_OUT = "left_out", "I do not count on it"


class Offer(TextChoices):
    NOT_ASKED = "not_asked", "Not asked or no answer yet"
    A_LETTER = "a_letter", "A letter"
    STRONG = "strong_letter", "A strong letter"
    DECLINED = "declined", "No"


class Waiver(TextChoices):
    NOT_SAID = "not_said", "Not said"
    YES = "yes", "Waived"
    NO = "no", "Not waived"


class Material(TextChoices):
    CV = "cv", "CV"
    STATEMENT = "statement", "Statement draft"
    HIGHLIGHTS = "highlights", "Points to highlight"
    PLAN = "application_plan", "Application plan"


class LetterDeed(TextChoices):
    """A move of a letter, as its history names it."""

    ADDED = "added", "Added"
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
    MATERIAL = "material", "Material given"
    REQUESTED = "requested", "Requested"
    UPLOADED = "uploaded", "Uploaded"
    DATES = "dates", "Dates changed"
    WAIVER = "waiver", "Waiver"
    ENDED = "ended", "Ended"
    TAKEN_BACK = "taken_back", "Taken back"


class DocumentKind(TextChoices):
    CV = "cv", "CV"
    ERAS = "eras", "ERAS application"
    STATEMENT = "statement", "Personal statement"


class AttachmentKind(TextChoices):
    """A document of the person's, or a page of ours as it stands when the mail leaves."""

    CV = "cv", "CV"
    ERAS = "eras", "ERAS application"
    STATEMENT = "statement", "Personal statement"
    SUMMARY = "summary", "One-page summary"
    PLAN = "plan", "Application plan"


# Made of the record at the moment they leave; the others are files that were added.
DRAWN = (AttachmentKind.SUMMARY, AttachmentKind.PLAN)


class Length(TextChoices):
    FULL = "full", "Full"
    SHORT = "short", "Short"


class AskLevel(TextChoices):
    """The three asks, from the easiest to the hardest (AD-01)."""

    LETTER = "letter", "Letter"
    REFERENCE = "reference", "Reference permission"
    PROGRAM_CONTACT = "program_contact", "Program outreach"


class AskAnswer(TextChoices):
    NONE = "", "No answer yet"
    YES = "yes", "Yes"
    HESITANT = "hesitant", "Yes, with hesitation"
    DECLINED = "declined", "No"


class Route(TextChoices):
    """How a program reaches a reference, or how a mentor reaches a program."""

    EMAIL = "email", "Email"
    PHONE = "phone", "Phone"
    EITHER = "either", "Email or phone"


class ContactState(TextChoices):
    NOT_ASKED = "not_asked", "Not asked"
    ASKED = "asked", "Asked"
    AGREED = "agreed", "Agreed"
    DONE = "done", "Done"
    DECLINED = "declined", "Declined"
