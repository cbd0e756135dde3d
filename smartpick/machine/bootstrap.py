"""What each verb of manage.py does on a bare machine. Standard library only."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from smartpick.machine import environment, servers, suite, system
from smartpick.machine.refusal import Refusal

DEFAULT_PORT = 8000
TOOLS = [
    *system.PDF,
    "fonts-dejavu-core",
    "chromium",
    "poppler-utils",
    "ripmime",
    "redis-server",
    "postgresql",
]
MANAGE = str(environment.PROJECT / "manage.py")


def main(verb: str, words: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers are stopped
    verbs = {"start": start, "test": test, "lint": lint}
    try:
        return verbs[verb](words) if verb in verbs else measure(verb, words)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def start(words: list[str]) -> int:
    """Make everything ready, then become `manage.py serve`."""
    parser = argparse.ArgumentParser(
        prog="manage.py start", description="Run SmartPick on this computer."
    )
    parser.add_argument("--port", type=int, help="default: 8000, or the next free one")
    parser.add_argument("--data", help="folder for database and files; default: .data")
    chosen = parser.parse_args(words)
    port = choose_port(chosen.port)
    data = environment.data_folder(chosen.data)
    python = environment.ensure(environment.RUN, spare=data if chosen.data else None)
    system.want_pdf_libraries()
    variables = environment.inside(
        python, "smartpick.settings.tryout", SMARTPICK_DATA=str(data), SMARTPICK_PORT=str(port)
    )
    os.chdir(environment.PROJECT)
    sys.stdout.flush()
    os.execve(python, [str(python), MANAGE, "serve", "--port", str(port)], variables)  # noqa: S606


def choose_port(given: int | None) -> int:
    """The port to serve on. A given one is taken or refused; the default one may move."""
    wanted = given or DEFAULT_PORT
    if is_free(wanted):
        return wanted
    free = next((port for port in range(wanted + 1, 65536) if is_free(port)), DEFAULT_PORT)
    if given:
        raise Refusal(
            f"Port {given} cannot be used: another program has it, or it is not for you."
            f" Choose another, as in python3 manage.py start --port {free}"
        )
    print(f"Port {wanted} is in use, so this runs on {free}.", flush=True)
    return free


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server does
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def test(words: list[str]) -> int:
    """The whole suite, or one pytest call with these words."""
    python = environment.ensure(environment.TEST)
    system.need(TOOLS, "the tests")
    with servers.private() as named:
        variables = environment.inside(python, "smartpick.settings.test", **named)
        return suite.whole(python, variables) if not words else suite.some(python, variables, words)


def lint(words: list[str]) -> int:
    python = environment.ensure(environment.TEST)
    return manage(python, "lint", words, {})


def measure(verb: str, words: list[str]) -> int:
    """bench, drill and shots: commands of the test environment that need the private servers."""
    python = environment.ensure(environment.TEST)
    system.need(TOOLS, verb)
    with servers.private() as named:
        return manage(python, verb, words, named)


def manage(python: Path, verb: str, words: list[str], named: dict[str, str]) -> int:
    variables = environment.inside(python, "smartpick.settings.test", **named)
    command = [str(python), MANAGE, verb, *words]
    return subprocess.run(command, env=variables, cwd=environment.PROJECT, check=False).returncode
