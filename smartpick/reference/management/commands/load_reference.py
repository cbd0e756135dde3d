from typing import Any

from django.core.management.base import BaseCommand

from smartpick.reference.loading import load_all


class Command(BaseCommand):
    help = "Load the published figures, dates and rules; says what changed."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = {name: count for name, count in load_all().items() if count}
        for name, count in changed.items():
            self.stdout.write(f"{name}: {count} new or changed")
        if not changed and options["verbosity"] > 1:
            self.stdout.write("Nothing changed.")
