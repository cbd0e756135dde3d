"""What a measure says, and when it counts."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure beside its bar. An exact one is a count; the others are ratios within the run."""

    goal: str
    what: str
    value: float
    bar: float
    exact: bool = True

    @property
    def holds(self) -> bool:
        return self.value <= self.bar

    def line(self) -> str:
        value, bar = (f"{number:g}" if self.exact else f"{number:.2f} x" for number in self._both())
        return f"| {self.goal} | {self.what}: {value} | {bar} | {'yes' if self.holds else 'NO'} |"

    def _both(self) -> tuple[float, float]:
        return self.value, self.bar


HEAD = "| goal | value | bar | pass |\n|---|---|---|---|"


def judged(measure: Callable[[], list[Row]]) -> list[Row]:
    """The rows of one measure. A ratio that misses is measured once more before it counts; a count
    gets no second try."""
    first = measure()
    if not any(not row.holds and not row.exact for row in first):
        return first
    again = {(row.goal, row.what): row for row in measure()}
    return [row if row.exact or row.holds else again[row.goal, row.what] for row in first]
