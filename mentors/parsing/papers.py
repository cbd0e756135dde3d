"""Files saved from PubMed's own pages: MEDLINE (.nbib, 'PubMed' text) and its CSV.

Names, years and titles leave here; never an address. Only who stands first, last or alone counts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mentors.choices import AuthorPosition
from mentors.parsing.columns import orcid_of
from mentors.parsing.names import SUFFIXES, parted
from smartpick.common.search import fold
from smartpick.common.spreadsheet import BadFile

RECORDS_CAP = 10_000
LINE_CAP = 60_000
PUBMED_HEADINGS = {"pmid", "title", "authors", "publication year"}
PLACE_WORDS = re.compile(
    r"universit|hospital|college|institut|clinic|medical (cent|school)|school of med"
    r"|health|cent(er|re)",
    re.IGNORECASE,
)
# They repeat a paper's title and its authors, and are no second paper.
NOTICES = frozenset(
    {"published erratum", "retraction of publication", "expression of concern", "retraction notice"}
)
NUMBERED = frozenset({"2nd", "3rd", "4th"})  # PubMed's own spelling of II, III and IV
# The larger name wins: 'Department of Surgery, School of Medicine, Lakeside University'.
LARGE_PLACES = re.compile(r"universit|hospital|clinic|medical cent|health sys", re.IGNORECASE)


@dataclass
class Author:
    name: str
    orcid: str = ""
    place: str = ""


@dataclass
class Record:
    pmid: str
    year: int | None = None
    title: str = ""
    authors: list[Author] = field(default_factory=list)
    is_notice: bool = False


@dataclass
class Candidate:
    """One name at one place (or one ORCID), with the papers that prove it."""

    name: str
    place: str
    orcid: str
    papers: list[dict[str, object]] = field(default_factory=list)

    def count(self, *positions: str) -> int:
        return sum(paper["position"] in positions for paper in self.papers)


def is_medline(head: str) -> bool:
    return re.search(r"^PMID ?- ?\d+", head[:4000].lstrip("\ufeff"), re.MULTILINE) is not None


def is_pubmed_table(header: Sequence[str]) -> bool:
    return {fold(cell) for cell in header} >= PUBMED_HEADINGS


def medline_records(lines: Iterable[str]) -> Iterator[Record]:
    """One record after the other. Raises BadFile past the cap, and for a file cut in a record."""
    fields: list[tuple[str, str]] = []
    count = 0
    for number, line in enumerate(lines, start=1):
        if len(line) > LINE_CAP:
            raise BadFile(f"Line {number} is longer than a line of a PubMed file can be.")
        text = line.rstrip("\r\n")
        if re.match(r"PMID ?-", text) and fields:
            yield _record(fields)
            fields = []
            count += 1
        if count >= RECORDS_CAP:
            raise BadFile(f"This file holds more than {RECORDS_CAP:,} papers. Narrow the search.")
        found = re.match(r"([A-Z]{2,4}) *- ?(.*)", text)
        if found:
            fields.append((found.group(1), found.group(2).strip()))
        elif text.startswith("      ") and fields:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {text.strip()}")
    if fields:
        yield _record(fields)


def _record(fields: Sequence[tuple[str, str]]) -> Record:
    record = Record(pmid="")
    short: list[str] = []
    for name, value in fields:
        if name == "PMID":
            record.pmid = "".join(re.findall(r"^\d{1,12}", value))
        elif name == "TI":
            record.title = value[:400]
        elif name == "DP" and record.year is None:
            record.year = _year(value)
        elif name == "FAU":
            record.authors.append(Author(_turned(value)))
        elif name == "AU":
            short.append(value)
        elif name == "AUID" and record.authors and "ORCID" in value.upper():
            record.authors[-1].orcid = orcid_of(value.split(":", 1)[-1]) or ""
        elif name == "AD" and record.authors and not record.authors[-1].place:
            record.authors[-1].place = place_of(value)
        elif name == "PT" and value.casefold() in NOTICES:
            record.is_notice = True
    if not record.authors:
        record.authors = [Author(_initials_last(name)) for name in short]
    return record


def table_records(rows: Iterable[tuple[int, list[str]]], header: Sequence[str]) -> Iterator[Record]:
    at = {fold(cell): column for column, cell in enumerate(header)}
    for count, (_, cells) in enumerate(rows):
        if count >= RECORDS_CAP:
            raise BadFile(f"This file holds more than {RECORDS_CAP:,} papers. Narrow the search.")

        def told(name: str, cells: list[str] = cells) -> str:
            return cells[at[name]] if at[name] < len(cells) else ""

        names = [name.strip(" .") for name in told("authors").split(",") if name.strip(" .")]
        yield Record(
            pmid="".join(re.findall(r"^\d{1,12}", told("pmid"))),
            year=_year(told("publication year")),
            title=told("title")[:400],
            authors=[Author(_initials_last(name)) for name in names],
        )


def _year(value: str) -> int | None:
    found = re.search(r"\b(19|20)\d\d\b", value)
    return int(found.group()) if found else None


def _turned(full: str) -> str:
    """'Okafor, Amara N Jr' as 'Amara N Okafor Jr'; a group's name stays."""
    family, _, given = full.partition(",")
    words, suffix = _without_suffix(given.split())
    return " ".join([*words, family.strip(), *suffix])[:120]


def _without_suffix(words: list[str]) -> tuple[list[str], list[str]]:
    """(the words, the 'Jr' behind them)."""
    if len(words) > 1 and words[-1].strip(".").casefold() in SUFFIXES | NUMBERED:
        return words[:-1], words[-1:]
    return words, []


def _initials_last(short: str) -> str:
    """'Okafor AN' as 'A N Okafor'."""
    words, suffix = _without_suffix(short.split())
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) <= 4:
        return " ".join([*words[-1], *words[:-1], *suffix])[:120]
    return short[:120]


def place_of(affiliation: str) -> str:
    """The institution in an affiliation; an address in it is never kept."""
    parts = [part.strip(" .;") for part in affiliation.split(";", 1)[0].split(",")]
    parts = [part for part in parts if part and "@" not in part]
    for wanted in (LARGE_PLACES, PLACE_WORDS):
        for part in parts:
            if wanted.search(part):
                return part[:120]
    return ""


def candidates(records: Iterable[Record], *, since: int) -> list[Candidate]:
    """Who stood first, last or alone since that year; most papers first.

    One ORCID is one person. Without it the same name at another place is kept apart: whether the
    two are one is for a person to say.
    """
    found: dict[tuple[str, ...], Candidate] = {}
    for record in records:
        if record.is_notice or not record.pmid or record.year is None or record.year < since:
            continue
        for author, position in _ends(record.authors):
            key = ("orcid", author.orcid) if author.orcid else _name_key(author)
            person = found.setdefault(key, Candidate(author.name, author.place, author.orcid))
            if len(author.name) > len(person.name):
                person.name = author.name
            person.place = person.place or author.place
            if all(paper["pmid"] != record.pmid for paper in person.papers):
                person.papers.append(
                    {
                        "pmid": record.pmid,
                        "year": record.year,
                        "title": record.title,
                        "position": position,
                    }
                )
    return sorted(found.values(), key=lambda one: (-len(one.papers), fold(parted(one.name)[1])))


def _name_key(author: Author) -> tuple[str, ...]:
    return ("name", fold(author.name), fold(author.place))


def _ends(authors: Sequence[Author]) -> list[tuple[Author, str]]:
    if not authors:
        return []
    if len(authors) == 1:
        return [(authors[0], AuthorPosition.SINGLE.value)]
    return [
        (authors[0], AuthorPosition.FIRST.value),
        (authors[-1], AuthorPosition.LAST.value),
    ]
