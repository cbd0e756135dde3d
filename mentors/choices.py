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
    NOT_CHOSEN = "left", "Not chosen"


class TargetState(TextChoices):
    TO_CONTACT = "to_contact", "To contact"
    CONTACTED = "contacted", "Contacted"
    MEETING_SET = "meeting_set", "Meeting set"
    DECLINED = "declined", "Declined"
    SET_ASIDE = "set_aside", "Set aside"


OPEN_STATES = (TargetState.TO_CONTACT, TargetState.CONTACTED, TargetState.MEETING_SET)


class Stage(TextChoices):
    ADVISOR = "advisor", "Advisor"
    TRAINING = "sponsor_in_training", "Sponsor-in-training"
    SPONSOR = "sponsor", "Sponsor"


class Seat(TextChoices):
    CORE = "core", "Core"
    PROCESS = "process", "Process"
    SKILLS = "skills", "Skills"


class MoveEvidence(TextChoices):
    MEETING = "meeting_held", "We met and talked about what is realistic"
    OPPORTUNITY = "opportunity_given", "They offered me work"
    DELIVERED = "work_delivered", "I delivered what I promised"
    NAME = "name_said", "They said that they will attach their name"
    JUDGEMENT = "own_judgement", "My own judgement"


class ContactKind(TextChoices):
    MEETING = "meeting_held", "Meeting"
    CALL = "call", "Call or video"
    SENT = "message_sent", "Email sent"
    REPLY = "reply_received", "Reply received"
    DELIVERED = "work_delivered", "Work handed over"
    CLINIC = "clinic_together", "Clinic or ward day together"


class MeetingState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    NO_SHOW = "no_show", "They did not come"


class MissKind(TextChoices):
    MOVED = "moved", "Moved"
    CANCELLED = "cancelled", "Cancelled"
    NO_SHOW = "no_show", "Did not come"


class Side(TextChoices):
    ME = "me", "Me"
    THEM = "them", "Them"


class Realism(TextChoices):
    REALISTIC = "realistic", "Realistic"
    WITH_CHANGES = "with_changes", "With changes"
    NOT_REALISTIC = "not_realistic", "Not realistic"
    NOT_SAID = "not_said", "Not said"


class YesNo(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"


class UpdateAnswer(TextChoices):
    YES = "yes", "Yes"
    NOT_ASKED = "not_asked", "Not asked"
    NO = "no", "No"


class PromiseKind(TextChoices):
    WORK = "work", "A piece of work"
    INTRODUCTION = "introduction", "An introduction"
    READ = "read", "Read my application"
    LETTER = "letter", "A letter"
    TALK = "talk", "Another talk"
    OTHER = "other", "Something else"


class ConcernKind(TextChoices):
    REASSURANCE = "vague_reassurance", "Reassurance without numbers"
    WILL_NOT_LOOK = "will_not_look", "Will not look at the full application"
    FANTASY = "fantasy_plan", "Pushes a plan far from the numbers"
    CANCELS = "cancels", "Cancels or moves again and again"
    PROMISE = "promise_not_kept", "A promised connection was not made"
    SILENT = "silent", "Does not answer"


class FactKind(TextChoices):
    SAW = "saw_clinically", "Saw me work clinically"
    SELECTS = "selection_committee", "Sits on a selection committee"
    KNOWS = "knows_pds", "Knows program directors"
    PRESENTS = "presents", "Presents at regional or national meetings"
    PROJECT = "has_project", "Has a project open now"
    ROLES = "knows_roles", "Knows open gap-year roles"
