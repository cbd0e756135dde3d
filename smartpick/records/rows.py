"""Rows of any table as lines of text and back, the same for every database we run on."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import BinaryField, Field, ForeignKey, JSONField, Model

# Perishable, or made anew: sessions are no record, and an export's file is not in a backup.
LEFT_OUT = frozenset({"sessions.Session", "usersessions.UserSession", "records.Export"})
BATCH = 1000
Line = list[Any]


def all_tables() -> list[type[Model]]:
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.managed and not model._meta.proxy]


def tables() -> list[type[Model]]:
    """Those that a backup holds."""
    return [model for model in all_tables() if model._meta.label not in LEFT_OUT]


def columns_of(model: type[Model]) -> "list[Field[Any, Any]]":
    return list(model._meta.concrete_fields)


def lines_of(model: type[Model]) -> Iterator[bytes]:
    names = [field.attname for field in columns_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        # Sorted: one database keeps the order of a JSON object, another does not.
        line = json.dumps(row, default=_plain, ensure_ascii=False, sort_keys=True)
        yield line.encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()  # to the microsecond
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    raise TypeError(type(value).__name__)


def hash_of(lines: Iterable[bytes]) -> tuple[int, str]:
    count, told = 0, hashlib.sha256()
    for line in lines:
        count += 1
        told.update(line)
    return count, told.hexdigest()


def load(model: type[Model], columns: list[str], lines: Iterable[bytes]) -> int:
    """Writes the rows as they are: no default, no moment of saving, no signal takes part."""
    by_name = {field.column: field for field in columns_of(model)}
    fields = [by_name[name] for name in columns]
    quote = connection.ops.quote_name
    named = ", ".join(quote(name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    table = quote(model._meta.db_table)
    sql = f"INSERT INTO {table} ({named}) VALUES ({marks})"  # noqa: S608  (our own tables)
    rows, count = (_prepared(fields, line) for line in lines), 0
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(sql, batch)
            count += len(batch)
    return count


def _prepared(fields: "list[Field[Any, Any]]", line: bytes) -> list[Any]:
    values = json.loads(line)
    return [
        field.get_db_prep_save(_typed(field, value), connection)
        for field, value in zip(fields, values, strict=True)
    ]


def _typed(field: "Field[Any, Any]", value: Any) -> Any:
    if value is None or isinstance(field, JSONField):
        return value
    if isinstance(field, BinaryField):
        return base64.b64decode(value)
    if isinstance(field, ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)


def empty_all() -> None:
    """Foreign keys are looked at when the transaction ends, so tables come in any order."""
    with connection.cursor() as cursor:
        for model in all_tables():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def count_on() -> None:
    """The next row of each table gets a number that is free."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(sql)
