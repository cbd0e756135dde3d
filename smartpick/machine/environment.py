"""The private Python environment of each lock. Standard library only."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from smartpick.machine import system
from smartpick.machine.refusal import Refusal

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
RUN = "run"
TEST = "test"
FOLDERS = {RUN: ".venv", TEST: ".venv-test"}


def writable(folder: Path) -> bool:
    """Whether a file can be made there; asked by making one, for root and read-only disks too."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def data_folder(given: str | None) -> Path:
    """Where the try-out keeps its database, files and queue."""
    folder = Path(given).expanduser().resolve() if given else PROJECT / ".data"
    if writable(folder):
        return folder
    raise Refusal(
        f"Nothing can be written to {folder}: name a folder of your own,"
        " as in python3 manage.py start --data ~/smartpick"
    )


def place(kind: str, spare: Path | None = None) -> Path:
    """The folder of this environment: in the project, or in `spare` when that is read-only."""
    if writable(PROJECT):
        return PROJECT / FOLDERS[kind]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = spare or cache / "smartpick" / hashlib.sha256(bytes(PROJECT)).hexdigest()[:12]
    if writable(folder):
        return folder / FOLDERS[kind].lstrip(".")
    raise Refusal(
        f"Nothing can be written to {PROJECT} nor to {folder}:"
        " set XDG_CACHE_HOME to a folder of your own."
    )


def python_of(venv: Path) -> Path:
    return venv / "bin" / "python"


def stamp_for(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def ensure(kind: str, spare: Path | None = None) -> Path:
    """The Python of this environment, made or renewed when its lock or Python is another."""
    venv, lock = place(kind, spare), HERE / f"{kind}.lock"
    stamp = venv / "stamp"
    with one_at_a_time(venv):
        if not stamp.exists() or stamp.read_text() != stamp_for(lock):
            print("Making a private Python environment (once)", flush=True)
            make(venv)
            fill(venv, lock)
            stamp.write_text(stamp_for(lock))
    return python_of(venv)


@contextlib.contextmanager
def one_at_a_time(venv: Path) -> Iterator[None]:
    """Two commands at once make the environment once."""
    name = hashlib.sha256(bytes(venv)).hexdigest()[:12]
    with (Path(tempfile.gettempdir()) / f"smartpick-{os.geteuid()}-{name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def make(venv: Path) -> None:
    command = [sys.executable, "-m", "venv", str(venv)]
    for last_try in (False, True):
        # Bare Debian lacks ensurepip, and its failed try leaves a broken folder behind.
        shutil.rmtree(venv, ignore_errors=True)
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode == 0:
            return
        if last_try or not system.may_install() or not system.install(["python3-venv"]):
            raise Refusal(
                "A private Python environment could not be made."
                f" Debian, Ubuntu: {system.advice(['python3-venv'])}\n{made.stdout}{made.stderr}"
            )


def fill(venv: Path, lock: Path) -> None:
    """Install the lock: by uv, itself installed by its hash, or by pip where uv cannot be had."""
    pip = [str(python_of(venv)), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    uv = venv / "bin" / "uv"
    fast = [str(uv), "pip", "install", "-q", "--no-config", "--python", str(python_of(venv))]
    if installs(pip, HERE / "uv.lock.txt") and uv.exists() and installs(fast, lock):
        return
    if not installs(pip, lock, aloud=True):
        raise Refusal(
            "The Python packages could not be installed: look at the lines above, connect this"
            " computer to a package index and give the same command again."
        )


def installs(installer: list[str], lock: Path, *, aloud: bool = False) -> bool:
    command = [*installer, "--require-hashes", "-r", str(lock)]
    return subprocess.run(command, capture_output=not aloud, check=False).returncode == 0


def inside(python: Path, settings: str, **more: str) -> dict[str, str]:
    """The variables under which a program of this environment runs."""
    return os.environ | {
        "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": str(python.parent.parent),
        "DJANGO_SETTINGS_MODULE": settings,
        "SMARTPICK_INSIDE": "1",
        **more,
    }
