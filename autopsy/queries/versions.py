"""Reading frozen versions: whole for their owner, by shared key for a dean."""

from autopsy.models import AutopsyVersion, MatchAutopsy
from autopsy.queries.reading import Reading, reading_of
from autopsy.queries.sections import read_all
from autopsy.rules.snapshot import Snapshot, changed_sections, upgraded


def snapshot_in(version: AutopsyVersion) -> Snapshot:
    return upgraded(version.snapshot, version.schema)


def reading_of_version(version: AutopsyVersion, keys: frozenset[str] | None) -> Reading:
    snapshot = snapshot_in(version)
    return reading_of(snapshot["sections"], snapshot["done"], keys)


def newest_submitted(autopsy: MatchAutopsy) -> AutopsyVersion | None:
    return autopsy.versions.filter(submitted_at__isnull=False, withdrawn_at__isnull=True).first()


def changed_since(autopsy: MatchAutopsy, version: AutopsyVersion | None) -> dict[str, int]:
    """Sections that differ from a version, with its number: 'Changed since you submitted'."""
    if version is None:
        return {}
    live = {"sections": {name: _plain(v) for name, v in read_all(autopsy).items()}}
    return dict.fromkeys(changed_sections(snapshot_in(version), live), version.number)


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {
        name: value if isinstance(value, list | int | bool) else str(value)
        for name, value in values.items()
    }
