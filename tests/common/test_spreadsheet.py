# ruff: noqa: RUF001  (letters of other scripts are what is tested)
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartpick.common.spreadsheet import (
    BYTES_CAP,
    BadFile,
    inert,
    rows_of,
    shape_of,
    written,
)

TABLE = "Name;Stadt\nJosé Muñoz;Köln\nÅsa Öberg;Malmö\nFrançois Élan;Orléans\n"
CYRILLIC = "Имя,Город\nИван,Москва\nСергей Петров,Санкт-Петербург\n"
POLISH = "Nazwa,Miasto\nZażółć gęślą jaźń,Łódź\nŁukasz Dąbrowski,Kraków\n"


def read(body, size=7):
    shape = shape_of(body[:65536], whole=len(body) <= 65536)
    return list(rows_of((body[at : at + size] for at in range(0, len(body), size)), shape))


@pytest.mark.feature("X5")
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TABLE, "utf-8"), (TABLE, "utf-8-sig"), (TABLE, "cp1252"), (TABLE, "mac_roman"),
        (TABLE, "utf-16"), (TABLE, "utf-16-le"), (TABLE, "utf-16-be"), (TABLE, "utf-32"),
        (CYRILLIC, "cp1251"), (POLISH, "cp1250"),
    ],
)  # fmt: skip
def test_table_is_read_in_the_encoding_it_was_saved_in(text, encoding):
    rows = [cells for _, cells in read(text.encode(encoding))]

    assert [";".join(cells) for cells in rows] == text.replace(",", ";").splitlines()


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
def test_pieces_may_be_cut_anywhere(size):
    body = b'Name,Note\r\n"Okafor, Amara","two\r\nlines"\r\n\r\nHale,"a ""b"""'

    assert read(body, size) == [
        (1, ["Name", "Note"]),
        (2, ["Okafor, Amara", "two lines"]),
        (4, ["Hale", 'a "b"']),
    ]


@pytest.mark.feature("X5")
@pytest.mark.parametrize("start", [*"=+-@\t\r\n＝＋－＠", " ="])
def test_cell_that_would_run_as_a_formula_is_written_as_text(start):
    cell = f"{start}1+1"

    assert inert(cell) == f"'{cell}"


def test_own_file_comes_back_as_it_was_told():
    told = [["=1+1", "O'Brien", 'a "b"'], ["-", "Łódź", "x,y"]]

    rows = read(b"".join(written(["A", "B", "C"], told)))

    assert [cells for _, cells in rows[1:]] == [["=1+1", "O'Brien", 'a "b"'], ["-", "Łódź", "x,y"]]


def test_numbers_of_ours_stay_numbers():
    assert [inert(value) for value in (-3, 2.5, None, "3")] == ["-3", "2.5", "", "3"]


def test_reading_stays_small_however_long_the_file_is():
    def pieces():
        yield b"Name,Email\n"
        for at in range(40_000):
            yield f"Person {at},p{at}@x.example\n".encode()

    shape = shape_of(b"Name,Email\n", whole=False)
    tracemalloc.start()
    count = sum(1 for _ in rows_of(pieces(), shape))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 40_001
    assert peak < 2_000_000


@given(st.lists(st.sampled_from(b'a,"\n\r;=\x00\xff\xc3\xa9 \t'), max_size=60), st.integers(1, 9))
def test_any_bytes_are_read_or_refused_in_words(codes, size):
    try:
        told = "".join(cell for _, cells in read(bytes(codes), size) for cell in cells) + "."
    except BadFile as why:
        told = str(why)

    assert told.endswith(".")
    assert "\x00" not in told


def test_cap_in_bytes_stands_in_the_readers_words():
    assert BYTES_CAP == 20 * 1024 * 1024
