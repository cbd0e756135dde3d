"""The ledger: what was done, dated, with what shows it."""

import uuid
from datetime import date

from django.db import transaction

from smartpick.campaign.choices import Lever, ProgressKind
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.models.progress import ProgressEntry
from smartpick.campaign.services.cycle import mark_campaign_changed
from smartpick.common.errors import RuleBroken
from smartpick.common.search import fold

LEVER_OF = {
    ProgressKind.PUBLICATION: Lever.UPGRADES,
    ProgressKind.ABSTRACT: Lever.UPGRADES,
    ProgressKind.CLINICAL_BLOCK: Lever.UPGRADES,
    ProgressKind.LETTER_AGREED: Lever.ADVOCATES,
    ProgressKind.EXAM: Lever.UPGRADES,
    ProgressKind.COURSE: Lever.UPGRADES,
    ProgressKind.ROLE: Lever.UPGRADES,
    ProgressKind.INTERVIEW_PRACTICE: Lever.NARRATIVE,
    ProgressKind.OTHER: Lever.LUXURY,
}


@transaction.atomic
def record_progress(
    *,
    cycle: Cycle,
    kind: str,
    title: str,
    done_on: date,
    today: date,
    lever: str = "",
    shown_by: str = "",
    repairs: str = "",
    with_whom: str = "",
    specialty: str = "",
    from_task: uuid.UUID | None = None,
) -> ProgressEntry:
    """One line of the ledger; its lever is the kind's own unless one is named."""
    _not_ahead(done_on, today)
    mark_campaign_changed(cycle=cycle)
    return ProgressEntry.objects.create(
        cycle=cycle,
        kind=kind,
        lever=lever or LEVER_OF[ProgressKind(kind)],
        title=title.strip(),
        done_on=done_on,
        shown_by=shown_by,
        repairs=repairs,
        with_whom=with_whom,
        specialty=specialty,
        from_task=from_task,
        search_key=fold(title, shown_by, with_whom),
    )


@transaction.atomic
def edit_progress(
    *, entry: ProgressEntry, kind: str, title: str, done_on: date, today: date,
    lever: str = "", shown_by: str = "", repairs: str = "", with_whom: str = "",
) -> ProgressEntry:  # fmt: skip
    _not_ahead(done_on, today)
    entry.kind, entry.title, entry.done_on = kind, title.strip(), done_on
    entry.lever = lever or LEVER_OF[ProgressKind(kind)]
    entry.shown_by, entry.repairs, entry.with_whom = shown_by, repairs, with_whom
    entry.search_key = fold(title, shown_by, with_whom)
    entry.version += 1
    entry.save()
    mark_campaign_changed(cycle=entry.cycle)
    return entry


@transaction.atomic
def remove_progress(*, entry: ProgressEntry) -> None:
    entry.delete()
    mark_campaign_changed(cycle=entry.cycle)


def _not_ahead(done_on: date, today: date) -> None:
    if done_on > today:
        raise RuleBroken("That day is still to come. The logbook holds what is done.")
