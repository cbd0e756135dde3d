"""Who helps. Callers import the noun's own file; Django finds the tables here."""

from mentors.models.faculty import (
    Authorship,
    Endorsement,
    Faculty,
    FacultyRole,
    Paper,
    Recommendation,
)

__all__ = [
    "Authorship",
    "Endorsement",
    "Faculty",
    "FacultyRole",
    "Paper",
    "Recommendation",
]
