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


@shared_task(name="smartpick.records.tasks.tell_owners")
def tell_owners() -> int:
    """A mail that failed is on its sender's screen within a minute."""
    from django.utils import timezone

    from smartpick.records import services

    return services.tell_owners(now=timezone.now())


@shared_task(name="smartpick.records.tasks.watch_house")
def watch_house() -> int:
    """What turned red is told to the operators within ten minutes."""
    from django.utils import timezone

    from smartpick.common.celery import broker_answers
    from smartpick.records import services

    return services.watch_house(now=timezone.now(), broker=broker_answers())
