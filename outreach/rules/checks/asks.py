"""WD-12 to WD-17, WD-28 to WD-31, WD-40 to WD-42: what is asked, how much, and whether it is time.

Rulebook of words, A.2 and A.6.
"""

import re

from outreach.rules.checks.looking import at, first_hit
from outreach.rules.facts import CONSIDER, MUST, Check, MailFacts
from outreach.rules.lists import (
    GHOST,
    LETTERLATER,
    LETTERREQ,
    PROGCONTACT,
    PROGSELF,
    STRONG,
    VAGUE,
)
from outreach.rules.parts import Parts, is_thanks
from smartpick.common.wording import NUMBER_WORDS, Unit, hits

OWN_ASK = {
    "first": "meeting",
    "letter_ask": "letter",
    "reference_ask": "reference",
    "program_ask": "outreach",
}
THE_ASKS = frozenset({"first", "letter_ask", "reference_ask", "program_ask"})
DECISIONS = {
    "first": 3,
    "letter_ask": 2,
    "reference_ask": 2,
    "program_ask": 2,
    "offer_of_work": 2,
    "follow_up": 1,
    "update": 1,
    "thanks_recap": 1,
}
OFFERS = re.compile(
    r"\bi (?:can|could|would|will)(?: also| gladly)? (?:take|help|do|start|abstract|collect|draft|"
    r"run|clean|enter|screen|finish|carry)\b"
)
WRITES_TO = re.compile(r"\b(?:call|email|e-mail|contact|write to)(?:ing)? (?:dr|prof)\b")
SMALL_MAILS = frozenset({"update", "thanks_recap", "follow_up", "offer_of_work"})
LONGEST_MEETING = 30
FEWEST_SEEN, SEEN_DAYS, SEEN_DAYS_SHORT = 3, 84, 42
MOST_PROGRAMS = 15
PROGRAM_COUNT = re.compile(rf"\b(\d{{1,4}}|{'|'.join(NUMBER_WORDS[:20])}) (?:[\w-]+ )?programs\b")
FOLLOWED = {"letter_ask": "letter", "reference_ask": "reference", "program_ask": "outreach"}


def check_ask(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    kind = facts.judged_as
    if check_vague(subject, parts, facts):
        return None
    says = "Nothing here can be answered with yes or no. Ask for one meeting of 20-30 minutes."
    if kind == "follow_up":
        return None if parts.requests else Check("WD-12", CONSIDER, says)
    if kind == "offer_of_work":
        is_offered = any(OFFERS.search(unit.text) for unit in parts.units)
        says = "No piece of work is offered. Name one task, what you hand over, and by when."
        return None if is_offered else Check("WD-12", MUST, says)
    if kind not in OWN_ASK or OWN_ASK[kind] in parts.ask_types:
        return None
    if kind == "program_ask" and any(WRITES_TO.search(unit.text) for unit in parts.requests):
        return None
    if kind != "first":
        says = "Nothing here can be answered with yes or no. Ask the one thing this mail is for."
    return Check("WD-12", MUST, says)


def check_meeting_length(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.judged_as != "first" or "meeting" not in parts.ask_types:
        return None
    minutes = [length for unit in parts.requests for length in _minutes(unit)]
    unit = parts.ask_types["meeting"]
    if not minutes:
        says = "The ask has no length. '20 to 30 minutes' is easier to agree to."
        return at("WD-13", MUST, says, unit)
    if max(minutes) > LONGEST_MEETING:
        says = f"{max(minutes)} minutes is long for a first meeting. '20 to 30 minutes' is easier."
        return at("WD-13", CONSIDER, says, unit)
    return None


def _minutes(unit: Unit) -> list[int]:
    found = [_number(n) for n in re.findall(r"\b(\d{1,3}|[a-z]+)[- ]minutes?\b", unit.text)]
    found += [30] if re.search(r"\bhalf an hour\b", unit.text) else []
    found += [60] if re.search(r"(?<!half )\b(?:an|one|1) hour\b", unit.text) else []
    found += [60 * int(n) for n in re.findall(r"\b(\d) hours\b", unit.text)]
    return [length for length in found if length]


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return NUMBER_WORDS.index(word) + 1 if word in NUMBER_WORDS[:20] else 0


def check_one_ask(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    types = dict(parts.ask_types)
    if facts.judged_as == "offer_of_work":
        types.pop("position", None)
    if len(types) < 2:
        return None
    level = MUST if facts.judged_as in THE_ASKS else CONSIDER
    says = (
        f"{len(types)} asks in one mail: {', '.join(types)}. Keep the first; the others have a "
        "better day."
    )
    return at("WD-14", level, says, list(types.values())[-1])


def check_outcomes(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if len(parts.items) <= 2:
        return None
    says = (
        f"{len(parts.items)} things for one meeting. Two fit: an honest reading, and two or three "
        "priorities."
    )
    level = MUST if facts.judged_as == "first" else CONSIDER
    return at("WD-15", level, says, parts.items[2])


def check_decisions(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    counted = [unit for unit in parts.requests if _decides(unit)]
    told = [unit for unit in parts.units if unit not in counted and "let me know" in unit.text]
    count = len(counted) + len([unit for unit in told if not is_thanks(unit)])
    if count <= DECISIONS.get(facts.judged_as, 1):
        return None
    says = (
        f"This asks the reader to decide {count} things. Fewer decisions, faster answer. Offer one."
    )
    return at("WD-16", CONSIDER, says, (counted or told)[-1])


def _decides(unit: Unit) -> bool:
    return not unit.text.startswith("if ") or unit.text.endswith("?")


def check_vague(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    found = first_hit([unit for unit in parts.units if not is_thanks(unit)], VAGUE)
    if not found:
        return None
    level = MUST if facts.judged_as in ("first", "follow_up") else CONSIDER
    says = (
        f"'{found[1]}' leaves the work to the reader: what is asked, and for how long? Mentors "
        "follow from one good meeting; ask for that."
    )
    return at("WD-17", level, says, *found)


def check_letter_early(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    kind = facts.judged_as
    if kind == "letter_ask":
        return _seen_enough(facts)
    allowed = facts.is_letter_agreed or facts.follows_kind in ("letter_ask", "material")
    if kind not in SMALL_MAILS | {"first"} or allowed:
        return None
    for unit in parts.requests:
        if hits(unit, LETTERREQ) and not hits(unit, LETTERLATER, negation=False):
            says = (
                f"A letter is asked before {facts.recipient.name} has seen enough to write one. "
                "Ask for work or a meeting first; the letter ask opens later."
            )
            return at("WD-28", MUST, says, unit)
    return None


def _seen_enough(facts: MailFacts) -> Check | None:
    if facts.is_letter_agreed or facts.seen_count is None:
        return None
    seen, days = facts.seen_count, facts.days_known or 0
    times = "once" if seen == 1 else f"{seen} times"
    says = (
        f"{facts.recipient.name} has seen your work {times} in {days} days, by your log. A strong "
        "letter needs more to tell; ask for work first, or log what is missing."
    )
    if seen < FEWEST_SEEN:
        return Check("WD-28", MUST, says)
    if days < (SEEN_DAYS_SHORT if facts.is_short_track else SEEN_DAYS):
        return Check("WD-28", CONSIDER, says)
    return None


def check_soap(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    # A ticked reply starts no contact; an ask to contact programs does, whoever wrote first.
    if facts.is_reply_to_theirs and facts.kind != "program_ask":
        return None
    when = f" This opens on {facts.soap_ends}." if facts.soap_ends else ""
    says = (
        "Until SOAP ends neither you nor anyone for you may start contact with a program, and "
        f"program leaders count as their program.{when}"
    )
    contact = [unit for unit in parts.requests if hits(unit, PROGCONTACT)]
    if facts.is_soap_week and (facts.is_to_leader or facts.kind == "program_ask"):
        return Check("WD-29", MUST, says)
    if not facts.is_soap_week:
        contact = [unit for unit in contact if re.search(r"\bsoap\b|\bmatch week\b", unit.text)]
    return at("WD-29", MUST, says, contact[0]) if contact else None


def check_program_self(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    found = first_hit(parts.units, PROGSELF)
    if not found:
        return None
    says = (
        "This asks a program for a place or an interview. A mentor who knows them carries more "
        "weight; ask the mentor after you submit."
    )
    return at("WD-30", MUST if facts.is_soap_week else CONSIDER, says, *found)


def check_large_ask(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    kind = facts.judged_as
    if kind not in SMALL_MAILS:
        return None
    names = ["reference", "outreach"]
    large = [name for name in names if name in parts.ask_types]
    if "letter" in parts.ask_types and not check_letter_early(subject, parts, facts):
        large.append("letter")
    large = [name for name in large if name != FOLLOWED.get(facts.follows_kind)]
    if not large:
        return None
    says = (
        f"This is a large ask inside a small mail. Send the {kind.replace('_', ' ')} now and the "
        "ask by itself."
    )
    return at("WD-31", CONSIDER, says, parts.ask_types[large[0]])


def check_strong(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.judged_as != "letter_ask" or first_hit(parts.units, STRONG, negation=False):
        return None
    says = (
        "Ask whether they can write a strong letter. The word gives them room to say no, and you "
        "the answer you need."
    )
    return at("WD-40", MUST, says, parts.ask_types.get("letter"))


def check_ghost(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    found = first_hit(parts.units, GHOST)
    if not found:
        return None
    says = "The letter is theirs to write. Offer a list of points they may use, not a text."
    return at("WD-41", MUST, says, *found)


def check_few_programs(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.judged_as != "program_ask":
        return None
    for unit in parts.requests:
        for number in PROGRAM_COUNT.findall(unit.text):
            if _number(number) > MOST_PROGRAMS:
                says = (
                    "A mentor's call is worth more when it is rare: 10-15 in all, a few for each "
                    "mentor."
                )
                return at("WD-42", CONSIDER, says, unit, number)
    return None
