import subprocess
import sys

import pytest

from outreach import files
from outreach.files import CHILD, check_file, shown_name
from smartpick.common.errors import RuleBroken
from tests.outreach.evil_files import EVIL, good, stream_bomb

# A process in between: a forked child is counted with the memory of its parent.
MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-I", sys.argv[1]], stdin=sys.stdin, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.feature("X39")
def test_plain_pdf_is_kept_and_its_pages_counted():
    assert check_file(name="CV.pdf", content=good(pages=2)).pages == 2


@pytest.mark.feature("X39")
@pytest.mark.parametrize("name", EVIL)
def test_file_that_is_no_plain_pdf_is_refused_with_words(name):
    with pytest.raises(RuleBroken) as refused:
        check_file(name=name, content=EVIL[name])

    words = str(refused.value)
    assert words.endswith(".")
    assert "Traceback" not in words


def test_there_are_forty_evil_files():
    assert len(EVIL) >= 40


def test_bomb_packed_twice_opens_in_little_memory():
    """The inner bomb is never unpacked: the library reads structure, not what pages draw."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(CHILD)],
        input=stream_bomb(packed_twice=True), check=True, capture_output=True,
    )  # fmt: skip

    assert int(done.stdout) < 100 * 1024


@pytest.mark.feature("X39")
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\cv.pdf", "cv.pdf"),
        ("a\x00b\r\nBcc: x.pdf", "abBcc: x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("", "file.pdf"),
        ("履歴書.pdf", "履歴書.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_name_of_a_file_is_only_text(typed, shown):
    assert shown_name(typed) == shown


@pytest.mark.parametrize(
    ("code", "words"), [(1, "The virus scanner refuses"), (2, "does not answer")]
)
def test_scanner_that_refuses_or_is_away_keeps_nothing(settings, tmp_path, code, words):
    scanner = tmp_path / "scan.py"
    scanner.write_text(f"import sys; sys.stdin.buffer.read(); sys.exit({code})")
    settings.VIRUS_SCAN_COMMAND = f"{sys.executable} {scanner}"

    with pytest.raises(RuleBroken, match=words):
        check_file(name="CV.pdf", content=good())


def test_scanner_that_is_not_there_keeps_nothing(settings):
    settings.VIRUS_SCAN_COMMAND = "/no/such/scanner"

    with pytest.raises(files.Unscanned):
        check_file(name="CV.pdf", content=good())
