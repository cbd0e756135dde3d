"""The only place that sends a task: after the commit, and never failing a page."""

import logging
import time
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
QUIET_SECONDS = 30.0
_quiet_until = 0.0


def wake(task: Task, *keys: Any) -> None:
    """Ask a worker to look at these keys once the transaction is through.

    A broker that is away is logged and left alone for 30 seconds: the row is the truth, and the
    sweep of the next minute finds it.
    """

    # A def, not a partial: a failed robust callback is named by its __qualname__.
    def send() -> None:
        global _quiet_until  # noqa: PLW0603
        if time.monotonic() < _quiet_until:
            return
        try:
            task.apply_async(args=keys, ignore_result=True)
        except (OperationalError, OSError):
            _quiet_until = time.monotonic() + QUIET_SECONDS
            log.warning("broker away", extra={"task": task.name})

    transaction.on_commit(send, robust=True)
