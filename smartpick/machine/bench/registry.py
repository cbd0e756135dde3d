"""The measures, cheapest first, by the word that names each on the command line."""

from collections.abc import Callable

from smartpick.machine.bench import cold, weight
from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import Site

MEASURES: dict[str, Callable[[Site], list[Row]]] = {
    "weight": weight.measure,
    "cold": cold.measure,
}
