"""A school's list of programs: as its deans keep it, and as its applicants choose from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from mentors.owner import Owner
from smartpick.accounts.querysets import Viewer
from smartpick.campaign.models import Cycle
from smartpick.common.search import fold
from smartpick.picks.models import Program, ProgramFile
from smartpick.picks.queries.listing import PAGE

SCHOOL_FILTERS = ("q", "specialty", "state", "gone")
STALE = timedelta(days=365)


def program_in(owner: Owner, code: UUID) -> Program | None:
    """A program of this list; nothing when it stands in another."""
    return Program.objects.filter(**owner.condition, code=code).first()


def file_in(owner: Owner, code: UUID) -> ProgramFile | None:
    """A file on its way to this list."""
    return ProgramFile.objects.filter(**owner.condition, code=code).first()


@dataclass(frozen=True)
class SchoolPage:
    programs: Sequence[Program]
    count: int
    stale: frozenset[int]
    specialties: Sequence[str]
    states: Sequence[str]
    next_from: int | None


def programs_of(owner: Owner, wanted: Mapping[str, str], *, start: int, today: date) -> SchoolPage:
    """One page by name. `gone` shows those that were taken off instead."""
    rows = Program.objects.filter(**owner.condition)
    standing = rows.filter(archived_on__isnull=True)
    found = narrowed(rows.filter(archived_on__isnull=False) if wanted.get("gone") else standing,
                     wanted)  # fmt: skip
    count = found.count()
    shown = list(found.order_by("name", "id")[start : start + PAGE])
    return SchoolPage(
        programs=shown,
        count=count,
        stale=frozenset(one.pk for one in shown if is_stale(one, today)),
        specialties=told(standing, "specialty"),
        states=told(standing, "state"),
        next_from=start + PAGE if start + PAGE < count else None,
    )


def narrowed(rows: QuerySet[Program], wanted: Mapping[str, str]) -> QuerySet[Program]:
    for word in fold(wanted.get("q", "")).split():
        rows = rows.filter(search_key__contains=word)
    exact = {name: wanted[name] for name in ("specialty", "state") if wanted.get(name)}
    return rows.filter(**exact)


def told(rows: QuerySet[Program], name: str) -> list[str]:
    named = rows.exclude(**{name: ""}).order_by(name)
    return list(named.values_list(name, flat=True).distinct())


def is_stale(program: Program, today: date) -> bool:
    return program.checked_on is None or program.checked_on < today - STALE


@dataclass(frozen=True)
class Offered:
    """Programs of the school that are not on this cycle's list, at most one page of them."""

    programs: Sequence[Program]
    count: int

    @property
    def has_more(self) -> bool:
        return self.count > len(self.programs)


def offered_by_school(user: Viewer, cycle: Cycle, wanted: Mapping[str, str]) -> Offered:
    rows = Program.objects.visible_to(user).filter(school__isnull=False, archived_on__isnull=True)
    rest = narrowed(rows.exclude(picks__cycle=cycle), wanted)
    return Offered(list(rest.order_by("name", "id")[:PAGE]), rest.count())
