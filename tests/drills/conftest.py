"""What drills share: their size, and the line that `python3 manage.py drill` prints of each.

A drill is a test marked `@pytest.mark.drill("R1")`, R1 being the bar that it shows; one that needs
no machine for itself is marked `proof` instead and runs beside the other tests. The quick form runs
in `python3 manage.py test`; the full one by `python3 manage.py drill`, which sets SIZE.
"""

import os
from contextlib import contextmanager

import pytest

from tests.drills.sink import sink  # noqa: F401

SIZE = "SMARTPICK_DRILL"


@pytest.fixture
def size():
    """`size(quick=300, full=2000)`: the figure of the form that runs."""

    def chosen(quick, full):
        return full if os.environ.get(SIZE) == "full" else quick

    return chosen


class Told:
    """What a drill found. A bar may be broken on purpose, and the drill must then notice."""

    def __init__(self, record):
        self._record = record

    def figure(self, words):
        """`told.figure("300 mails, 15 kills: 0 lost, 0 doubled")`"""
        self._record("figure", words)

    @contextmanager
    def control(self, broken):
        """Holds the same assertions on a variant that is broken on purpose; they must fail.

        `with told.control("without a claim"): assert doubled(...) == 0`
        """
        try:
            yield
        except AssertionError:
            self._record("control", broken)
        else:
            pytest.fail(f"The control passed: nothing noticed the variant {broken}.")


@pytest.fixture
def told(request, record_property):
    marker = request.node.get_closest_marker("drill") or request.node.get_closest_marker("proof")
    record_property("bar", ", ".join(marker.args) if marker else "-")
    return Told(record_property)
