"""The only reader and writer of CSV.

Reading streams: pieces of bytes in, rows out, never the whole file in memory. What cannot be read
is refused with the row where it went wrong, in words fit for a page. Writing makes every cell
inert: what a spreadsheet would run as a formula is shown as the text it is.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

BYTES_CAP = 20 * 1024 * 1024
ROWS_CAP = 100_000
COLUMNS_CAP = 100
CELL_CAP = 10_000
SAMPLE = 64 * 1024
SEPARATORS = ",;\t|"
FORMULA_STARTS = "=+-@"
# What Western and then other offices save when they do not save UTF-8.
WESTERN = ("cp1252", "mac_roman")
OTHER_OFFICES = ["cp1250", "cp1251", "cp1253", "cp1254", "gb18030", "shift_jis", "euc_kr", "cp1252"]
MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
OTHER_FILES = [
    (b"PK\x03\x04", "This file is a spreadsheet (.xlsx). Save it as CSV and try again."),
    (b"\xd0\xcf\x11\xe0", "This file is an old spreadsheet (.xls). Save it as CSV and try again."),
    (b"%PDF", "This file is a PDF. Save the table as CSV and try again."),
    (b"\x1f\x8b", "This file is packed (.gz). Unpack it and try again."),
    (b"\x89PNG", "This file is a picture. Save the table as CSV and try again."),
    (b"{\\rtf", "This file is a text document. Save the table as CSV and try again."),
]
Parts = Iterable[bytes]


class BadFile(Exception):  # noqa: N818
    """A file that cannot be read; the text says where and what to do."""


@dataclass(frozen=True)
class Shape:
    """How a file is written: found once from its start, then used for every reading."""

    encoding: str
    separator: str


# --- reading --------------------------------------------------------------------------------------


def shape_of(head: bytes, *, whole: bool) -> Shape:
    """Encoding and separator, from the first bytes. Raises BadFile for what is no text."""
    if not head.strip():
        raise BadFile("This file is empty. Choose the file that holds the rows.")
    for start, words in OTHER_FILES:
        if head.startswith(start):
            raise BadFile(words)
    encoding = _encoding(head, whole=whole)
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(head)
    return Shape(encoding, _separator(text))


def _encoding(head: bytes, *, whole: bool) -> str:
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if b"\x00" in head:
        return _wide(head)
    for name in ("utf-8", *WESTERN):
        try:
            text = codecs.getincrementaldecoder(name)().decode(head, final=whole)
        except UnicodeDecodeError:
            continue
        if name == "utf-8" or _reads_well(text):
            return name
    from charset_normalizer import from_bytes  # noqa: PLC0415  (heavy, and few files come here)

    best = from_bytes(head[:SAMPLE], cp_isolation=OTHER_OFFICES).best()
    if best is None:
        raise BadFile(
            "The letters of this file cannot be read. Save it as 'CSV UTF-8' and try again."
        )
    return best.encoding


def _reads_well(text: str) -> bool:
    """Western words: few marked letters, none of them a capital inside a word, no odd signs."""
    marked = [ch for ch in text if ch > "\x7f"]
    letters = sum(ch.isalpha() for ch in text)
    if 3 * len(marked) > letters or re.search(r"[a-z][^\x00-\x7f](?<=[A-ZŠŒŽŸÀ-ÖØ-Þ])", text):
        return False
    return all(
        ch.isalpha() or ch in "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\xa0" for ch in marked
    )


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: every second byte of plain text is zero."""
    even, odd = head[0:2000:2].count(0), head[1:2000:2].count(0)
    if odd and not even:
        return "utf-16-le"
    if even and not odd:
        return "utf-16-be"
    raise BadFile("This file holds bytes that are no text. Save the table as CSV and try again.")


def _separator(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(line.split('"')[::2])
    return max(SEPARATORS, key=lambda sign: (outside.count(sign), sign == ","))


def rows_of(parts: Parts, shape: Shape) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of each row that holds something; the first row is number 1.

    Raises BadFile with the row where the file breaks a cap or its own quotes.
    """
    reader = csv.reader(
        text_lines(parts, shape.encoding),
        delimiter=shape.separator,
        strict=True,
        skipinitialspace=True,
    )
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise BadFile(_broken(number + 1, problem)) from None
        number += 1
        if number > ROWS_CAP + 1:
            raise BadFile(f"This file has more than {ROWS_CAP:,} rows. Split it and try again.")
        _hold_to_caps(number, cells)
        if any(cell.strip() for cell in cells):
            yield number, [_clean(cell) for cell in cells]


def _hold_to_caps(number: int, cells: list[str]) -> None:
    if len(cells) > COLUMNS_CAP:
        raise BadFile(f"Row {number} has {len(cells):,} columns. The limit is {COLUMNS_CAP}.")
    if any(len(cell) > CELL_CAP for cell in cells):
        raise BadFile(f"Row {number} has a cell over {CELL_CAP:,} characters. Shorten it.")


def _broken(number: int, problem: csv.Error) -> str:
    if "field larger" in str(problem) or "unexpected end" in str(problem):
        return f"Row {number}: a quotation mark opens and does not close."
    if "expected after" in str(problem):
        return f"Row {number}: a quotation mark stands inside a cell. Double it or take it out."
    return f"Row {number} cannot be read as a row of a table."


def text_lines(parts: Parts, encoding: str) -> Iterator[str]:
    """Lines with their ends, however the pieces are cut; refuses what is no text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    rest, number = "", 0
    for piece in chain(parts, [None]):
        try:
            held = rest + decoder.decode(piece or b"", final=piece is None)
        except UnicodeError:
            raise BadFile(
                f"Near row {number + 1} the file changes its encoding."
                " Save it as 'CSV UTF-8' and try again."
            ) from None
        # A CR at the very end may be half of a CR LF, so the last line waits for the next piece.
        lines = io.StringIO(held, newline="").readlines()
        rest = lines.pop() if piece is not None and lines else ""
        for line in lines:
            number += 1
            if "\x00" in line:
                raise BadFile(f"Row {number} holds a byte that is no text. Take it out.")
            yield line
        if len(rest) > CELL_CAP * COLUMNS_CAP:
            raise BadFile(f"Row {number + 1} is longer than a row can be.")


def _clean(cell: str) -> str:
    """NFC, one line, no control signs; an apostrophe that guards a formula is taken off."""
    text = unicodedata.normalize("NFC", cell)
    text = "".join(" " if unicodedata.category(ch) in ("Cc", "Zl", "Zp") else ch for ch in text)
    text = " ".join(text.split())
    guarded = len(text) > 1 and text[0] == "'" and _runs(text[1:])
    return text[1:] if guarded else text


# --- writing --------------------------------------------------------------------------------------


def _runs(text: str) -> bool:
    """A spreadsheet would take this for a formula; full-width signs count, and what is trimmed."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    start = unicodedata.normalize("NFKC", text.lstrip())[:1]
    return start != "" and start in FORMULA_STARTS


def inert(value: object) -> str:
    """The cell as text that no spreadsheet runs. Numbers of ours stay numbers."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    text = str(value)
    return f"'{text}" if _runs(text) else text


def written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The file in pieces, a row each: UTF-8 with its mark, so that a spreadsheet reads accents."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    yield codecs.BOM_UTF8
    for row in chain([header], rows):
        writer.writerow([inert(cell) for cell in row])
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
