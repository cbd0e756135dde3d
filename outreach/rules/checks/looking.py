"""How a check looks through a mail: the first unit that holds a word of a list."""

from collections.abc import Iterable

from outreach.rules.facts import Check
from smartpick.common.wording import Unit, hits


def first_hit(
    units: Iterable[Unit], patterns: tuple[str, ...], *, negation: bool = True
) -> tuple[Unit, str] | None:
    for unit in units:
        found = hits(unit, patterns, negation=negation)
        if found:
            return unit, found[0]
    return None


def at(rule: str, level: str, says: str, unit: Unit | None = None, hit: str = "") -> Check:
    return Check(rule, level, says, hit=hit, where=unit.typed if unit else "")


def two_words_of(stored: str, units: Iterable[Unit]) -> bool:
    """Two words of five letters or more of a stored text, in one sentence."""
    wanted = {word.strip(".,;:()").lower() for word in stored.split()}
    wanted = {word for word in wanted if len(word) >= 5}
    return any(sum(word in unit.text for word in wanted) >= 2 for unit in units)
