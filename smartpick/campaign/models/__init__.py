"""One applicant's campaign. Callers import the noun's own file; Django finds the tables here."""

from smartpick.campaign.models.activity import ActivityEntry, Notification, ViewEntry
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.models.narrative import Narrative
from smartpick.campaign.models.priority import Priority
from smartpick.campaign.models.progress import ProgressEntry
from smartpick.campaign.models.season import CycleResult, InterviewDay, KeyDate
from smartpick.campaign.models.task import Task

__all__ = [
    "ActivityEntry",
    "Cycle",
    "CycleResult",
    "InterviewDay",
    "KeyDate",
    "Narrative",
    "Notification",
    "Priority",
    "ProgressEntry",
    "Task",
    "ViewEntry",
]
