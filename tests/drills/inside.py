"""What runs beside the test: answers one command a line, and forks workers and web servers.

Each leads a process group of its own, so that a start costs no imports and a kill takes the
worker, its children and its schedule at once.
"""

import ast
import contextlib
import os
import signal
import sys
import time
from datetime import timedelta

from celery.signals import worker_ready
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.utils import timezone
from gunicorn.app.base import BaseApplication

from smartpick.outbox import services
from smartpick.outbox.delivery import deliver
from smartpick.outbox.message import message_id
from smartpick.outbox.models import Intent
from smartpick.outbox.services import Mail
from smartpick.worker import app
from tests.drills import presses
from tests.drills.variants import STEPS, break_it


def serve():
    deeds = {"ready": ready, "enqueue": enqueue, "start": start, "kill": kill, "states": states,
             "pass": one_pass, "flush_leases": flush_leases, "reconnect": reconnect,
             "whole": whole, "web": web, **presses.DEEDS}  # fmt: skip
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    for line in sys.stdin:
        deed, *words = ast.literal_eval(line)
        print(repr(deeds[deed](*words)), file=out)


def ready():
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    call_command("migrate", "outbox", verbosity=0)
    return True


def whole():
    """Every table, for a drill whose people use the pages."""
    call_command("migrate", verbosity=0)
    return True


def web(port, broken):
    """Forks a web server with two processes and returns when it listens; its process id."""
    hear, tell = os.pipe()
    server = forked(lambda: serve_pages(port, tell, broken))
    os.close(tell)
    os.read(hear, 1)
    os.close(hear)
    return server


def serve_pages(port, tell, broken):
    break_it(broken)
    Pages(port, tell).run()


class Pages(BaseApplication):
    """gunicorn as a school runs it, started from this process."""

    def __init__(self, port, tell):
        self.port, self.tell = port, tell
        super().__init__()

    def load_config(self):
        told = {"bind": f"127.0.0.1:{self.port}", "workers": 2, "threads": 8, "loglevel": "error",
                "when_ready": lambda _: os.write(self.tell, b"1")}  # fmt: skip
        for name, value in told.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


def enqueue(count, prefix="m"):
    """How many seconds the slowest took: a broker that is away must not hold a page."""
    slowest = 0.0
    for number in range(count):
        key = f"{prefix}{number}"
        mail = Mail(key, "drill", f"{key}@alum.example", "A drill", "Words.\n" * 20)
        began = time.monotonic()
        services.enqueue(mail, now=timezone.now())
        slowest = max(slowest, time.monotonic() - began)
    return slowest


def states():
    return {f"{message_id(one)} {one.to}": str(one.state) for one in Intent.objects.all()}


def start(beat, pool):
    """Forks a worker's group and returns when it takes tasks; its process id."""
    hear, tell = os.pipe()
    worker = forked(lambda: work(beat, pool, tell))
    os.close(tell)
    os.read(hear, 1)
    os.close(hear)
    return worker


def forked(deed):
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        os.setsid()
        deed()
    finally:
        os._exit(0)


def work(beat, pool, tell):
    break_it(os.environ["DRILL_BROKEN"])
    worker_ready.connect(lambda **_: os.write(tell, b"1"), weak=False)
    words = ["-q", "worker", "--pool", pool, "--without-gossip", "--without-mingle", "-n",
             f"{os.getpid()}@drill"]  # fmt: skip
    words += ["--concurrency", "4"] if pool == "prefork" else []
    words += (
        ["--beat", "--schedule", f"{os.environ['DRILL_FOLDER']}/beat-{os.getpid()}"] if beat else []
    )
    app.worker_main(words)


def one_pass(step, many):
    """One pass in a process of its own that dies at the step, if one is named."""

    def deed():
        if step:
            STEPS[step][0]()
        deliver(clock=timezone.now)

    for _ in range(many):
        os.waitpid(forked(deed), 0)
    return True


def flush_leases():
    """Time passes: every lease is over."""
    over = timezone.now() - timedelta(seconds=1)
    return Intent.objects.filter(lease_until__isnull=False).update(lease_until=over)


def reconnect():
    connections.close_all()
    return True


def kill(worker):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    return True
