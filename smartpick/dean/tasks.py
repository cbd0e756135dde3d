import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="smartpick.dean.tasks.sweep_rows")
def sweep_rows() -> int:
    """Lines of the cohort list that are older than their mark; safe to run twice."""
    from django.utils import timezone

    from smartpick.dean.services import rows

    count = rows.sweep_rows(now=timezone.now())
    log.info("advisee rows swept", extra={"count": count})
    return count


@shared_task(name="smartpick.dean.tasks.compare_rows")
def compare_rows() -> int:
    """A hundredth of the lines from scratch; what differs is logged by key and repaired."""
    from django.utils import timezone

    from smartpick.dean.services import rows

    differing = rows.compare_rows(now=timezone.now())
    if differing:
        log.error("advisee rows differ", extra={"links": differing})
    return len(differing)


@shared_task(name="smartpick.dean.tasks.make_bundles")
def make_bundles() -> int:
    """Packets that wait; safe to run twice, and beside itself."""
    from smartpick.dean.services.packets import make_waiting

    count = make_waiting()
    log.info("packets made", extra={"count": count})
    return count


@shared_task(name="smartpick.dean.tasks.forget_bundles")
def forget_bundles() -> int:
    """Packets are kept a day."""
    from django.utils import timezone

    from smartpick.dean.services.packets import forget_expired

    count = forget_expired(now=timezone.now())
    log.info("packets forgotten", extra={"count": count})
    return count


@shared_task(name="smartpick.dean.tasks.count_classes")
def count_classes() -> int:
    """Every class of every school, for its report."""
    from django.utils import timezone

    from smartpick.dean.services.tallies import count_all

    count = count_all(now=timezone.now())
    log.info("classes counted", extra={"count": count})
    return count


@shared_task(name="smartpick.dean.tasks.write_digests")
def write_digests() -> int:
    """The deans' Monday mails; once a week each, however often it runs."""
    from django.utils import timezone

    from smartpick.dean.services.digest import write_digests

    count = write_digests(now=timezone.now())
    log.info("dean digests", extra={"count": count})
    return count
