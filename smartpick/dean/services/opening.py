"""Opening and running a school: its settings, a test mail, invitations from a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from smartpick.accounts.models import School, User
from smartpick.accounts.services import schools
from smartpick.accounts.services.schools import Pasted
from smartpick.common.spreadsheet import BYTES_CAP, BadFile, rows_of, shape_of
from smartpick.dean import emails
from smartpick.dean.services.rows import mark_school_changed
from smartpick.outbox.services import enqueue

SETTINGS = (
    "name", "time_zone", "term_ends_on", "retention_months", "small_cell", "counseling_text",
)  # fmt: skip
PEOPLE_CAP = 2000


@transaction.atomic
def save_settings(
    *, school: School, told: Mapping[str, Any], thresholds: Mapping[str, int], now: datetime
) -> None:
    """Other thresholds work every advisee's line out anew."""
    moved = school.thresholds != dict(thresholds)
    values = {name: told[name] for name in SETTINGS} | {"thresholds": dict(thresholds)}
    schools.save_settings(school=school, values=values, now=now)
    if moved:
        mark_school_changed(school_id=school.pk, now=now)


@transaction.atomic
def send_test_mail(*, school: School, to: User, now: datetime) -> None:
    School.objects.filter(pk=school.pk).update(test_mail_at=now, test_mail_arrived=None)
    enqueue(emails.school_test(school=school, to=to, now=now), now=now)


def note_test_mail(*, school: School, arrived: bool) -> None:
    School.objects.filter(pk=school.pk, test_mail_at__isnull=False).update(
        test_mail_arrived=arrived
    )


# --- invitations ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Listed:
    """Addresses that share a class year."""

    class_year: int | None
    read: Pasted


def listed(told: Mapping[str, Any]) -> list[Listed]:
    """What was pasted and what the file holds, by class year. Raises BadFile."""
    lines: dict[int | None, list[str]] = {}
    if told["addresses"]:
        lines[told["class_year"]] = [told["addresses"]]
    for line, year in _file_lines(told["file"]) if told.get("file") else ():
        lines.setdefault(year or told["class_year"], []).append(line)
    return [Listed(year, schools.read_pasted("\n".join(held))) for year, held in lines.items()]


def _file_lines(file: Any) -> list[tuple[str, int | None]]:
    if file.size > BYTES_CAP:
        raise BadFile("This file is too large. Split it and try again.")
    data = file.read()
    shape = shape_of(data, whole=True)
    found = schools.read_rows(cells for _, cells in rows_of([data], shape))
    if len(found) > PEOPLE_CAP:
        raise BadFile(f"This file has more than {PEOPLE_CAP:,} people. Split it and try again.")
    return found


@transaction.atomic
def invite_listed(lists: Iterable[Listed], *, school: School, by: User, now: datetime) -> int:
    return sum(
        schools.invite_all(
            school=school, people=one.read.good, by=by, now=now, class_year=one.class_year
        )
        for one in lists
    )
