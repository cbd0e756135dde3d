"""Deeds on a campaign. Other floors import them from here."""

from smartpick.campaign.services.cycle import (
    answer_in_match,
    mark_campaign_changed,
    mark_dates_changed,
    mark_notifications_read,
    note_activity,
    notify,
    open_cycle,
    save_priorities,
    set_season,
    target_year_of,
)
from smartpick.campaign.services.narrative import save_narrative
from smartpick.campaign.services.progress import edit_progress, record_progress, remove_progress
from smartpick.campaign.services.season import (
    add_interview_day,
    close_cycle,
    record_submission,
    remove_interview_day,
    reopen_cycle,
)
from smartpick.campaign.services.tasks import (
    add_task,
    change_lever,
    edit_task,
    finish_task,
    move_task,
    reopen_task,
    skip_task,
)

__all__ = [
    "add_interview_day",
    "add_task",
    "answer_in_match",
    "change_lever",
    "close_cycle",
    "edit_progress",
    "edit_task",
    "finish_task",
    "mark_campaign_changed",
    "mark_dates_changed",
    "mark_notifications_read",
    "move_task",
    "note_activity",
    "notify",
    "open_cycle",
    "record_progress",
    "record_submission",
    "remove_interview_day",
    "remove_progress",
    "reopen_cycle",
    "reopen_task",
    "save_narrative",
    "save_priorities",
    "set_season",
    "skip_task",
    "target_year_of",
]
