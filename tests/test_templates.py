"""Every template compiles, and asks for nothing that the strict policy refuses."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[1] / "templates"
ALL = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file())
PAGES = [name for name in ALL if name.endswith(".html")]
REFUSED = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.I),
    "inline handler": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.I),
    # A block of JSON is data: no browser runs it, and the policy lets it stand.
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=.application/json)", re.I),
    "address of a script": re.compile(r"=\s*[\"']?\s*javascript:", re.I),
    "text taken as markup": re.compile(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b"),
    "another host": re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.I),
}
INCLUDE = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")


def text(name):
    return (ROOT / name).read_text()


@pytest.mark.parametrize("name", ALL)
def test_template_compiles(name):
    assert get_template(name).template.nodelist is not None


@pytest.mark.parametrize("what", REFUSED)
def test_no_template_holds(what):
    assert [name for name in PAGES if REFUSED[what].search(text(name))] == []


def test_what_is_refused_is_recognized():
    """The patterns themselves, on the markup that they are there to find."""
    bad = {
        "inline style": '<p style="color: red">',
        "inline handler": '<a href="/" onclick="go()">',
        "inline script": "<script>go()</script>",
        "address of a script": '<a href="javascript:go()">',
        "text taken as markup": "{{ note.text|safe }}",
        "another host": '<script src="https://cdn.example/x.js">',
    }

    assert {
        what: bool(REFUSED[what].search(markup)) for what, markup in bad.items()
    } == dict.fromkeys(bad, True)


def test_mails_are_plain_text_and_no_subject_stands_alone():
    subjects = {name.removesuffix(".subject.txt") for name in ALL if name.endswith(".subject.txt")}
    bodies = {
        name.removesuffix(".txt")
        for name in ALL
        if "/mail/" in name and name.endswith(".txt") and not name.endswith(".subject.txt")
    }

    # A digest words its subject by what it holds, so a body may stand alone; a subject may not.
    assert {name for name in subjects if "/mail/" in name} - bodies == set()
    assert [name for name in ALL if "/mail/" in name and name.endswith(".html")] == []


def test_parts_come_from_below_and_never_from_a_higher_floor():
    """A page may show parts of the floors under it; a part of a higher floor would be a debt."""
    floors = ["components", "accounts", "autopsy", "mentors", "picks", "outreach", "timeline"]
    roof = {"home", "dean", "records"}

    def height(name):
        folder = name.split("/")[0]
        return floors.index(folder) if folder in floors else len(floors)

    upward = [
        (name, part)
        for name in PAGES
        for part in INCLUDE.findall(text(name))
        if "/" in part and name.split("/")[0] in floors and height(part) > height(name)
        and part.split("/")[0] in roof | set(floors)
    ]  # fmt: skip

    assert upward == []
