"""Everything of one person as the files of one archive, streamed: no more than a few rows at a time
are in memory.

Tables as CSV, all of them in one JSON file and one readable page, documents, mails, the calendar
and the one-page summaries.
"""

import base64
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BinaryField, Field, FileField, ForeignKey, Model
from django.template.loader import render_to_string

from autopsy import pdf
from autopsy.models import AutopsyVersion
from autopsy.queries.page import page_of
from autopsy.queries.versions import reading_of_version, snapshot_in
from outreach.models import Document
from smartpick.accounts.models import User
from smartpick.campaign.models import Cycle
from smartpick.common.errors import PdfUnavailable, TooLong
from smartpick.common.spreadsheet import written
from smartpick.outbox.choices import Purpose
from smartpick.outbox.models import Intent
from smartpick.records.declared import UNEXPORTED, Said, personal, rows_of
from timeline.ics import calendar_text
from timeline.services.feed import calendar_to_take

PIECE = 256 * 1024
ROWS = 200
FOLDERS = {"documents": "your files", "mails": "what we sent for you and to you",
           "tables": "everything as tables, for a spreadsheet"}  # fmt: skip
Part = tuple[str, Iterable[bytes]]


@dataclass
class Table:
    """One table of the archive; `count` stands once its rows were read."""

    model: type[Model]
    said: Said
    count: int = 0

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural or self.name).capitalize()

    @property
    def name(self) -> str:
        return self.model._meta.label_lower.replace(".", "-")

    @property
    def columns(self) -> list["Field[Any, Any]"]:
        hidden = UNEXPORTED | set(self.said.hidden)
        if hasattr(self.model, "code"):
            hidden |= {"id"}  # the code names a row; the number is the machine's
        fields = self.model._meta.concrete_fields
        return [f for f in fields if f.name not in hidden and not isinstance(f, FileField)]


@dataclass
class Archive:
    """What is in it, and what could not be made; filled while `parts` is read."""

    user: User
    now: datetime
    tables: list[Table] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = [(model, said) for model, said in personal() if said.exported]
        self.tables = [Table(model, said) for model, said in found]

    @property
    def steps(self) -> int:
        """How many parts there will be about, for a line of progress; mails are not counted."""
        documents = Document.objects.filter(applicant__user=self.user).count()
        return len(self.tables) + documents + 3

    def parts(self) -> Iterator[Part]:
        for table in self.tables:
            header = [column.name for column in table.columns]
            rows = ([_cell(value) for value in row.values()] for row in self._rows(table))
            yield f"tables/{table.name}.csv", written(header, rows)
        yield "record.json", self._json()
        yield "record.html", self._page()
        yield from self._documents()
        yield from self._mails()
        yield from self._drawn()
        yield "README.txt", [self._readme().encode()]

    def _rows(self, table: Table) -> Iterator[dict[str, Any]]:
        table.count = 0
        rows = rows_of(self.user, table.model, table.said).filter(**table.said.where)
        for row in rows.iterator(chunk_size=ROWS):
            table.count += 1
            yield {column.name: _value(row, column) for column in table.columns}

    def _json(self) -> Iterator[bytes]:
        yield b"{"
        for number, table in enumerate(self.tables):
            yield f"{',' if number else ''}\n{json.dumps(table.name)}: [".encode()
            # What the first reading found empty is not asked again.
            for row, values in enumerate(self._rows(table) if table.count else ()):
                text = json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False)
                yield f"{',' if row else ''}\n  {text}".encode()
            yield b"]"
        yield b"\n}\n"

    def _page(self) -> Iterator[bytes]:
        context: dict[str, Any] = {"name": self.user.shown_name, "on": self.now}
        yield render_to_string("records/archive/top.html", context).encode()
        for table in (table for table in self.tables if table.count):
            rows = (_readable(values) for values in self._rows(table))
            first = next(rows, None)
            if first is not None:
                context = {"title": table.title, "rows": chain([first], rows)}
                yield render_to_string("records/archive/table.html", context).encode()
        yield b"</main></body></html>\n"

    def _documents(self) -> Iterator[Part]:
        for row in Document.objects.filter(applicant__user=self.user).order_by("pk"):
            try:
                held = row.file.open("rb")
            except OSError:
                self.missing.append(f"{row.name}: the file is not on this server any more")
                continue
            name = f"documents/{row.kind}-{row.number}-{_file_name(row.name)}"
            yield name, _pieces_of(held)

    def _mails(self) -> Iterator[Part]:
        """Without security mails: they hold codes and keys, and nothing of the record."""
        mine = Intent.objects.filter(owner_code=self.user.code)
        for number, mail in enumerate(mine.order_by("pk").iterator(chunk_size=ROWS), start=1):
            if mail.purpose == Purpose.SECURITY or mail.text_erased_at:
                continue
            base = f"mails/{number:04}-{mail.created_at:%Y-%m-%d}"
            text = (
                f"To: {mail.to}\nSubject: {mail.subject}\nState: {mail.get_state_display()}\n"
                f"\n{mail.text}\n"
            )
            yield f"{base}.txt", [text.encode()]
            for file in mail.attachments.all():
                yield f"{base}-{_file_name(file.name)}", [bytes(file.content)]

    def _drawn(self) -> Iterator[Part]:
        """The calendar of each open cycle, and the newest frozen page of each cycle."""
        cycles = Cycle.objects.filter(applicant__user=self.user).select_related("applicant__school")
        for cycle in cycles.order_by("pk"):
            if cycle.closed_on is None and cycle.failed_year:
                events = calendar_to_take(self.user, cycle, now=self.now)
                yield "calendar.ics", [calendar_text(events, site=settings.SITE_URL)]
            newest = AutopsyVersion.objects.filter(autopsy__cycle=cycle).order_by("-number").first()
            if newest is not None:
                yield from self._summary(cycle, newest)

    def _summary(self, cycle: Cycle, version: AutopsyVersion) -> Iterator[Part]:
        name = f"Autopsy summary {cycle.failed_year or cycle.pk}, version {version.number}.pdf"
        page = page_of(
            reading_of_version(version, None), snapshot_in(version)["page"], keys=None,
            on=version.frozen_at.date(), version=version,
        )  # fmt: skip
        try:
            drawn = pdf.summary_page(page, paper=cycle.applicant.paper or "letter")
        except (PdfUnavailable, TooLong):
            self.missing.append(f"{name}: this server could not draw it; its text is in the tables")
            return
        yield name, [drawn.pdf.body]

    def _readme(self) -> str:
        held = [table for table in self.tables if table.count]
        context = {"held": held, "missing": self.missing, "on": self.now, "folders": FOLDERS,
                   "site": settings.SITE_URL}  # fmt: skip
        return render_to_string("records/archive/README.txt", context)


def _value(row: Model, column: "Field[Any, Any]") -> Any:
    if isinstance(column, ForeignKey):
        return _named(getattr(row, column.name))
    value = getattr(row, column.attname)
    if isinstance(column, BinaryField) and value is not None:
        return _text_of(bytes(value))
    return value


def _named(other: Any) -> Any:
    """What a foreign key leads to: a name where there is one, and the code that finds its row."""
    if other is None:
        return None
    name = getattr(other, "shown_name", None) or getattr(other, "name", None)
    code = getattr(other, "code", None) or other.pk
    return f"{name} ({code})" if name else str(code)


def _text_of(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return base64.b64encode(value).decode()


def _cell(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return value


def _readable(values: dict[str, Any]) -> list[tuple[str, Any]]:
    """What is filled, under its name in words."""
    filled = {name: value for name, value in values.items() if value not in (None, "", [], {})}
    return [(name.replace("_", " ").capitalize(), _cell(value)) for name, value in filled.items()]


def _file_name(name: str) -> str:
    """Letters, digits and a few signs: an archive opens on every system."""
    return re.sub(r"[^\w.\-]+", "_", name)[-80:].lstrip(".") or "file"


def _pieces_of(held: Any) -> Iterator[bytes]:
    with held:
        while piece := held.read(PIECE):
            yield piece
