"""Each share key off, and each pair: no page, print or derived line tells what is not shared."""

import html
import itertools
import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from autopsy.choices import Section
from autopsy.queries.page import page_of
from autopsy.queries.shown import cause_views, rating_views
from autopsy.queries.versions import reading_of_version, snapshot_in
from smartpick.accounts.services import advising
from smartpick.accounts.sharing import SECTION_KEYS, ShareKey
from smartpick.machine.demo.cases import CASES
from smartpick.machine.demo.fill import answer
from tests.access.test_matrix import address_of, enter
from tests.cast import canary
from tests.factories import autopsy_of, make_applicant, submitted
from tests.pdf_text import words_of

# What each section of Maya's record alone holds.
CANARIES = {
    "specialty": ("primary", "backup", "specialty"),
    "exams": ("exams",),
    "class_rank": ("class_rank",),
    "research": ("research",),
    "clinical": ("clinical",),
    "geography": ("reason", "states", "geography"),
    "applications": ("applications",),
    "red_flags": ("happened", "done", "red_flags"),
    "questions": ("evidence", "disagree"),
    "ratings": ("rating",),
}
# What no dean reads, whatever is shared.
NEVER = ("situation", "ask", "priority", "avoid", "spoken", "dreason", "story", "experience",
         "changed", "note", "description")  # fmt: skip
SUBSETS = [
    *itertools.combinations([key.value for key in SECTION_KEYS], 1),
    *itertools.combinations([key.value for key in SECTION_KEYS], 2),
]


def told_off(off):
    names = [name for key in off for name in CANARIES.get(key, ())]
    return [canary("maya", name) for name in (*names, *NEVER)]


def share_all_but(cast, off):
    link = cast.links["okafor"]
    keys = [key.value for key in ShareKey if key.value not in off]
    advising.set_keys(link=link, keys=keys, now=timezone.now())


@pytest.mark.django_db
@pytest.mark.feature("X24", "X25")
def test_each_key_off_empties_every_page_of_the_dean_of_that_section(client, cast):
    enter(client, cast, "dean_okafor")
    leaked, lost = {}, {}
    for key in ShareKey:
        share_all_but(cast, {key.value})
        page = client.get(address_of("dean:autopsy", cast)).content.decode()
        page += client.get(address_of("dean:notes", cast)).content.decode()
        page += client.get(address_of("dean:cohort", cast)).content.decode()
        found = [word for word in told_off({key.value}) if word in page]
        if found:
            leaked[key.value] = found
        other = canary("maya", "exams" if key != ShareKey.EXAMS else "research")
        if other not in page:
            lost[key.value] = other

    assert leaked == {}
    assert lost == {}  # what is shared is still there: the check has something to find


@pytest.mark.django_db
@pytest.mark.feature("X24")
@pytest.mark.parametrize("off", [("red_flags",), ("specialty", "exams"), tuple(CANARIES)],
                         ids=["red flags", "specialty and exams", "everything"])  # fmt: skip
def test_dean_prints_no_word_of_an_unshared_section(client, cast, off):
    share_all_but(cast, set(off))
    enter(client, cast, "dean_okafor")

    answer = client.get(address_of("dean:autopsy-pdf", cast))

    text = words_of(answer.content) + str(answer.headers)
    assert [word for word in told_off(off) if word in text] == []
    assert ("cnry-maya-research" in text) == ("research" not in off)


@pytest.fixture
def versions(db):
    """Frozen versions of whole records whose sections lean on each other."""
    now = timezone.now()
    made = []
    for number, name in enumerate(CASES):
        person = make_applicant(f"p{number}@alum.example", name=f"Person {number}")
        answer(autopsy_of(person), CASES[name], now)
        made.append(submitted(autopsy_of(person)))
    return made


@pytest.mark.feature("X24", "2.7")
def test_no_pair_of_keys_lets_a_derived_line_through(versions):
    """A line made from several sections needs all of their keys, on the page and on paper."""
    leaked, shown = [], 0
    for number, version in enumerate(versions):
        whole = reading_of_version(version, None)
        lines = [(f.sentence, f.keys) for f in whole.diagnosis.findings]
        # Every pair on one record; on the others each key by itself.
        for off in SUBSETS if number == 0 else SUBSETS[: len(SECTION_KEYS)]:
            keys = frozenset(Section.values) - set(off)
            text = drawn(version, keys)
            shown += sum(sentence in text for sentence, needed in lines if needed <= keys)
            leaked += [
                (off, sentence)
                for sentence, needed in lines
                if not needed <= keys and sentence in text
            ]

    assert leaked == []
    assert shown > 100


def drawn(version, keys):
    """The dean's reading and the dean's print, as text."""
    reading = reading_of_version(version, keys)
    page = page_of(reading, snapshot_in(version)["page"], keys=keys, on=version.frozen_at.date(),
                   version=version)  # fmt: skip
    parts = [
        render_to_string("autopsy/_causes.html", {"causes": cause_views(reading)}),
        render_to_string("autopsy/_ratings.html", {"ratings": rating_views(reading)}),
        render_to_string("autopsy/pdf/summary.html", {"page": replace(page, notes=0)}),
    ]
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(parts)))
