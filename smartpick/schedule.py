"""The one list of recurring work. Beat reads it everywhere; each entry says why that often."""

SCHEDULE = {
    # A lost wake-up then costs one minute at most.
    "deliver due mail": {"task": "smartpick.outbox.tasks.deliver_due", "schedule": 60.0},
    # A trial is promised to be gone after seven days; an hour keeps that promise to the hour.
    "clear expired trials": {
        "task": "smartpick.records.tasks.clear_expired_trials",
        "schedule": 3600.0,
    },
    # Official dates change a few times a season; a plan that is a day behind harms nobody.
    "follow season dates": {"task": "timeline.tasks.follow_season_dates", "schedule": 86400.0},
}
