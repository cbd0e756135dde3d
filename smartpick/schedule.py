"""The one list of recurring work. Beat reads it everywhere; each entry says why that often.

Settings read this file, so it is plain: `smartpick/common/celery.py` makes Celery's words of it.
"""

from typing import NamedTuple


class Daily(NamedTuple):
    """At this time of the day, UTC."""

    hour: int
    minute: int


SCHEDULE: dict[str, dict[str, str | float | Daily]] = {
    # A lost wake-up then costs one minute at most.
    "deliver due mail": {"task": "smartpick.outbox.tasks.deliver_due", "schedule": 60.0},
    # Its pulse is what the health page knows of the schedule.
    "say that the schedule runs": {"task": "smartpick.outbox.tasks.beat", "schedule": 60.0},
    # Kept 90 days; an hour more is no matter.
    "erase old texts": {"task": "smartpick.outbox.tasks.erase_texts", "schedule": 3600.0},
    # A mail that failed is on its sender's screen within a minute.
    "tell people of their mail": {
        "task": "smartpick.records.tasks.tell_owners",
        "schedule": 30.0,
    },
    # An operator hears within ten minutes; the limits themselves are ten.
    "watch the house": {"task": "smartpick.records.tasks.watch_house", "schedule": 120.0},
    # A failure is shown to its writer within a minute; a worker that was away catches up.
    "read what became of messages": {"task": "outreach.tasks.read_outcomes", "schedule": 60.0},
    # An export that waits while its worker died goes on within a minute.
    "make exports": {"task": "smartpick.records.tasks.make_exports", "schedule": 60.0},
    # A trial is promised to be gone after seven days; an hour keeps that promise to the hour.
    "keep to the days": {"task": "smartpick.records.tasks.keep_to_days", "schedule": 3600.0},
    # The day is promised; what a restored backup brought back should not stand for long.
    "erase who asked": {"task": "smartpick.records.tasks.erase_due", "schedule": 600.0},
    # A day whose looks became fewer is told in the next mail.
    "count looks": {
        "task": "smartpick.records.tasks.count_views",
        "schedule": Daily(hour=7, minute=40),
    },
    # An operator who set a date looks whether the plans moved; it asks a query for each season.
    "follow season dates": {"task": "timeline.tasks.follow_season_dates", "schedule": 600.0},
    # A reminder is promised to the minute; the tick reads only what is due.
    "sweep reminders": {"task": "timeline.tasks.sweep_reminders", "schedule": 60.0},
    # From scratch, so that a forgotten mark loses no reminder for longer than a night.
    "compare reminders": {
        "task": "timeline.tasks.compare_reminders",
        "schedule": Daily(hour=7, minute=20),  # night in all of the United States
    },
    # A dean's list is a minute behind at most; a page that shows a line looks itself.
    "sweep advisee rows": {"task": "smartpick.dean.tasks.sweep_rows", "schedule": 60.0},
    # A packet that waits while its worker died goes on within a minute.
    "make packets": {"task": "smartpick.dean.tasks.make_bundles", "schedule": 60.0},
    # A day is promised; an hour more is no matter.
    "forget packets": {"task": "smartpick.dean.tasks.forget_bundles", "schedule": 3600.0},
    # The report says as of which day it counts.
    "count classes": {
        "task": "smartpick.dean.tasks.count_classes",
        "schedule": Daily(hour=8, minute=20),
    },
    # Each school's morning is another hour; what is written once is not written again.
    "write dean digests": {"task": "smartpick.dean.tasks.write_digests", "schedule": 1800.0},
    # A hundredth of the lines each night, so that a forgotten mark shows as a number.
    "compare advisee rows": {
        "task": "smartpick.dean.tasks.compare_rows",
        "schedule": Daily(hour=7, minute=50),
    },
    # A file that waits while its worker died goes on within a minute.
    "run imports": {"task": "mentors.tasks.run_imports", "schedule": 60.0},
    # Days are promised, so hours would be too often.
    "forget old imports": {"task": "mentors.tasks.forget_old_imports", "schedule": 86_400.0},
}
