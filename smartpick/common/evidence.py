"""What a judgement answers with: a level, the reasons for it, the rule and the source."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where a rule or a figure comes from. `trust` is A, B, C, or 'guide' for our own judgement."""

    text: str
    trust: str = "guide"
    address: str = ""


@dataclass(frozen=True)
class Evidence:
    """One reason: the answer it was read from, and the share keys that must be on to show it."""

    field: str
    value: object
    sentence: str
    keys: frozenset[str] = dataclasses.field(default_factory=frozenset)


@dataclass(frozen=True)
class Judgement:
    level: str
    because: tuple[Evidence, ...]
    rule: str
    source: Source | None = None
