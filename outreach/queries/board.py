"""All asks of a cycle: the board, the row from chosen to advocated, and what was never said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from mentors.models import Target
from mentors.queries.team import member_of
from mentors.rules.team import STEPS, Depth, read_depth
from outreach.choices import AskAnswer, AskLevel, ContactState
from outreach.models import Ask, ProgramContact
from outreach.queries.asks import (
    KIND_OF,
    Advocate,
    advocate_of,
    ask_is_locked,
    asks_by_level,
    letter_strength,
    said_by_level,
    step_of,
    targets_with_asks,
    windows_of,
)
from outreach.queries.contacts import CLOSED, ContactList, as_rule, contact_list, contacts_of
from outreach.rules.advocacy import (
    DECLINED,
    LADDER,
    LETTER,
    PROGRAM_CONTACT,
    REFERENCE,
    PlannedLetter,
    Said,
    Step,
    Unspoken,
    Window,
    unspoken_asks,
)
from outreach.rules.letter import HESITANT, NEUTRAL, STRONG, STRONG_WITH_SPECIFICS
from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.rules.soap import SoapWeek

TAGS: dict[str, str] = {AskAnswer.YES: "ok", AskAnswer.HESITANT: "due", AskAnswer.DECLINED: "late"}
STRENGTH_WORDS = {
    STRONG_WITH_SPECIFICS: "Strong, with specifics",
    STRONG: "Strong",
    NEUTRAL: "Neutral",
    HESITANT: "Hesitant",
    DECLINED: "No",
}
AFTER = {REFERENCE: "after letter", PROGRAM_CONTACT: "after reference"}


@dataclass(frozen=True)
class Cell:
    """One mentor and one ask, in a word."""

    target: Target
    level: AskLevel
    said: Said
    ask: Ask | None
    step: Step
    lock: str
    strength: str = ""  # of a letter
    done_count: int = 0
    agreed_count: int = 0

    @property
    def words(self) -> str:
        if self.said.answer:
            return self._answer()
        if self.said.said_on:
            return f"Asked {self.said.said_on:%b} {self.said.said_on.day}"
        if self.step.first_ask and not self.step.is_overridden:
            return AFTER[self.level].capitalize()
        if self.step.not_yet_from and not self.step.is_overridden:
            day = self.step.not_yet_from
            return f"From {day:%b} {day.day}"
        return "Not asked"

    def _answer(self) -> str:
        if self.strength:
            return STRENGTH_WORDS[self.strength]
        if self.said.answer == AskAnswer.DECLINED:
            return "No"
        words = "Hesitant" if self.said.answer == AskAnswer.HESITANT else "Yes"
        if self.level == AskLevel.PROGRAM_CONTACT and self.agreed_count:
            done = f", {self.done_count} done" if self.done_count else ""
            return f"{words}, for {self.agreed_count}{done}"
        if self.ask and self.ask.route:
            until = f", until {self.ask.until:%b} {self.ask.until.year}" if self.ask.until else ""
            return f"{words}, {self.ask.get_route_display().lower()}{until}"
        return words

    @property
    def tag(self) -> str:
        if self.strength == NEUTRAL:
            return "due"
        return TAGS.get(self.said.answer, "info" if self.is_said else "")

    @property
    def is_said(self) -> bool:
        return self.said.said_on is not None

    @property
    def is_next(self) -> bool:
        """Could be said today: open, in its window, not said, not locked."""
        return not self.is_said and self.step.may_draft and not self.lock


@dataclass(frozen=True)
class BoardRow:
    target: Target
    cells: tuple[Cell, ...]

    @property
    def stage(self) -> str:
        held = getattr(self.target, "mentorship", None)
        return held.get_stage_display() if held else self.target.get_state_display()


@dataclass(frozen=True)
class Board:
    rows: tuple[BoardRow, ...]
    depth: Depth
    advocates: tuple[Advocate, ...]
    contacts: ContactList
    unspoken: tuple["UnspokenRow", ...]
    week: SoapWeek | None
    opens_on: date | None

    @property
    def said_count(self) -> int:
        return sum(cell.is_said for row in self.rows for cell in row.cells)

    @property
    def agreed_count(self) -> int:
        return sum(cell.said.answer == AskAnswer.YES for row in self.rows for cell in row.cells)

    @property
    def next_ask(self) -> Cell | None:
        """The easiest ask that can be said today, the first mentor's first."""
        found = (cell for level in range(len(LADDER)) for cell in self._column(level))
        return next((cell for cell in found if cell.is_next), None)

    def _column(self, level: int) -> list[Cell]:
        return [row.cells[level] for row in self.rows]

    @property
    def conversion(self) -> list[tuple[str, int]]:
        return [(name, self.depth.counts[name]) for name in STEPS]


def board_of(cycle: Cycle, *, now: datetime) -> Board:
    today = timezone.localdate(now)
    targets = targets_with_asks(cycle)
    windows, week = windows_of(cycle), soap_lock(cycle, now)
    contacts = contact_list(cycle, today=today)
    advocates = [one for one in map(advocate_of, targets) if one]
    return Board(
        rows=tuple(
            board_row(target, windows, week, today) for target in targets if _is_asked(target)
        ),
        depth=conversion_of(targets, today=today),
        advocates=tuple(advocates),
        contacts=contacts,
        unspoken=tuple(_unspoken(targets, contacts.rows, windows, week, today)),
        week=week,
        opens_on=windows[LETTER].first_day,
    )


def _is_asked(target: Target) -> bool:
    """Mentors one leans on, and whoever was asked or is counted on for anything."""
    return (
        (target.is_active and target.state not in CLOSED)
        or bool(target.asks.all())
        or bool(target.letters.all())
        or bool(target.program_contacts.all())
    )


def board_row(
    target: Target, windows: Mapping[str, Window], week: SoapWeek | None, today: date
) -> BoardRow:
    asks, said = asks_by_level(target), said_by_level(target)
    states = [row.state for row in target.program_contacts.all()]
    cells = tuple(
        Cell(
            target=target,
            level=AskLevel(level),
            said=said.get(level, Said()),
            ask=asks.get(level),
            strength=letter_strength(target) if level == LETTER else "",
            step=step_of(target, level, today=today, windows=windows),
            lock=week.sentence if week and ask_is_locked(target, level) else "",
            done_count=states.count(ContactState.DONE),
            agreed_count=states.count(ContactState.AGREED) + states.count(ContactState.DONE),
        )
        for level in LADDER
    )
    return BoardRow(target, cells)


def conversion_of(targets: Sequence[Target], *, today: date) -> Depth:
    """From identified to advocated (CH-06, AD-07), worked out and never entered."""
    members = []
    for target in targets:
        asked = [said.said_on for said in said_by_level(target).values() if said.said_on]
        advocate = advocate_of(target)
        members.append(
            replace(
                member_of(target),
                asked_on=min(asked, default=None),
                advocated_on=advocate.words_on if advocate else None,
            )
        )
    return read_depth(members, today=today)


# --- what was never said --------------------------------------------------------------------------


@dataclass(frozen=True)
class UnspokenRow:
    target: Target
    level: AskLevel
    sentence: str
    programs: tuple[str, ...]
    not_yet_from: date | None
    may_draft: bool
    lock: str

    @property
    def kind(self) -> str:
        """The composer's kind that says it."""
        return KIND_OF[self.level]


def unspoken_of(cycle: Cycle, *, now: datetime) -> list[UnspokenRow]:
    """AD-05, the names in order: what is counted on and has no ask with a date."""
    today = timezone.localdate(now)
    return _unspoken(
        targets_with_asks(cycle),
        contacts_of(cycle),
        windows_of(cycle),
        soap_lock(cycle, now),
        today,
    )


def _unspoken(
    targets: Sequence[Target],
    contacts: Iterable[ProgramContact],
    windows: Mapping[str, Window],
    week: SoapWeek | None,
    today: date,
) -> list[UnspokenRow]:
    asks = [ask for target in targets for ask in target.asks.all()]
    people = {str(target.code): target for target in targets}
    code_of = {target.pk: code for code, target in people.items()}
    found = unspoken_asks(
        letters=[
            PlannedLetter(code_of[letter.target_id], letter.state, len(letter.assignments.all()))
            for target in targets
            for letter in target.letters.all()
            if letter.is_open
        ],
        references_on_plan=[
            code_of[ask.target_id]
            for ask in asks
            if ask.level == AskLevel.REFERENCE and ask.is_counted_on
        ],
        contacts=[as_rule(row) for row in contacts],
        said=[
            (code_of[target.pk], level)
            for target in targets
            for level, said in said_by_level(target).items()
            if said.said_on
        ],
    )
    lines = [_unspoken_row(people[one.who], one.level, windows, week, today) for one in found]
    return sorted(lines, key=lambda line: (line.target.name, LADDER.index(line.level)))


def _unspoken_row(
    target: Target, level: str, windows: Mapping[str, Window], week: SoapWeek | None, today: date
) -> UnspokenRow:
    rows = [r for r in target.program_contacts.all() if r.state != ContactState.DECLINED]
    step = step_of(target, level, today=today, windows=windows)
    return UnspokenRow(
        target=target,
        level=AskLevel(level),
        sentence=Unspoken(target.name, level).sentence,
        programs=tuple(row.pick.program.name for row in rows) if level == PROGRAM_CONTACT else (),
        not_yet_from=step.not_yet_from,
        may_draft=step.may_draft,
        lock=week.sentence if week and ask_is_locked(target, level) else "",
    )
