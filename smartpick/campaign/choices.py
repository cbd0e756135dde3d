from django.db.models import TextChoices


class Track(TextChoices):
    SHORT = "short", "This September"
    LONG = "long", "September of next year"
    UNDECIDED = "undecided", "Not sure yet"


class InMatch(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not sure"


class PriorityKind(TextChoices):
    DO = "do", "Do"
    AVOID = "avoid", "Avoid"


class How(TextChoices):
    LISTED = "listed", "listed you in the cohort"
    OPENED = "opened", "opened"
    PRINTED = "printed", "printed"
    EXPORTED = "exported", "exported"
    MAILED = "mailed", "was mailed"


class Verb(TextChoices):
    EDITED = "edited", "edited"
    FINISHED = "finished", "finished"
    FROZE = "froze", "froze"
    SUBMITTED = "submitted", "submitted"
    WITHDREW = "withdrew", "withdrew"
    RESTORED = "restored", "restored"
    FORGOT = "forgot", "forgot earlier texts of"
    DECIDED = "decided", "decided"
    COMMENTED = "commented", "commented on"
    SIGNED_OFF = "signed_off", "signed off"
    ASKED_CHANGES = "asked_changes", "asked for changes in"
    ANSWERED = "answered", "answered"
    SHARED = "shared", "shared"
    UNSHARED = "unshared", "stopped sharing"
    CLAIMED = "claimed", "claimed"
    REPAIRED = "repaired", "worked on"


class Lever(TextChoices):
    """The three levers. What serves none of them is a luxury: allowed, and said."""

    ADVOCATES = "advocates", "Advocates"
    NARRATIVE = "narrative", "Narrative"
    UPGRADES = "upgrades", "Upgrades"
    LUXURY = "luxury", "Luxury"


class TaskOrigin(TextChoices):
    OWN = "own", "your own"
    ADVICE = "advice", "from a meeting"
    DEAN = "dean", "from your dean"
    REPAIR = "repair", "from a repair"
    PLAN = "plan", "from the plan"
    DIAGNOSIS = "diagnosis", "from the diagnosis"
    ROLE = "role", "from a role"
    LETTER = "letter", "from a letter"


class ProgressKind(TextChoices):
    PUBLICATION = "publication", "Publication"
    ABSTRACT = "abstract", "Abstract, poster or talk"
    CLINICAL_BLOCK = "clinical_block", "Clinical block"
    LETTER_AGREED = "letter_agreed", "Letter agreed"
    EXAM = "exam", "Exam"
    COURSE = "course", "Course"
    ROLE = "role", "Role"
    INTERVIEW_PRACTICE = "interview_practice", "Interview practice"
    OTHER = "other", "Something else"


class Result(TextChoices):
    MATCHED_TARGET = "matched_target", "Matched in the specialty I aimed at"
    MATCHED_OTHER = "matched_other", "Matched in another specialty"
    SOAP = "soap", "A place through SOAP"
    ONE_YEAR = "one_year", "A one-year place"
    UNMATCHED = "unmatched", "No place"
    WITHDREW = "withdrew", "I withdrew"


class InterviewState(TextChoices):
    OFFERED = "offered", "Offered"
    HELD = "held", "Held"
    DECLINED = "declined", "Declined"
