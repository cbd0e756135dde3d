"""Counting the classes of a school, each night; a class whose people leave keeps its last count."""

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from smartpick.accounts.models import School
from smartpick.accounts.querysets import consented
from smartpick.dean.models import AdviseeRow, CohortTally
from smartpick.dean.rules.report import ALL, Tally, joined
from smartpick.dean.rules.standing import Standing, read_kept

RECENT_YEARS = 1  # older classes only grow; what leaves them was counted while it was here


def count_school(*, school: School, now: datetime) -> int:
    """Every class of the school from the lines of its deans; how many classes were counted."""
    today = timezone.localdate(now)
    tallies = _tallies(school, today)
    held = dict(
        CohortTally.objects.filter(school=school, measure=ALL[0], value=ALL[1]).values_list(
            "class_year", "count"
        )
    )
    counted = 0
    for class_year, tally in tallies.items():
        is_recent = class_year >= today.year - RECENT_YEARS
        if is_recent or tally[ALL] >= held.get(class_year, 0):
            _write(school, class_year, tally, today)
            counted += 1
    return counted


def _tallies(school: School, today: date) -> dict[int, Tally]:
    """By class year. Lines come by person, so that one with several deans counts once."""
    rows = (
        AdviseeRow.objects.filter(
            consented(today, prefix="link__"),
            membership__school=school,
            membership__ended_on=None,
            class_year__isnull=False,
        )
        .order_by("applicant_code")
        .values_list("applicant_code", "class_year", "standing")
    )
    found: dict[int, Tally] = {}
    person, year, standings = None, 0, list[Standing]()
    for code, class_year, kept in rows.iterator(chunk_size=1000):
        if code != person:
            _count(found, year, standings)
            person, year, standings = code, class_year, []
        standings.append(read_kept(kept))
    _count(found, year, standings)
    return found


def _count(found: dict[int, Tally], year: int, standings: list[Standing]) -> None:
    if standings:
        found.setdefault(year, Counter()).update(joined(standings))


@transaction.atomic
def _write(school: School, class_year: int, tally: Tally, as_of: date) -> None:
    CohortTally.objects.filter(school=school, class_year=class_year).delete()
    CohortTally.objects.bulk_create(
        CohortTally(
            school=school, class_year=class_year, as_of=as_of, measure=measure, value=value,
            count=count,
        )
        for (measure, value), count in tally.items()
    )  # fmt: skip


def count_all(*, now: datetime) -> int:
    return sum(count_school(school=one, now=now) for one in School.objects.filter(closed_on=None))
