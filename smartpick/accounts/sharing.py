"""Share keys: what an applicant may open to a dean, key by key."""

from django.db.models import TextChoices


class ShareKey(TextChoices):
    SPECIALTY = "specialty", "Specialty and backups"
    EXAMS = "exams", "Step or COMLEX"
    CLASS_RANK = "class_rank", "Class rank and GPA"
    RESEARCH = "research", "Research"
    CLINICAL = "clinical", "Clinical evaluations"
    GEOGRAPHY = "geography", "Geographic limits"
    APPLICATIONS = "applications", "Applications and interviews"
    RED_FLAGS = "red_flags", "Red flags"
    QUESTIONS = "questions", "Three questions"
    RATINGS = "ratings", "Four ratings"
    DIRECTION = "direction", "Direction"
    REPAIRS = "repairs", "Repairs"
    PEOPLE = "people", "People"
    PLAN = "plan", "Plan"
    LETTERS = "letters", "Letters"
    PROGRAMS = "programs", "Programs"


SECTION_KEYS = tuple(ShareKey)[:10]
OFF_AT_FIRST = frozenset({ShareKey.RED_FLAGS, ShareKey.PROGRAMS})
ON_AT_FIRST = tuple(key for key in ShareKey if key not in OFF_AT_FIRST)

DEAN_THEN_SEES = {
    ShareKey.SPECIALTY: "your type, years, specialties and how the Match ended",
    ShareKey.EXAMS: "exam results and attempts, a failed one too",
    ShareKey.CLASS_RANK: "quartile, GPA and honors",
    ShareKey.RESEARCH: "counts of papers and talks, and your role",
    ShareKey.CLINICAL: "concerns, honors and sub-internships",
    ShareKey.GEOGRAPHY: "regions, limits and whether they ended",
    ShareKey.APPLICATIONS: "programs, interviews, letters, statement and CV; never a rank list",
    ShareKey.RED_FLAGS: "leaves, failures and concerns with your explanations",
    ShareKey.QUESTIONS: "your three answers with their evidence",
    ShareKey.RATINGS: "your four ratings with their lines",
    ShareKey.DIRECTION: "same specialty or pivot and its dates, none of your texts",
    ShareKey.REPAIRS: "which repairs run and your five-step statement",
    ShareKey.PEOPLE: "names, roles, stages and last contact; never a text",
    ShareKey.PLAN: "dated plan items, actions and outputs",
    ShareKey.LETTERS: "authors, states and dates; never words said",
    ShareKey.PROGRAMS: "the programs you chose and their tier",
}
