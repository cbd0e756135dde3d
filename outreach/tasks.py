import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="outreach.tasks.read_outcomes")
def read_outcomes() -> int:
    """Writes on each message what became of its mail; safe to run twice."""
    from datetime import timedelta

    from django.utils import timezone

    from outreach.services.send import read_outcome
    from smartpick.outbox.queries import outcomes_since

    now = timezone.now()
    done = sum(
        read_outcome(outcome=outcome, now=now)
        for outcome in outcomes_since(now - timedelta(days=3))
    )
    log.info("outcomes read", extra={"count": done})
    return done
