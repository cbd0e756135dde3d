from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from smartpick.common.errors import RuleBroken
from smartpick.outbox.choices import State
from smartpick.outbox.models import Intent
from smartpick.records.services.backup import restore


class Command(BaseCommand):
    help = "Put a backup into an empty, prepared database. All mail that waited is held."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, help="the file that holds the passphrase")

    def handle(self, *, file: Path, key: Path | None, **_: Any) -> None:
        began = timezone.now()
        try:
            passphrase = key.read_text() if key else ""
            told = restore(file, now=began, passphrase=passphrase)
        except (RuleBroken, OSError) as why:
            raise CommandError(str(why)) from why
        seconds = (timezone.now() - began).total_seconds()
        count = sum(table["count"] for table in told["tables"].values())
        held = Intent.objects.filter(state=State.HELD).count()
        self.stdout.write(
            f"{count:,} rows and {len(told['files']):,} documents of {told['made_at']} are back, as"
            f" they were, {seconds:.1f} s. {held:,} mails are held: look at /operator/mail/."
        )
