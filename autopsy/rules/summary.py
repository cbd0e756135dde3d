"""The one page (product 2.6): its lines, whose keys each needs, and what leaves first.

Budgets and the order of leaving are those of the page's specification: a domain 180 characters, a
cause's evidence 130, a rating's line 70, the situation 230, priorities and asks 90 each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from autopsy.choices import FOUR_RATINGS, Cause, OnPage, OwnAnswer, Section
from autopsy.rules.section_line import Values, cut, printed_line

SITUATION, EVIDENCE, RATING_LINE = 230, 130, 70
NOT_YET = "Not answered yet"
LABELS = {
    Section.SPECIALTY: "Specialty",
    Section.EXAMS: "Step / COMLEX",
    Section.CLASS_RANK: "Class rank / GPA",
    Section.RESEARCH: "Research",
    Section.CLINICAL: "Clinical evaluations",
    Section.GEOGRAPHY: "Geographic limits",
    Section.APPLICATIONS: "Applications",
    Section.RED_FLAGS: "Red flags",
}
CUT_FIRST = (Section.RESEARCH, Section.CLASS_RANK, Section.GEOGRAPHY)
NEVER_CUT = (Section.APPLICATIONS, Section.RED_FLAGS)
ONE_LINE = 95  # characters of one line of the facts column at 10 pt
WIDE_LINE = 44  # of the widest letters, where nothing but they was typed
LAST_STEP = 8


@dataclass(frozen=True)
class FactRow:
    section: str
    label: str
    text: str
    is_missing: bool = False


@dataclass(frozen=True)
class CauseRow:
    label: str
    answer: str
    text: str
    is_missing: bool = False


@dataclass(frozen=True)
class RatingRow:
    label: str
    value: int | None
    text: str
    suggested: bool = False

    @property
    def boxes(self) -> list[bool]:
        return [step < (self.value or 0) for step in range(4)]


@dataclass(frozen=True)
class Page:
    name: str
    meta: tuple[str, ...]
    printed_on: str
    situation: str
    facts: tuple[FactRow, ...]
    causes: tuple[CauseRow, ...]
    ratings: tuple[RatingRow, ...]
    priorities: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    for_whom: str = ""
    version: int | None = None
    notes: int = 0
    tight: bool = False
    small: bool = False
    left_out: tuple[str, ...] = ()


def situation_line(values: Values, *, target_year: int | None, everyday: str) -> str:
    """'I applied in orthopedics in the 2026 Match and did not match.'"""
    if not values.get("primary_specialty"):
        return ""
    match = f" in the {values['match_year']} Match" if values.get("match_year") else ""
    ended = (
        "matched to a preliminary year only"
        if values.get("match_result") == "preliminary_only"
        else "did not match"
    )
    plan = f" I plan to submit again for the {target_year} Match." if target_year else ""
    return cut(f"I applied in {everyday}{match} and {ended}.{plan}", SITUATION)


# --- rows, by shared key ----------------------------------------------------------------------


def fact_rows(by_section: Mapping[str, Values], keys: frozenset[str] | None) -> list[FactRow]:
    rows = []
    for section, label in LABELS.items():
        if keys is not None and section.value not in keys:
            continue
        values = by_section.get(section.value, {})
        text = printed_line(section, values)
        if section is Section.RED_FLAGS:
            shown = values.get("on_page", OnPage.FULL)
            if shown == OnPage.NONE:
                continue
            if shown == OnPage.SHORT:
                text = "Discussed in person."
        rows.append(FactRow(section.value, label, text or NOT_YET, not text))
    return rows


def cause_rows(
    values: Values,
    suggestions: Mapping[str, tuple[str, frozenset[str]]],
    keys: frozenset[str] | None,
) -> list[CauseRow]:
    """`suggestions`: for each cause our first reason, with the keys that it was made from."""
    if keys is not None and Section.QUESTIONS.value not in keys:
        return []
    rows = []
    for cause in Cause:
        own = values.get(f"own_{cause.value}")
        text = values.get(f"disagreement_{cause.value}") or values.get(f"evidence_{cause.value}")
        reason, needs = suggestions.get(cause.value, ("", frozenset()))
        if not text and reason and (keys is None or needs <= keys):
            text = reason
        answer = OwnAnswer(own).label if own else NOT_YET
        rows.append(CauseRow(cause.label, answer, cut(text or "", EVIDENCE), not own))
    return rows


def rating_rows(
    values: Values,
    suggestions: Mapping[str, tuple[int | None, str, frozenset[str]]],
    keys: frozenset[str] | None,
) -> list[RatingRow]:
    if keys is not None and Section.RATINGS.value not in keys:
        return []
    rows = []
    for rating in FOUR_RATINGS:
        own = values.get(f"own_rating_{rating.value}")
        text = values.get(f"line_{rating.value}") or ""
        app, why, needs = suggestions.get(rating.value, (None, "", frozenset()))
        allowed = keys is None or needs <= keys
        if own is None and app is not None and allowed:
            rows.append(RatingRow(rating.label, app, cut(text or why, RATING_LINE), True))
        else:
            shown = text or (why if allowed else "")
            rows.append(RatingRow(rating.label, own, cut(shown, RATING_LINE)))
    return rows


# --- what leaves first ------------------------------------------------------------------------


def reduced(page: Page, step: int) -> Page:
    """The page after steps 1 to `step` of the specification, with what was left out named."""
    left: list[str] = []
    if step >= 1:
        page = replace(page, notes=0, tight=True)
    if step >= 2:
        page, gone = _without_lines(page, lambda row: (row.value or 0) <= 1)
        left += gone
    if step >= 3 and len(page.priorities) > 2:
        left.append("Third priority")
        page = replace(page, priorities=page.priorities[:2])
    if step >= 4:
        page, gone = _without_lines(page, lambda row: True)
        left += gone
    if step >= 5:
        page, gone = _cut_facts(page, [s.value for s in CUT_FIRST])
        left += gone
    if step >= 6:
        page = replace(page, small=True)
    if step >= 7:
        kept = {s.value for s in (*NEVER_CUT, *CUT_FIRST)}
        page, gone = _cut_facts(page, [r.section for r in page.facts if r.section not in kept])
        left += gone
    if step >= 8:
        page, gone = _cut_to_the_widest(page)
        left += gone
    return replace(page, left_out=tuple(left))


def _cut_to_the_widest(page: Page) -> tuple[Page, list[str]]:
    """The last step of all: every text as short as fits when each letter is as wide as a W."""
    facts = tuple(
        replace(r, text=cut(r.text, WIDE_LINE * (1 + (r.section in NEVER_CUT)))) for r in page.facts
    )
    causes = tuple(replace(row, text=cut(row.text, WIDE_LINE)) for row in page.causes)
    was: list[FactRow | CauseRow] = [*page.facts, *page.causes]
    now: list[FactRow | CauseRow] = [*facts, *causes]
    gone = [
        f"End of {old.label}" for old, new in zip(was, now, strict=True) if old.text != new.text
    ]
    priorities = tuple(cut(text, WIDE_LINE) for text in page.priorities)
    asks = tuple(cut(text, WIDE_LINE) for text in page.asks)
    if (priorities, asks) != (page.priorities, page.asks):
        gone.append("End of priorities and asks")
    smaller = replace(page, facts=facts, causes=causes, priorities=priorities, asks=asks)
    return smaller, gone


def _without_lines(page: Page, leaves: Any) -> tuple[Page, list[str]]:
    gone = [f"Line beside {row.label}" for row in page.ratings if row.text and leaves(row)]
    rows = tuple(replace(row, text="") if leaves(row) else row for row in page.ratings)
    return replace(page, ratings=rows), gone


def _cut_facts(page: Page, sections: Sequence[str]) -> tuple[Page, list[str]]:
    gone, rows = [], []
    for row in page.facts:
        if row.section in sections and len(row.text) > ONE_LINE:
            gone.append(f"Second line of {row.label}")
            rows.append(replace(row, text=cut(row.text, ONE_LINE)))
        else:
            rows.append(row)
    return replace(page, facts=tuple(rows)), gone


# --- ruled notes ------------------------------------------------------------------------------

BOX_POINTS = 706
RULE_POINTS, NOTE_HEAD_POINTS, MOST_NOTES = 21, 28, 9


def with_notes(page: Page) -> Page:
    """As many ruled lines as the space that is left holds, by a careful estimate."""
    lines = sum(max(1, ceil(len(row.text) / 88)) for row in page.facts)
    rows = len(page.facts) + len(page.causes) + len(page.ratings)
    lines += sum(max(1, ceil(len(row.text) / 60)) for row in page.causes)
    lines += sum(max(1, ceil(len(row.text) / 60)) for row in page.ratings)
    columns = [
        sum(max(1, ceil(len(text) / 48)) for text in items)
        for items in (page.priorities, page.asks)
    ]
    used = 60 + 14 * ceil(len(page.situation) / 88) + 13 * lines + 5 * rows
    used += 2 * 32 + (32 + 15 * max(columns) if any(columns) else 0) + 26
    free = BOX_POINTS - used - NOTE_HEAD_POINTS
    return replace(page, notes=max(0, min(MOST_NOTES, free // RULE_POINTS)))
