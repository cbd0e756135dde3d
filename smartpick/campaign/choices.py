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
