from django.db.models import TextChoices

from smartpick.campaign.choices import TaskOrigin

# An action from a meeting repeats advice, one from a letter what was said, one from a diagnosis or
# a repair answers that may not be shared: none of these is shown, though the plan is.
SHOWN_ORIGINS = (TaskOrigin.OWN, TaskOrigin.PLAN, TaskOrigin.ROLE, TaskOrigin.DEAN)


class NoteKind(TextChoices):
    PRIVATE = "private", "Private"
    SHARED = "shared", "Shared"


class FilterPage(TextChoices):
    FACULTY = "faculty", "Faculty"
    COHORT = "cohort", "Cohort"


class Reason(TextChoices):
    """The reasons for attention, as a filter names them."""

    REVIEW = "AT-01", "Waits for your review"
    QUESTION = "AT-02", "Asked you something"
    LETTER = "AT-03", "A letter is due"
    SILENT = "AT-04", "Nothing logged"
    CORE = "AT-05", "No core mentor"
    DIRECTION = "AT-06", "Direction open"
    STAGE = "AT-07", "Stage unchanged"


class Answer(TextChoices):
    """What a dean says to a reason (AT-09)."""

    LATER = "later", "Put it off until a day"
    HANDED = "handed", "Hand it to another linked dean"
    KNOWN = "known", "I know, because ... (quiet for 30 days)"


class Sort(TextChoices):
    NEED = "need", "By need"
    NAME = "name", "By name"


class MessageKind(TextChoices):
    NUDGE = "nudge", "Nudge"
    WRITE_TO = "write_to", "Message"


class About(TextChoices):
    FACULTY = "faculty", "Who could help"
    PLAN = "plan", "My plan"
    DIRECTION = "direction", "Direction"
    LETTERS = "letters", "Letters"
    OTHER = "other", "Something else"


class BundleForm(TextChoices):
    PDF = "pdf", "One PDF"
    ZIP = "zip", "A ZIP with a PDF for each"


class BundleOrder(TextChoices):
    NAME = "name", "By name"
    NEED = "need", "Those who need you first"


class BundleState(TextChoices):
    WAITING = "waiting", "Being made"
    DONE = "done", "Ready"
    FAILED = "failed", "Could not be made"


class Paper(TextChoices):
    LETTER = "letter", "Letter"
    A4 = "a4", "A4"
