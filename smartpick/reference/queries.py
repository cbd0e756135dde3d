"""Reads of the field's facts."""

from collections.abc import Iterable
from datetime import date

from smartpick.common.kept import kept_for_a_minute
from smartpick.reference.models import (
    FeeTier,
    Figure,
    LetterLimit,
    LetterRule,
    SeasonDate,
    SignalRule,
    Specialty,
)

READING_SERVICES = {"Emergency Medicine": "ResidencyCAS", "Urology": "AUA Match"}


@kept_for_a_minute
def specialty_names() -> list[str]:
    return list(Specialty.objects.values_list("name", flat=True))


@kept_for_a_minute
def everyday_name(name: str) -> str:
    held = Specialty.objects.filter(name=name).values_list("everyday", flat=True).first()
    return held or name.lower()


@kept_for_a_minute
def figures_for(specialty: str) -> list[Figure]:
    """All figures of a specialty but the score bands, newest edition first."""
    rows = Figure.objects.filter(specialty=specialty).exclude(measure="step2_band")
    return list(rows.order_by("-edition"))


@kept_for_a_minute
def score_bands(specialty: str, applicant_type: str) -> list[Figure]:
    """Published rates by score band, thin cells left out; a picture, read by no rule."""
    rows = Figure.objects.filter(
        specialty=specialty, applicant_type=applicant_type, measure="step2_band", thin=False
    )
    return list(rows.order_by("-edition", "statistic"))


@kept_for_a_minute
def has_own_letter_form(specialty: str) -> bool:
    return LetterRule.objects.filter(specialty=specialty).exists()


@kept_for_a_minute
def letter_form_of(specialty: str) -> LetterRule | None:
    """The specialty's own letter form, where it has one (LT-20)."""
    return LetterRule.objects.filter(specialty=specialty).first() if specialty else None


@kept_for_a_minute
def letter_limits(match_year: int | None) -> dict[str, LetterLimit]:
    """By service, the newest row of that season or before it (LT-04)."""
    rows = LetterLimit.objects.order_by("match_year")
    if match_year is not None:
        rows = rows.filter(match_year__lte=match_year)
    return {row.application_service: row for row in rows}


@kept_for_a_minute
def season_date(match_year: int | None, kind: str, service: str) -> date | None:
    if match_year is None:
        return None
    return (
        SeasonDate.objects.filter(season__match_year=match_year, season__service=service, kind=kind)
        .values_list("starts_on", flat=True)
        .first()
    )


def programs_read_on(match_year: int | None, specialty: str) -> date | None:
    """The day from which programs of this specialty could read applications for that Match."""
    service = READING_SERVICES.get(specialty, "ERAS")
    return season_date(match_year, "programs_read", service)


def match_day(match_year: int | None) -> date | None:
    return season_date(match_year, "match_day", "NRMP")


def application_services(names: Iterable[str]) -> dict[str, str]:
    """The service that each of these specialties applies through, where it is on record."""
    rows = Specialty.objects.filter(name__in=list(names))
    return dict(rows.values_list("name", "application_service"))


@kept_for_a_minute
def fee_tiers(match_year: int | None) -> list[FeeTier]:
    """The fee tables of that season; the newest earlier one of a service that has none yet."""
    rows = (
        FeeTier.objects.all()
        if match_year is None
        else FeeTier.objects.filter(match_year__lte=match_year)
    )
    held = list(rows)
    newest = {row.application_service: row.match_year for row in held}  # ordered by year
    return [row for row in held if row.match_year == newest[row.application_service]]


def signal_rules(match_year: int | None, names: Iterable[str]) -> dict[str, SignalRule]:
    """By specialty, the newest rule of that season or before it."""
    rows = SignalRule.objects.filter(specialty__in=list(names)).order_by("match_year")
    if match_year is not None:
        rows = rows.filter(match_year__lte=match_year)
    return {row.specialty: row for row in rows}
