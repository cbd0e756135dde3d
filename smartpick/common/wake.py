"""The only place that sends a task: after the commit, and never failing a page.

Celery costs a fifth of the start of a web worker, so it is loaded by the first wake-up.
"""

import logging
import time
from typing import Any

from django.db import transaction

from smartpick.schedule import SCHEDULE

log = logging.getLogger(__name__)
RECURRING = {entry["task"] for entry in SCHEDULE.values()}
QUIET_SECONDS = 30.0
_quiet_until = 0.0


def wake(task: str, *keys: Any) -> None:
    """Ask a worker to look at these keys once the transaction is through.

    A broker that is away is logged and left alone for 30 seconds: the row is the truth, and the
    sweep of the next minute finds it. So only a task of the schedule can be named.
    """
    if task not in RECURRING:
        raise ValueError(f"{task} is not in the schedule: nobody would find a lost wake-up.")

    # A def, not a partial: a failed robust callback is named by its __qualname__.
    def send() -> None:
        global _quiet_until  # noqa: PLW0603
        if time.monotonic() < _quiet_until:
            return
        from kombu.exceptions import OperationalError  # noqa: PLC0415

        from smartpick.common.celery import app  # noqa: PLC0415

        try:
            app.send_task(task, args=keys, ignore_result=True)
        except (OperationalError, OSError):
            _quiet_until = time.monotonic() + QUIET_SECONDS
            log.warning("broker away", extra={"task": task})

    transaction.on_commit(send, robust=True)


def broker_answers() -> bool:
    """Whether the broker takes a connection within two seconds."""
    from smartpick.common import celery  # noqa: PLC0415

    return celery.broker_answers()
