from timeline.models.feed import FeedEvent, FeedToken
from timeline.models.plan import Plan, PlanItem
from timeline.models.reminder import ReminderPreference, Snooze, ToldStep
from timeline.models.role import RoleOption

__all__ = [
    "FeedEvent",
    "FeedToken",
    "Plan",
    "PlanItem",
    "ReminderPreference",
    "RoleOption",
    "Snooze",
    "ToldStep",
]
