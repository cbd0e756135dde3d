"""The processes of the try-out: started together, stopped together. Standard library only."""

import contextlib
import ctypes
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from smartpick.machine.refusal import Refusal

PATIENCE = 10.0
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Child(NamedTuple):
    name: str
    process: subprocess.Popen[bytes]
    log: Path


def begin(name: str, command: Sequence[str], log: Path) -> Child:
    """Start one child in a session of its own, so that Ctrl-C reaches it once, through us."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509  (this process has one thread)
        )
    return Child(name, process, log)


def die_with_parent() -> None:
    """On Linux a child hears SIGTERM even when its parent was killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def await_page(port: int, path: str, children: Sequence[Child], seconds: float = 60) -> None:
    """Return at the first 200; raise Refusal when a child ends first or time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if status(port, path) == http.HTTPStatus.OK:
                return
        refuse_ended(children)
        time.sleep(0.1)
    raise Refusal(f"No answer within {seconds:.0f} seconds: see {children[0].log}.")


def status(port: int, path: str) -> int:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", path)
        return asked.getresponse().status
    finally:
        asked.close()


def refuse_ended(children: Sequence[Child]) -> None:
    """Raise Refusal with the last lines of the first child that has ended."""
    for child in children:
        code = child.process.poll()
        if code is not None:
            last = "\n".join(child.log.read_text(errors="replace").splitlines()[-20:])
            raise Refusal(f"The {child.name} ended with {code}; its last lines:\n{last}")


def watch(children: Sequence[Child]) -> None:
    """Until one of them ends, which is a Refusal, or a signal ends us."""
    while True:
        refuse_ended(children)
        time.sleep(0.5)


def stop(children: Sequence[Child]) -> None:
    """Ask each to end, wait, and kill what is left of its session."""
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            child.process.terminate()
    end = time.monotonic() + PATIENCE
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, end - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
