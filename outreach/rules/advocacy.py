"""Asking for advocacy: the ladder of asks, program contacts, what was never said (AD-01 to AD-07).

Source: the seed's section 10; rulebook section 10. SOAP silence (AD-03) is the campaign's own rule,
`smartpick.campaign.rules.soap`, and stands before all of these. No rank is read or spoken of here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from smartpick.common.evidence import Evidence, Judgement, Source

LETTER, REFERENCE, PROGRAM_CONTACT = "letter", "reference", "program_contact"
LADDER = (LETTER, REFERENCE, PROGRAM_CONTACT)  # from the easiest ask to the hardest
OPEN_AT_ONCE = frozenset({"caught_up", "merged", "dropped"})  # AD-02, a late start
OVERRIDE_LENGTH = 10  # AD-01, after trimming
FEWEST_PROGRAMS, MOST_PROGRAMS = 10, 15  # AD-04
INFORM_FROM = (8, 1)  # AD-04: 1 August of the submission year
DECLINED, HESITANT = "declined", "hesitant"
SOURCE = Source("Ask for a letter, then a reference, then a call; counts are the seed's")
THINGS = {LETTER: "a letter", REFERENCE: "a reference", PROGRAM_CONTACT: "a word to programs"}
FIRST_ASK = {
    LETTER: "First ask for the letter. If there is a reason not to, write it here.",
    REFERENCE: "First ask for the reference. If there is a reason not to, write it here.",
}
CALL_IS_RARE = "A mentor's call is worth more when it is rare."


# --- the ladder ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Window:
    """When the plan has a step of the ladder; a state of a late start opens it at once."""

    first_day: date | None = None
    state: str = "planned"

    def is_open(self, today: date) -> bool:
        return self.state in OPEN_AT_ONCE or self.first_day is None or today >= self.first_day


@dataclass(frozen=True)
class Said:
    """One ask of one mentor, as it went."""

    said_on: date | None = None
    answered_on: date | None = None
    answer: str = ""


@dataclass(frozen=True)
class Step:
    is_open: bool
    window_is_open: bool
    may_draft: bool
    not_yet_from: date | None
    asks_to_go_on: bool  # the easier ask was declined, or met with hesitation
    first_ask: str | None
    is_overridden: bool
    judgement: Judgement


def read_step(
    level: str,
    asks: Mapping[str, Said],
    windows: Mapping[str, Window],
    *,
    today: date,
    override_reason: str = "",
) -> Step:
    """AD-01 and AD-02: whether an ask of this level may be drafted, and what stands before it."""
    easier = LADDER[LADDER.index(level) - 1] if level != LETTER else None
    before = asks.get(easier, Said()) if easier else None
    is_open = before is None or before.answered_on is not None
    go_on = is_open and before is not None and before.answer in (DECLINED, HESITANT)
    window = windows.get(level, Window())
    in_time = window.is_open(today)
    closed = not (is_open and in_time)
    overridden = closed and len(override_reason.strip()) >= OVERRIDE_LENGTH
    first_ask = None if is_open else easier
    not_yet_from = None if in_time else window.first_day
    because = tuple(_why_not(first_ask, not_yet_from, easier if go_on else None))
    return Step(
        is_open=is_open,
        window_is_open=in_time,
        may_draft=not closed or overridden,
        not_yet_from=not_yet_from,
        asks_to_go_on=go_on,
        first_ask=first_ask,
        is_overridden=overridden,
        judgement=Judgement("closed" if closed else "open", because, "AD-01", SOURCE),
    )


def _why_not(
    first_ask: str | None, not_yet_from: date | None, declined: str | None
) -> Iterable[Evidence]:
    if first_ask:
        yield Evidence("AD-01", first_ask, FIRST_ASK[first_ask])
    if declined:
        yield Evidence("AD-01", declined, f"Go on without {THINGS[declined]}?")
    if not_yet_from:
        told = f"Not yet. From {not_yet_from:%B} {not_yet_from.day}."
        yield Evidence("AD-02", not_yet_from, told)


# --- program contacts ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Contact:
    """One program that somebody may speak to."""

    program: str
    who: str = ""
    state: str = "not_asked"
    is_realistic: bool = True


def counted_programs(rows: Sequence[Contact]) -> int:
    """AD-04: programs, each once, not unrealistic and with a row that was not declined."""
    return len({row.program for row in rows if row.is_realistic and row.state != DECLINED})


def judge_contacts(rows: Sequence[Contact], *, submit_on: date, today: date) -> Judgement:
    """`fewer`, `above` or `fine`. Fewer than ten inform from 1 August of the submission year."""
    count = counted_programs(rows)
    if count > MOST_PROGRAMS:
        told = f"{count} programs. {CALL_IS_RARE}"
        return _counted("above", count, told)
    if count < FEWEST_PROGRAMS and today >= date(submit_on.year, *INFORM_FROM):
        told = f"{count} of {FEWEST_PROGRAMS} to {MOST_PROGRAMS} programs are named so far."
        return _counted("fewer", count, told)
    return Judgement("fine", (), "AD-04", SOURCE)


def _counted(level: str, count: int, told: str) -> Judgement:
    keys = frozenset({"letters", "programs"})
    return Judgement(level, (Evidence("AD-04", count, told, keys),), "AD-04", SOURCE)


def is_after_submission(submit_on: date, today: date) -> bool:
    """Whether a contact still carries the label 'after submission'."""
    return today < submit_on


# --- what was never said aloud ------------------------------------------------------------------


@dataclass(frozen=True)
class PlannedLetter:
    who: str
    state: str
    assigned_count: int = 0


@dataclass(frozen=True, order=True)
class Unspoken:
    who: str
    level: str

    @property
    def sentence(self) -> str:
        return f"You count on {self.who} for {THINGS[self.level]}, but have not said it aloud."


def unspoken_asks(
    *,
    letters: Sequence[PlannedLetter] = (),
    references_on_plan: Sequence[str] = (),
    contacts: Sequence[Contact] = (),
    said: Iterable[tuple[str, str]] = (),
) -> list[Unspoken]:
    """AD-05. `said` holds who and level of each ask with a date; another level covers nothing."""
    counted_on = {
        Unspoken(letter.who, LETTER)
        for letter in letters
        if letter.state != DECLINED and (letter.state == "planned" or letter.assigned_count)
    }
    counted_on |= {Unspoken(who, REFERENCE) for who in references_on_plan}
    counted_on |= {
        Unspoken(row.who, PROGRAM_CONTACT) for row in contacts if row.who and row.state != DECLINED
    }
    return sorted(counted_on - {Unspoken(who, level) for who, level in said})


# --- references and advocates -------------------------------------------------------------------


def prints_reference(*, answer: str, route: str, until: date | None, today: date) -> bool:
    """AD-06: only with their yes, a route, and an end date that is not past."""
    return answer == "yes" and bool(route.strip()) and until is not None and until >= today


@dataclass(frozen=True)
class Promise:
    """What somebody agreed to, and the day of their words."""

    level: str
    state: str
    words_on: date | None = None


def is_advocate(promises: Sequence[Promise]) -> bool:
    """AD-07: an agreed contact or reference with the date of their words; a letter is neither."""
    return any(
        promise.level in (REFERENCE, PROGRAM_CONTACT)
        and promise.state in ("agreed", "done")
        and promise.words_on is not None
        for promise in promises
    )
