import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="smartpick.outbox.tasks.deliver_due")
def deliver_due() -> int:
    """Hands over what is due now; safe to run twice, and beside itself."""
    from django.utils import timezone

    from smartpick.outbox.delivery import deliver

    count = deliver(now=timezone.now())
    log.info("delivered", extra={"count": count})
    return count
