"""What a worker does with a run: check its rows in batches, or add them all in one transaction.

A check that dies is begun again; nothing of it is seen. The adding is one transaction whose first
statement takes the run: a killed worker leaves the whole import or none of it.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from mentors.choices import ImportKind, ImportState, RoleSource, RowFate
from mentors.models.faculty import Authorship, Faculty, FacultyRole, Paper
from mentors.models.imports import ImportRow, ImportRun
from mentors.owner import Owner, owner_of
from mentors.parsing.columns import Problem, person_of
from mentors.parsing.papers import Candidate, candidates, medline_records, table_records
from mentors.queries.twins import twins_of
from mentors.services.faculty import FACTS, keys_for
from mentors.services.imports import parts_of, shape_for
from smartpick.accounts.models import School
from smartpick.common.claims import claim, renew, worker_name
from smartpick.common.search import fold
from smartpick.common.spreadsheet import BadFile, rows_of, text_lines
from smartpick.reference.models import Specialty

BATCH = 1000
LEASE = timedelta(minutes=2)
AT_ONCE = 200 * 1024  # bytes; a file this small is worked on while the person waits
PAPER_YEARS = 5  # this year and the four before count (LV-05)
PEOPLE_SHOWN = 300


def work_off(limit: int = 20) -> int:
    """Runs that wait, one after the other. Returns how many were worked on."""
    me, done = worker_name(), 0
    waiting = ImportRun.objects.filter(state__in=[ImportState.CHECKING, ImportState.ADDING])
    while done < limit:
        taken = claim(waiting, me=me, now=timezone.now(), lease=LEASE)
        if not taken:
            return done
        work(taken[0], me=me)
        done += 1
    return done


def work_now(run: ImportRun) -> None:
    """A small file does not wait for a worker; whoever claims first does it."""
    if run.is_working and run.size <= AT_ONCE:
        me, mine = worker_name(), ImportRun.objects.filter(pk=run.pk)
        for taken in claim(mine, me=me, now=timezone.now(), lease=LEASE):
            work(taken, me=me)
    run.refresh_from_db()


def work(run: ImportRun, *, me: str) -> None:
    try:
        if run.state == ImportState.ADDING:
            add(run, me=me)
        else:
            check(run, me=me)
    except BadFile as why:
        run.rows.all().delete()
        _end(run, me, state=ImportState.REFUSED, refused_because=str(why)[:300])
    except RunTaken:
        return
    except IntegrityError:
        # Somebody added one of these people meanwhile: looked at again, from the start.
        _end(run, me, state=ImportState.CHECKING)


def _end(run: ImportRun, me: str, **values: Any) -> bool:
    mine = ImportRun.objects.filter(pk=run.pk, claimed_by=me)
    return bool(mine.update(claimed_by="", lease_until=None, **values))


# --- the check ------------------------------------------------------------------------------------


def check(run: ImportRun, *, me: str) -> None:
    run.rows.all().delete()
    rows = _paper_rows(run) if run.is_papers else _table_rows(run)
    counts = dict.fromkeys(RowFate.values, 0)
    known: set[int] = set()
    seen = 0
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            _judge(owner_of(run), batch, known)
            ImportRow.objects.bulk_create(batch)
            seen += len(batch)
            if not renew(run, me=me, now=timezone.now(), lease=LEASE, seen_count=seen):
                raise RunTaken
        for row in batch:
            counts[row.fate] += 1
    if not seen:
        raise BadFile("This file holds no rows under its headings. Nothing was added.")
    _end(
        run,
        me,
        state=ImportState.CHECKED,
        seen_count=seen,
        add_count=counts[RowFate.ADD],
        update_count=counts[RowFate.UPDATE],
        again_count=counts[RowFate.AGAIN],
        problem_count=counts[RowFate.PROBLEM],
    )


class RunTaken(Exception):  # noqa: N818
    """The lease ran out and another worker took the run over."""


def _table_rows(run: ImportRun) -> Iterator[ImportRow]:
    names = _specialty_names()
    columns, header = run.mapping["columns"], run.mapping["header"]
    for number, cells in rows_of(parts_of(run), shape_for(run)):
        if number == 1 and run.mapping["has_header"]:
            continue
        facts = person_of(cells, columns, len(header))
        row = ImportRow(run=run, number=number)
        if isinstance(facts, Problem):
            row.fate, row.problem, row.cells = RowFate.PROBLEM, facts.words, cells
        else:
            row.facts = _with_our_specialty(facts, names)
        yield row


def _specialty_names() -> dict[str, str]:
    """Our own name of a specialty for each way of writing it."""
    found: dict[str, str] = {}
    for name, everyday in Specialty.objects.values_list("name", "everyday"):
        found |= {fold(name): name, fold(everyday): name}
    return found


def _with_our_specialty(facts: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    typed = str(facts.get("specialty", ""))
    bare = fold(typed).removeprefix("department of ").removeprefix("dept of ")
    ours = names.get(bare, typed)
    if ours != typed:
        facts["specialty"] = ours
        facts["roles"] = [[role, ours] for role, _ in facts.get("roles", [])]
    return facts


def _paper_rows(run: ImportRun) -> Iterator[ImportRow]:
    """Each author who stood first or last of late; those with most papers first."""
    since = timezone.localdate().year - PAPER_YEARS + 1
    if run.kind == ImportKind.MEDLINE:
        records = medline_records(text_lines(parts_of(run), run.encoding))
    else:
        rows = rows_of(parts_of(run), shape_for(run))
        _, header = next(rows)
        records = table_records(rows, header)
    for number, person in enumerate(candidates(records, since=since)[:PEOPLE_SHOWN], start=1):
        yield ImportRow(run=run, number=number, facts=_facts_of(person))


def _facts_of(person: Candidate) -> dict[str, Any]:
    return {
        "name": person.name,
        "institution": person.place,
        "orcid": person.orcid,
        "papers": person.papers,
        "roles": [["research", ""]],
    }


def _judge(owner: Owner, rows: Sequence[ImportRow], known: set[int]) -> None:
    """Each row's fate: already here, twice in the file, or to add with a code of its own."""
    good = [row for row in rows if row.fate != RowFate.PROBLEM]
    twins = twins_of(owner, [row.facts for row in good])
    for row, twin in zip(good, twins, strict=True):
        marks = _marks(row.facts)
        if not row.run.is_papers and known & marks:
            row.fate = RowFate.AGAIN
        elif twin is not None:
            row.fate, row.made_code = RowFate.UPDATE, twin.code
        else:
            row.fate, row.made_code = RowFate.ADD, uuid.uuid4()
        known |= marks


def _marks(facts: dict[str, Any]) -> set[int]:
    """What makes a row the same as an earlier one of the file; kept as numbers, to stay small."""
    marks = set()
    if facts.get("email"):
        marks.add(hash(("email", facts["email"].lower())))
    if facts.get("orcid"):
        marks.add(hash(("orcid", facts["orcid"])))
    if not marks:
        marks.add(hash((fold(facts["name"]), fold(facts.get("institution", "")))))
    return marks


# --- the adding -----------------------------------------------------------------------------------


def add(run: ImportRun, *, me: str) -> None:
    owner = owner_of(run)
    with transaction.atomic():
        taken = _end(run, me, state=ImportState.DONE, done_at=timezone.now())
        if not taken:
            raise RunTaken
        if owner.school is not None:  # imports of one school stand in line
            School.objects.select_for_update(no_key=True).get(pk=owner.school.pk)
        last = count = 0
        while batch := _next_batch(run, last):
            last = batch[-1].number
            count += len(batch)
            _add_batch(owner, batch)
        run.parts.all().delete()
    if count >= BATCH:
        _replan()


def _next_batch(run: ImportRun, last: int) -> list[ImportRow]:
    fates = [RowFate.ADD, RowFate.UPDATE]
    return list(run.rows.filter(fate__in=fates, number__gt=last).order_by("number")[:BATCH])


def _add_batch(owner: Owner, rows: Sequence[ImportRow]) -> None:
    """Looks once more who is here: another import may have come between check and yes."""
    twins = twins_of(owner, [row.facts for row in rows])
    new: list[tuple[ImportRow, Faculty]] = []
    for row, twin in zip(rows, twins, strict=True):
        if twin is not None:
            _fill(owner, row, twin)
        else:
            new.append((row, _person(owner, row)))
    Faculty.objects.bulk_create([person for _, person in new])
    FacultyRole.objects.bulk_create(
        FacultyRole(faculty=person, role=role, specialty=specialty, source=_source(row))
        for row, person in new
        for role, specialty in row.facts.get("roles", [])
    )
    for row, person in new:
        if row.facts.get("papers"):
            _link_papers(owner, person, row.facts["papers"])


def _person(owner: Owner, row: ImportRow) -> Faculty:
    told = {field: row.facts.get(field, "") for field in FACTS}
    keys = keys_for(told, row.facts.get("roles", []), owner.word)
    return Faculty(code=row.made_code or uuid.uuid4(), **owner.columns, **told, **keys)


def _source(row: ImportRow) -> str:
    return RoleSource.PAPERS if row.facts.get("papers") else RoleSource.FILE


def _fill(owner: Owner, row: ImportRow, person: Faculty) -> None:
    """Only what is empty is filled; what a person typed is never written over."""
    fields = {
        field: row.facts[field]
        for field in FACTS
        if field != "name" and row.facts.get(field) and not getattr(person, field)
    }
    if "email" in fields and _address_is_taken(owner, fields["email"]):
        del fields["email"]
    held = set(person.roles.values_list("role", "specialty"))
    roles = [tuple(pair) for pair in row.facts.get("roles", []) if tuple(pair) not in held]
    before = {name: getattr(person, name) for name in ("last_key", "twin_key", "search_key")}
    FacultyRole.objects.bulk_create(
        FacultyRole(faculty=person, role=role, specialty=specialty, source=_source(row))
        for role, specialty in roles
    )
    papers = _link_papers(owner, person, row.facts.get("papers", []))
    filled = {"fields": list(fields), "roles": roles, "papers": papers}
    row.fate, row.made_code = RowFate.UPDATE, person.code
    row.filled = filled | {"version_before": person.version, "keys_before": before}
    if fields or roles or papers:
        told = {field: getattr(person, field) for field in FACTS} | fields
        keys = keys_for(told, [*held, *roles], owner.word)
        Faculty.objects.filter(pk=person.pk).update(version=F("version") + 1, **fields, **keys)
        row.made_version = person.version + 1
    else:
        row.made_version = person.version
    row.save(update_fields=["fate", "made_code", "filled", "made_version"])


def _address_is_taken(owner: Owner, email: str) -> bool:
    return Faculty.objects.filter(**owner.condition, email__iexact=email).exists()


def _link_papers(owner: Owner, person: Faculty, papers: Sequence[dict[str, Any]]) -> list[str]:
    """The proof: returns the papers that were not linked before."""
    Paper.objects.bulk_create(
        [
            Paper(**owner.columns, pmid=one["pmid"], year=one["year"], title=one["title"])
            for one in papers
        ],
        ignore_conflicts=True,
    )
    position = {one["pmid"]: one["position"] for one in papers}
    held = set(person.authorships.values_list("paper__pmid", flat=True))
    rows = Paper.objects.filter(**owner.condition, pmid__in=position.keys() - held)
    Authorship.objects.bulk_create(
        Authorship(faculty=person, paper=paper, position=position[paper.pmid]) for paper in rows
    )
    return sorted(position.keys() - held)


def _replan() -> None:
    """The planner learns of the new rows at once, not at the next autovacuum."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {Faculty._meta.db_table}")
