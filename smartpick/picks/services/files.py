"""A file of programs: keep it, name its columns, try it dry, add it whole, take it back."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from mentors.owner import Owner, owner_of
from mentors.parsing.columns import Problem
from smartpick.campaign.models import Cycle
from smartpick.common.errors import RuleBroken
from smartpick.common.forms import DateText
from smartpick.common.spreadsheet import SAMPLE, BadFile, Shape, rows_of, shape_of
from smartpick.picks.choices import TierBy
from smartpick.picks.models import Program, ProgramFile, ProgramPick
from smartpick.picks.parsing import guessed, program_of, twin_key
from smartpick.picks.services.programs import filled

FILE_CAP = 4 * 1024 * 1024
ADD_CAP = 1000  # as many as a list can hold
SCHOOL_CAP = 10_000  # a school's list is chosen from, not worked out
READ_ON = DateText(label="Read on")


@dataclass
class DryRun:
    """What an import would do; nothing of it is stored."""

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    again_count: int = 0
    problems: dict[str, list[int]] = field(default_factory=dict)
    rejected: list[tuple[int, list[str], str]] = field(default_factory=list)
    refused: str = ""

    @property
    def by_specialty(self) -> list[tuple[str, int]]:
        counts = Counter(str(facts.get("specialty", "")) for _, facts in self.rows)
        return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def keep_file(
    *, owner: Owner, data: bytes, file_name: str, facts: Mapping[str, Any] | None = None
) -> ProgramFile:
    """`facts`: where the list comes from, when it was read, its terms; for rows that say nothing.

    Raises BadFile for what is no table, is too large, or holds no row.
    """
    if len(data) > FILE_CAP:
        raise BadFile(
            f"This file is {len(data) / 1048576:,.0f} MB. The limit is {FILE_CAP // 1048576} MB."
            " Keep the specialties you need and try again."
        )
    shape = shape_of(data[:SAMPLE], whole=len(data) <= SAMPLE)
    header = next((cells for _, cells in rows_of([data], shape)), [])
    return ProgramFile.objects.create(
        **owner.columns,
        data=data,
        file_name=file_name[-120:],
        encoding=shape.encoding,
        separator=shape.separator,
        header=header,
        columns=guessed(header),
        **(facts or {}),
    )


def name_columns(*, file: ProgramFile, columns: Mapping[str, int]) -> None:
    if "name" not in columns and "institution" not in columns:
        raise RuleBroken("Say which column holds the program's name.")
    file.columns = dict(columns)
    file.save(update_fields=["columns", "updated_at"])


def rows_in(file: ProgramFile) -> Iterator[tuple[int, list[str]]]:
    shape = Shape(file.encoding, file.separator)
    rows = rows_of([bytes(file.data)], shape)
    next(rows, None)  # the headings
    return rows


def dry_run(file: ProgramFile) -> DryRun:
    """Each row as facts, as a twin of one already here, or as a problem grouped by its words."""
    run, seen = DryRun(), held_keys(owner_of(file))
    try:
        for number, cells in rows_in(file):
            read = program_of(cells, file.columns, len(file.header))
            if not isinstance(read, Problem):
                read = dated(said_of(file) | read)
            if isinstance(read, Problem):
                run.problems.setdefault(read.words, []).append(number)
                run.rejected.append((number, cells, read.words))
            elif twin_key(read) in seen:
                run.again_count += 1
            else:
                seen.add(twin_key(read))
                run.rows.append((number, read))
    except BadFile as why:
        run.refused = str(why)
    return run


def said_of(file: ProgramFile) -> dict[str, Any]:
    told = {name: getattr(file, name) for name in ("source", "checked_on", "license_note")}
    return {name: value for name, value in told.items() if value}


def dated(facts: dict[str, Any]) -> dict[str, Any] | Problem:
    if not isinstance(facts.get("checked_on"), str):
        return facts
    try:
        return facts | {"checked_on": READ_ON.clean(facts["checked_on"])}
    except ValidationError:
        return Problem("The day it was read is not a date.")


def held_keys(owner: Owner) -> set[str]:
    names = ("nrmp_code", "acgme_code", "name", "institution", "specialty")
    held: set[str] = set()
    for row in Program.objects.filter(**owner.condition).values(*names).iterator():
        held.add(twin_key(row))
        held.add(twin_key(row | {"nrmp_code": "", "acgme_code": ""}))
    return held


@transaction.atomic
def add_rows(
    *, file: ProgramFile, cycle: Cycle | None, specialties: Collection[str], now: datetime
) -> int:
    """The rows of the chosen specialties, all or none: in the owner's list, and picked for this
    cycle where there is one.

    Raises RuleBroken when nothing is left to add, when it is too much, or when it was added.
    """
    if file.added_at:
        raise RuleBroken("This file was added already.")
    run = dry_run(file)
    wanted = [facts for _, facts in run.rows if str(facts.get("specialty", "")) in specialties]
    if run.refused or not wanted:
        raise RuleBroken(run.refused or "Choose at least one specialty with rows to add.")
    cap = ADD_CAP if cycle else SCHOOL_CAP
    if len(wanted) > cap:
        raise RuleBroken(f"That is {len(wanted):,} programs. Choose fewer: a list holds {cap:,}.")
    claimed = ProgramFile.objects.filter(pk=file.pk, added_at=None)
    if not claimed.update(added_at=now, added_count=len(wanted)):
        raise RuleBroken("This file was added already.")
    columns = owner_of(file).columns
    made = Program.objects.bulk_create(
        filled(Program(**columns, made_by=file.code), facts) for facts in wanted
    )
    if cycle:
        ProgramPick.objects.bulk_create(
            pick_for(cycle, program, facts.get("tier", ""), file, now)
            for program, facts in zip(made, wanted, strict=True)
        )
    file.refresh_from_db(fields=["added_at", "added_count"])
    return len(made)


def pick_for(
    cycle: Cycle, program: Program, tier: str, file: ProgramFile, now: datetime
) -> ProgramPick:
    pick = ProgramPick(cycle=cycle, program=program)
    if tier:
        pick.tier, pick.tier_by, pick.tier_on = tier, TierBy.APPLICANT, now.date()
        pick.tier_source = f"file {file.file_name}"[:120]
    return pick


@transaction.atomic
def undo(*, file: ProgramFile, now: datetime) -> int:
    """Takes the whole import back while nobody touched, or at a school chose, what it made."""
    made = Program.objects.filter(made_by=file.code, **owner_of(file).condition)
    edited = Q(version__gt=0) | Q(picks__version__gt=0) | Q(archived_on__isnull=False)
    chosen = Q(picks__isnull=False) if file.school_id else Q(pk__in=[])
    changed = made.filter(edited | chosen).first()
    if changed is not None:
        raise RuleBroken(f"{changed.name} was changed since. Take programs off the list by hand.")
    ProgramPick.objects.filter(program__in=made).delete()
    count, _ = made.delete()
    file.undone_at = now
    file.save(update_fields=["undone_at", "updated_at"])
    return count
