"""What the documents say of the code is true of it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FEATURES = ROOT / "docs" / "features.md"
FEATURE_COUNT = 199
PAGES = sorted(
    page.relative_to(ROOT) for place in ("*.md", "docs/*.md") for page in ROOT.glob(place)
)
ID = re.compile(r"\d+\.\d+[a-h]?|[A-Z]\d+")
MARK = re.compile(r"mark\.feature\((.*?)\)", re.S)
STATES = re.compile(r"works|not yet|partly: \S.+")


def rows():
    """Each row of the list: id, feature, page or command, test, state."""
    cells = (
        [cell.strip() for cell in line.strip("|\n ").split("|")]
        for line in FEATURES.read_text().splitlines()
        if line.startswith("|")
    )
    return [row for row in cells if ID.fullmatch(row[0])]


def marked():
    """The ids that marks in tests name, with the file of each."""
    return {
        (name, path.relative_to(ROOT).as_posix())
        for path in (ROOT / "tests").rglob("test_*.py")
        for words in MARK.findall(path.read_text())
        for name in re.findall(r"[\"']([^\"']+)[\"']", words)
    }


def exists(tests):
    """`tests/x.py` or `tests/x.py::test_name`; several with commas."""
    for test in tests.split(", "):
        path, _, name = test.partition("::")
        file = ROOT / path
        if not file.is_file() or (name and f"def {name}(" not in file.read_text()):
            return False
    return True


def test_each_feature_stands_once():
    ids = [row[0] for row in rows()]

    assert (len(ids), len(set(ids))) == (FEATURE_COUNT, FEATURE_COUNT)
    assert [row[0] for row in rows() if len(row) != 5] == []


def test_each_mark_in_the_tests_names_a_feature():
    known = {row[0] for row in rows()}

    assert {pair for pair in marked() if pair[0] not in known} == set()


def test_each_state_is_one_of_three():
    assert [row[0] for row in rows() if not STATES.fullmatch(row[4])] == []


def test_what_works_has_a_page_and_a_test_that_exists():
    loose = [
        row[0]
        for row in rows()
        if (row[4] == "works" and "-" in (row[2], row[3])) or (row[3] != "-" and not exists(row[3]))
    ]

    assert loose == []


def test_what_works_is_marked_in_a_test():
    names = {name for name, _ in marked()}

    assert [row[0] for row in rows() if row[4] == "works" and row[0] not in names] == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_each_file_a_document_names_is_there(page):
    named = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / page).read_text())
    home = (ROOT / page).parent

    assert [name for name in named if not (home / name).exists()] == []
