"""Freezing, submitting and taking back a version."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from autopsy.choices import FrozenWhy, SectionStatus
from autopsy.models import AutopsyVersion, MatchAutopsy, Review
from autopsy.queries.reading import Reading, read_live
from autopsy.queries.sections import section_states
from autopsy.rules.diagnosis import RULEBOOK
from autopsy.rules.snapshot import SCHEMA
from autopsy.services.sections import as_json
from smartpick.accounts.models import User
from smartpick.campaign.choices import PriorityKind, Verb
from smartpick.campaign.models import Priority
from smartpick.campaign.services import mark_campaign_changed, note_activity
from smartpick.common.errors import RuleBroken


def snapshot_of(autopsy: MatchAutopsy, reading: Reading) -> dict[str, Any]:
    """All ten sections and the lines of the page as they stand. No rank is read."""
    states = section_states(autopsy)
    person = autopsy.cycle.applicant
    priorities = Priority.objects.filter(cycle=autopsy.cycle).order_by("kind", "rank")
    return {
        "sections": {name: as_json(values) for name, values in reading.by_section.items()},
        "done": [n for n, row in states.items() if row.state == SectionStatus.DONE],
        "page": {
            "name": person.shown_name,
            "degree": person.get_degree_display(),
            "school": person.school_name,
            "aamc_id": person.aamc_id,
            "situation": autopsy.situation,
            "asks": [ask for ask in (autopsy.first_ask, autopsy.second_ask) if ask],
            "priorities": [p.text for p in priorities if p.kind == PriorityKind.DO],
            "target_year": autopsy.cycle.target_year,
        },
    }


def _diagnosis_of(reading: Reading) -> dict[str, Any]:
    return {
        "headline": reading.headline,
        "order": list(reading.diagnosis.order),
        "causes": {
            name: {"level": cause.level, "app_word": cause.app_word}
            for name, cause in reading.diagnosis.causes.items()
        },
        "findings": [
            {"rule": item.rule, "size": item.counted_size, "keys": sorted(item.keys)}
            for item in reading.diagnosis.findings
        ],
        "ratings": {name: rating.value for name, rating in reading.ratings.items()},
    }


@transaction.atomic
def freeze(*, autopsy: MatchAutopsy, why: str, by: User, now: datetime) -> AutopsyVersion:
    """The version that equals what stands now: the newest when nothing changed since, else new.

    The first version with all ten sections done is the one 'at the Match'.
    """
    autopsy = (
        MatchAutopsy.objects.select_for_update()
        .select_related("cycle__applicant")
        .get(pk=autopsy.pk)
    )
    reading = read_live(autopsy)
    snapshot = snapshot_of(autopsy, reading)
    newest = autopsy.versions.first()
    if newest and newest.snapshot == snapshot and newest.schema == SCHEMA:
        return newest
    number = (autopsy.versions.aggregate(top=Max("number"))["top"] or 0) + 1
    whole = len(snapshot["done"]) == len(reading.by_section)
    version = AutopsyVersion.objects.create(
        autopsy=autopsy,
        number=number,
        why=why,
        at_match=whole and not autopsy.versions.filter(at_match=True).exists(),
        schema=SCHEMA,
        snapshot=snapshot,
        diagnosis=_diagnosis_of(reading),
        rulebook=RULEBOOK,
        frozen_at=now,
        frozen_by=by,
    )
    note_activity(
        cycle=autopsy.cycle,
        verb=Verb.FROZE,
        noun=f"version {number}",
        by=by,
        now=now,
        object_code=version.code,
    )
    return version


@transaction.atomic
def submit(*, autopsy: MatchAutopsy, by: User, now: datetime) -> AutopsyVersion:
    """Freezes what stands and opens it to the linked deans, key by key.

    Raises RuleBroken when nothing was answered yet.
    """
    version = freeze(autopsy=autopsy, why=FrozenWhy.SUBMITTED, by=by, now=now)
    if not version.snapshot["sections"]["specialty"].get("primary_specialty"):
        raise RuleBroken("Name your first specialty before you submit; a review needs it.")
    if version.submitted_at is None or version.withdrawn_at is not None:
        version.submitted_at, version.withdrawn_at = now, None
        version.save(update_fields=["submitted_at", "withdrawn_at", "updated_at"])
        note_activity(
            cycle=autopsy.cycle,
            verb=Verb.SUBMITTED,
            noun=f"version {version.number}",
            by=by,
            now=now,
            object_code=version.code,
        )
        mark_campaign_changed(cycle=autopsy.cycle, now=now)
    return version


@transaction.atomic
def withdraw(*, version: AutopsyVersion, by: User, now: datetime) -> None:
    """Takes a version back: no dean reads it any more; pending reviews of it are dropped."""
    version.withdrawn_at = now
    version.save(update_fields=["withdrawn_at", "updated_at"])
    Review.objects.filter(version=version, state="pending").delete()
    note_activity(
        cycle=version.autopsy.cycle,
        verb=Verb.WITHDREW,
        noun=f"version {version.number}",
        by=by,
        now=now,
        object_code=version.code,
    )
    mark_campaign_changed(cycle=version.autopsy.cycle, now=now)
