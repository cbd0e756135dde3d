"""WD-10, WD-11: the numbers a mail names, against the record.

Rulebook of words, A.3: first match for each field in each sentence; plans are not the record.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from smartpick.common.wording import NUMBER_WORDS, Unit

ABOUT, ASIDE = 0.10, 0.25
NUM = rf"(\d{{1,4}}|{'|'.join(NUMBER_WORDS)}|none)"
HOW = r"(?:(about|around|roughly|nearly|almost|over|more than|under|fewer than|less than) )?"
NOT_PROGRAMS = r"(?! (?:specialt|region|state|lane|school|cit|time|year|kind|type|cycle))"
PLANS = re.compile(
    r"\b(plan|will|would|next|this time|upcoming|intend|going to|aim|target|should|top)\b"
)
COUNTS = {
    "applied": (
        rf"\bapplied(?: broadly)? to {HOW}{NUM}\b{NOT_PROGRAMS}",
        rf"\b(?:applications?|applied): ?{HOW}{NUM}\b",
        rf"{HOW}\b{NUM} applications\b",
        rf"{HOW}\b{NUM} programs applied\b",
    ),
    "received": (
        rf"{HOW}\b{NUM} interviews?(?: were| was)? offered\b",
        rf"{HOW}\b{NUM} interview offers?\b",
        rf"\breceived {HOW}{NUM} interviews?\b",
        rf"{HOW}\b{NUM} invitations?\b",
        rf"\binterviews?: {HOW}{NUM} offered\b",
    ),
    "attended": (rf"\battended {HOW}{NUM}\b", rf"{HOW}\b{NUM} attended\b"),
}
BARE = (
    rf"{HOW}\b{NUM} interviews?\b"
    r"(?! (?:practice|season|days?|skills?|coach\w*|prep\w*|course|workshop))"
)
SCORE = re.compile(
    r"\b(step|level) ?([123])(?: ?(?:ck|cs|ce|pe))?"
    r"(?:[ :=]|\bscore\b|\bis\b|\bwas\b|\bof\b)*(\d{3})\b"
)
BESIDE = re.compile(
    rf"\b{NUM} (?:\w+ )?(?:applications?|programs?|interviews?|invitations?)\b|"
    rf"\b(?:applied(?: to)?|applications?|programs?|interviews?|invitations?|attended):? "
    rf"{HOW}{NUM}\b"
)


@dataclass(frozen=True)
class Read:
    field: str
    number: int
    how: str
    unit: Unit


def read_numbers(units: list[Unit]) -> list[Read]:
    found: list[Read] = []
    for unit in units:
        if not PLANS.search(unit.text):
            found += _counts(unit)
        for match in SCORE.finditer(unit.text):
            series, part, score = match.group(1), match.group(2), int(match.group(3))
            low, high = (100, 299) if series == "step" else (200, 999)
            if low <= score <= high:
                found.append(Read(f"{series}{part}", score, "", unit))
    return found


def _counts(unit: Unit) -> list[Read]:
    found: list[Read] = []
    for field, patterns in COUNTS.items():
        match = next((m for p in patterns if (m := re.search(p, unit.text))), None)
        if match:
            found.append(Read(field, _value(match.group(2)), match.group(1) or "", unit))
    if not any(read.field in ("received", "attended") for read in found):
        match = re.search(BARE, unit.text)
        if match:
            found.append(Read("interviews", _value(match.group(2)), match.group(1) or "", unit))
    return found


def _value(word: str) -> int:
    if word.isdigit():
        return int(word)
    return 0 if word in ("no", "none", "zero") else NUMBER_WORDS.index(word) + 1


def names_a_count(units: list[Unit]) -> bool:
    """A number beside applied, applications, programs, interviews or invitations."""
    return any(BESIDE.search(unit.text) for unit in units)


def stored_for(read: Read, numbers: Mapping[str, int | None]) -> list[int]:
    """What the record says of this field; a bare 'interviews' may be either of two."""
    fields = ("received", "attended") if read.field == "interviews" else (read.field,)
    return [value for name in fields if (value := numbers.get(name)) is not None]


def agrees(read: Read, record: int) -> bool:
    if read.how in ("about", "around", "roughly", "nearly", "almost"):
        return abs(read.number - record) <= ABOUT * max(read.number, record)
    if read.how in ("over", "more than"):
        return read.number <= record <= read.number * (1 + ASIDE)
    if read.how in ("under", "fewer than", "less than"):
        return read.number * (1 - ASIDE) <= record <= read.number
    return read.number == record
