"""One world, made once in a process and laid again under each test that asks for it.

Making the cast costs some thousand statements; laying its rows again costs one COPY a table. Codes
and keys are then the same in every test, and a test's own changes go with its transaction.
"""

import copy
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

Made = TypeVar("Made")
_kept: dict[str, tuple[Any, dict[str, bytes]]] = {}


def again(name: str, make: Callable[[], Made]) -> Made:
    """What `make` returns, with its rows in the database; `name` is the world's own."""
    if connection.vendor != "postgresql":
        return make()
    if name not in _kept:
        before = highest_keys()
        made = make()
        _kept[name] = (copy.deepcopy(made), rows_since(before))
    else:
        lay(_kept[name][1])
    return copy.deepcopy(_kept[name][0])


def highest_keys() -> dict[str, Any]:
    """The highest key of each table that counts its rows; -1 for an empty one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND column_name = 'id' AND data_type IN ('bigint', 'integer')"
        )
        tables = sorted(row[0] for row in cursor.fetchall())
        highest = {}
        for table in tables:
            cursor.execute(f'SELECT coalesce(max(id), -1) FROM "{table}"')  # noqa: S608  (our tables)
            highest[table] = cursor.fetchone()[0]
    return highest


def rows_since(before: dict[str, Any]) -> dict[str, bytes]:
    told = {}
    with connection.cursor() as cursor:
        for table, highest in before.items():
            wanted = f'SELECT * FROM "{table}" WHERE id > {highest}'  # noqa: S608  (our tables)
            newer = f"COPY ({wanted}) TO STDOUT"
            with cursor.cursor.copy(newer) as rows:
                held = b"".join(bytes(piece) for piece in rows)
            if held:
                told[table] = held
    return told


def lay(rows: dict[str, bytes]) -> None:
    """Foreign keys are looked at when the transaction ends, so tables come in any order."""
    with connection.cursor() as cursor:
        for table, held in rows.items():
            with cursor.cursor.copy(f'COPY "{table}" FROM STDIN') as writing:
                writing.write(held)
