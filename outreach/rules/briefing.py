"""The sheet for a letter's writer: facts to write from, never a sentence to copy (T6).

What it may hold follows LT-10, LT-20 and the three points of a professionalism repair (RP-30).
It is one page: lines are left out from its end before anything runs over.
"""

from dataclasses import dataclass, replace
from datetime import date

LINE_CAP = 160
NAME_CAP = 40
SHORTER = ((8, 160), (6, 130), (5, 105), (4, 80), (3, 60))  # lines of work, characters of a line
LAST_STEP = len(SHORTER)
# What a reader looks for in a letter, as directors and guides name it; the writer's own to fill.
READER_ASKS = (
    "How long you have known me, in which setting, and how often you saw me work",
    "One patient, project or day that you remember",
    "Work I finished, and whether it came on time",
    "How I take feedback, and what changed after it",
    "Where I stand beside residents or students you have worked with",
    "Whether you would take me into your own program",
)
# RP-30's three points, turned to the writer.
CONCERN_POINTS = (
    "What the concern was, in one plain line",
    "What I did about it, with dates and who saw it",
    "Why you would trust me with patients now",
)
HIGHLIGHT_AFTER_EXAM = (
    "After an early stumble in an exam: work at the level expected since, if you saw it"
)


@dataclass(frozen=True)
class Briefing:
    """One page. Lists stand in the order in which their ends may be left out."""

    name: str
    writer: str
    meta: tuple[str, ...]
    printed_on: str
    due: str
    together: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    story: tuple[tuple[str, str], ...] = ()  # label, text
    reader_asks: tuple[str, ...] = READER_ASKS
    own_form: str = ""
    points: tuple[str, ...] = ()  # of a concern that the letter should be able to meet
    highlights: tuple[str, ...] = ()
    service: str = "ERAS"
    waiver: str = ""
    is_tight: bool = False


def shortened(text: str, cap: int = LINE_CAP) -> str:
    """The text under its cap, cut at a word where one ends nearby."""
    if len(text) <= cap:
        return text
    cut = text[: cap - 3]
    head, space, _ = cut.rpartition(" ")
    return f"{head if space and len(head) > cap // 2 else cut}..."


def reduced(sheet: Briefing, step: int) -> Briefing:
    """Step by step shorter: closer rows, fewer lines of work, shorter texts, at last no story.

    What a reader asks and the points of a concern are never left out.
    """
    lines, text = SHORTER[step - 1]
    is_last = step == LAST_STEP
    return replace(
        sheet,
        is_tight=True,
        together=tuple(shortened(one, text) for one in sheet.together[:lines]),
        highlights=tuple(
            one if one == HIGHLIGHT_AFTER_EXAM else shortened(one, text)
            for one in sheet.highlights[:lines]
        ),
        numbers=tuple(shortened(one, text // 2) for one in sheet.numbers[: 2 * lines]),
        story=()
        if is_last
        else tuple(
            (label, shortened(said, 2 * text if step < 3 else text)) for label, said in sheet.story
        ),
        meta=sheet.meta[:2] if is_last else sheet.meta,
        own_form=shortened(sheet.own_form, text),
    )


def day_words(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
