"""Statements that are written once and asked with another key each time.

Django writes the SQL of a question anew whenever it is asked, which for one with several joins and
subqueries costs far more processor time than its answer. Only for what every page asks.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

PLACE = -987_654_321  # stands in the statement where the key will
Question = Callable[[int], "QuerySet[Any, Any]"]


def compiled_once(question: Question) -> Callable[[int], list[list[Any]]]:
    """The rows of a `values_list` by one whole number, which it must use as that number alone."""

    @functools.cache
    def written(vendor: str) -> tuple[str, tuple[Any, ...], Any, Any]:
        compiler = question(PLACE).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if PLACE not in params:
            raise ValueError("The key does not stand in this statement.")
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return sql, tuple(params), compiler, converters

    @functools.wraps(question)
    def ask(key: int) -> list[list[Any]]:
        sql, params, compiler, converters = written(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if value == PLACE else value for value in params])
            rows = cursor.fetchall()
        return [list(row) for row in compiler.apply_converters(rows, converters)]

    return ask
