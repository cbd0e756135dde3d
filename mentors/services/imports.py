"""A file's way into the directory: begin, name its columns, say yes, undo, leave.

The work itself is in `import_work.py`, done by whichever worker claims the run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Q

from mentors.choices import ImportKind, ImportState, RowFate
from mentors.models.faculty import Authorship, Faculty, FacultyRole, Paper
from mentors.models.imports import FILE_DAYS, ROWS_DAYS, ImportPart, ImportRow, ImportRun
from mentors.owner import Owner
from mentors.parsing.columns import guessed, looks_like_a_person
from mentors.parsing.names import twin_key
from mentors.parsing.papers import is_medline, is_pubmed_table
from mentors.services.faculty import PARTS
from smartpick.accounts.models import User
from smartpick.common.errors import RuleBroken
from smartpick.common.spreadsheet import BYTES_CAP, SAMPLE, BadFile, Shape, rows_of, shape_of
from smartpick.common.wake import wake

PART = 256 * 1024
SAMPLE_ROWS = 4
RUN_IMPORTS = "mentors.tasks.run_imports"
GOES_ON = (ImportState.UPLOADED, ImportState.CHECKED)


@transaction.atomic
def begin(
    *, owner: Owner, pieces: Iterable[bytes], size: int, file_name: str, by: User
) -> ImportRun:
    """Keeps the file and says what it is. Raises BadFile for one that is no table and no papers."""
    if size > BYTES_CAP:
        words = f"This file is {size / 1048576:,.0f} MB. The limit is {BYTES_CAP // 1048576} MB."
        raise BadFile(f"{words} Split it and import the parts.")
    stream = _recut(pieces)
    first = next(stream, b"")
    shape = shape_of(first[:SAMPLE], whole=len(first) <= SAMPLE and size <= SAMPLE)
    run = ImportRun.objects.create(
        **owner.columns,
        started_by=by,
        kind=ImportKind.CSV,
        file_name=file_name[-120:],
        size=size,
        encoding=shape.encoding,
        separator=shape.separator,
    )
    for number, piece in enumerate(_all(first, stream)):
        ImportPart.objects.create(run=run, number=number, data=piece)
    _recognize(run, first)
    return run


def _recut(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    for piece in pieces:
        held += piece
        while len(held) >= PART:
            yield held[:PART]
            held = held[PART:]
    if held:
        yield held


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _recognize(run: ImportRun, first: bytes) -> None:
    """Papers go on at once; a table waits until its columns are named."""
    if is_medline(first[:SAMPLE].decode(run.encoding, errors="replace")):
        run.kind = ImportKind.MEDLINE
    else:
        header = next((cells for _, cells in rows_of(parts_of(run), shape_for(run))), [])
        if is_pubmed_table(header):
            run.kind = ImportKind.PUBMED_CSV
        else:
            has_header = not looks_like_a_person(header)
            columns = guessed(header) if has_header else {}
            run.mapping = {"header": header, "has_header": has_header, "columns": columns}
    if run.is_papers:
        run.state = ImportState.CHECKING
        wake(RUN_IMPORTS)
    run.save(update_fields=["kind", "state", "mapping"])


def shape_for(run: ImportRun) -> Shape:
    return Shape(run.encoding, run.separator)


def parts_of(run: ImportRun) -> Iterator[bytes]:
    """The file, one piece in memory at a time."""
    number = 0
    while True:
        part = ImportPart.objects.filter(run=run, number=number).first()
        if part is None:
            return
        yield bytes(part.data)
        number += 1


def sample_of(run: ImportRun) -> list[list[str]]:
    """The first rows, for the page that names the columns."""
    skip = 1 if run.mapping.get("has_header") else 0
    rows = islice(rows_of(parts_of(run), shape_for(run)), skip, skip + SAMPLE_ROWS)
    try:
        return [cells for _, cells in rows]
    except BadFile:
        return []  # the check says what is wrong, with the row


def name_columns(*, run: ImportRun, columns: Mapping[str, int], has_header: bool) -> None:
    """The check begins anew with these columns. Raises RuleBroken without a name."""
    if "name" not in columns and "last_name" not in columns:
        raise RuleBroken("Say which column holds the name.")
    mapping = run.mapping | {"columns": dict(columns), "has_header": has_header}
    _move(run, GOES_ON, state=ImportState.CHECKING, mapping=mapping, seen_count=0)
    wake(RUN_IMPORTS)


def _move(run: ImportRun, frm: Sequence[str], **values: object) -> None:
    hit = ImportRun.objects.filter(pk=run.pk, state__in=frm).update(
        claimed_by="", lease_until=None, **values
    )
    run.refresh_from_db()
    if not hit:
        raise RuleBroken("This import has moved on. Here is where it stands.")


def add_all(*, run: ImportRun) -> None:
    """The person's yes to what the check showed."""
    if not run.rows.filter(fate__in=[RowFate.ADD, RowFate.UPDATE]).exists():
        raise RuleBroken("No row of this file can be added.")
    _move(run, [ImportState.CHECKED], state=ImportState.ADDING)
    wake(RUN_IMPORTS)


@transaction.atomic
def choose_people(
    *, run: ImportRun, numbers: Sequence[int], one_person: Sequence[str], specialty: str
) -> None:
    """Of the authors of a papers file, the ticked ones; groups that a person calls one, as one."""
    chosen = list(run.rows.filter(number__in=numbers).order_by("number"))
    if not chosen:
        raise RuleBroken("Tick at least one person.")
    groups: dict[str, list[ImportRow]] = {}
    for row in chosen:
        key = twin_key(row.facts["name"])
        groups.setdefault(key if key in one_person else f"row {row.number}", []).append(row)
    run.rows.exclude(number__in=numbers).update(fate=RowFate.NOT_CHOSEN)
    for rows in groups.values():
        _as_one(rows, specialty)
    add_all(run=run)


def _as_one(rows: Sequence[ImportRow], specialty: str) -> None:
    first, *others = rows
    facts = dict(first.facts)
    for row in others:
        known = {paper["pmid"] for paper in facts["papers"]}
        facts["papers"] += [one for one in row.facts["papers"] if one["pmid"] not in known]
        facts = {**row.facts, **facts}
        row.fate = RowFate.AGAIN
        row.save(update_fields=["fate"])
    facts["specialty"] = specialty
    facts["roles"] = [["research", specialty]]
    first.facts = facts
    first.save(update_fields=["facts"])


def leave(*, run: ImportRun) -> None:
    _move(run, [*GOES_ON, ImportState.REFUSED], state=ImportState.LEFT)
    run.parts.all().delete()
    run.rows.all().delete()


@transaction.atomic
def undo(*, run: ImportRun) -> int:
    """Takes the whole import back while nobody touched what it made. Returns how many went."""
    _move(run, [ImportState.DONE], state=ImportState.UNDONE)
    touched = touched_since(run)
    if touched:
        names = ", ".join(person.name for person in touched[:3])
        more = f" and {len(touched) - 3} more" if len(touched) > 3 else ""
        raise RuleBroken(f"Edited or chosen since: {names}{more}. Change or remove these by hand.")
    for row in run.rows.filter(fate=RowFate.UPDATE).exclude(made_code=None).iterator():
        _empty_again(row)
    made = run.rows.filter(fate=RowFate.ADD).values("made_code")
    gone = Faculty.objects.filter(code__in=made)
    FacultyRole.objects.filter(faculty__in=gone).delete()
    Authorship.objects.filter(faculty__in=gone).delete()
    count, _ = gone.delete()
    owner = {"school": run.school, "private_to": run.private_to}
    Paper.objects.filter(**owner, authorships__isnull=True).delete()
    return count


def touched_since(run: ImportRun) -> list[Faculty]:
    """People of this import whom somebody edited, chose or wrote about after it."""
    rows = dict(
        run.rows.filter(fate__in=[RowFate.ADD, RowFate.UPDATE])
        .exclude(made_code=None)
        .values_list("made_code", "made_version")
    )
    made = Faculty.objects.filter(code__in=run.rows.exclude(made_code=None).values("made_code"))
    edited = Q(version__gt=0) | Q(archived_on__isnull=False)
    found = {
        one.pk: one for one in made.filter(edited).iterator() if one.version != rows.get(one.code)
    }
    added = Faculty.objects.filter(code__in=run.rows.filter(fate=RowFate.ADD).values("made_code"))
    for relation in Faculty._meta.related_objects:
        if relation.related_model not in PARTS:
            name = relation.field.name
            hit = relation.related_model._base_manager.filter(**{f"{name}__in": added})
            found |= {one.pk: one for one in Faculty.objects.filter(pk__in=hit.values(name))}
    return sorted(found.values(), key=lambda one: one.last_key)


def _empty_again(row: ImportRow) -> None:
    person = Faculty.objects.filter(code__in=[row.made_code]).first()
    if person is None:
        return
    for field in row.filled.get("fields", []):
        setattr(person, field, "")
    person.version = row.filled["version_before"]
    for field, value in row.filled["keys_before"].items():
        setattr(person, field, value)
    person.save()
    for role, specialty in row.filled.get("roles", []):
        person.roles.filter(role=role, specialty=specialty).delete()
    person.authorships.filter(paper__pmid__in=row.filled.get("papers", [])).delete()


def forget_old(*, now: datetime) -> int:
    """Files after 7 days, rows after 90; what was added stays."""
    old = ImportRun.objects.filter(created_at__lt=now - timedelta(days=FILE_DAYS))
    ImportPart.objects.filter(run__in=old).delete()
    left = old.filter(state__in=[*GOES_ON, ImportState.REFUSED])
    left.update(state=ImportState.LEFT)
    count, _ = ImportRun.objects.filter(created_at__lt=now - timedelta(days=ROWS_DAYS)).delete()
    return count
