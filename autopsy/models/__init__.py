"""What happened. Callers import the noun's own file; Django finds the tables here.

`PrivateRank` is found by Django through its own module and named here by nobody else.
"""

from autopsy.models import rank as _rank  # noqa: F401
from autopsy.models.answer import Rehearsal, SpokenAnswer
from autopsy.models.applications import ApplicationFacts, MaterialFacts
from autopsy.models.autopsy import MatchAutopsy, Revision, SectionState
from autopsy.models.direction import Direction
from autopsy.models.facts import (
    AppliedSpecialty,
    CauseAnswer,
    ClassFacts,
    ClinicalFacts,
    ExamFacts,
    ExamResult,
    GeographyFacts,
    RedFlag,
    RedFlagFacts,
    ResearchFacts,
    SelfRating,
    SpecialtyFacts,
)
from autopsy.models.repair import RepairMove, RepairPlan, RepairStep
from autopsy.models.review import Review, ReviewComment
from autopsy.models.version import AutopsyVersion

__all__ = [
    "ApplicationFacts",
    "AppliedSpecialty",
    "AutopsyVersion",
    "CauseAnswer",
    "ClassFacts",
    "ClinicalFacts",
    "Direction",
    "ExamFacts",
    "ExamResult",
    "GeographyFacts",
    "MatchAutopsy",
    "MaterialFacts",
    "RedFlag",
    "RedFlagFacts",
    "Rehearsal",
    "RepairMove",
    "RepairPlan",
    "RepairStep",
    "ResearchFacts",
    "Review",
    "ReviewComment",
    "Revision",
    "SectionState",
    "SelfRating",
    "SpecialtyFacts",
    "SpokenAnswer",
]
