"""The long proofs: which tests they are, and what their report says in a line each."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SIZE = "SMARTPICK_DRILL"  # read by tests/drills/conftest.py


class Drill(NamedTuple):
    bar: str
    name: str
    seconds: float
    passed: bool
    figure: str
    control: str

    def line(self) -> str:
        word = "held" if self.passed else "BROKEN"
        control = f"; control failed as it must: {self.control}" if self.control else ""
        return f"{self.bar:<8} {word:<7} {self.seconds:7.1f} s  {self.name}: {self.figure}{control}"


def read(report: Path) -> Iterator[Drill]:
    """Each drill of a report of pytest, in the order of its run."""
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314 - written a moment ago
        told: dict[str, list[str]] = {}
        for said in case.iter("property"):
            told.setdefault(said.get("name", ""), []).append(said.get("value", ""))
        yield Drill(
            bar=", ".join(told.get("bar", ["-"])),
            name=case.get("name", ""),
            seconds=float(case.get("time", "0")),
            passed=not any(case.find(word) is not None for word in ("failure", "error", "skipped")),
            figure="; ".join(told.get("figure", ["no figure"])),
            control="; ".join(told.get("control", [])),
        )
