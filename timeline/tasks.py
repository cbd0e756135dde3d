import logging
import time

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="timeline.tasks.follow_season_dates")
def follow_season_dates() -> int:
    """Plans laid out from other days than the season's rows now give follow them. Safe twice."""
    from django.utils import timezone

    from timeline.services.plan import follow_seasons

    began = time.monotonic()
    count = follow_seasons(today=timezone.localdate(), now=timezone.now())
    ms = round((time.monotonic() - began) * 1000)
    log.info("plans followed the season", extra={"count": count, "ms": ms})
    return count


@shared_task(name="timeline.tasks.sweep_reminders")
def sweep_reminders() -> int:
    """What is owed by now becomes an intent; safe to run twice, and beside itself."""
    from django.utils import timezone

    from timeline.services import sweep

    count = sweep.sweep_reminders(now=timezone.now())
    log.info("reminders swept", extra={"count": count})
    return count


@shared_task(name="timeline.tasks.compare_reminders")
def compare_reminders() -> int:
    """The nightly check from scratch; what differs is told and repaired."""
    from django.utils import timezone

    from timeline.services import compare, feed

    count = compare.compare_reminders(now=timezone.now())
    feed.refresh_all(now=timezone.now())
    log.info("reminders compared", extra={"count": count})
    return count
