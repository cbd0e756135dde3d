"""Speed as ratios within this run and cost as exact counts, each beside its bar."""

from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from smartpick.machine.bench import site
from smartpick.machine.bench.registry import MEASURES, SERVED
from smartpick.machine.bench.rows import HEAD, Row, judged


class Command(BaseCommand):
    help = "Measures the app beside a bare one: goal, value and pass; 1 when a bar is missed."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("only", nargs="*", choices=[[], *MEASURES], help="some measures alone")
        parser.add_argument("--full", action="store_true", help="a million rows, where it counts")

    def handle(self, *, only: list[str], full: bool, **_: Any) -> None:
        self.stdout.write(HEAD)
        rows: list[Row] = []
        asked = only or list(MEASURES)
        with site.standing(served=bool(SERVED & set(asked)), full=full) as standing:
            for name in asked:
                told = judged(partial(MEASURES[name], standing))
                for row in told:
                    self.stdout.write(row.line())
                self.stdout.flush()
                rows += told
        self.stdout.write(verdict(rows))


def verdict(rows: list[Row]) -> str:
    """The closing line; raises CommandError, which ends with 1, when a bar was missed."""
    missed = [row for row in rows if not row.holds]
    if missed:
        raise CommandError(f"{len(missed)} of {len(rows)} bars were missed.")
    return f"{len(rows)} bars held."
