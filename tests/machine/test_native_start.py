"""The parts of docker-compose.yml, started by the README's own commands, with a mail catcher."""

import os
import re
import shlex
import signal
import smtplib
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from smartpick.machine import servers
from smartpick.machine.environment import PROJECT
from tests.drills.sink import Sink
from tests.production import WHOLE, run

README = (PROJECT / "README.md").read_text()
BIN = Path(sys.executable).parent
SOMEBODY = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from smartpick.accounts.models import User
from smartpick.campaign.models import Task
from smartpick.campaign.services import add_task
from smartpick.home.services import open_record
from timeline.services.reminders import save_preference
now = timezone.now()
user = User.objects.create_user("maya@alum.example", "x", name="Maya", time_zone=ZONE)
cycle = open_record(user=user, now=now).cycle
task = add_task(cycle=cycle, title="Read the draft", due_on=timezone.localdate(), now=now)
Task.objects.update(created_at=now - timedelta(days=9))
save_preference(user=user, mode="daily", weekday=0, hour=8, pause_from=None, pause_until=None,
                stopped=[], subject_style="neutral", now=now)
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(word):
    """The README's line with this word, as a shell would split it, with this environment's bin."""
    (line,) = re.findall(rf"^\.venv/bin/(.*{word}[^#\n]*)", README, re.M)
    program, *words = shlex.split(line)
    return [str(BIN / program), *words]


def zone_where_it_is_noon():
    """A mail of the day goes between 8 and 18 by the reader's clock."""
    ahead = (12 - time.gmtime().tm_hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"


@pytest.fixture
def house(tmp_path):
    """The README's variables, on servers and a catcher of the test's own."""
    name = f"native_{os.getpid()}"
    with servers.redis() as redis, Sink() as sink:
        host = os.environ["PGHOST"]
        admin = psycopg.connect(host=host, user="smartpick", dbname="postgres", autocommit=True)
        admin.execute(f"CREATE DATABASE {name}")
        variables = WHOLE | redis | {
            "DJANGO_SETTINGS_MODULE": "smartpick.settings.production", "SMARTPICK_INSIDE": "1",
            "ALLOWED_HOSTS": "localhost", "SITE_URL": "https://localhost",
            "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "SMARTPICK_DATA": str(tmp_path),
            "DATABASE_URL": f"psql://smartpick@/{name}", "PGHOST": host,
        }  # fmt: skip
        yield variables, sink
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        admin.close()


@pytest.fixture
def started():
    """`started(command, variables)`; each runs in a group of its own that ends with the test."""
    running = []

    def start(words, variables):
        process = subprocess.Popen(
            words, cwd=PROJECT, env=os.environ | variables, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        running.append(process)
        return process

    yield start
    for process in running:
        os.killpg(process.pid, signal.SIGTERM)
    for process in running:
        process.wait(30)


def status_of(port):
    line = f"GET /status/ HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", port), 5) as wire:
        wire.sendall(line)
        return wire.recv(100).split()[1]


def until(deed, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := deed():
                return found
        except OSError:
            pass
        time.sleep(0.3)
    return None


@pytest.mark.worker
@pytest.mark.feature("X32")
def test_due_item_becomes_a_mail_in_a_catcher_with_every_part_started_natively(
    house, started, tmp_path
):  # fmt: skip
    variables, sink = house
    prepared = run(*command("manage.py prepare")[1:], timeout=400, **variables)
    assert prepared.returncode == 0, prepared.stderr
    port = free_port()
    web = [word.replace("8000", str(port)) for word in command("gunicorn")]
    beat = [*command("beat")[:-1], f"{tmp_path}/beat-schedule"]
    for words in (web, command("worker worker"), beat):
        started(words, variables)
    person = SOMEBODY.replace("ZONE", repr(zone_where_it_is_noon()))
    made = run("-c", person, timeout=120, **variables)
    assert made.returncode == 0, made.stderr

    caught = until(lambda: list(sink.received), 240)

    assert until(lambda: status_of(port), 60) == b"200"
    assert [one.recipients for one in caught or []] == [("maya@alum.example",)]
    assert b"Read the draft" in caught[0].data


def test_catcher_of_the_trial_shows_a_mail_and_takes_it():
    port = free_port()
    catcher = subprocess.Popen(
        [sys.executable, "-m", "smartpick.machine.catcher", str(port)], cwd=PROJECT, text=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert str(port) in catcher.stdout.readline()
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as line:
            line.sendmail("a@x.example", ["b@x.example"], "Subject: Hello\n\n.Two dots\n")
        shown = [catcher.stdout.readline() for _ in range(4)]
    finally:
        catcher.terminate()
        catcher.wait(10)
        catcher.stdout.close()

    assert "".join(shown).startswith("Subject: Hello")
    assert ".Two dots\n" in "".join(shown)
