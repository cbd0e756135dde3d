"""The sentence on top of the diagnosis (DX-07): about the application, never the person."""

from collections.abc import Sequence

from autopsy.rules.diagnosis import NONE_SEEN, NOT_ENOUGH, SOME, STRONG, CauseReading, Diagnosis
from autopsy.rules.finding import COUNTED

SECTIONS_NEEDED = 6
CLAUSES: dict[str, str] = {}
for ids, words in (
    ("15", "a required exam was still open"),
    ("13 14", "an exam attempt stood in the way at the first look"),
    ("10 16 17 24 25", "parts of the record stood below those of many people who matched"),
    ("18", "the file held little work in the field"),
    ("21", "the years since graduation raised a question"),
    ("22 23", "the list reached for places that were hard to get"),
    ("30 31", "the file came late or incomplete"),
    ("32 33 34 35 36 37 47", "the list left little room"),
    ("38 39 40 41 45", "the letters could not carry it yet"),
    ("42 43 44 46", "the file pointed in several directions"),
    ("50 51 52 53", "the interviews did not turn into a place"),
    ("54 55 56 57", "a concern on record needs an answer"),
):
    CLAUSES |= {f"DX-{number}": words for number in ids.split()}


def clause(reading: CauseReading) -> str:
    """The clause of the cause's largest counted finding."""
    counted = [item for item in reading.findings if item.counts]
    leading = min(counted, key=lambda item: (COUNTED.index(item.counted_size), item.rule))
    return CLAUSES[leading.rule]


def headline(diagnosis: Diagnosis, *, done_count: int, missing: Sequence[str]) -> str:
    """`missing` are the names of sections not done, in order."""
    if done_count < SECTIONS_NEEDED:
        count = len(missing)
        noun = "section is" if count == 1 else "sections are"
        return f"Not enough yet to say. {count} {noun} not done: {', '.join(missing)}."
    leading = [item for item in diagnosis.ranked if item.level in (STRONG, SOME)][:2]
    if leading:
        clauses = list(dict.fromkeys(clause(item) for item in leading))
        if len(clauses) == 1:
            return f"What your answers suggest first: {clauses[0]}."
        return f"{clauses[0][0].upper()}{clauses[0][1:]}, and {clauses[1]}."
    if all(item.level == NONE_SEEN for item in diagnosis.ranked):
        return (
            "Nothing here explains it on its own. That happens; ask two program directors to read "
            "the full application."
        )
    needs = next(item for item in diagnosis.ranked if item.level == NOT_ENOUGH).missing
    return f"Nothing stands out so far; {', '.join(needs[:3])} would tell more."
