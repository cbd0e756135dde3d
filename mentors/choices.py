"""The values of the directory's fields. Roles are the rulebook's own words, section 7."""

from django.db.models import TextChoices


class Role(TextChoices):
    PD = "pd", "Program director"
    APD = "apd", "Associate program director"
    CHAIR = "chair", "Chair"
    CLERKSHIP = "clerkship", "Clerkship director"
    SUB_I = "sub_i", "Sub-internship director"
    RESEARCH = "research", "Research-active faculty"
    STUDENT_AFFAIRS = "student_affairs", "Student affairs"
    GME = "gme", "GME or DIO"
    COORDINATOR = "coordinator", "Program coordinator"
    OTHER = "other", "Other"


class RoleSource(TextChoices):
    TYPED = "typed", "Typed in"
    FILE = "file", "From a file"
    PAPERS = "papers", "From papers"


class AuthorPosition(TextChoices):
    FIRST = "first", "First author"
    LAST = "last", "Senior author"
    SINGLE = "single", "Only author"
    MIDDLE = "middle", "Other author"


class ImportKind(TextChoices):
    CSV = "csv", "A table (CSV)"
    MEDLINE = "medline", "A PubMed file"
    PUBMED_CSV = "pubmed_csv", "A PubMed table (CSV)"


class ImportState(TextChoices):
    UPLOADED = "uploaded", "Waiting for its columns"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Waiting for your yes"
    ADDING = "adding", "Being added"
    DONE = "done", "Added"
    UNDONE = "undone", "Undone"
    REFUSED = "refused", "Refused"
    LEFT = "left", "Left"


class RowFate(TextChoices):
    ADD = "add", "To add"
    UPDATE = "update", "Already here"
    AGAIN = "again", "Twice in the file"
    PROBLEM = "problem", "With a problem"
