import logging

from celery import shared_task

log = logging.getLogger(__name__)


# A pass begins no mail after 45 seconds; the last one may take its phases' full time.
@shared_task(name="smartpick.outbox.tasks.deliver_due", time_limit=300, soft_time_limit=280)
def deliver_due() -> int:
    """Hands over what is due now; safe to run twice, and beside itself."""
    from django.utils import timezone

    from smartpick.outbox.delivery import deliver
    from smartpick.outbox.services import note_pulse

    note_pulse(name="worker", now=timezone.now())
    count = deliver(clock=timezone.now)
    log.info("delivered", extra={"count": count})
    return count


@shared_task(name="smartpick.outbox.tasks.beat")
def beat() -> None:
    """Only the schedule sends this one: its pulse is the schedule's."""
    from django.utils import timezone

    from smartpick.outbox.services import note_pulse

    note_pulse(name="beat", now=timezone.now())


@shared_task(name="smartpick.outbox.tasks.erase_texts")
def erase_texts() -> int:
    """Texts and files of mails are kept 90 days."""
    from django.utils import timezone

    from smartpick.outbox import services

    count = services.erase_texts(now=timezone.now())
    log.info("texts erased", extra={"count": count})
    return count
