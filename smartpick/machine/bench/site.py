"""What is measured: the app as a school runs it and the bare app, each on two workers."""

import contextlib
import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from smartpick.accounts.models import User
from smartpick.machine import children
from smartpick.machine.demo.fill import make_applicant, make_staff
from smartpick.machine.demo.people import DOMAIN, PEOPLE
from smartpick.machine.environment import PROJECT

HOST = "bench.example"
KEY = "a-key-of-invented-letters-for-one-run-that-guards-nothing-at-all"
ASKED = {f"{name}@{DOMAIN}" for name in ("okafor", "linh", "tomas")}
TOKEN = "b" * 32  # the cookie of the form token, and the token itself
LIMIT = "smartpick.machine.bench.limit"


@dataclass
class Visitor:
    """Somebody at one of the two servers, one request after the other."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, posted: dict[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            if posted is None:
                line.request("GET", path, headers=self.headers)
            else:
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                body = urlencode({"csrfmiddlewaretoken": TOKEN, **posted})
                line.request("POST", path, body, self.headers | kind)
            answer = line.getresponse()
            return answer, answer.read()
        finally:
            line.close()

    def expect(self, status: int, path: str, posted: dict[str, str] | None = None) -> bytes:
        answer, body = self.ask(path, posted)
        if answer.status != status:
            raise RuntimeError(f"{path} answered {answer.status}, not {status}.")
        return body


@dataclass(frozen=True)
class Site:
    app: int
    limit: int
    environment: dict[str, str]  # of a process that runs the app
    limit_environment: dict[str, str]
    limit_session: str
    full: bool  # the sizes of a long night
    parents: tuple[int, ...]  # whose children do the work: both servers and the database

    def visitor(self, name: str = "") -> Visitor:
        """One of the demo people at the app, or nobody."""
        cookies = [f"__Host-csrf={TOKEN}"]
        if name:
            client = Client()
            with override_settings(SECRET_KEY=KEY):
                client.force_login(User.objects.get(email=f"{name}@{DOMAIN}"))
            cookies.append(f"__Host-session={client.cookies['sessionid'].value}")
        return Visitor(self.app, {**SECURE, "Cookie": "; ".join(cookies)})

    def bare(self) -> Visitor:
        return Visitor(self.limit, {"Cookie": f"sessionid={self.limit_session}"})

    def spent(self) -> dict[int, int]:
        """Nanoseconds of processor time of each worker and each process of the database."""
        return {pid: time_of(pid) for pid in descendants(self.parents)}


SECURE = {"Host": HOST, "X-Forwarded-Proto": "https", "Referer": f"https://{HOST}/"}


def descendants(parents: tuple[int, ...]) -> list[int]:
    found = []
    for told in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(told.read_text().rpartition(")")[2].split()[1]) in parents:
                found.append(int(told.parent.name))
    return found


def time_of(pid: int) -> int:
    spent = 0
    for told in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):
            spent += int(told.read_text().split()[0])
    return spent


@contextlib.contextmanager
def standing(*, served: bool, full: bool = False) -> Iterator[Site]:
    """Seeds both databases and starts both servers, where they are asked; stops them at the end."""
    fill_app()
    with tempfile.TemporaryDirectory(prefix="sp-bench-") as folder:
        ours, bare = app_environment(folder), limit_environment(folder)
        if not served:
            yield Site(0, 0, ours, bare, "", full, (postmaster(),))
            return
        collect(ours)
        session = fill_limit(bare)
        started = [
            serve("app", "smartpick.wsgi:application", ours, Path(folder)),
            serve("limit", "django.core.wsgi:get_wsgi_application()", bare, Path(folder)),
        ]
        try:
            for (port, child), path in zip(started, ("/status/", "/hello/"), strict=True):
                await_answer(port, child, path)
            (app, first), (limit, second) = started
            parents = (first.process.pid, second.process.pid, postmaster())
            yield Site(app, limit, ours, bare, session, full, parents)
        finally:
            children.stop([child for _, child in started])


def fill_app() -> None:
    quiet = {"verbosity": 0}
    call_command("migrate", interactive=False, **quiet)
    call_command("createcachetable", **quiet)
    call_command("load_reference", stdout=io.StringIO(), **quiet)
    with transaction.atomic():
        for person in sorted(PEOPLE, key=lambda person: person.role == "applicant"):
            if person.email in ASKED and person.role == "applicant":
                make_applicant(person, timezone.now())
            elif person.email in ASKED:
                make_staff(person)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("CREATE DATABASE bench_limit")


def collect(variables: dict[str, str]) -> None:
    """The static files under their hashed names, compressed, as a server has them."""
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
    subprocess.run(command, env=variables, cwd=PROJECT, check=True)


def app_environment(folder: str) -> dict[str, str]:
    """The variables of a real server, over the database that was filled."""
    return compiled(folder) | {
        "DJANGO_SETTINGS_MODULE": "smartpick.settings.production",
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "MAIL_FROM": f"SmartPick <no-reply@{HOST}>",
        "EMAIL_URL": "smtp+tls://127.0.0.1:9",
        "DATABASE_URL": "postgres:///postgres",  # PGHOST and PGUSER say where, and who asks
        "SMARTPICK_DATA": folder,
    }


def compiled(folder: str) -> dict[str, str]:
    """This environment, where Python keeps what it compiled, as on any server."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": f"{folder}/compiled"}


def limit_environment(folder: str) -> dict[str, str]:
    return compiled(folder) | {"DJANGO_SETTINGS_MODULE": f"{LIMIT}.settings"}


def fill_limit(variables: dict[str, str]) -> str:
    command = [sys.executable, "-m", f"{LIMIT}.seed"]
    told = subprocess.run(command, env=variables, cwd=PROJECT, check=True, stdout=subprocess.PIPE)
    return told.stdout.decode()


def serve(
    name: str, application: str, variables: dict[str, str], folder: Path
) -> tuple[int, children.Child]:
    port, log = free_port(), folder / f"{name}.log"
    words = ["-w", "2", "-b", f"127.0.0.1:{port}", "--no-control-socket", application]
    command = [sys.executable, "-m", "gunicorn", *words]
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=variables, stdout=said, stderr=said, start_new_session=True
        )
    return port, children.Child(name, process, log)


def await_answer(port: int, child: children.Child, path: str) -> None:
    """`/status/` alone answers without the proxy's word that it is https."""
    visitor = Visitor(port, SECURE if child.name == "app" else {})
    for _ in range(600):
        with contextlib.suppress(OSError, RuntimeError):
            visitor.expect(200, path)
            return
        children.refuse_ended([child])
        time.sleep(0.1)
    raise RuntimeError(f"No answer of {child.name}: " + child.log.read_text()[-2000:])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postmaster() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_read_file('postmaster.pid')")
        told = re.match(r"\d+", cursor.fetchone()[0])
    assert told  # noqa: S101 - a running server has written it
    return int(told[0])
