"""The sheet for a letter's writer: one page at its emptiest and fullest, and no word to copy."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from autopsy.services.direction import start_repair
from mentors.choices import ContactKind, Side
from mentors.services.promises import deliver, promise
from mentors.services.targets import record_contact
from outreach.pdf.briefing import briefing_page
from outreach.queries.briefing import briefing_of
from outreach.queries.letter import one_letter
from outreach.rules.briefing import (
    CONCERN_POINTS,
    HIGHLIGHT_AFTER_EXAM,
    READER_ASKS,
    Briefing,
)
from outreach.rules.letter_steps import Told
from outreach.services.letter import add_letter
from smartpick.campaign.services import record_progress, save_narrative
from smartpick.reference.models import LetterRule
from tests.pdf_text import words_of

EMPTY = Briefing(name="Maya Chen", writer="Jonas Hale", meta=(), printed_on="Apr 20, 2027", due="")
WIDE, LONG = "W" * 160, "word " * 32
FULL = replace(
    EMPTY, name="W" * 40, writer="M" * 40, meta=("W" * 80, "W" * 80, "W" * 40, "W" * 40),
    due="Aug 15, 2027", together=(WIDE,) * 5 + (LONG,) * 6, numbers=(LONG[:40],) * 10,
    story=(("Why it did not work", "W" * 300), ("What changed since", LONG + LONG[:140]),
           ("Why now", "W" * 300)),
    own_form="W" * 120, points=CONCERN_POINTS, highlights=(WIDE, HIGHLIGHT_AFTER_EXAM),
    service="ResidencyCAS", waiver="I waive my right to read it.",
)  # fmt: skip


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.feature("X37")
@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("sheet", [EMPTY, FULL], ids=["emptiest", "fullest"])
def test_briefing_is_one_page_at_its_emptiest_and_its_fullest(sheet, paper):
    made = briefing_page(sheet, paper=paper)

    assert made.pdf.pages == 1
    words = words_of(made.pdf.body)
    for line in (*READER_ASKS, *sheet.points):  # what must never be left out
        assert squeezed(line) in words
    assert squeezed("the letter is yours.") in words


@pytest.fixture
def letter(hale):
    now, today = timezone.now(), timezone.localdate()
    for ago in (40, 33, 26):
        record_contact(target=hale, kind=ContactKind.CLINIC, on_date=today - timedelta(days=ago),
                       now=now, today=today)  # fmt: skip
    work = promise(target=hale, by=Side.ME, what="Chart review of 40 wrists",
                   made_on=today - timedelta(days=30), due_on=None, now=now)  # fmt: skip
    deliver(commitment=work, on_date=today - timedelta(days=3), now=now, today=today)
    record_progress(cycle=hale.cycle, kind="abstract", title="Abstract on wrist fractures",
                    done_on=today - timedelta(9), today=today, with_whom="Dr. Hale")  # fmt: skip
    told = Told(specialty="Orthopaedic Surgery", offer="strong_letter", named="the chart review",
                words_said="I would be delighted, off the record", due_on=today + timedelta(9),
                waived="yes")  # fmt: skip
    return add_letter(target=hale, told=told, by=None, now=now, today=today)[0]


def sheet_of(letter):
    today = timezone.localdate()
    return briefing_of(one_letter(letter, today=today), today=today)


@pytest.mark.feature("X37")
def test_briefing_holds_dated_work_numbers_and_the_writers_own_specifics(letter):
    sheet = sheet_of(letter)

    assert sheet.together[0].startswith("3 clinic or ward days: ")
    assert [line.partition(",")[0] for line in sheet.together[1:]] == [
        "Chart review of 40 wrists", "Abstract on wrist fractures",
    ]  # fmt: skip
    assert "62 programs applied to, 4 interviews offered" in sheet.numbers
    assert sheet.highlights == ("the chart review",)
    assert sheet.waiver == "I waive my right to read it."
    assert sheet.due


@pytest.mark.feature("X37")
def test_words_that_were_said_and_their_reading_never_reach_paper(letter):
    words = words_of(briefing_page(sheet_of(letter), paper="letter").pdf.body)

    assert squeezed("delighted") not in words
    assert squeezed("They said strong") not in words
    assert squeezed("not seen") not in words


@pytest.mark.feature("9.7", "9.4")
def test_concern_and_exam_plans_bring_their_points_and_nothing_of_their_details(letter):
    cycle, user = letter.target.cycle, letter.target.cycle.applicant.user
    assert sheet_of(letter).points == ()
    for weakness in ("professionalism", "scores"):
        start_repair(cycle=cycle, weakness=weakness, by=user, now=timezone.now())

    sheet = sheet_of(letter)

    assert sheet.points == CONCERN_POINTS
    assert sheet.highlights == ("the chart review", HIGHLIGHT_AFTER_EXAM)


@pytest.mark.feature("1.6")
def test_three_texts_of_the_narrative_feed_the_briefing(letter):
    texts = {"went_wrong": "One region.", "changed": "", "safer_now": "People saw the work."}
    save_narrative(cycle=letter.target.cycle, facts=[], now=timezone.now(), texts=texts)

    assert sheet_of(letter).story == (
        ("Why it did not work", "One region."), ("Why now", "People saw the work."),
    )  # fmt: skip


def test_own_form_of_a_specialty_is_named_to_the_writer(letter):
    LetterRule.objects.create(specialty="Orthopaedic Surgery", kind="AOA letter",
                              status="expected", source="AOA")  # fmt: skip
    assert sheet_of(letter).own_form == "The specialty also has a form of its own: AOA letter."

    letter.kind = "standardized"
    letter.save()
    assert sheet_of(letter).own_form == "This one goes on the specialty's own form: AOA letter."
