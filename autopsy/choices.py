"""The values of the autopsy's fields. They are the rulebook's own words, section 1."""

from django.db.models import IntegerChoices, TextChoices


class Section(TextChoices):
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


DOMAINS = tuple(Section)[:8]  # those that hold facts and print one line each


class SectionStatus(TextChoices):
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    DONE = "done", "Done"


class MatchResult(TextChoices):
    UNMATCHED = "unmatched", "I did not match"
    PRELIMINARY_ONLY = "preliminary_only", "I matched to a preliminary year only"


class ProgramMix(TextChoices):
    MOSTLY_REACH = "mostly_reach", "Mostly a reach"
    MIXED = "mixed", "Mixed"
    MOSTLY_LIKELY = "mostly_likely", "Mostly likely"


class ExperienceStory(TextChoices):
    PRIMARY = "primary", "To my first specialty"
    MIXED = "mixed", "In several directions"
    OTHER = "other", "To another field"


class ExamSeries(TextChoices):
    USMLE = "usmle", "USMLE"
    COMLEX = "comlex", "COMLEX"
    BOTH = "both", "Both"


class Exam(TextChoices):
    STEP1 = "step1", "Step 1"
    STEP2 = "step2", "Step 2 CK"
    STEP3 = "step3", "Step 3"
    LEVEL1 = "level1", "Level 1"
    LEVEL2 = "level2", "Level 2-CE"
    LEVEL3 = "level3", "Level 3"


class ExamStatus(TextChoices):
    PASSED = "passed", "Passed"
    NOT_PASSED = "not_passed", "Not passed"
    NOT_TAKEN = "not_taken", "Not taken"


class ClassQuartile(TextChoices):
    FIRST = "1", "Top quarter"
    SECOND = "2", "Second quarter"
    THIRD = "3", "Third quarter"
    FOURTH = "4", "Fourth quarter"
    NOT_RANKED = "not_ranked", "My school does not rank"


class ResearchRole(TextChoices):
    FIRST = "first", "First or co-first author"
    LATER = "later", "Second or later author"
    MIXED = "mixed", "Mixed"
    NONE = "none", "No research"


class EvaluationConcerns(TextChoices):
    NONE = "none", "None"
    ISOLATED = "isolated", "Once, in one place"
    REPEATED = "repeated", "More than once"


class ConcernKind(TextChoices):
    KNOWLEDGE = "knowledge", "Medical knowledge"
    COMMUNICATION = "communication", "Communication"
    RELIABILITY = "reliability", "Reliability"
    TEAMWORK = "teamwork", "Teamwork"


class SpecialtyHonors(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_GRADED = "not_graded", "Not graded"


class Division(TextChoices):
    """The nine divisions of the US Census."""

    NEW_ENGLAND = "new_england", "New England (CT, ME, MA, NH, RI, VT)"
    MIDDLE_ATLANTIC = "middle_atlantic", "Middle Atlantic (NJ, NY, PA)"
    EAST_NORTH_CENTRAL = "east_north_central", "East North Central (IL, IN, MI, OH, WI)"
    WEST_NORTH_CENTRAL = "west_north_central", "West North Central (IA, KS, MN, MO, NE, ND, SD)"
    SOUTH_ATLANTIC = "south_atlantic", "South Atlantic (DE, DC, FL, GA, MD, NC, SC, VA, WV)"
    EAST_SOUTH_CENTRAL = "east_south_central", "East South Central (AL, KY, MS, TN)"
    WEST_SOUTH_CENTRAL = "west_south_central", "West South Central (AR, LA, OK, TX)"
    MOUNTAIN = "mountain", "Mountain (AZ, CO, ID, MT, NV, NM, UT, WY)"
    PACIFIC = "pacific", "Pacific (AK, CA, HI, OR, WA)"


class GeoLimit(TextChoices):
    NONE = "none", "No limit"
    PREFERENCE = "preference", "A preference"
    FIRM = "firm", "A firm limit"


class SignalsAim(TextChoices):
    MOSTLY_REACH = "mostly_reach", "Mostly to reach programs"
    MIXED = "mixed", "Mixed"
    MOSTLY_REALISTIC = "mostly_realistic", "Mostly to realistic programs"


class StatementFocus(TextChoices):
    ONE_SPECIALTY = "one_specialty", "One specialty"
    GENERAL = "general", "Medicine in general"
    SAME_FOR_SEVERAL = "same_for_several", "The same text for several specialties"


class StatementReader(TextChoices):
    SPECIALTY_FACULTY = "specialty_faculty", "Faculty of the specialty"
    OTHER_READER = "other_reader", "Somebody else"
    NOBODY = "nobody", "Nobody"


class CvProblem(TextChoices):
    GAP = "gap", "An unexplained gap of 3 months or more"
    ERRORS = "errors", "Errors"
    UNRELATED = "unrelated", "Entries unrelated to the field"


class InterviewFeedback(TextChoices):
    POSITIVE = "positive", "Positive"
    MIXED = "mixed", "Mixed"
    NEGATIVE = "negative", "Negative"
    NONE_RECEIVED = "none_received", "None received"


class RedFlagKind(TextChoices):
    LEAVE = "leave", "Leave of absence"
    EXAM_FAILURE = "exam_failure", "Exam failure"
    COURSE_FAILURE = "course_failure", "Course or clerkship failure"
    PROFESSIONALISM = "professionalism", "Professionalism concern"
    MATCH_VIOLATION = "match_violation", "Violation of Match rules"
    NONE = "none", "None of these"


class ProfessionalismState(TextChoices):
    OPEN = "open", "Still open"
    REMEDIATED = "remediated", "Remediation finished and on paper"


class OnPage(TextChoices):
    FULL = "full", "In full"
    SHORT = "short", "Discussed in person"
    NONE = "none", "Left out"


class Cause(TextChoices):
    QUALIFICATION = "qualification", "Under-qualified for the specialty or tier?"
    COHERENCE = "coherence", "Incoherent application?"
    INTERVIEW = "interview", "Interviews or professionalism?"


class OwnAnswer(TextChoices):
    MAIN = "main", "Main cause"
    CONTRIBUTED = "contributed", "Contributed"
    UNLIKELY = "unlikely", "Unlikely"
    UNKNOWN = "unknown", "I do not know yet"


class Rating(TextChoices):
    COMPETITIVENESS = "competitiveness", "Competitiveness mismatch"
    GEOGRAPHY = "geography", "Geographic rigidity"
    QUALITY = "quality", "Application quality"
    INTERVIEW = "interview", "Interview skill"
    STATEMENT = "statement", "Personal statement"
    LETTERS = "letters", "Letters"
    CV = "cv", "CV and formatting"


FOUR_RATINGS = (Rating.COMPETITIVENESS, Rating.GEOGRAPHY, Rating.QUALITY, Rating.INTERVIEW)
QUALITY_PARTS = (Rating.STATEMENT, Rating.LETTERS, Rating.CV)


class RatingStep(IntegerChoices):
    NOT = 0, "Not a problem"
    MINOR = 1, "Minor"
    SOME = 2, "Some part"
    LARGE = 3, "Large part"
    MAIN = 4, "Main problem"


class FrozenWhy(TextChoices):
    AT_MATCH = "at_match", "At the Match"
    PRINTED = "printed", "Printed"
    SUBMITTED = "submitted", "Submitted"


class ReviewState(TextChoices):
    PENDING = "pending", "Pending"
    FINISHED = "finished", "Finished"


class Verdict(TextChoices):
    COMMENT = "comment", "Comment only"
    CHANGES = "changes", "Ask for changes"
    SIGN_OFF = "sign_off", "Sign off this version"


VERDICT_DONE = {
    Verdict.COMMENT: "commented",
    Verdict.CHANGES: "asked for changes",
    Verdict.SIGN_OFF: "signed this version off",
}


class DirectionChoice(TextChoices):
    SAME = "same", "Same specialty again"
    PIVOT = "pivot", "Another specialty"
    TORN = "torn", "Still deciding"


class Weakness(TextChoices):
    LETTERS = "letters", "Letters"
    SCORES = "scores", "Scores"
    PROFESSIONALISM = "professionalism", "Professionalism"
    GEOGRAPHY = "geography", "Geographic limits"
    INTERVIEWS = "interviews", "Interviews"
    COHERENCE = "coherence", "Coherence"


class RepairState(TextChoices):
    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    DONE = "done", "Done"


class RepairStatement(TextChoices):
    FIGURING_OUT = "figuring_out", "Figuring out"
    PLAN = "plan", "Have a plan"
    HAPPENING = "happening", "Making it happen"
    RESULTS = "results", "Showing results"
    DONE = "done", "Done"
