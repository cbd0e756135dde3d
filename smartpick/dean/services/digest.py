"""The dean's Monday mail: who needs them, by initials. Once a week, however often it is tried."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from mentors.queries.names import initials_of
from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.models import Membership
from smartpick.campaign.choices import How
from smartpick.dean import emails
from smartpick.dean.queries.cohort import rows_of
from smartpick.dean.rules.attention import NEEDS_YOU
from smartpick.dean.services.rows import log_rows
from smartpick.outbox.models import Intent
from smartpick.outbox.services import enqueue, reword, stop_path

FROM, UNTIL = time(8), time(18)  # the sending window, in the school's own time
LATE_DAYS = 1  # a worker that was away on Monday still writes on Tuesday, and not later
NAMED = 50


def write_digests(*, now: datetime) -> int:
    """One for each dean in whose week somebody needs them; how many were written."""
    deans = Membership.objects.filter(
        role=SchoolRole.DEAN, ended_on=None, user__is_active=True, school__closed_on=None
    ).select_related("user", "school")
    return sum(_write(one, week, now) for one in deans if (week := week_due(one, now)))


def week_due(membership: Membership, now: datetime) -> date | None:
    """The Monday of the week whose mail may go at this moment; None outside of its window."""
    local = now.astimezone(ZoneInfo(membership.school.time_zone))
    if local.weekday() > LATE_DAYS or not FROM <= local.time() < UNTIL:
        return None
    return local.date() - timedelta(days=local.weekday())


@transaction.atomic
def _write(membership: Membership, week: date, now: datetime) -> bool:
    if not membership.user.email or _is_written(membership, week):
        return False
    rows = list(
        rows_of([membership], today=timezone.localdate(now))
        .filter(level=NEEDS_YOU)
        .order_by("place", "name_key", "id")
    )
    if not rows:
        return False
    shown = rows[:NAMED]
    told: dict[str, Any] = {
        "membership": membership, "week": week, "more": len(rows) - len(shown),
        "initials": [initials_of(row.name) for row in shown],
    }  # fmt: skip
    intent = enqueue(emails.digest(**told), now=now)
    whole = emails.digest(**told, stop=stop_path(intent))
    reword(unique_key=whole.unique_key, subject=whole.subject, text=whole.text, now=now)
    log_rows(viewer=membership.user, rows=shown, now=now, how=How.MAILED, what="weekly digest")
    return True


def _is_written(membership: Membership, week: date) -> bool:
    return Intent.objects.filter(unique_key=emails.digest_key(membership, week)).exists()
