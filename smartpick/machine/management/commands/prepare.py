from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the database, the published figures and the static files to this version."

    def handle(self, *_: Any, **options: Any) -> None:
        quiet = {"verbosity": 0}
        call_command("migrate", interactive=False, **quiet)
        call_command("createcachetable", **quiet)
        call_command("load_reference", **quiet)
        if not settings.TRYOUT:  # the try-out serves them from where they lie
            call_command("collectstatic", interactive=False, **quiet)
        if options["verbosity"]:
            self.stdout.write("Ready to serve.")
