"""Earlier texts: bring one back, or forget them all."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from autopsy.choices import Section, SectionStatus
from autopsy.models import MatchAutopsy, Revision
from autopsy.queries.sections import section_states
from autopsy.services.sections import save_section
from smartpick.accounts.models import User
from smartpick.campaign.choices import Verb
from smartpick.campaign.services import note_activity


def restore(*, revision: Revision, by: User, now: datetime) -> None:
    """The section reads again as it did; what stands now becomes an earlier text itself."""
    state = section_states(revision.autopsy).get(revision.section)
    save_section(
        autopsy=revision.autopsy,
        section=revision.section,
        values=_from_json(revision.before),
        expected_version=state.version if state else 0,
        by=by,
        now=now,
        state=state.state if state else SectionStatus.IN_PROGRESS,
    )
    note_activity(
        cycle=revision.autopsy.cycle,
        verb=Verb.RESTORED,
        noun=Section(revision.section).label,
        by=by,
        now=now,
    )


def _from_json(values: dict[str, Any]) -> dict[str, Any]:
    kept = dict(values)
    if kept.get("submitted_on"):
        kept["submitted_on"] = date.fromisoformat(kept["submitted_on"])
    if kept.get("gpa"):
        kept["gpa"] = Decimal(kept["gpa"])
    return kept


@transaction.atomic
def forget(*, autopsy: MatchAutopsy, by: User, now: datetime) -> int:
    """Deletes every earlier text of this autopsy; frozen versions stay. Returns how many."""
    count, _ = Revision.objects.filter(autopsy=autopsy).delete()
    note_activity(cycle=autopsy.cycle, verb=Verb.FORGOT, noun="the autopsy", by=by, now=now)
    return count
