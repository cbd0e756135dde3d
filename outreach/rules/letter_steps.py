"""A letter's way from planned to uploaded: what was told, what cannot be, which moves it made.

LT-08 to LT-10. A state is worked out from the days: a wrong day is mended by typing it anew.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from outreach.rules.letter import DECLINED, NOT_ASKED, dates_error

LATER = "Use today or an earlier date."
PASSED = "That day has passed. Choose one still to come, or leave it empty to follow the plan."
BEFORE_ASK = "The answer is dated before the ask. Check one of them."
SAID_NO = "They said no, yet the letter is marked as {step}. Check one of them."
WHAT_OFFERED = "Say what they offered: a letter, a strong letter, or no."
FIRST_UPLOAD = "The first upload comes before the one of this season. Check one of them."
MATERIAL_WORDS = {
    "cv": "CV",
    "statement": "statement draft",
    "highlights": "points to highlight",
    "application_plan": "application plan",
}


@dataclass(frozen=True)
class Told:
    """A letter as its owner says that it stands. No day: it has not come, or follows the plan."""

    kind: str = "clinical"
    specialty: str = ""
    application_service: str = "ERAS"
    ask_by: date | None = None
    due_on: date | None = None
    asked_on: date | None = None
    answered_on: date | None = None
    offer: str = NOT_ASKED
    words_said: str = ""
    specifics: bool = False
    named: str = ""
    hesitated: bool = False
    deflected: bool = False
    wants: str = ""
    given: Mapping[str, str] = field(default_factory=dict)  # kind of material -> day as text
    waived: str = "not_said"
    requested_on: date | None = None
    uploaded_on: date | None = None
    original_on: date | None = None


@dataclass(frozen=True)
class Days:
    """The plan's own days of a letter; None where there is no plan yet."""

    ask_by: date | None = None
    due_on: date | None = None
    material_from: date | None = None


@dataclass(frozen=True)
class Move:
    deed: str
    on_date: date
    note: str = ""


def state_of(told: Told, ended: str = "") -> str:
    """LT-10, from the last step back. A no is a way out whatever was handed over before."""
    if ended:
        return ended
    if told.offer == DECLINED:
        return "declined"
    if told.uploaded_on:
        return "uploaded"
    if told.requested_on:
        return "requested"
    if told.offer != NOT_ASKED:
        return "material_sent" if told.given else "answered"
    return "asked" if told.asked_on else "planned"


def problems_of(told: Told, before: Told, *, plan: Days, today: date) -> dict[str, str]:
    """Field -> what is wrong with it. Days that were there before are not held against today."""
    found: dict[str, str] = {}
    for name in ("asked_on", "answered_on", "requested_on", "uploaded_on", "original_on"):
        day = getattr(told, name)
        if day is not None and day > today:
            found[name] = LATER
    if told.asked_on and told.answered_on and told.answered_on < told.asked_on:
        found.setdefault("answered_on", BEFORE_ASK)
    if told.offer == NOT_ASKED and (told.words_said or told.answered_on):
        found["offer"] = WHAT_OFFERED
    if told.offer == DECLINED and (told.uploaded_on or told.requested_on):
        found["offer"] = SAID_NO.format(step="uploaded" if told.uploaded_on else "requested")
    if told.original_on and told.uploaded_on and told.original_on > told.uploaded_on:
        found.setdefault("original_on", FIRST_UPLOAD)
    return {**_of_dates(told, before, plan, today), **found}


def _of_dates(told: Told, before: Told, plan: Days, today: date) -> dict[str, str]:
    found: dict[str, str] = {}
    is_uploaded = told.uploaded_on is not None
    for name, is_past in (("ask_by", told.asked_on is not None), ("due_on", is_uploaded)):
        day = getattr(told, name)
        changed = day != getattr(before, name)
        if day is not None and changed and day < today and not is_past and not is_uploaded:
            found[name] = PASSED
    # A plan that moved under a day of theirs is said on the page, and never refuses another deed.
    moved = (told.ask_by, told.due_on) != (before.ask_by, before.due_on)
    # Once asked, the day that the plan would have asked on says nothing any more.
    ask_by = told.ask_by or (None if told.asked_on else plan.ask_by)
    wrong = dates_error(ask_by, told.due_on or plan.due_on)
    if moved and wrong:
        found.setdefault("due_on" if told.due_on else "ask_by", wrong)
    return found


def completed(told: Told, *, today: date) -> Told:
    """An answer without a day is today's; it was asked by then; without an answer there is none."""
    values = dict(vars(told))
    if told.offer == NOT_ASKED:
        values |= {"answered_on": None, "specifics": False, "hesitated": False, "deflected": False}
    else:
        answered = told.answered_on or today
        values |= {"answered_on": answered, "asked_on": told.asked_on or min(answered, today)}
    if told.named:
        values["specifics"] = True
    return Told(**values)


# --- its history ----------------------------------------------------------------------------------

ANSWER = (
    "offer", "answered_on", "words_said", "specifics", "named", "hesitated", "deflected",
)  # fmt: skip


def moves_between(before: Told, after: Told, *, today: date) -> list[Move]:
    """What a saving changed, in the order of a letter's life."""
    moves = _dated("asked", before.asked_on, after.asked_on, today)
    if any(getattr(before, name) != getattr(after, name) for name in ANSWER):
        if after.answered_on:
            moves.append(Move("answered", after.answered_on, after.words_said))
        elif before.answered_on:
            moves.append(Move("taken_back", today, "Answered"))
    moves += _material(before.given, after.given, today)
    if before.waived != after.waived:
        moves.append(Move("waiver", today, WAIVER_WORDS[after.waived]))
    moves += _dated("requested", before.requested_on, after.requested_on, today)
    moves += _dated("uploaded", before.uploaded_on, after.uploaded_on, today)
    for name, word in (("ask_by", "Ask by"), ("due_on", "Due")):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            moves.append(Move("dates", today, f"{word}: {_day(old)}, now {_day(new)}"))
    return moves


WAIVER_WORDS = {"yes": "Waived", "no": "Not waived", "not_said": "Not said"}


def _dated(deed: str, old: date | None, new: date | None, today: date) -> list[Move]:
    if old == new:
        return []
    if new is None:
        return [Move("taken_back", today, deed.capitalize())]
    return [Move(deed, new, f"Was {_day(old)}" if old else "")]


def _material(old: Mapping[str, str], new: Mapping[str, str], today: date) -> list[Move]:
    days: dict[str, list[str]] = {}
    for name, day in new.items():
        if old.get(name) != day:
            days.setdefault(day, []).append(MATERIAL_WORDS[name])
    moves = [Move("material", date.fromisoformat(day), listed(days[day])) for day in sorted(days)]
    gone = [MATERIAL_WORDS[name] for name in old if name not in new]
    return moves + ([Move("taken_back", today, listed(gone))] if gone else [])


def listed(words: Collection[str]) -> str:
    """'CV', 'CV and statement draft', with a capital first."""
    *first, last = words
    text = f"{', '.join(first)} and {last}" if first else last
    return text[:1].upper() + text[1:]


def _day(day: date | None) -> str:
    return f"{day:%b} {day.day}, {day.year}" if day else "as the plan says"


# --- in words -------------------------------------------------------------------------------------

STRENGTH_WORDS = {
    "strong_with_specifics": "strong, with specifics",
    "strong": "strong",
    "neutral": "neutral",
    "hesitant": "hesitant",
    "declined": "no",
    "not_asked": "to ask",
}


def headline(strengths: Collection[str], asked_count: int) -> str:
    """'3 letters: 1 strong, 1 neutral, 1 to ask'; a letter asked for and not answered waits."""
    if not strengths:
        return "No letter planned yet"
    groups = {
        "strong": ("strong_with_specifics", "strong"),
        "neutral": ("neutral",),
        "hesitant": ("hesitant",),
    }
    counts = {word: sum(one in names for one in strengths) for word, names in groups.items()}
    open_count = sum(one == "not_asked" for one in strengths)
    counts |= {"waiting for an answer": asked_count, "to ask": open_count - asked_count}
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    noun = "letter" if len(strengths) == 1 else "letters"
    return f"{len(strengths)} {noun}: {told}" if told else f"{len(strengths)} {noun}"
