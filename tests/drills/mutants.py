"""One line of a rule taken out, for as long as a check runs: the check must notice.

The function itself is changed, not the name it goes by, so that every importer runs the mutant.
"""

import inspect
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Mutant:
    """`old` stands once in the source of `function` and becomes `new`."""

    function: Any
    old: str
    new: str = ""

    def __str__(self):
        return f"{self.function.__qualname__}: {' '.join(self.old.split())[:60]}"


@contextmanager
def alive(mutant):
    function = mutant.function
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(mutant.old) == 1, f"{mutant} stands {source.count(mutant.old)} times"
    held: dict[str, Any] = {}
    exec(  # noqa: S102  (our own function, one line less)
        compile(source.replace(mutant.old, mutant.new), function.__code__.co_filename, "exec"),
        function.__globals__,
        held,
    )
    whole = function.__code__
    (fresh,) = held.values()
    function.__code__ = fresh.__code__
    try:
        yield
    finally:
        function.__code__ = whole
