from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from smartpick.accounts.choices import InvitedAs
from smartpick.accounts.models import School, User
from smartpick.accounts.services.schools import invite


class Command(BaseCommand):
    help = "Open a school and invite its first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("administrator", help="the address that is invited")
        parser.add_argument("--by", required=True, help="the operator's own address")

    def handle(self, *args: Any, **options: Any) -> None:
        operator = User.objects.filter(email__iexact=options["by"], is_staff=True).first()
        if operator is None:
            raise CommandError("No operator has that address. Make one with createsuperuser.")
        school, made = School.objects.get_or_create(name=options["name"])
        invite(
            school=school,
            email=options["administrator"].lower(),
            role=InvitedAs.ADMINISTRATOR,
            by=operator,
            now=timezone.now(),
        )
        self.stdout.write(f"{'Opened' if made else 'Found'} {school.name}; invitation queued.")
