"""A house of its own beside the test: its outbox in its own database, and workers to be killed.

The other end of the talk is inside.py: one command a line.
"""

import ast
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INSIDE = "import django; django.setup(); from tests.drills import inside; inside.serve()"


class House:
    """The test's end: `house.ask("enqueue", 20)`."""

    def __init__(self, sink, *, database=None, redis="", broken=""):
        self.folder = tempfile.TemporaryDirectory(prefix="sp-house-", dir="/tmp")
        variables = {
            "DJANGO_SETTINGS_MODULE": "tests.drills.settings",
            "DRILL_FOLDER": self.folder.name,
            "DRILL_SMTP": str(sink.port),
            "DRILL_REDIS": redis,
            "DRILL_PGHOST": database["PGHOST"] if database else "",
            "DRILL_DB": f"drill_{os.getpid()}_{time.monotonic_ns()}",
            "DRILL_BROKEN": broken,
        }
        self.log = Path(self.folder.name) / "log"
        with self.log.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-c", INSIDE], text=True, stderr=said,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | variables,
            )  # fmt: skip
        self.workers = []

    def __enter__(self):
        self.ask("ready")
        return self

    def __exit__(self, *_):
        for worker in list(self.workers):
            self.kill(worker)
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        self.folder.cleanup()

    def ask(self, deed, *words):
        self.process.stdin.write(repr((deed, *words)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the house fell:\n{self.log.read_text()[-3000:]}"
        return ast.literal_eval(line)

    def start(self, *, beat=True, pool="prefork"):
        worker = self.ask("start", beat, pool)
        self.workers.append(worker)
        return worker

    def start_web(self, port, broken=""):
        server = self.ask("web", port, broken)
        self.workers.append(server)
        return server

    def kill(self, worker):
        self.workers.remove(worker)
        self.ask("kill", worker)

    def settle(self, seconds=900):
        """Waits until nothing is on its way, at most this long; what is left then is told."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            states = self.ask("states")
            if not set(states.values()) & {"queued", "claimed", "handing"}:
                break
            time.sleep(0.2)
        return self.ask("states")
