from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from smartpick.machine.demo.fill import demo_people


class Command(BaseCommand):
    help = "Fill the try-out with invented people. Those who are there already stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TRYOUT:
            raise CommandError(
                "Invented people belong to the try-out alone: python3 manage.py start"
            )
        with transaction.atomic():
            made = demo_people(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"Made {made} invented people.")
