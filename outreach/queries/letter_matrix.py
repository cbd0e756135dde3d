"""Letters against programs, as the page shows them: rows, ticks, and what is thin in words."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from outreach.queries.letter import LetterLine, LetterSet
from outreach.rules.letter import FEW_FOR_PROGRAM, LetterFacts, Program, notes_on_set
from smartpick.picks.models import ProgramPick

PAGE = 60  # programs on a page: what a form may send is limited
NOTE_WORDS = {
    "same_writer_twice": "the same writer twice",
    "none_in_specialty": "none from the specialty",
    "no_senior_writer": "none from a director or chair",
}
Pair = tuple[str, str]


@dataclass(frozen=True)
class Cell:
    line: LetterLine
    value: str
    is_given: bool


@dataclass(frozen=True)
class MatrixRow:
    """One program with a tick for each letter."""

    pick: ProgramPick
    cells: tuple[Cell, ...]
    count: int
    limit: int | None
    service: str
    by_hand: bool
    notes: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.count > self.limit

    @property
    def problem(self) -> str:
        if not self.is_over:
            return ""
        return f"{self.service} takes {self.limit} a program. Which one stays out?"

    @property
    def is_thin(self) -> bool:
        return self.count < FEW_FOR_PROGRAM

    @property
    def words(self) -> str:
        """'2 of 3, none from the specialty'."""
        return ", ".join([f"{self.count} of {max(FEW_FOR_PROGRAM, self.count)}", *self.notes])


@dataclass(frozen=True)
class Matrix:
    letters: LetterSet
    rows: tuple[MatrixRow, ...]
    first: int
    total: int

    @property
    def lines(self) -> list[LetterLine]:
        return self.letters.open_lines

    @property
    def thin_count(self) -> int:
        return sum(row.is_thin for row in self.rows)

    @property
    def over(self) -> list[MatrixRow]:
        return [row for row in self.rows if row.is_over]

    @property
    def next_from(self) -> int:
        return self.first + PAGE if self.first + PAGE < self.total else 0


def matrix_of(
    letters: LetterSet, *, first: int = 0, told: Collection[Pair] | None = None
) -> Matrix:
    """`told` are ticks that were typed and could not be saved; else what is stored."""
    first = first if 0 <= first < len(letters.picks) else 0
    rows = tuple(_row(letters, pick, told) for pick in letters.picks[first : first + PAGE])
    return Matrix(letters, rows, first, len(letters.picks))


def _row(letters: LetterSet, pick: ProgramPick, told: Collection[Pair] | None) -> MatrixRow:
    code, lines = str(pick.code), letters.open_lines
    facts = [_as_told(line, code, told) for line in lines]
    rule = letters.limits.get(letters.service_of(pick))
    notes = notes_on_set(Program(code, pick.program.specialty), facts)
    return MatrixRow(
        pick=pick,
        cells=tuple(
            Cell(line, f"{line.letter.code}:{code}", code in one.assigned)
            for line, one in zip(lines, facts, strict=True)
        ),
        count=sum(code in one.assigned for one in facts),
        limit=letters.limit_of(pick),
        service=letters.service_of(pick),
        by_hand=bool(rule and rule.by_hand),
        notes=tuple(NOTE_WORDS[name] for name in notes),
    )


def _as_told(line: LetterLine, code: str, told: Collection[Pair] | None) -> LetterFacts:
    if told is None:
        return line.facts
    given = frozenset({code}) if (str(line.letter.code), code) in told else frozenset()
    return replace(line.facts, assigned=given)
