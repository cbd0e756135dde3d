"""WD-21 to WD-27: blame, luck, spin, apology, pressure, private matters, promises.

Rulebook of words, A.6. The words are never kept, and none of them opens a help panel.
"""

import re

from outreach.rules.checks.looking import at, first_hit
from outreach.rules.facts import CONSIDER, MUST, Check, MailFacts
from outreach.rules.lists import (
    ABASE,
    FAMILY,
    FIELD_CAPITALS,
    HEALTH,
    MONEY,
    NEEDY,
    PRESSURE,
    PROMISE,
)
from outreach.rules.parts import Parts
from smartpick.common.wording import BLAME, LUCK, SPIN, Unit, hits, words_in

PRIVATE = HEALTH + FAMILY + MONEY
MINE = re.compile(r"\b(i|my|me|mine)\b")
AT_WORK = re.compile(
    r"\b(patients?|clinic|study|project|research|paper|rotation|screening|ward|unit|cohort|trial|"
    r"registry|poster|abstract|review)\b"
)
ONE_CLAUSE = 20
SHOUT = re.compile(r"\b[A-Z]{4,}\b")


def check_blame(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    found = first_hit(parts.units, BLAME)
    if not found:
        return None
    says = (
        f"This puts the cause on someone else: '{found[1]}'. True or not, the reader hears how you "
        "will speak of them. Say what you would do differently."
    )
    return at("WD-21", MUST, says, *found)


def check_luck(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    found = first_hit(parts.units, LUCK)
    if not found:
        return None
    says = (
        "Luck is not a cause anyone can work on. Name one thing in your file, your list or your "
        "interviews."
    )
    return at("WD-22", MUST if facts.judged_as == "first" else CONSIDER, says, *found)


def check_spin(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    found = first_hit(parts.units, SPIN)
    if not found:
        return None
    says = (
        f"'{found[1]}' sounds polished rather than candid. State what happened in one plain "
        "sentence."
    )
    return at("WD-23", CONSIDER, says, *found)


def check_apology(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    found = first_hit(parts.units, ABASE, negation=False)
    if not found:
        return None
    says = f"No apology is needed for a clear, short request. Take '{found[1]}' out."
    return at("WD-24", CONSIDER, says, *found)


def check_pressure(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    needy = first_hit(parts.units, NEEDY)
    pressing = first_hit(parts.units, PRESSURE)
    found = needy or pressing or _loud(parts)
    if not found:
        return None
    says = f"'{found[1]}' puts weight on the reader. State the ask and leave room for a no."
    return at("WD-25", MUST if needy else CONSIDER, says, *found)


def _loud(parts: Parts) -> tuple[Unit, str] | None:
    shouted = [word for word in SHOUT.findall(parts.prose) if word not in FIELD_CAPITALS]
    if parts.prose.count("!") >= 2:
        unit = next(unit for unit in parts.units if "!" in unit.typed)
        return unit, "!"
    if len(shouted) >= 2:
        unit = next(unit for unit in parts.units if shouted[0] in unit.typed)
        return unit, shouted[0]
    return None


def check_private(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    told = []
    for unit in parts.units:
        if MINE.search(unit.text) and not AT_WORK.search(unit.text):
            found = hits(unit, PRIVATE)
            if found:
                told.append((unit, len(found)))
    if not told:
        return None
    is_long = any(count >= 2 or len(words_in(unit.typed)) > ONE_CLAUSE for unit, count in told)
    if len(told) < 2 and not is_long:
        return None
    says = (
        "You decide what to share, and it is yours. In a first mail one short clause is enough; "
        "the meeting is the better place. Keep, shorten or move it."
    )
    return at("WD-26", CONSIDER, says, told[0][0])


def check_promise(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    found = first_hit(parts.units, PROMISE)
    if not found:
        return None
    says = (
        "Nobody can promise a match, you or they. Ask what would make the next application "
        "stronger."
    )
    return at("WD-27", MUST, says, *found)
