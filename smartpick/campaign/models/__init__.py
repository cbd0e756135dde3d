"""One applicant's campaign. Callers import the noun's own file; Django finds the tables here."""

from smartpick.campaign.models.activity import ActivityEntry, Notification, ViewEntry
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.models.priority import Priority

__all__ = ["ActivityEntry", "Cycle", "Notification", "Priority", "ViewEntry"]
