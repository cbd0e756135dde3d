"""The try-out on this computer: prepare the data, then web server and worker until one ends."""

import fcntl
import signal
import sys
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from smartpick.machine import children
from smartpick.machine.demo import people
from smartpick.machine.refusal import Refusal


class Command(BaseCommand):
    help = "Prepare the data of the try-out and serve it on this computer."
    requires_system_checks = ()  # the children check; a second time costs a second

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **_: object) -> None:
        data = Path(settings.DATA)
        data.mkdir(parents=True, exist_ok=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with (data / "serve.lock").open("a+") as held:
            hold(held, data, port)
            try:
                prepare()
                self.serve(port, data)
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
            except KeyboardInterrupt:
                self.stdout.write("")

    def serve(self, port: int, data: Path) -> None:
        started = []
        try:
            started.append(children.begin("web server", web(port), log(data, "web")))
            started.append(children.begin("worker", worker(data), log(data, "worker")))
            children.await_page(port, "/status/", started)
            self.stdout.write(f"\nSmartPick: http://localhost:{port}\n")
            self.stdout.write("\n".join(people.lines()))
            self.stdout.write("\nCtrl-C ends it.")
            self.stdout.flush()
            children.watch(started)
        finally:
            children.stop(started)


def hold(held: TextIO, data: Path, port: int) -> None:
    """One try-out for each data folder: two workers would both keep the schedule."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        held.seek(0)
        raise CommandError(
            f"SmartPick already runs on these data, at http://localhost:{held.read()}."
            " Use it there, or give this one its own: python3 manage.py start --data ~/smartpick-2"
        ) from taken
    held.truncate(0)
    held.write(str(port))
    held.flush()


def prepare() -> None:
    call_command("prepare", verbosity=0)
    call_command("seed_demo", verbosity=0)


def log(data: Path, name: str) -> Path:
    folder = data / "log"
    folder.mkdir(exist_ok=True)
    return folder / f"{name}.log"


def web(port: int) -> list[str]:
    server = [sys.executable, "-m", "gunicorn", "smartpick.wsgi", "--bind", f"127.0.0.1:{port}"]
    return [*server, "--workers", "1", "--threads", "8", "--worker-class", "gthread"]


def worker(data: Path) -> list[str]:
    app = [sys.executable, "-m", "celery", "-A", "smartpick.worker", "-q", "worker"]
    alone = ["--pool", "solo", "--without-gossip", "--without-mingle"]
    return [*app, "--beat", "--schedule", str(data / "beat-schedule"), *alone]
