from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from smartpick.common.errors import RuleBroken
from smartpick.records.services.backup import back_up


class Command(BaseCommand):
    help = "Write the whole state, documents too, into one file; sealed when a key is given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, help="a file that holds the passphrase")

    def handle(self, *, file: Path, key: Path | None, **_: Any) -> None:
        began = timezone.now()
        try:
            passphrase = key.read_text() if key else ""
            told = back_up(file, now=began, passphrase=passphrase)
        except (RuleBroken, OSError) as why:
            raise CommandError(str(why)) from why
        seconds = (timezone.now() - began).total_seconds()
        count = sum(table["count"] for table in told["tables"].values())
        self.stdout.write(
            f"{count:,} rows of {len(told['tables'])} tables and {len(told['files']):,} documents"
            f" in {file}, {file.stat().st_size:,} bytes, {seconds:.1f} s."
        )
        if not key:
            self.stdout.write("Not sealed: this file holds records. Give --key, or seal it.")
        for name in told["missing"]:
            self.stderr.write(f"A document has no file any more: {name}")
