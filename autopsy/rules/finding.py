"""Findings: what one rule of the diagnosis adds to one cause, and the registry of those rules."""

from collections.abc import Callable
from dataclasses import dataclass

from autopsy.rules.benchmarks import Benchmarks
from autopsy.rules.facts import FIELD_SECTION, AutopsyFacts
from smartpick.common.evidence import Source

DECISIVE, MAJOR, MINOR, NOTE = "decisive", "major", "minor", "note"
SIZES = (DECISIVE, MAJOR, MINOR, NOTE)
COUNTED = (DECISIVE, MAJOR, MINOR)
QUALIFICATION, COHERENCE, INTERVIEW = "qualification", "coherence", "interview"


def step_down(size: str, steps: int = 1) -> str:
    return SIZES[min(SIZES.index(size) + steps, len(SIZES) - 1)]


@dataclass(frozen=True)
class Fired:
    """What a rule says when its condition holds."""

    size: str
    sentence: str
    change: str = ""
    source: Source | None = None
    fields: tuple[str, ...] = ()
    softened: int = 0  # steps down before the stage is looked at


@dataclass(frozen=True)
class Rule:
    id: str
    cause: str
    tag: str
    fields: tuple[str, ...]
    source: Source
    can_change: bool
    judge: Callable[[AutopsyFacts, Benchmarks], Fired | None]


@dataclass(frozen=True)
class Finding:
    rule: str
    cause: str
    tag: str
    size: str
    counted_size: str
    sentence: str
    source: Source
    change: str
    can_change: bool
    fields: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The share keys that must all be on before anybody else reads this line."""
        return frozenset(FIELD_SECTION[name] for name in self.fields)

    @property
    def section(self) -> str:
        """The page where the deciding answer stands."""
        return FIELD_SECTION[self.fields[0]]

    @property
    def counts(self) -> bool:
        return self.counted_size in COUNTED


RULES: dict[str, Rule] = {}
Judge = Callable[[AutopsyFacts, Benchmarks], Fired | None]


def rule(
    rule_id: str, cause: str, tag: str, fields: str, source: Source, *, can_change: bool
) -> Callable[[Judge], Judge]:
    """Registers one rule: its cause, tag, the fields it reads, its source, and whether the
    person can still change what it saw before the next submission."""

    def register(judge: Judge) -> Judge:
        RULES[rule_id] = Rule(rule_id, cause, tag, tuple(fields.split()), source, can_change, judge)
        return judge

    return register


def plural(count: int, one: str, many: str = "") -> str:
    return one if count == 1 else (many or f"{one}s")
