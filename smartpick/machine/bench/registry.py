"""The measures, cheapest first, by the word that names each on the command line."""

from collections.abc import Callable

from smartpick.machine.bench import (
    cold,
    pages,
    paper,
    picks,
    search,
    tick,
    weight,
)
from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import Site

MEASURES: dict[str, Callable[[Site], list[Row]]] = {
    "picks": picks.measure,
    "tick": tick.measure,
    "paper": paper.measure,
    "search": search.measure,
    "weight": weight.measure,
    "cold": cold.measure,
    "pages": pages.measure,
}
SERVED = frozenset({"weight", "cold", "pages"})  # ask the two servers
