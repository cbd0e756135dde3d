"""The season's rows as the plan reads them, and what a specialty's service is."""

import hashlib

from django.db.models import Q

from autopsy.models import AppliedSpecialty, Direction
from smartpick.campaign.models import Cycle
from smartpick.common.kept import kept_for_a_minute
from smartpick.reference.models import SeasonDate, Specialty
from timeline.rules.anchors import CONFIRMED, EXPECTED, Anchors, Day, Rows

NRMP = {
    "registration_opens": "nrmp",
    "rank_order_list_entry_opens": "rank_opens",
    "rank_deadline": "rank_deadline",
    "match_week_opens": "match_week",
    "match_day": "match_day",
}
ERAS = {
    "season_opens": "opens",
    "submit_from": "submit",
    "programs_read": "read",
    "season_ends": "season_end",
}
ANCHOR_OF: dict[str, dict[tuple[str, str], str]] = {
    "ERAS": {("ERAS", kind): key for kind, key in ERAS.items()},
    "ResidencyCAS": {
        ("ResidencyCAS", "residencycas_opens"): "opens",
        ("ResidencyCAS", "recommended_submission_window_opens"): "submit",
        ("ResidencyCAS", "programs_read"): "read",
        ("ERAS", "season_ends"): "season_end",
    },
    "SF": {("SF Match", "target_date_for_application_submission"): "submit"},
    "AUA": {("ERAS", kind): key for kind, key in ERAS.items()},
}
for _service in ("ERAS", "ResidencyCAS"):
    ANCHOR_OF[_service] |= {("NRMP", kind): key for kind, key in NRMP.items()}
# The Match that failed is dated by the NRMP's row whatever the next service is.
FAILED = ("NRMP", "match_day")


@kept_for_a_minute
def season_rows(service: str, years: tuple[int, ...]) -> Rows:
    """Each anchor's row by year. One query. A row's word follows the trust in its source."""
    wanted = ANCHOR_OF[service]
    rows: dict[tuple[str, int], Day] = {}
    found = SeasonDate.objects.filter(
        Q(season__service__in={name for name, _ in wanted} | {"NRMP"}),
        season__match_year__in=years,
    ).select_related("season")
    for row in found:
        source = (row.season.service, row.kind)
        key = wanted.get(source)
        if key is None and source == FAILED:
            key = "failed_match_day"
        if key is not None:
            status = CONFIRMED if row.trust == "A" else EXPECTED
            rows[key, row.season.match_year] = Day(
                row.starts_on, status, row.source, row.time_eastern
            )
    return rows


def service_of(cycle: Cycle) -> str:
    """By the direction's target, else the primary specialty; ERAS when neither is known."""
    target = (
        Direction.objects.filter(cycle=cycle, is_current=True)
        .values_list("target", flat=True)
        .first()
    )
    name = target or (
        AppliedSpecialty.objects.filter(autopsy__cycle=cycle, is_primary=True)
        .values_list("specialty", flat=True)
        .first()
    )
    specialty = Specialty.objects.filter(name=name).first() if name else None
    if specialty is None:
        return "ERAS"
    if specialty.match_service == "AUA":
        return "AUA"
    return {"SF Match": "SF"}.get(specialty.application_service, specialty.application_service)


def mark_of(anchors: Anchors) -> str:
    """A short name of these days: a plan laid out from others is out of date."""
    told = ";".join(f"{key}={day.on if day else ''}" for key, day in sorted(anchors.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:32]
