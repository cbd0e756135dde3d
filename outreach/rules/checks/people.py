"""WD-01 to WD-06: what is left over from another draft, and who is spoken to.

Rulebook of words, A.6.
"""

import re

from outreach.rules.checks.looking import at
from outreach.rules.facts import (
    CONSIDER,
    MUST,
    Check,
    MailFacts,
    folded,
    name_parts,
    name_words,
)
from outreach.rules.parts import Parts
from outreach.rules.specialties import canonical, committed_to, named_in
from smartpick.common.wording import Unit, cleaned

SLOT = re.compile(
    r"\[(?![\d,;\s-]+\]|x\]|sic\])[^\[\]\n]{1,60}\]|\{[^{}\n]{1,60}\}|<(?![^<>\n]*[@/:])[^<>\n]{1,60}>"
    r"|_{3,}|\bX{2,4}\b|\bTBD\b|\bTODO\b|(?i:lorem ipsum|\binsert\b.{1,40}\bhere\b"
    r"|\b(?:your|last|first|recipient) name here\b)"
)
NOBODY = frozenset(
    "there all everyone team doctor dr professor prof sir madam morning afternoon evening "
    "colleague colleagues program committee hi hello hey dear greetings mr ms mrs faculty".split()
)
IMPERSONAL = re.compile(r"\bto whom\b|\bsir or madam\b|\bsir/madam\b", re.I)
ROLE_WORDS = (
    (r"(?:associate|assistant) program director|apd", "apd"),
    (r"program director|pd", "pd"),
    (r"clerkship director", "clerkship_director"),
    (r"(?:department )?chair(?:man|woman|person)?", "chair"),
    (r"(?:program )?coordinator", "coordinator"),
)
OF_YOU = (
    r"\b(?:you are|your (?:role|work|position) as|you as|you serve as)"
    r"(?: an?| the| our)?(?: \w+)? "
)
HISTORY = re.compile(r"\b(rotated|worked|graduated|from|met|trained)\b")
TOLD = r"(?:with|and|from|by|told|named|suggested|introduc\w+ me to|speak to|thank\w*) "
SAID = (
    r"(?:'s name)? (?:suggested|mentioned|gave|said|told|named|recommended|thought|wrote|asked|"
    r"also|has|is|was|and)\b"
)


def check_placeholder(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    for text in (cleaned(subject), parts.text):
        for match in SLOT.finditer(text):
            if text[: match.start()].rpartition("\n")[2].count('"') % 2 == 0:
                says = (
                    f"A slot is still empty: {match.group()}. The reader sees a form letter. Fill "
                    "it or delete the sentence."
                )
                return Check("WD-01", MUST, says, match.group(), match.group())
    return None


def check_name(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    who = facts.recipient
    words = name_words(parts.greeting)
    if not words or IMPERSONAL.search(parts.greeting) or SLOT.search(parts.greeting):
        return None
    last = words[-1].rstrip("!:;")
    known = name_parts(who.name) | set(name_words(who.name))
    if last in NOBODY or last in known or set(re.split(r"-", last)) & known:
        return None
    says = (
        f"The greeting says {last.title()}; this person is {who.name}. Left over from another "
        "draft? Change the name."
    )
    return Check("WD-02", MUST, says, parts.greeting, parts.greeting)


def check_greeting(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    who, line = facts.recipient, parts.greeting
    if SLOT.search(line):
        return None
    titled = re.search(r"\b(dr|doctor|prof|professor)\b", line, re.I)
    says = (
        f"No name, or a name without the title. Use '{who.title} {who.family_name},' until they "
        "sign with a first name."
    )
    if IMPERSONAL.search(line):
        return Check("WD-03", MUST, says, line, line)
    if re.search(r"\b(mr|ms|mrs)\b", line, re.I) and who.title in ("Dr.", "Prof."):
        return Check("WD-03", MUST, says, line, line)
    names = name_words(line or parts.first_line[:60])
    last = names[-1].rstrip("!:;") if names else ""
    known = name_parts(who.name) | set(name_words(who.name))
    is_named = last in known
    if who.first_name_ok and (is_named or (names and names[0] in known)):
        return None
    is_other = bool(line) and last not in NOBODY and not is_named
    if is_other or (line and titled and is_named):
        return None  # a wrong name is WD-02
    return Check("WD-03", CONSIDER, says, line, line)


def check_specialty(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if not facts.specialties:
        return None
    allowed = {canonical(name) for name in facts.specialties}
    found = [(word, name, subject) for word, name in named_in(cleaned(subject))]
    for unit in parts.units:
        found += [(word, name, unit.typed) for word, name in committed_to(unit.typed)]
    for word, name, where in found:
        if name not in allowed:
            says = (
                f"This says {word}; your record says {facts.target}. If another direction is "
                "meant, change it there first."
            )
            return Check("WD-04", MUST, says, word, where)
    return None


def check_other_target(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    mine = {folded(name) for name in facts.own_institutions}
    mine.add(folded(facts.recipient.institution))
    for unit in parts.units:
        text = folded(unit.text)
        if not re.search(r"\byour?\b", text):
            continue
        for other in facts.others:
            place = folded(other.institution)
            copied_place = (
                place and place not in mine and place in text and not HISTORY.search(text)
            )
            if copied_place or _copied_person(other.name, text, facts):
                left = other.institution if copied_place else other.name
                says = (
                    f"This sentence speaks to {left}, not to {facts.recipient.name}. Check what "
                    "was copied."
                )
                return at("WD-05", MUST, says, unit, left)
    return None


def _copied_person(name: str, text: str, facts: MailFacts) -> bool:
    words = name_words(name)
    if not words or name_parts(name) & name_parts(facts.recipient.name):
        return False
    first, last, whole = (re.escape(part) for part in (words[0], words[-1], " ".join(words)))
    titled = rf"(?:(?:dr|prof|professor)\.? (?:{first} )?{last}|{whole})"
    if not re.search(rf"\b{titled}\b", text):
        return False
    return not re.search(rf"\b{TOLD}{titled}\b|\b{titled}{SAID}", text)


def check_role(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    who = facts.recipient
    if not who.roles:
        return None
    for unit in parts.units:
        role = _role_said(unit)
        if role and role not in who.roles:
            held = ", ".join(sorted(code.replace("_", " ") for code in who.roles))
            says = f"The record says {held}. Correct the sentence or the record."
            return at("WD-06", MUST, says, unit, role.replace("_", " "))
    return None


def _role_said(unit: Unit) -> str | None:
    """The role this sentence gives the reader; the longer words are tried first."""
    for words, role in ROLE_WORDS:
        if re.search(rf"{OF_YOU}(?:{words})\b", unit.text):
            return role
    return None
