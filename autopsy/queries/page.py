"""The one page, from live answers or from a frozen version, for its owner or by shared keys."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from autopsy.choices import FOUR_RATINGS, Cause
from autopsy.models import AutopsyVersion
from autopsy.queries.reading import Reading
from autopsy.rules.facts import FIELD_SECTION
from autopsy.rules.summary import (
    Page,
    cause_rows,
    fact_rows,
    rating_rows,
    situation_line,
    with_notes,
)
from smartpick.reference.queries import everyday_name


def page_of(
    reading: Reading,
    extras: Mapping[str, Any],
    *,
    keys: frozenset[str] | None,
    on: date,
    version: AutopsyVersion | None = None,
    for_whom: str = "",
) -> Page:
    """`extras` are the page's own lines: name, situation, priorities, asks.

    With `keys` the page is somebody else's print: rows stand only when all their keys are shared,
    and the priorities and asks, which are the applicant's own, stay out.
    """
    sections = reading.by_section
    specialty = sections.get("specialty", {})
    owner = keys is None
    situation = extras.get("situation") if owner else ""
    everyday = everyday_name(specialty.get("primary_specialty", ""))
    page = Page(
        name=_name(extras),
        meta=_meta(extras, specialty, owner=owner),
        printed_on=f"{on:%b} {on.day}, {on.year}",
        situation=situation
        or situation_line(specialty, target_year=extras.get("target_year"), everyday=everyday),
        facts=tuple(fact_rows(sections, keys)),
        causes=tuple(cause_rows(sections.get("questions", {}), _reasons(reading), keys)),
        ratings=tuple(rating_rows(sections.get("ratings", {}), _ratings(reading), keys)),
        priorities=tuple(extras.get("priorities", ())) if owner else (),
        asks=tuple(extras.get("asks", ())) if owner else (),
        for_whom=for_whom,
        version=version.number if version else None,
    )
    return with_notes(page)


def _name(extras: Mapping[str, Any]) -> str:
    degree = extras.get("degree")
    return f"{extras['name']}, {degree}" if degree and degree != "Other" else str(extras["name"])


def _meta(
    extras: Mapping[str, Any], specialty: Mapping[str, Any], *, owner: bool
) -> tuple[str, ...]:
    year = specialty.get("graduation_year")
    school = extras.get("school") or ""
    of_class = f"class of {year}" if year else ""
    parts = ["Match autopsy summary", ", ".join(part for part in (school, of_class) if part)]
    if owner and extras.get("aamc_id"):
        parts.append(f"AAMC ID {extras['aamc_id']}")
    return tuple(part for part in parts if part)


def _reasons(reading: Reading) -> dict[str, tuple[str, frozenset[str]]]:
    reasons = {}
    for cause in Cause:
        counted = [f for f in reading.diagnosis.causes[cause.value].findings if f.counts]
        if counted:
            reasons[cause.value] = (counted[0].sentence, counted[0].keys)
    return reasons


def _ratings(reading: Reading) -> dict[str, tuple[int | None, str, frozenset[str]]]:
    return {
        rating.value: (
            reading.ratings[rating.value].value,
            reading.ratings[rating.value].why,
            frozenset(FIELD_SECTION[name] for name in reading.ratings[rating.value].fields),
        )
        for rating in FOUR_RATINGS
    }
