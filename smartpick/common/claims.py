"""Taking rows of work, so that two workers never do the same one.

A table of work has `claimed_by` and `lease_until`. Whoever claims renews the lease while it works;
when it dies the lease runs out and the next one takes the row. A row that somebody holds in an open
transaction is skipped where the database can say so; elsewhere the conditional update decides.
"""

import os
import socket
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q


def worker_name() -> str:
    return f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:6]}"


def claim(
    rows: "models.QuerySet[Any]", *, me: str, now: datetime, lease: timedelta, limit: int = 1
) -> list[Any]:
    """Up to `limit` of these rows, held for `lease`; those that another holds are left."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    with transaction.atomic():
        keys = list(
            rows.filter(free)
            .select_for_update(skip_locked=True)
            .order_by("id")
            .values_list("pk", flat=True)[:limit]
        )
        taken = [
            key
            for key in keys
            if rows.filter(free, pk=key).update(claimed_by=me, lease_until=now + lease)
        ]
    return list(rows.model._base_manager.filter(pk__in=taken, claimed_by=me).order_by("id"))


def claim_at_once(free: "models.QuerySet[Any]", *, limit: int, **taken: Any) -> int:
    """At most `limit` rows of `free`, in its order, in one statement; how many were taken.

    `taken` is what the update writes and must move the row out of `free`. Where the database can
    skip what others hold it does; elsewhere one writes at a time. The update decides on both.
    """
    chosen = free.values("pk")
    if connection.features.has_select_for_update_skip_locked:
        chosen = chosen.select_for_update(skip_locked=True)
    count: int = free.model._default_manager.filter(pk__in=chosen[:limit]).update(**taken)
    return count


def renew(row: Any, *, me: str, now: datetime, lease: timedelta, **values: object) -> bool:
    """Still mine: the lease starts again, with what changed. False when another took it over."""
    mine = type(row)._base_manager.filter(pk=row.pk, claimed_by=me)
    return bool(mine.update(lease_until=now + lease, **values))
