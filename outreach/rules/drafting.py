"""DRAFT: what a draft is made of: parts from stored facts, and what is missing for the others.

Rulebook of words, part C. A sentence whose fact is missing is left out and named; a draft never
holds a bracket or a blank.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

FULL, SHORT = "full", "short"
SUBJECT_BEST = 70
LONG_SILENCE_WEEKS = 8
PARAGRAPH, LINE = "\n\n", "\n"
VERBS = re.compile(
    r"^(\w+ed|began|begun|met|wrote|written|sent|went|gave|took|got|built|taught|led|ran|saw|made|"
    r"did|won|found|kept|set up|put)\b",
    re.I,
)


@dataclass(frozen=True)
class Part:
    """One piece of a draft that can be put back by itself. `key` names its slot."""

    key: str
    text: str
    joined: str = PARAGRAPH


@dataclass(frozen=True)
class Missing:
    """A fact that would add a sentence; a needed one keeps the draft from being whole."""

    key: str
    says: str
    is_needed: bool = False


@dataclass(frozen=True)
class Draft:
    subject: str
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...]

    @property
    def body(self) -> str:
        text = ""
        for part in self.parts:
            text += (part.joined if text else "") + part.text
        return text


@dataclass(frozen=True)
class Offer:
    """A piece of work taken off somebody's list."""

    project: str = ""
    problem: str = ""
    problem_on: date | None = None
    task: str = ""
    deliverable: str = ""
    deliver_on: date | None = None
    hours: int | None = None
    similar: str = ""


@dataclass(frozen=True)
class DraftFacts:
    """Stored facts, each of which may be missing."""

    today: date
    family_name: str = ""
    title: str = "Dr."
    first_name: str = ""
    applicant_name: str = ""
    is_senior: bool = False
    graduation_year: int | None = None
    school: str = ""
    specialty: str = ""
    match_year: int | None = None
    is_reapplicant: bool = False
    target: str = ""
    other_lane: str = ""
    reason: str = ""
    applied: int | None = None
    received: int | None = None
    attended: int | None = None
    strengths: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    cell: str = ""
    aamc_id: str = ""
    last_contact_on: date | None = None
    results: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    priority_on: date | None = None
    next_deliverable: str = ""
    next_deliverable_on: date | None = None
    thanks_for: str = ""
    first_subject: str = ""
    first_sent_on: date | None = None
    first_kind: str = "first"
    meeting_on: date | None = None
    meeting_minutes: int | None = None
    told_do: tuple[str, ...] = ()
    told_avoid: tuple[str, ...] = ()
    promise: str = ""
    update_weeks: int | None = None
    is_declined: bool = False
    work_together: str = ""
    work_since_on: date | None = None
    letters_due_on: date | None = None
    application_service: str = "ERAS"
    is_letter_agreed: bool = False
    reference_until: str = ""
    submission_on: date | None = None
    programs: tuple[str, ...] = ()
    programs_marked_on: date | None = None
    plan_programs_count: int | None = None
    offer: Offer = field(default_factory=Offer)


# --- how facts read -------------------------------------------------------------------------------


def day_words(day: date, today: date) -> str:
    """'April 20', with the year when it is not the current one."""
    words = f"{calendar.month_name[day.month]} {day.day}"
    return words if day.year == today.year else f"{words}, {day.year}"


def month_words(day: date) -> str:
    return calendar.month_name[day.month]


def half_month(today: date) -> str:
    """The half-month after this one: 'late April', 'early May'."""
    if today.day < 15:
        return f"late {month_words(today)}"
    return f"early {calendar.month_name[today.month % 12 + 1]}"


def two_months_on(today: date) -> str:
    return calendar.month_name[(today.month + 1) % 12 + 1]


def listed(items: Sequence[str], word: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def ended(text: str) -> str:
    """A stored text as the end of a sentence: no second full stop."""
    return text.strip().rstrip(".;, ")


def lowered(text: str) -> str:
    """A stored text inside a sentence: its first letter small, unless it is a name."""
    text = ended(text)
    head = text.split(" ", 1)[0]
    is_word = head[:1].isupper() and head[1:].islower() and (VERBS.match(head) or head in ARTICLES)
    return text[:1].lower() + text[1:] if is_word else text


ARTICLES = ("A", "An", "The", "My", "Two", "Three", "One", "No", "First")


def done_words(result: str) -> str:
    """A result after 'I': 'finished the charts'; nothing when it does not begin with a verb."""
    return lowered(result) if VERBS.match(result) else ""


def short_subject(subject: str) -> str:
    """Over 70 characters, what follows the last comma or 'and' is dropped."""
    while len(subject) > SUBJECT_BEST:
        cut = max(subject.rfind(", "), subject.rfind(" and "))
        if cut <= 0:
            return subject[:SUBJECT_BEST].rsplit(" ", 1)[0].rstrip(":;,- ")
        subject = subject[:cut]
    return subject


def status_words(facts: DraftFacts) -> str:
    """'this year' in the year of the Match and before 1 July of it, else 'in 2026'."""
    year = facts.match_year
    if year is None:
        return ""
    is_this = facts.today.year == year and facts.today.month < 7
    return "this year" if is_this else f"in {year}"


# --- parts that every kind has --------------------------------------------------------------------


def greeting(facts: DraftFacts) -> Part:
    name = facts.first_name or " ".join(w for w in (facts.title, facts.family_name) if w)
    return Part("greeting", f"{name},")


def closing(facts: DraftFacts, words: str = "Best regards,") -> Part:
    lines = [words, facts.applicant_name, facts.cell]
    if facts.aamc_id:
        lines.append(f"AAMC ID {facts.aamc_id}")
    return Part("signature", LINE.join(line for line in lines if line))


def made(
    subject: str,
    parts: Sequence[Part | None],
    missing: Sequence[Missing | None],
    facts: DraftFacts,
    length: str,
) -> Draft:
    body = [part for part in parts if part and part.text]
    end = closing(facts, "Best regards," if length == FULL else "Thank you,")
    lost = [item for item in missing if item]
    if not facts.cell:
        lost.append(Missing("cell", "Your cell number stands under a first mail."))
    return Draft(short_subject(subject), (greeting(facts), *body, end), tuple(lost))
