"""Reads of the field's facts."""

from datetime import date

from smartpick.reference.models import Figure, LetterRule, SeasonDate, Specialty

READING_SERVICES = {"Emergency Medicine": "ResidencyCAS", "Urology": "AUA Match"}


def specialty_names() -> list[str]:
    return list(Specialty.objects.values_list("name", flat=True))


def everyday_name(name: str) -> str:
    held = Specialty.objects.filter(name=name).values_list("everyday", flat=True).first()
    return held or name.lower()


def figures_for(specialty: str) -> list[Figure]:
    """All figures of a specialty but the score bands, newest edition first."""
    rows = Figure.objects.filter(specialty=specialty).exclude(measure="step2_band")
    return list(rows.order_by("-edition"))


def score_bands(specialty: str, applicant_type: str) -> list[Figure]:
    """Published rates by score band, thin cells left out; a picture, read by no rule."""
    rows = Figure.objects.filter(
        specialty=specialty, applicant_type=applicant_type, measure="step2_band", thin=False
    )
    return list(rows.order_by("-edition", "statistic"))


def has_own_letter_form(specialty: str) -> bool:
    return LetterRule.objects.filter(specialty=specialty).exists()


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
