"""WD-07 to WD-11, WD-18, WD-19: files, numbers, the reason for this person, the gaps.

Rulebook of words, A.6.
"""

import re

from outreach.rules.checks.looking import at, first_hit, two_words_of
from outreach.rules.facts import CONSIDER, MUST, Check, MailFacts
from outreach.rules.lists import ATTACH, ATTACHNOT, GAPS, OFFERED, REASON
from outreach.rules.numbers import agrees, names_a_count, read_numbers, stored_for
from outreach.rules.parts import Parts
from smartpick.common.wording import Unit, hits

DOCUMENT_WORDS = (
    ("cv", r"\b(?:cv|resume|curriculum vitae)\b", "a CV"),
    ("eras", r"\beras\b", "an ERAS application"),
    ("statement", r"\bstatement\b", "a statement"),
    ("summary", r"\b(?:summary|one page)\b", "a summary"),
    ("plan", r"\b(?:application|one-page) plan\b", "an application plan"),
)
FIELD_WORDS = {
    "applied": "programs applied to",
    "received": "interviews offered",
    "attended": "interviews attended",
    "interviews": "interviews",
}


def check_attachment_missing(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    for unit in parts.units:
        if not _says_attached(unit):
            continue
        named = [(key, word) for key, pattern, word in DOCUMENT_WORDS if _names(unit, pattern)]
        missing = [word for key, word in named if key not in facts.attachments]
        if not named and not facts.attachments:
            missing = ["a file"]
        if missing:
            says = (
                f"The text names {missing[0]}, and it is not attached. Attach it or take the line "
                "out."
            )
            return at("WD-07", MUST, says, unit, missing[0])
    return None


def _says_attached(unit: Unit) -> bool:
    return bool(hits(unit, ATTACH)) and not hits(unit, ATTACHNOT)


def _names(unit: Unit, pattern: str) -> bool:
    return bool(re.search(pattern, unit.text))


def check_attachment_unnamed(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.attachments:
        ticked = [pattern for key, pattern, _ in DOCUMENT_WORDS if key in facts.attachments]
        for unit in parts.units:
            if _says_attached(unit) or any(_names(unit, pattern) for pattern in ticked):
                return None
        count = len(facts.attachments)
        go = "1 file goes" if count == 1 else f"{count} files go"
        says = f"{go} out that the text does not mention. One line keeps them from being missed."
        return Check("WD-08", CONSIDER, says)
    if facts.judged_as != "first" or any(
        _says_attached(unit) or hits(unit, OFFERED) for unit in parts.units
    ):
        return None
    says = "No file goes out, and none is offered. Attach your CV, or say that you can send it."
    return Check("WD-08", CONSIDER, says)


def check_numbers_named(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.judged_as != "first" or names_a_count(parts.units):
        return None
    held = {name: facts.numbers.get(name) for name in ("applied", "received", "attended")}
    stored = [f"{FIELD_WORDS[name]} {value}" for name, value in held.items() if value is not None]
    says = "No numbers. Programs applied to and interviews tell more than adjectives."
    if stored:
        return Check("WD-10", MUST, f"{says} From your record: {', '.join(stored)}.")
    return Check("WD-10", CONSIDER, says)


def check_numbers_true(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    for read in read_numbers(parts.units):
        stored = stored_for(read, facts.numbers)
        if stored and not any(agrees(read, value) for value in stored):
            says = (
                f"You wrote {read.number}; your record says {stored[0]}. Faculty compare. Correct "
                "one of them."
            )
            return at("WD-11", MUST, says, read.unit, str(read.number))
    return None


def check_reason(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.judged_as != "first" or first_hit(parts.units, REASON, negation=False):
        return None
    if facts.reason and two_words_of(facts.reason, parts.units):
        return None
    says = (
        f"Anyone could get this mail. Say in one sentence why {facts.recipient.name}: a role, a "
        "paper, a clinic, a person who named them."
    )
    return Check("WD-18", MUST, says)


def check_gaps(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.judged_as != "first" or first_hit(parts.units, GAPS, negation=False):
        return None
    if any(two_words_of(gap, parts.units) for gap in facts.gaps):
        return None
    says = "No gap is named. One honest line shows you have looked."
    if facts.gaps:
        return Check("WD-19", MUST, f"{says} From your autopsy: {'; '.join(facts.gaps)}.")
    return Check("WD-19", CONSIDER, says)
