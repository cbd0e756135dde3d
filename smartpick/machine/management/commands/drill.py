"""Every drill at its full size, and a line of each with its figure and its control."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smartpick.machine import drills
from smartpick.machine.environment import PROJECT


class Command(BaseCommand):
    help = "The long proofs at full size: kills, outages, clocks, mutants. Takes its time."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("only", nargs="*", help="words of pytest's -k, such as kill or clock")
        parser.add_argument("--quick", action="store_true", help="the form that runs in the tests")

    def handle(self, *, only: list[str], quick: bool, **_: Any) -> None:
        with tempfile.TemporaryDirectory(prefix="sp-drill-") as folder:
            report = Path(folder) / "report.xml"
            code = run(report, only, size="quick" if quick else "full")
            found = list(drills.read(report)) if report.exists() else []
        for one in found:
            self.stdout.write(one.line())
        broken = [one for one in found if not one.passed]
        if code or broken or not found:
            raise CommandError(f"{len(broken)} of {len(found)} drills did not hold.")
        self.stdout.write(f"{len(found)} drills held.")


def run(report: Path, only: list[str], *, size: str) -> int:
    command = [sys.executable, "-m", "pytest", "tests", "-q", f"--junitxml={report}"]
    command += ["-m", "drill or proof"]
    named = ["-k", " or ".join(only)] if only else []
    variables = os.environ | {drills.SIZE: size}
    return subprocess.run([*command, *named], cwd=PROJECT, env=variables, check=False).returncode
