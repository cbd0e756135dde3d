"""Files in PubMed's own formats, by invented people; the counts below were made by hand."""

import io
from pathlib import Path

import nbib
import pytest

from mentors.parsing.papers import (
    candidates,
    is_medline,
    is_pubmed_table,
    medline_records,
    table_records,
)
from smartpick.common.spreadsheet import rows_of, shape_of

FILES = Path(__file__).parent / "files"
MEDLINE = (FILES / "lakeside.nbib").read_text()
SAVED = (FILES / "hillcrest.txt").read_text()


def people(text=MEDLINE, since=2022):
    return candidates(medline_records(io.StringIO(text)), since=since)


@pytest.mark.feature("4.9")
def test_authors_are_counted_by_first_and_last_position():
    counted = [
        (one.name, one.place, one.count("first"), one.count("last"), one.count("single"))
        for one in people()
    ]

    assert counted == [
        ("Amara N Okafor", "Lakeside University Hospital", 2, 1, 0),
        ("Pär Lindqvist", "Riverside Clinic", 0, 1, 1),
        ("Jonas Hale", "Lakeside Medical School", 0, 1, 0),
        ("Jonas Hale", "Farside University", 1, 0, 0),
        ("J Hale", "", 0, 1, 0),
        ("K Ito", "", 1, 0, 0),
    ]


def test_one_orcid_is_one_person_and_one_name_at_two_places_are_two():
    names = [one.name for one in people()]

    assert names.count("Amara N Okafor") == 1
    assert names.count("Jonas Hale") == 2


def test_papers_before_the_years_that_count_and_addresses_stay_out():
    told = repr(people())

    assert "90000005" not in told
    assert "@" not in told


def test_second_opinion_reads_the_same_papers_titles_and_authors():
    ours = [
        (record.pmid, record.title, record.year, len(record.authors))
        for record in medline_records(io.StringIO(MEDLINE))
        if record.pmid != "90000006"  # initials alone, which the other reader leaves out
    ]
    theirs = [
        (str(ref["pubmed_id"]), ref["title"], int(ref["publication_date"][:4]), len(ref["authors"]))
        for ref in nbib.read(MEDLINE.lstrip())
        if ref["pubmed_id"] != 90000006
    ]

    assert ours == theirs


def test_file_cut_in_the_middle_gives_the_papers_that_are_whole():
    half = MEDLINE[: MEDLINE.index("PMID- 90000003") + 9]

    found = {paper["pmid"] for one in people(half) for paper in one.papers}

    assert found == {"90000001", "90000002"}


def test_pubmed_table_gives_the_same_positions_by_initials():
    body = (FILES / "pubmed.csv").read_bytes()
    rows = rows_of([body], shape_of(body, whole=True))
    _, header = next(rows)

    found = candidates(table_records(rows, header), since=2022)

    assert is_pubmed_table(header)
    assert not is_medline(body.decode())
    assert [(one.name, [paper["position"] for paper in one.papers]) for one in found] == [
        ("J Hale", ["last"]),
        ("P Lindqvist", ["single"]),
        ("A N Okafor", ["first"]),
    ]


@pytest.mark.feature("4.9")
@pytest.mark.parametrize(
    "save",
    [str, lambda text: "\ufeff" + text.replace("\n", "\r\n")],
    ids=["as PubMed saves it", "with marks and line ends of Windows"],
)
def test_saved_search_with_every_tag_of_pubmed_is_counted_by_hand(save):
    """Seven entries: five papers that count, a correction of the first, one of 2021."""
    found = [
        (one.name, one.place, [(paper["pmid"], paper["position"]) for paper in one.papers])
        for one in people(save(SAVED))
    ]

    assert found == [
        ("Helen Brandt Jr", "Hillcrest University", [("90000101", "first"), ("90000102", "first")]),
        ("Mar\u00eda Jos\u00e9 N\u00fa\u00f1ez-Ortiz", "Hospital de Bayview",
         [("90000102", "last"), ("90000104", "single")]),
        ("Helen Brandt", "Hillcrest University", [("90000106", "last")]),
        ("Pieter Van der Berg", "Bayview Clinic", [("90000101", "last")]),
        ("Wei Wang", "Hillcrest University", [("90000106", "first")]),
    ]  # fmt: skip


def test_initials_of_a_table_keep_the_junior_behind_the_name():
    header = ["PMID", "Title", "Authors", "Publication Year"]
    rows = [(2, ["90000101", "Ankles", "Brandt H Jr, Middle M, Berg PJ 3rd.", "2026"])]

    found = candidates(table_records(rows, header), since=2022)

    assert [one.name for one in found] == ["P J Berg 3rd", "H Brandt Jr"]
