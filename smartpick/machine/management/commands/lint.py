"""Every check that reads the code without running it; one line each, output only where it fails."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from smartpick.machine import cut, vendor
from smartpick.machine.environment import PROJECT

PYTHON = sys.executable
TOOLS = Path(PYTHON).parent
MANAGE = [PYTHON, "manage.py"]
COMMANDS: dict[str, list[str | Path]] = {
    "ruff check": [TOOLS / "ruff", "check", "--output-format", "concise", "."],
    "ruff format": [TOOLS / "ruff", "format", "--check", "--output-format", "concise", "."],
    "types": [TOOLS / "mypy"],
    "floors and layers": [TOOLS / "lint-imports", "--no-cache"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "system checks": [*MANAGE, "check", "--fail-level", "WARNING"],
}
# What a tracked file never names: the host of a package registry, a folder of one machine.
FOREIGN = re.compile(
    r"registry\.npmjs|registry\.yarnpkg|files\.pythonhosted|pypi\.org|pypi\.python|deb\.debian\.org"
    r"|//[\w.-]*(?:artifactory|nexus|devpi)[\w.-]*/|(?<![\w.])/(?:work|home|Users)/\w"
)
UNREAD = (".woff2", ".png", ".pdf", ".ico", "lint.py")


class Command(BaseCommand):
    help = "Run every check of the code: style, types, layers, migrations, vendored files."
    requires_system_checks = ()

    def handle(self, **_: object) -> None:
        checks: dict[str, Callable[[], str]] = {
            name: partial(run, command) for name, command in COMMANDS.items()
        }
        checks |= {
            "tracked files": foreign_words,
            "vendored files": vendored,
            "style sheet cut": uncut,
        }
        failed = [name for name, check in checks.items() if not self.passes(name, check)]
        if failed:
            raise CommandError(f"{len(failed)} of {len(checks)} failed: {', '.join(failed)}")

    def passes(self, name: str, check: Callable[[], str]) -> bool:
        began = time.monotonic()
        complaint = check()
        word = "failed" if complaint else "ok"
        self.stdout.write(f"{name:<20} {word:<7} {time.monotonic() - began:5.1f} s")
        if complaint:
            self.stdout.write(complaint)
        self.stdout.flush()
        return not complaint


def run(command: list[str | Path]) -> str:
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip() or "no output"


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return [PROJECT / name for name in listed.stdout.split("\0") if name]


def foreign_words() -> str:
    found = []
    for path in tracked():
        if path.name.endswith(UNREAD) or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            if hit := FOREIGN.search(line):
                found.append(f"{path.relative_to(PROJECT)}:{number}: {hit.group()}")
    return "\n".join(found)


def vendored() -> str:
    return "\n".join(vendor.complaints())


def uncut() -> str:
    return "\n".join(cut.complaints())
