"""The one page under the worst that can be typed: one page, no request to anywhere, names right."""

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from autopsy import pdf
from autopsy.rules.summary import LABELS, CauseRow, FactRow, Page, RatingRow
from smartpick.common.pdf import STATIC
from tests.pdf_text import letters_of, longest_line_of, words_of

SECTIONS = ("specialty", "exams", "class_rank", "research", "clinical", "geography",
            "applications", "red_flags")  # fmt: skip
NAME = "Nguyễn Żółć Đặng Şahin"


def page_with(texts, *, name="Wren Vale", **more):
    """A page whose every field takes the next of these texts, around and around."""
    at = [0]

    def text(cap):
        at[0] += 1
        return texts[at[0] % len(texts)][:cap]

    return Page(
        name=name, meta=("Match autopsy summary", text(80)), printed_on="Nov 23, 2026",
        situation=text(230),
        facts=tuple(FactRow(s, LABELS[s], text(180)) for s in SECTIONS),
        causes=tuple(CauseRow("Incoherent application?", "Main cause", text(130)) for _ in "abc"),
        ratings=tuple(RatingRow("Competitiveness mismatch", 4, text(70)) for _ in "abcd"),
        priorities=(text(90), text(90), text(90)), asks=(text(90), text(90)),
        for_whom=text(60), version=2, **more,
    )  # fmt: skip


@pytest.fixture
def canary_house():
    """A server that counts who asks."""
    asked = []

    class Count(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"body{}")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("localhost", 0), Count)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def vectors(house, file):
    return [
        f'<img src="{house}/1">', f'<img src="{file}">', f'<link rel=stylesheet href="{house}/2">',
        f"<style>@import url({house}/3)</style>", f'<p style="background:url({house}/4)">x</p>',
        f'<link rel=attachment href="{file}">', f'<a rel=attachment href="{file}">x</a>',
        f'<object data="{house}/5"></object>', f'<embed src="{file}">',
        f'<iframe src="{house}/6"></iframe>', f'<svg><image href="{house}/7"/></svg>',
        f'<svg><use href="{file}#a"/></svg>', f"<style>@font-face{{src:url({house}/8)}}</style>",
        f'<ul style="list-style-image:url({house}/9)"><li>', f'<base href="{house}/10/">',
        f'<input type=image src="{house}/11">', f"<style>p{{content:url({file})}}</style>",
        f'<svg><script href="{house}/12"/></svg>',
    ]  # fmt: skip


@pytest.mark.feature("6.1")
def test_pasted_markup_is_printed_as_text_and_fetches_nothing(canary_house, tmp_path):
    house, asked = canary_house
    secret = tmp_path / "secret.txt"
    secret.write_text("bytes-of-the-host")
    given = vectors(house, secret.as_uri())
    found = []
    for start in range(0, len(given), 6):
        made = pdf.summary_page(page_with(given[start:] + given[:start]), paper="letter").pdf
        with pikepdf.open(io.BytesIO(made.body)) as opened:
            raw = b"".join(
                o.read_bytes() for o in opened.objects if isinstance(o, pikepdf.Stream)
                and o.get("/Subtype") != "/Image"
            )  # fmt: skip
            found += ["embedded"] if opened.attachments else []
        found += ["host file"] if b"bytes-of-the-host" in raw else []
        assert "<img" in words_of(made.body) or "<link" in words_of(made.body)

    assert (len(given), asked, found) == (18, [], [])


WORST = ["W" * 400, "ẞ́ễ " * 100, "no-spaces-" * 40, "שלום עולם " * 40, "🙂" * 200,
         "a\u0301\u0302\u0303\u0304" * 80, "\n".join("xy" for _ in range(150))]  # fmt: skip


@pytest.mark.feature("6.1")
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_fullest_page_is_one_page_and_what_was_left_out_is_named(paper):
    for texts in (WORST, ["W" * 400], ["mmmmm " * 70]):
        whole = page_with(texts, name=NAME)
        made = pdf.summary_page(whole, paper=paper)

        assert made.pdf.pages == 1
        changed = (made.page.facts, made.page.causes, made.page.priorities, made.page.asks) != (
            whole.facts, whole.causes, whole.priorities, whole.asks,
        )  # fmt: skip
        assert bool(made.left_out) == (changed or made.page.ratings != whole.ratings)


@pytest.mark.feature("6.1")
def test_text_without_a_space_stays_within_its_column():
    made = pdf.summary_page(page_with(["W" * 400]), paper="letter").pdf

    # The situation is 230 letters; the widest line of ordinary words, in the foot, is 68.
    assert 20 < longest_line_of(made.body) < 80


@pytest.mark.feature("6.1")
def test_names_are_drawn_with_their_own_letters_not_with_a_neighbors():
    """The text of a PDF may be right while wrong shapes are drawn: the shapes are compared."""
    made = pdf.summary_page(page_with(["plain"], name=NAME), paper="letter").pdf
    drawn = shapes_in(made.body)
    ours = shapes_of_ours()

    wanted = set(NAME) - {" "}
    assert wanted <= set(drawn)
    assert {letter for letter in wanted if drawn[letter].isdisjoint(ours[letter])} == set()


def outline(font, glyph):
    shapes = font.getGlyphSet()
    pen = DecomposingRecordingPen(shapes)
    shapes[glyph].draw(pen)
    return str(pen.value)


def shapes_of_ours():
    told = {}
    for path in sorted((STATIC / "fonts").glob("*.woff2")):
        font = TTFont(path)
        for code, glyph in font.getBestCmap().items():
            if chr(code) in NAME:
                told.setdefault(chr(code), set()).add(outline(font, glyph))
    return told


def shapes_in(body):
    """Letter to the outlines that the file draws for it."""
    told = {}
    with pikepdf.open(io.BytesIO(body)) as opened:
        for page in opened.pages:
            for font in page.Resources["/Font"].values():
                inner = font["/DescendantFonts"][0]["/FontDescriptor"]
                program = inner.get("/FontFile2") or inner.get("/FontFile3")
                shapes = TTFont(io.BytesIO(program.read_bytes()))
                order = shapes.getGlyphOrder()
                for number, letter in letters_of(font).items():
                    if letter in NAME and number < len(order):
                        told.setdefault(letter, set()).add(outline(shapes, order[number]))
    return told
