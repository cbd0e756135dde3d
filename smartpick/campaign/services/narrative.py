"""The three texts a mentor can repeat: each save that changes one is a version."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.models.narrative import Narrative

TEXTS = ("went_wrong", "changed", "safer_now")


@transaction.atomic
def save_narrative(
    *, cycle: Cycle, texts: Mapping[str, str], facts: list[str], now: datetime
) -> Narrative:
    """A new version when something differs; a text that did not change keeps its day."""
    held: Narrative | None = Narrative.objects.filter(cycle=cycle, is_current=True).first()
    carried = {"changed": sorted(facts)}
    if held and all(getattr(held, name) == texts[name] for name in TEXTS):
        if held.facts != carried:
            held.facts = carried
            held.save(update_fields=["facts", "updated_at"])
        return held
    Narrative.objects.filter(cycle=cycle, is_current=True).update(is_current=False)
    fresh = Narrative(
        cycle=cycle,
        number=held.number + 1 if held else 1,
        facts=carried,
        saved_at=now,
        **{name: texts[name] for name in TEXTS},
        **{f"{name}_on": _day(name, texts[name], held, now) for name in TEXTS},
    )
    fresh.save()
    return fresh


def _day(name: str, text: str, held: Narrative | None, now: datetime) -> date | None:
    if not text:
        return None
    if held and getattr(held, name) == text:
        kept: date | None = getattr(held, f"{name}_on")
        return kept
    return timezone.localdate(now)
