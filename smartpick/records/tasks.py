import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="smartpick.records.tasks.clear_expired_trials")
def clear_expired_trials() -> int:
    """Trials are promised to be gone after seven days."""
    from django.utils import timezone

    from smartpick.accounts.services.guests import clear_expired

    count = clear_expired(now=timezone.now())
    log.info("trials cleared", extra={"count": count})
    return count
