"""For a monitor outside: what the health page says, and 0 only when nothing is red.

The worker tells operators of what turned red; nobody but an outside eye sees that the worker died.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone

from smartpick.common.wake import broker_answers
from smartpick.records.queries.health import health


class Command(BaseCommand):
    help = "Say whether mail goes out and work is done; ends with 0 when nothing is red."
    requires_system_checks = ()

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            lines = health(now=timezone.now(), broker=broker_answers())
        except Error as away:
            raise CommandError("The database does not answer.", returncode=2) from away
        for line in lines:
            since = f" Since {line.since:%Y-%m-%d %H:%M} UTC." if line.since else ""
            word = "RED " if line.is_red else "well"
            self.stdout.write(f"{word} {line.name}: {line.words}{since}")
        red = sum(line.is_red for line in lines)
        if red:
            raise CommandError(f"{red} of {len(lines)} lines are red.")
