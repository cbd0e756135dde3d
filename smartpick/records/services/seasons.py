"""An operator sets a day of the season; plans follow it by their own task, within ten minutes."""

from datetime import datetime
from typing import Any

from django.db import transaction

from smartpick.records.queries.seasons import plans_of
from smartpick.reference.choices import DateStatus, Trust
from smartpick.reference.models import SeasonDate

SET = ("starts_on", "ends_on", "status", "source")


@transaction.atomic
def set_date(*, row: SeasonDate, values: dict[str, Any], was: str, now: datetime) -> int | None:
    """How many plans look at it; none when somebody set it since the form was opened.

    What an operator confirmed counts as read on the primary page; the file of the next release
    leaves the row alone.
    """
    told = {name: values[name] for name in SET}
    trust = Trust.A if told["status"] == DateStatus.CONFIRMED else Trust.B
    unchanged = SeasonDate.objects.filter(pk=row.pk)
    unchanged = unchanged.filter(edited_at=was) if was else unchanged.filter(edited_at__isnull=True)
    if not unchanged.update(**told, trust=trust, edited_at=now):
        return None
    return plans_of(row).count()
