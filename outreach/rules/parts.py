"""WD: a mail taken apart into greeting, prose and signature, and its requests found.

Rulebook of words, A.1 and A.2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from outreach.rules.lists import ASK_TYPES, LETTERLATER, REQUEST, THANKS
from smartpick.common.wording import (
    GREETING,
    SIGN_OFF,
    Unit,
    cleaned,
    hits,
    units_of,
    words_in,
)

QUOTED = re.compile(r"^(>|on\b.{0,120}\bwrote:\s*$|-----original message-----)", re.I)
LIST_LINE = re.compile(r"^([-*]|\d{1,2}[.)]) ")
GREETING_CAP = 60
LAST_LINES = 10


@dataclass(frozen=True)
class Parts:
    """A mail as it is judged. `lines` are all lines but quoted mail."""

    lines: tuple[str, ...]
    first_line: str
    greeting: str
    prose: str
    sign_off: str
    ending: tuple[str, ...]

    @cached_property
    def units(self) -> list[Unit]:
        return units_of(self.prose)

    @cached_property
    def text(self) -> str:
        return "\n".join(self.lines)

    @cached_property
    def words(self) -> int:
        return len(words_in(self.prose))

    @cached_property
    def items(self) -> list[Unit]:
        """List lines that stand under a request: the outcomes asked for."""
        found: list[Unit] = []
        opens = False
        for unit in self.units:
            is_item = bool(LIST_LINE.match(unit.typed))
            if opens and is_item:
                found.append(unit)
                continue
            ends = re.search(r"(:|\b(?:to|for))$", unit.text)
            opens = not is_item and asks(unit) and bool(ends)
        return found

    @cached_property
    def requests(self) -> list[Unit]:
        return [unit for unit in self.units if unit in self.items or asks(unit)]

    @cached_property
    def ask_types(self) -> dict[str, Unit]:
        """Kind of ask -> the first request that holds it."""
        found: dict[str, Unit] = {}
        for unit in self.requests:
            for kind, patterns in ASK_TYPES.items():
                if kind == "letter" and hits(unit, LETTERLATER, negation=False):
                    continue
                if kind not in found and hits(unit, patterns):
                    found[kind] = unit
        return found


def is_thanks(unit: Unit) -> bool:
    return bool(hits(unit, THANKS, negation=False))


def asks(unit: Unit) -> bool:
    if unit.text.rstrip('")').endswith("?"):
        return True
    return bool(hits(unit, REQUEST)) and not is_thanks(unit)


def take_apart(body: str) -> Parts:
    lines = _without_quoted(cleaned(body).split("\n"))
    full = [at for at, line in enumerate(lines) if line.strip()]
    first = lines[full[0]].strip() if full else ""
    greets = len(first) <= GREETING_CAP and bool(GREETING.match(first))
    start = full[0] + 1 if full and greets else 0
    end = _sign_off_at(lines, [at for at in full if at >= start][-LAST_LINES:])
    return Parts(
        lines=tuple(lines),
        first_line=first,
        greeting=first if greets else "",
        prose="\n".join(lines[start:end]),
        sign_off=lines[end].strip() if end is not None else "",
        ending=tuple(lines[at].strip() for at in full[-6:]),
    )


def _without_quoted(lines: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if QUOTED.match(line.strip()):
            break
        kept.append(line)
    return kept


def _sign_off_at(lines: Sequence[str], candidates: Sequence[int]) -> int | None:
    for at in reversed(candidates):
        line = lines[at].strip()
        words = len(words_in(line))
        if words <= 6 and SIGN_OFF.match(line) and (line.endswith(",") or words <= 3):
            return at
    return None
