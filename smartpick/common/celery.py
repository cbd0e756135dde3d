"""Celery's app. Importing it loads Celery, which a web worker does at its first wake-up."""

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings
from kombu.exceptions import OperationalError

from smartpick.schedule import Daily

app = Celery("smartpick")


def with_clock_times(schedule: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """The schedule in Celery's words."""
    return {
        name: entry | {"schedule": crontab(hour=when.hour, minute=when.minute)}
        if isinstance(when := entry["schedule"], Daily)
        else entry
        for name, entry in schedule.items()
    }


app.config_from_object(
    settings.CELERY | {"beat_schedule": with_clock_times(settings.CELERY["beat_schedule"])}
)
app.set_default()
app.autodiscover_tasks(settings.INSTALLED_APPS)


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Celery sets up no logging of its own: the settings already did."""


def broker_answers() -> bool:
    """Whether the broker takes a connection within two seconds."""
    try:
        with app.connection_for_write(connect_timeout=2) as line:
            line.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (OperationalError, OSError):
        return False
    return True
