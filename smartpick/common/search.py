"""Search means the same on both databases: words of `search_key`, the last one a prefix.

The one place that knows which database it speaks to. A searched table keeps folded text in
`search_key`, written by its services with `fold`. On PostgreSQL it has an index beside it, made in
its migration by `index_of(...)`.
"""

import re
import unicodedata
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.migrations.operations import RunPython

PREFIX_FROM = 3  # a shorter last word is a whole word: nearly every row shares its start
CANDIDATES = 1001
WORDS = 8
KEY_CAP = 600
Rows = models.QuerySet[Any]


def fold(*texts: object) -> str:
    """Text as it is searched: marks dropped, casefolded, words of letters and digits."""
    joined = unicodedata.normalize("NFKD", " ".join(str(text or "") for text in texts))
    bare = "".join(ch for ch in joined if not unicodedata.combining(ch)).casefold()
    return " ".join(re.findall(r"[^\W_]+", bare))[:KEY_CAP].strip()


def words_of(query: str) -> list[str]:
    return fold(query).split()[:WORDS]


def matching(rows: Rows, query: str, *, limit: int = CANDIDATES) -> Rows:
    """Those of `rows` that hold every word of the query; at most `limit`, in no order yet.

    `rows` carries the owner rule. An empty query finds nothing: the caller shows its whole list.
    """
    everything: Rows = rows.model._default_manager.using(rows.db).all()
    return everything.filter(pk__in=[key for key, *_ in candidates(rows, query, limit=limit)])


def candidates(
    rows: Rows, query: str, *columns: str, limit: int = CANDIDATES
) -> list[tuple[Any, ...]]:
    """The key of each match, and these columns of it: who only needs some of them in an order
    chooses here, and reads no others."""
    words = words_of(query)
    if not words:
        return []
    if connections[rows.db].vendor == "postgresql":
        return _by_text_search(rows, words, columns, limit)
    return _by_like(rows, words, columns, limit)


def _by_like(
    rows: Rows, words: list[str], columns: tuple[str, ...], limit: int
) -> list[tuple[Any, ...]]:
    """SQLite: a key is words with single spaces, so a space before and after marks a whole word."""
    spaced = models.functions.Concat(
        models.Value(" "), "search_key", models.Value(" "), output_field=models.TextField()
    )
    found = rows.alias(spaced_key=spaced)
    for word in words[:-1]:
        found = found.filter(spaced_key__contains=f" {word} ")
    end = "" if len(words[-1]) >= PREFIX_FROM else " "
    found = found.filter(spaced_key__contains=f" {words[-1]}{end}")
    return list(found.order_by().values_list("pk", *columns)[:limit])


def _by_text_search(
    rows: Rows, words: list[str], columns: tuple[str, ...], limit: int
) -> list[tuple[Any, ...]]:
    """PostgreSQL: the candidates first and capped, then whatever order the caller asks.

    A planner that orders while it searches reads a million rows for an empty answer; MATERIALIZED
    keeps the two apart, and Django cannot say it.
    """
    table = rows.model._meta.db_table
    quoted = connections[rows.db].ops.quote_name
    last = words[-1] + (":*" if len(words[-1]) >= PREFIX_FROM else "")
    asked = " & ".join([*words[:-1], last])  # words are letters and digits alone
    found = rows.extra(  # noqa: S610  (the words are a parameter, the names are the model's own)
        where=[f"to_tsvector('simple', {quoted(table)}.search_key) @@ to_tsquery('simple', %s)"],
        params=[asked],
    )
    capped = found.order_by().values_list("pk", *columns)[:limit]
    try:
        inner, params = capped.query.sql_with_params()
    except EmptyResultSet:  # the owner rule itself leaves nothing
        return []
    sql = f"WITH candidates AS MATERIALIZED ({inner}) SELECT * FROM candidates"  # noqa: S608
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def index_of(table: str, name: str) -> RunPython:
    """The migration step that gives a searched table its index, where the database has one."""

    def make(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE INDEX {name} ON {table} "
                "USING gin (to_tsvector('simple', search_key)) WITH (fastupdate = off)"
            )

    def drop(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX IF EXISTS {name}")

    return RunPython(make, drop)
