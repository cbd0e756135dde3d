"""Names as files write them: titles off, family name found, keys that compare two of them."""

import re

from smartpick.common.search import fold

TITLES = frozenset("dr doctor prof professor mr mrs ms miss mx sir".split())
DEGREES = frozenset(
    "md do phd mph ms msc ma mba mbbs mbchb bs ba facs facp faap facog faans faaos mhs mhpe med edd"
    " dds dmd pharmd rn np pa jd mha mspt mscr frcs frcpc dphil scd drph ba bsc msed mls".split()
)
SUFFIXES = frozenset("jr sr ii iii iv".split())
PARTICLES = frozenset(
    "van von de del della der den di da dos du la le el al bin ibn st ter".split()
)
NAMES_ALIKE = 92  # of 100; a typed accent or a missing middle letter passes, a sibling does not
PLACES_ALIKE = 85


def bare_name(typed: str) -> str:
    """'Okafor, Amara N., MD' and 'Dr. Amara N. Okafor' are both 'Amara N. Okafor'."""
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    parts = [part for part in parts if not _all_in(part, DEGREES)] or parts[:1]
    suffix = ""
    if len(parts) > 1 and _all_in(parts[-1], SUFFIXES):
        suffix = parts.pop()
    if len(parts) > 1:
        parts = [*parts[1:], parts[0]]
    words = " ".join(parts).split()
    while len(words) > 1 and _plain(words[0]) in TITLES:
        words.pop(0)
    while len(words) > 2 and _plain(words[-1]) in DEGREES and words[-1].upper() == words[-1]:
        words.pop()
    return " ".join([*words, *([suffix] if suffix else [])])


def _plain(word: str) -> str:
    return re.sub(r"[^a-z]", "", word.casefold())


def _all_in(part: str, known: frozenset[str]) -> bool:
    return all(_plain(word) in known for word in part.split())


def parted(name: str) -> tuple[str, str]:
    """(given names, family name) of a bare name; particles belong to the family."""
    words = name.split()
    tail = len(words) - 1
    while tail > 0 and _plain(words[tail]) in SUFFIXES:
        tail -= 1
    start = tail
    while start > 1 and _plain(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start : tail + 1])


def last_key(name: str) -> str:
    """What a list of people is ordered by: the family name first."""
    given, family = parted(name)
    return (fold(family, given) or name.casefold())[:120]


def twin_key(name: str) -> str:
    """Family name and first letter: who could be the same person at all."""
    given, family = parted(name)
    return f"{fold(family)} {fold(given)[:1]}".strip()[:60] or name.casefold()[:60]


def alike(name: str, place: str, other_name: str, other_place: str) -> bool:
    """The same person by name and institution. One without a place is not taken for the same."""
    here, there = fold(place), fold(other_place)
    if bool(here) != bool(there):
        return False
    if here and _ratio_of_words(here, there) < PLACES_ALIKE:
        return False
    return same_name(name, other_name)


def same_name(name: str, other: str) -> bool:
    """'Amara N. Okafor' and 'Amara Okafor'; not 'Amara Okafor' and 'Amir Okafor'."""
    given, family = parted(name)
    other_given, other_family = parted(other)
    if fold(family) != fold(other_family):
        return _ratio(fold(name), fold(other)) >= NAMES_ALIKE
    mine, theirs = fold(given).split(), fold(other_given).split()
    if not mine or not theirs:
        return mine == theirs
    if len(mine[0]) == 1 or len(theirs[0]) == 1:
        return mine[0][0] == theirs[0][0] and _middles_agree(mine[1:], theirs[1:])
    return _ratio(mine[0], theirs[0]) >= NAMES_ALIKE and _middles_agree(mine[1:], theirs[1:])


def _middles_agree(mine: list[str], theirs: list[str]) -> bool:
    return all(a[0] == b[0] for a, b in zip(mine, theirs, strict=False))


# A web worker starts without the library: only imports and directories compare names.
def _ratio(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415

    return fuzz.ratio(one, other)


def _ratio_of_words(one: str, other: str) -> float:
    from rapidfuzz import fuzz  # noqa: PLC0415

    return fuzz.token_set_ratio(one, other)
