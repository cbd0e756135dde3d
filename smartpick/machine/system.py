"""What must be on the machine itself: libraries, programs and fonts. Standard library only."""

import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from smartpick.machine.refusal import Refusal

# Debian package of each library that WeasyPrint loads. The Dockerfile installs PDF, and a test
# compares the two.
LIBRARIES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}
PDF = [*LIBRARIES, "fontconfig"]
DEJAVU = (Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/dejavu"))
APT = ["apt-get", "install", "-y", "-q", "--no-install-recommends"]


def browser() -> str | None:
    """The Chromium that the browser tests and the screenshots drive."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def postgres_program(name: str) -> str | None:
    """A server program of PostgreSQL: Debian keeps them out of the path, one folder a version."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(4)
    )
    found = [str(folder / name) for folder in folders if (folder / name).exists()]
    return found[-1] if found else shutil.which(name)


def present(package: str) -> bool:
    checks: dict[str, Callable[[], object]] = {
        "fontconfig": lambda: shutil.which("fc-list"),
        "fonts-dejavu-core": lambda: any(folder.is_dir() for folder in DEJAVU),
        "chromium": browser,
        "poppler-utils": lambda: shutil.which("pdftotext"),
        "ripmime": lambda: shutil.which("ripmime"),
        "redis-server": lambda: shutil.which("redis-server"),
        "postgresql": lambda: postgres_program("initdb") and postgres_program("pg_ctl"),
    }
    if package in LIBRARIES:
        return ctypes.util.find_library(LIBRARIES[package]) is not None
    return bool(checks[package]())


def missing(packages: Iterable[str]) -> list[str]:
    return [package for package in packages if not present(package)]


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """Install Debian packages as root; whether that worked. Lists are fetched when a try fails."""
    quiet = os.environ | {
        "DEBIAN_FRONTEND": "noninteractive",
        "RUNLEVEL": "1",  # keeps the packages from starting servers of their own
    }
    for refresh in (False, True):
        if refresh:
            subprocess.run(["apt-get", "update", "-q"], env=quiet, capture_output=True, check=False)
        done = subprocess.run([*APT, *packages], env=quiet, capture_output=True, check=False)
        if done.returncode == 0:
            return True
    return False


def advice(packages: list[str]) -> str:
    return "sudo " + " ".join([*APT, *packages])


def need(packages: Iterable[str], purpose: str) -> None:
    """Have these packages, or refuse with the one command to type."""
    lacking = missing(packages)
    if not lacking:
        return
    if may_install():
        print(f"Installing for {purpose}: {', '.join(lacking)}", flush=True)
        if install(lacking):
            return
    raise Refusal(f"Missing for {purpose}: {', '.join(lacking)}. Type: {advice(lacking)}")


def want_pdf_libraries() -> None:
    """Have what PDFs need, or say what is missing and go on: only the PDFs need it."""
    lacking = missing(PDF)
    if lacking and may_install():
        print("Installing what PDFs need:", ", ".join(lacking), flush=True)
        install(lacking)
        lacking = missing(PDF)
    if lacking:
        print(f"PDF pages: missing {', '.join(lacking)}.")
        print(f"  Debian, Ubuntu: {advice(lacking)}")
        print("  macOS: brew install pango")
        print("  (everything else works without it)", flush=True)
