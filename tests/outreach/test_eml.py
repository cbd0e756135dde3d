"""The file for the person's own mail program, read back by parsers that are not Python's."""

import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest

from outreach.eml import Enclosed, eml_bytes, final_text, mailto_link
from smartpick.common.errors import RuleBroken
from tests.factories import plain_pdf

SUBJECT = "Unmatched in orthopedics: Grüße, 履歴書 and a \u0635\u0628\u0627\u062d"
BODY = "Dr. Müller,\n\nLinh Nguyễn, 阮玲.\n.\nFrom here: 20 minutes?\n=3D and tabs\tstay.\n"
NAMES = ("CV.pdf", "Lebenslauf Nguyễn 履歴書.pdf")


@pytest.fixture
def eml(tmp_path):
    path = tmp_path / "email.eml"
    path.write_bytes(
        eml_bytes(
            to="hale@riverside.example", to_name="Jonas Müller", from_name="Linh Nguyễn",
            from_address="linh@alum.example", subject=SUBJECT, body=BODY,
            files=[Enclosed(name, plain_pdf(n)) for n, name in enumerate(NAMES, 1)],
        )
    )  # fmt: skip
    return path


def perl(script, path):
    done = subprocess.run(
        ["perl", "-MEncode", "-CO", "-0777", "-ne", script, str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    return done.stdout.decode()


@pytest.mark.feature("5.10", "X39")
def test_ripmime_finds_the_text_and_both_files_byte_for_byte(eml, tmp_path):
    into = tmp_path / "out"
    subprocess.run(["ripmime", "-i", str(eml), "-d", str(into)], check=True, capture_output=True)

    found = {path.name: path.read_bytes() for path in into.iterdir()}
    texts = [body for body in found.values() if not body.startswith(b"%PDF")]
    files = sorted(body for body in found.values() if body.startswith(b"%PDF"))

    # The line break before the boundary is the boundary's, which this parser leaves on.
    kept = [text.decode().replace("\r\n", "\n").removesuffix("\n") for text in texts if text]
    assert kept == [BODY]
    assert files == sorted([plain_pdf(1), plain_pdf(2)])
    assert "CV.pdf" in found


@pytest.mark.feature("5.10")
def test_perl_reads_subject_and_names_in_any_script(eml):
    subject = perl(
        r"if (/^Subject: (.*?)\r\n(?![ \t])/ms) { my $s = $1; $s =~ s/\r\n//g;"
        r" print decode('MIME-Header', $s) }",
        eml,
    )
    sender = perl(
        r"if (/^From: (.*?)\r\n(?![ \t])/ms) { my $s = $1; $s =~ s/\r\n//g;"
        r" print decode('MIME-Header', $s) }",
        eml,
    )

    assert subject == SUBJECT
    assert "Linh Nguyễn" in sender
    raw = eml.read_bytes()
    assert b"\r\nX-Unsent: 1\r\n" in raw
    assert b"filename*0*=utf-8''Lebenslauf%20Nguy%E1%BB%85n%20" in raw


@pytest.mark.parametrize("field", ["subject", "to", "to_name", "from_name", "from_address"])
@pytest.mark.parametrize("bad", ["x\r\nBcc: a@b.example", "x\ny", "x\ry", "x\x0by", "x\x0cy",
                                 "x\x85y", "x\u2028y"])  # fmt: skip
def test_line_break_in_any_header_is_refused(field, bad):
    told = {"to": "a@b.example", "to_name": "A", "from_name": "B", "from_address": "c@d.example",
            "subject": "S", "body": "B", "files": []}  # fmt: skip

    with pytest.raises(RuleBroken):
        eml_bytes(**(told | {field: bad}))


def test_name_of_a_file_with_a_line_break_is_refused():
    with pytest.raises(RuleBroken):
        eml_bytes(to="a@b.example", to_name="A", from_name="B", from_address="c@d.example",
                  subject="S", body="B", files=[Enclosed("a\r\nX: y.pdf", b"")])  # fmt: skip


@pytest.mark.feature("5.12")
def test_mailto_carries_the_same_text_or_is_not_offered():
    link = mailto_link(to="hale@riverside.example", subject="S & T?", body="Grüße,\n\nA+B=100%")

    told = parse_qs(urlsplit(link).query, strict_parsing=True)

    assert (told["subject"], told["body"]) == (["S & T?"], ["Grüße,\r\n\r\nA+B=100%"])
    assert mailto_link(to="a@b.example", subject="S", body="x" * 3000) == ""


def test_text_leaves_with_one_line_break_at_its_end():
    assert final_text("a\r\nb\r\n\r\n") == "a\nb\n"
