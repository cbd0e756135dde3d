"""The words of a PDF, read the way a screen reader does: glyphs back to letters."""

import io
import re

import pikepdf


def words_of(body):
    """All text without white space, so that a word broken over two lines is still found."""
    found = []
    with pikepdf.open(io.BytesIO(body)) as pdf:
        for page in pdf.pages:
            fonts = {n: letters_of(f) for n, f in page.Resources.get("/Font", {}).items()}
            found += _shown(page, fonts)
    return re.sub(r"\s", "", "".join(found))


def _shown(page, fonts):
    letters = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            given = operands[0]
            for piece in given if isinstance(given, pikepdf.Array) else [given]:
                if isinstance(piece, pikepdf.String):
                    yield from (letters.get(code, "") for code in _codes(bytes(piece)))


def longest_line_of(body):
    """How many letters the longest line shows; a text without spaces must be broken too."""
    longest = 0
    with pikepdf.open(io.BytesIO(body)) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("Tj", "TJ"):
                    pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                    shown = sum(len(bytes(p)) // 2 for p in pieces if isinstance(p, pikepdf.String))
                    longest = max(longest, shown)
    return longest


def _codes(raw):
    return [int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2)]


def letters_of(font):
    """Glyph number to letters, as the font's own table says."""
    table = font["/ToUnicode"].read_bytes().decode()
    told = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, flags=re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            told[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    return told
