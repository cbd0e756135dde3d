import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task(name="smartpick.records.tasks.keep_to_days", time_limit=900, soft_time_limit=880)
def keep_to_days() -> int:
    """What is kept for so many days goes; unused accounts are warned. Safe to run twice."""
    from django.utils import timezone

    from smartpick.records.services import retention

    now = timezone.now()
    count = sum(retention.keep_to_days(now=now).values())
    warned = retention.warn_unused(now=now)
    log.info("kept to the days", extra={"count": count})
    log.info("unused accounts warned", extra={"count": warned})
    return count


@shared_task(name="smartpick.records.tasks.erase_due", time_limit=900, soft_time_limit=880)
def erase_due() -> int:
    """Warns, and erases whose day has come; and whom a restored backup brought back."""
    from django.utils import timezone

    from smartpick.records.services import erasure, retention

    now = timezone.now()
    erasure.warn_due(now=now)
    count = erasure.erase_due(now=now) + erasure.obey_ledger(now=now)
    if count:
        retention.note(measure="erased accounts", count=count, now=now)
    log.info("erased", extra={"count": count})
    return count


@shared_task(name="smartpick.records.tasks.count_views")
def count_views() -> int:
    """Each night: how many looks the log holds of each day, told to the operators."""
    from django.utils import timezone

    from smartpick.records.services import view_count

    return len(view_count.count_views(now=timezone.now()))


@shared_task(name="smartpick.records.tasks.tell_owners")
def tell_owners() -> int:
    """A mail that failed is on its sender's screen within a minute."""
    from django.utils import timezone

    from smartpick.records.services import watch

    return watch.tell_owners(now=timezone.now())


@shared_task(name="smartpick.records.tasks.watch_house")
def watch_house() -> int:
    """What turned red is told to the operators within ten minutes."""
    from django.utils import timezone

    from smartpick.common.celery import broker_answers
    from smartpick.records.services import watch

    return watch.watch_house(now=timezone.now(), broker=broker_answers())


# A record with every cap full takes a minute; each part renews the lease.
@shared_task(name="smartpick.records.tasks.make_exports", time_limit=900, soft_time_limit=880)
def make_exports() -> int:
    """Makes what was asked for; safe to run twice, and beside itself."""
    from smartpick.records.services.export import work_off

    count = work_off()
    log.info("exports made", extra={"count": count})
    return count
