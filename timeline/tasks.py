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
