"""What is done to a file before it is kept: type by content, limits, a scanner if there is one.

Refuses with a sentence that says what to do; nothing is unpacked beyond a small budget, and the PDF
library runs in a process of its own (`pdf_child.py`).
"""

import json
import re
import shlex
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from smartpick.common.errors import RuleBroken

MEGABYTE = 1024 * 1024
MOST_BYTES = 5 * MEGABYTE
MOST_UNPACKED = 60 * MEGABYTE
CHUNK = 64 * 1024
SECONDS = 15
NAME_CAP = 100
CHILD = Path(__file__).resolve().parent / "pdf_child.py"
STREAM = re.compile(rb"stream\r?\n")
NESTED = re.compile(rb"(?:\[\s*){60}|(?:<<\s*/\w{1,40}\s*){60}")
END = re.compile(rb"%%EOF[\x00\t\n\x0c\r ]*")
KNOWN = (
    (b"PK\x03\x04", "a Word file or an archive"),
    (b"\xd0\xcf\x11\xe0", "a Word file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text file"),
    (b"<", "a web page"),
    (b"MZ", "a program"),
)
SAYS = {
    "locked": "This PDF is locked with a password. Save it without, and add that.",
    "pages": "{name} has no page or more than 60. Save the pages you need as a PDF.",
    "objects": "{name} is too complex to read safely. Print it to a new PDF and add that.",
    "deep": "{name} is too complex to read safely. Print it to a new PDF and add that.",
    "pixels": "{name} holds a picture that is too large. Print it to a new PDF and add that.",
    "script": "{name} holds a script or a form that acts. Print it to a new PDF and add that.",
    "carries": "{name} carries another file inside. Print it to a new PDF and add that.",
    "broken": "{name} could not be read as a PDF. Print it to a new PDF and add that.",
    "bomb": "{name} unpacks to far more than its size. Print it to a new PDF and add that.",
    "tail": "{name} has something behind its last page. Print it to a new PDF and add that.",
}


class Unscanned(RuleBroken):
    """The scanner did not answer: nothing is kept without it."""


@dataclass(frozen=True)
class Looked:
    pages: int


def shown_name(name: str) -> str:
    """The name as text to be shown: no path, no control signs, at most 100 characters."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(ch for ch in bare if ch.isprintable() and ch not in "\u202e\u202d\u2066\u2067")
    kept = kept.strip().strip(".") or "file.pdf"
    return kept if len(kept) <= NAME_CAP else f"{kept[: NAME_CAP - 4]}.pdf"


def megabytes(count: int) -> str:
    return f"{count / MEGABYTE:.0f} MB" if count >= MEGABYTE else f"{max(1, count // 1024)} KB"


def check_size(name: str, size: int) -> None:
    if size == 0:
        raise RuleBroken(f"{shown_name(name)} is empty. Add the file again.")
    if size > MOST_BYTES:
        raise RuleBroken(
            f"{shown_name(name)} is {size / MEGABYTE:.1f} MB. Many hospital systems refuse more "
            "than 5."
        )


def check_file(*, name: str, content: bytes) -> Looked:
    """What is known of a file that may be kept; raises RuleBroken with words for the person."""
    shown = shown_name(name)
    check_size(name, len(content))
    if not content.startswith(b"%PDF-"):
        what = next((word for mark, word in KNOWN if content.lstrip().startswith(mark)), "no PDF")
        raise RuleBroken(f"{shown} is {what}. Save it as PDF and add that.")
    if not shown.lower().endswith(".pdf"):
        raise RuleBroken(f"{shown} does not end in .pdf. Save it as PDF and add that.")
    for verdict in (_shape(content), _unpacks(content)):
        if verdict:
            raise RuleBroken(SAYS[verdict].format(name=shown))
    told = _child(content)
    if "refused" in told:
        raise RuleBroken(SAYS[str(told["refused"])].format(name=shown))
    scan(content)
    return Looked(pages=int(str(told["pages"])))


def _shape(content: bytes) -> str:
    """A second file glued behind the PDF opens as something else elsewhere."""
    ends = list(END.finditer(content))
    if NESTED.search(content):
        return "deep"
    return "" if ends and ends[-1].end() == len(content) else "tail"


def _unpacks(content: bytes) -> str:
    """Unpacks each packed stream in small pieces and stops at a budget; nothing is kept."""
    total = 0
    for match in STREAM.finditer(content):
        pack = zlib.decompressobj()
        rest = content[match.end() : match.end() + MOST_BYTES]
        try:
            while rest:
                total += len(pack.decompress(rest, CHUNK))
                rest = pack.unconsumed_tail
                if total > MOST_UNPACKED:
                    return "bomb"
        except zlib.error:
            continue
    return ""


def _child(content: bytes) -> dict[str, object]:
    try:
        done = subprocess.run(  # noqa: S603  # our own file, no shell
            [sys.executable, "-I", str(CHILD)], input=content, capture_output=True,
            timeout=SECONDS, check=True,
        )  # fmt: skip
        told: dict[str, object] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"refused": "broken"}
    return told


def scan(content: bytes) -> None:
    """Hands the file to the school's virus scanner: 0 is clean, 1 is not, anything else unsaid."""
    command = settings.VIRUS_SCAN_COMMAND
    if not command:
        return
    try:
        done = subprocess.run(  # noqa: S603  # the operator's own setting, no shell
            shlex.split(command), input=content, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.SubprocessError):
        raise Unscanned("The virus scanner does not answer. Try again in a few minutes.") from None
    if done.returncode == 1:
        raise RuleBroken("The virus scanner refuses this file. Make it anew on another computer.")
    if done.returncode:
        raise Unscanned("The virus scanner does not answer. Try again in a few minutes.")
