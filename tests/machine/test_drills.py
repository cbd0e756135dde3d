"""The lines of `manage.py drill`, read from a report that pytest itself wrote."""

import os
import subprocess
import sys

import pytest

from smartpick.machine import drills
from smartpick.machine.environment import PROJECT

DRILLS = """
import pytest

@pytest.mark.drill("R1")
def test_holds(told, size):
    told.figure(f"0 of {size(quick=3, full=30)} lost")
    with told.control("without a claim"):
        assert 1 == 0

@pytest.mark.drill("R2")
def test_has_a_control_that_passes(told):
    with told.control("nothing broken"):
        assert 1 == 1
"""


@pytest.fixture
def report(tmp_path):
    """A run of two drills beside the real conftest."""
    folder = tmp_path / "drills"
    folder.mkdir()
    (folder / "conftest.py").write_text((PROJECT / "tests/drills/conftest.py").read_text())
    (folder / "test_two.py").write_text(DRILLS)
    (folder / "pytest.ini").write_text(
        "[pytest]\nmarkers = drill: a drill\njunit_family = xunit1\n"
    )
    written = tmp_path / "report.xml"
    command = [sys.executable, "-m", "pytest", "-p", "no:django", f"--junitxml={written}", "-q"]
    beside = os.environ | {"PYTHONPATH": str(PROJECT)}  # where the conftest finds its sink
    subprocess.run(command, cwd=folder, env=beside, capture_output=True, check=False)
    return written


def test_report_says_bar_figure_and_control(report):
    held, broken = drills.read(report)

    assert (held.bar, held.passed, held.figure) == ("R1", True, "0 of 3 lost")
    assert held.line().endswith("0 of 3 lost; control failed as it must: without a claim")
    assert (broken.bar, broken.passed, broken.control) == ("R2", False, "")
    assert "BROKEN" in broken.line()
