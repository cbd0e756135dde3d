from django.db.models import TextChoices


class ItemState(TextChoices):
    PLANNED = "planned", "Planned"
    RUNNING = "running", "Running"
    CAUGHT_UP = "caught_up", "Caught up"
    MERGED = "merged", "Merged"
    DONE = "done", "Done"
    SKIPPED = "skipped", "Not for me"
    DROPPED = "dropped", "Left out"


OPEN_STATES = (ItemState.PLANNED, ItemState.RUNNING, ItemState.CAUGHT_UP)
HELD_STATES = (ItemState.DONE, ItemState.SKIPPED)  # survive every replan


class Mode(TextChoices):
    WEEKLY = "weekly", "Weekly, on the day I choose"
    DAILY = "daily", "Daily"
    DEADLINES = "deadlines", "Only deadlines"
    NEVER = "never", "Never"


class SubjectStyle(TextChoices):
    NEUTRAL = "neutral", 'Neutral ("Your week")'
    SPECIFIC = "specific", "Specific (may name the mentor)"


class TitleStyle(TextChoices):
    NAMES = "names", "Names (A. Okafor)"
    INITIALS = "initials", "Initials only (A. O.)"


class ReminderKind(TextChoices):
    """What can be stopped by kind; the items stay in the app and in the feed."""

    LETTER = "letter", "Letters"
    CHECK_IN = "check_in", "Updates to mentors"
    WINDOW = "window", "Plan windows"
    MONTHLY = "monthly", "Monthly check-ins"
    COMMITMENT = "commitment", "Promises"
    TASK = "task", "Actions"
    FOLLOW_UP = "follow_up", "Follow-ups"
    OFFICIAL = "official", "Official dates"
    DECISION = "decision", "Decisions"
    MEETING = "meeting", "Meetings"
    FAILED_MAIL = "failed_mail", "Mails that did not leave"


WEEKDAYS = (
    (0, "Monday"),
    (1, "Tuesday"),
    (2, "Wednesday"),
    (3, "Thursday"),
    (4, "Friday"),
    (5, "Saturday"),
    (6, "Sunday"),
)
EARLIEST_HOUR, LATEST_HOUR = 8, 17


class RoleKind(TextChoices):
    """What a role is; no rule weighs it, but a research year without output is named (RO-03)."""

    RESEARCH = "research", "Research role"
    PRELIMINARY = "preliminary_year", "Preliminary year"
    OBSERVER = "observership", "Observership"
    SCRIBE = "scribe", "Scribe"
    LAB = "lab_volunteer", "Lab volunteer"
    CLINICAL = "clinical", "Other clinical work"
    OTHER = "other", "Something else"


class Box(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "", "Not known"


class Clear(TextChoices):
    """How a due-diligence question was answered."""

    YES = "yes", "Clearly"
    PARTLY = "partly", "Partly"
    NO = "no", "Not cleanly"
    NOT_ASKED = "", "Not asked yet"
