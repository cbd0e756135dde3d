"""Who helps. Callers import the noun's own file; Django finds the tables here."""

from mentors.models.faculty import (
    Authorship,
    Endorsement,
    Faculty,
    FacultyRole,
    Paper,
    Recommendation,
)
from mentors.models.imports import ImportPart, ImportRow, ImportRun
from mentors.models.meeting import Advice, Meeting, MeetingMiss, Opinion, RepairHelper
from mentors.models.mentorship import Commitment, CommitmentMove, Concern, Mentorship, StageMove
from mentors.models.target import AdjacentSpecialty, Contact, LeverageFact, Target

__all__ = [
    "AdjacentSpecialty",
    "Advice",
    "Authorship",
    "Commitment",
    "CommitmentMove",
    "Concern",
    "Contact",
    "Endorsement",
    "Faculty",
    "FacultyRole",
    "ImportPart",
    "ImportRow",
    "ImportRun",
    "LeverageFact",
    "Meeting",
    "MeetingMiss",
    "Mentorship",
    "Opinion",
    "Paper",
    "Recommendation",
    "RepairHelper",
    "StageMove",
    "Target",
]
