"""A PostgreSQL and a Redis of our own for as long as a command runs. Standard library only."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from smartpick.machine import system
from smartpick.machine.refusal import Refusal

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextlib.contextmanager
def private() -> Iterator[dict[str, str]]:
    """Both servers on sockets of their own, no TCP port, and the variables that name them."""
    with postgres() as database, redis() as queue:
        yield database | queue


@contextlib.contextmanager
def postgres(speed: str = FAST) -> Iterator[dict[str, str]]:
    """Fast by default, as tests want it; with `speed=""` a commit is safe on the disk."""
    home = short_folder("sp-pg-")
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
    data, options = home / "d", f"-c listen_addresses='' -c unix_socket_directories={home} {speed}"
    account = ["-U", "smartpick", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    try:
        run(as_postgres("initdb", "-D", str(data), *account), home)
        log = ["-l", str(home / "log")]
        run(as_postgres("pg_ctl", "-D", str(data), "-w", *log, "-o", options, "start"), home)
        yield {"PGHOST": str(home), "PGUSER": "smartpick", "SMARTPICK_DB": "postgres"}
    finally:
        stop = as_postgres("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        subprocess.run(stop, cwd=home, capture_output=True, check=False)
        shutil.rmtree(home, ignore_errors=True)


def restart(database: dict[str, str]) -> None:
    """Stops a server of ours as a power cut would, and starts it again."""
    home = Path(database["PGHOST"])
    again = as_postgres(
        "pg_ctl", "-D", str(home / "d"), "-m", "immediate", "-w", "-l", str(home / "log"), "restart"
    )
    run(again, home)


@contextlib.contextmanager
def redis() -> Iterator[dict[str, str]]:
    home = short_folder("sp-redis-")
    path = home / "s"
    command = ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", ""]
    server = subprocess.Popen(
        [*command, "--dir", str(home)], stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(path, server)
        yield {"REDIS_URL": f"redis+socket://{path}"}
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)


def short_folder(prefix: str) -> Path:
    """A socket's path holds 107 bytes, so it lies right under /tmp."""
    return Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))


def as_postgres(program: str, *words: str) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    command = [system.postgres_program(program) or program, *words]
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def run(command: list[str], folder: Path) -> None:
    # pg_ctl hands its output on to the server, so a pipe would never end.
    with (folder / "said").open("w+") as said:
        done = subprocess.run(command, cwd=folder, stdout=said, stderr=said, check=False)
        if done.returncode:
            said.seek(0)
            raise Refusal(f"PostgreSQL did not start: {said.read().strip()}")


def wait_for(path: Path, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(path))
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise Refusal("Redis did not start: try redis-server by hand to see why.")
