"""The whole suite in its parts, and one closing line over all. Standard library only."""

import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from smartpick.machine.environment import PROJECT

NOTHING_COLLECTED = 5
ALONE = "browser or worker or drill"


@dataclass(frozen=True)
class Part:
    title: str
    words: tuple[str, ...]
    sqlite: bool = False


PARTS = (
    Part("rules, services and pages", ("-m", f"not ({ALONE})", "-n", "2", "--dist", "loadfile")),
    Part("browser, worker and quick drills", ("-m", ALONE)),
    Part("the same meaning on SQLite", ("-m", "sqlite"), sqlite=True),
)


def some(python: Path, variables: dict[str, str], words: list[str]) -> int:
    """One pytest call: its output and its code, as they are."""
    return pytest(python, variables, *words)


def whole(python: Path, variables: dict[str, str]) -> int:
    """Every part, whatever became of the one before; the first code that is not 0."""
    began, counts, codes = time.monotonic(), Counter[str](), []
    with tempfile.TemporaryDirectory(prefix="sp-report-") as folder:
        for number, part in enumerate(PARTS, start=1):
            print(f"\n{number} of {len(PARTS)}: {part.title}", flush=True)
            report = Path(folder) / f"{number}.xml"
            given = without_servers(variables) if part.sqlite else variables
            codes.append(pytest(python, given, *part.words, f"--junitxml={report}"))
            counts += counted(report)
    print(closing_line(counts, time.monotonic() - began), flush=True)
    return verdict(counts, codes)


def pytest(python: Path, variables: dict[str, str], *words: str) -> int:
    command = [str(python), "-m", "pytest", *words]
    return subprocess.run(command, env=variables, cwd=PROJECT, check=False).returncode


def without_servers(variables: dict[str, str]) -> dict[str, str]:
    return {key: value for key, value in variables.items() if key != "SMARTPICK_DB"}


def counted(report: Path) -> Counter[str]:
    """What a report of pytest counted; nothing when it wrote none."""
    if not report.exists():
        return Counter()
    suite = ET.parse(report).getroot().find("testsuite")  # noqa: S314 - written a moment ago
    if suite is None:
        return Counter()
    told = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    failed, errors, skipped = told["failures"], told["errors"], told["skipped"]
    passed = told["tests"] - failed - errors - skipped
    return Counter(passed=passed, failed=failed, errors=errors, skipped=skipped)


def closing_line(counts: Counter[str], seconds: float) -> str:
    order = ("failed", "passed", "skipped", "errors")
    said = ", ".join(f"{counts[name]} {name}" for name in order if counts[name])
    return f" {said or 'no tests ran'} in {seconds:.1f}s ".center(80, "=")


def verdict(counts: Counter[str], codes: list[int]) -> int:
    """An empty part is no failure; a run without a single passed test is one."""
    bad = [code for code in codes if code not in (0, NOTHING_COLLECTED)]
    if bad:
        return bad[0]
    return 0 if counts["passed"] else NOTHING_COLLECTED
