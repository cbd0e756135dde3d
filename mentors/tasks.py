import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="mentors.tasks.run_imports")
def run_imports() -> int:
    """Checks or adds what waits; safe to run twice, and beside itself."""
    from mentors.services.import_work import work_off

    count = work_off()
    log.info("imports", extra={"count": count})
    return count


@shared_task(name="mentors.tasks.forget_old_imports")
def forget_old_imports() -> int:
    """Files are kept 7 days, rows 90."""
    from django.utils import timezone

    from mentors.services.imports import forget_old

    count = forget_old(now=timezone.now())
    log.info("imports forgotten", extra={"count": count})
    return count
