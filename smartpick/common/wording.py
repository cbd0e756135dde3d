"""Reading prose with lists of patterns (rulebook of words, A.1, A.4, A.5): pure, linear, capped.

A pattern is words with single spaces, `(a|b)`, `(x )?`, `w*` for any ending, ` .. ` for up to
three words, `#` for a number. A hit counts unless it is negated or stands wholly in quotes.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

CAP = 20_000
NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty no zero"
).split()
NEGATORS = (
    "not|no|never|without|neither|nor|cannot|nobody|none|nothing|hardly|rather than|instead of"
)
ATTITUDES = frozenset(
    "think believe blame see consider mean say claim suggest put attribute call feel want ask "
    "asking expect expecting seek seeking looking treat".split()
)
IDLE_AFTER = frozenset("match matched matching only just merely get".split())
NEGATED_WORDS = 6
GREETING = re.compile(
    r"^(dear|dr|mr|ms|mrs|hi|hello|hey|good (morning|afternoon|evening)|professor|prof|greetings|to"
    r" whom)\b",
    re.I,
)
SIGN_OFF = re.compile(
    r"^(best|kind|warm|with|many|yours|sincerely|respectfully|regards|thank you|thanks|gratefully|"
    r"cordially)\b",
    re.I,
)
ABBREVIATIONS = frozenset(
    "dr mr ms mrs prof vs e.g i.e no st jr sr m.d ph.d d.o u.s approx dept".split()
)
QUOTES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u0060\u00b4\u2032"), "'") | dict.fromkeys(
    map(ord, "\u201c\u201d\u201e\u00ab\u00bb\u2033"), '"'
)
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
HIDDEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
SHORT_FORMS = (
    (r"\bcan ?not\b|\bcan't\b", "cannot"),
    (r"\bwon't\b", "will not"),
    (r"n't\b", " not"),
    (r"\bi'm\b", "i am"),
    (r"'ve\b", " have"),
    (r"'re\b", " are"),
    (r"'ll\b", " will"),
    (r"'d\b", " would"),
    (r"\b(it|that|there|what)'s\b", r"\1 is"),
)


@dataclass(frozen=True)
class Unit:
    """One sentence or list line, as typed and as it is matched."""

    typed: str
    text: str


def cleaned(text: str) -> str:
    text = unicodedata.normalize("NFC", text[:CAP].replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(QUOTES).translate(DASHES).translate(HIDDEN)
    text = text.replace("\u2022", "*").replace("\u2026", "...")
    return "".join(" " if unicodedata.category(ch) == "Zs" or ch == "\t" else ch for ch in text)


def words_in(text: str) -> list[str]:
    """Runs of non-spaces that hold a letter or a digit."""
    return [word for word in text.split() if any(ch.isalnum() for ch in word)]


def units_of(text: str) -> list[Unit]:
    """Sentences and list lines of the prose."""
    units: list[str] = []
    paragraph: list[str] = []
    for line in [*cleaned(text).split("\n"), ""]:
        bare = line.strip()
        if not bare or re.match(r"^([-*]|\d{1,2}[.)]) ", bare):
            units += _sentences(" ".join(paragraph))
            paragraph = []
            if bare:
                units.append(bare)
        else:
            paragraph.append(bare)
    return [Unit(unit, _opened(unit)) for unit in units if unit]


def _sentences(text: str) -> list[str]:
    found, start = [], 0
    for match in re.finditer(r"[.!?]+(?=\s|$)", text):
        before = text[start : match.start()].rsplit(" ", 1)[-1].casefold().lstrip("(")
        single = len(before) == 1 and before != "i"
        if match.group().startswith(".") and (before in ABBREVIATIONS or single):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def _opened(unit: str) -> str:
    text = unit.lower()
    for pattern, full in SHORT_FORMS:
        text = re.sub(pattern, full, text)
    return re.sub(r" +", " ", text)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern language as a regular expression; no nested repetition."""
    body = pattern.replace(" .. ", "\x01").replace("#", "\x02")
    body = re.sub(r"(?<=[a-z])\*", "\x03", body)
    body = body.replace("(", "(?:").replace("(?:?", "(?")
    body = body.replace("\x01", r"(?:[ ,]+[^\s,]+){0,3}[ ,]+").replace("\x03", r"[a-z'-]*")
    body = body.replace("\x02", rf"(?:\d+|{'|'.join(NUMBER_WORDS)})")
    return re.compile(rf"(?<![a-z0-9])(?:{body})(?![a-z0-9])")


def hits(unit: Unit, patterns: tuple[str, ...], *, negation: bool = True) -> list[str]:
    """The words hit in this unit, those left that are neither negated nor quoted."""
    found = []
    for pattern in patterns:
        for match in compiled(pattern).finditer(unit.text):
            if _quoted(unit.text, match) or (negation and _negated(unit.text, match)):
                continue
            found.append(match.group())
    return found


def _quoted(text: str, match: re.Match[str]) -> bool:
    inside = text[: match.start()].count('"') % 2 == 1
    return inside and '"' in text[match.end() :]


def _negated(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    clause = re.split(r"[,;:(]| but | - ", before)[-1]
    for negator in re.finditer(rf"\b(?:{NEGATORS})\b", clause):
        after = clause[negator.end() :]
        following = re.findall(r"[a-z']+", after)
        if not following:
            return True
        if following[0] in IDLE_AFTER:
            continue
        if following[0] in ATTITUDES:
            return True
        if len(following) <= NEGATED_WORDS and not re.search(
            r"\b(because|due|since|thanks)\b", after
        ):
            return True
    return False


LUCK = (
    "unluck*",
    "(bad|hard|tough|rotten|just|poor|pure) luck",
    "luck of the draw",
    "(a|the|pure|total) (lottery|crapshoot|roll of the dice)",
    "(numbers|number) game",
    "(fell|slipped) through the cracks",
    "(bad|tough|brutal|off|weird|competitive) (year|cycle) for (everyone|applicants|everybody|all of us)",
    "for (some|whatever) reason",
    "(no idea|not know|not sure|cannot explain|mystery) why i (did not|was not|went|failed)",
    "should have matched",
    "i deserved",
)
BLAME = (
    "programs? (ignored|overlooked|ghosted|dismissed|refused|discarded|never (looked|read|bothered))",
    "(unfair|rigged|broken|random|corrupt|biased) (system|process|match|algorithm|filter*|programs)",
    "(system|process|match|algorithm) (is|was) (unfair|rigged|broken|random|corrupt|biased)",
    "my (school|dean|advis*|mentor|department|attending|letter writer|writer|pd|program director|home program) (failed me|failed to|let me down|did not (help|support|tell|warn|advise|bother)|never (helped|supported|told|warned|advised|bothered)|messed up|dropped the ball|gave me bad|ruined|sabotaged|hurt|cost me)",
    "(nobody|no one) (helped|told|supported|warned|advised|cared)",
    "(bad|poor|terrible|wrong|awful) (advice|advising) from",
    "(fault of|the fault lies with) (my|the) (school|dean|advis*|program*|department|system)",
    "(my|the) (school|dean|advis*|program*|department|system) (is|was|are|were) (to blame|at fault)",
    "(screwed|cheated|robbed|betrayed|wronged)",
)
SPIN = (
    "blessing in disguise",
    "best thing that (could have|could|ever|has)",
    "everything happens for a reason",
    "(meant|supposed) to be",
    "(glad|happy|grateful|thankful) (that )?i (did not match|went unmatched|was not matched)",
    "(chose|decided) (not to match|to take (a|this) (gap )?year( off)?)",
    "(took|taking) a (planned |strategic )?(gap year|year off) (by choice|on purpose|to (find|explore|grow|travel|rest|recharge))",
    "(my )?(only|biggest|main|greatest) (weakness|flaw|fault|problem) (is|was) (that i )?(perfectionis*|being a perfectionist|car* too much|work* too hard)",
    "(care|cared|work|worked|try|tried) too (much|hard)",
    "(overqualified|too qualified|over-qualified)",
    "(exceptional|outstanding|excellent|perfect|ideal|stellar) (candidate|applicant|fit in every)",
    "despite (being|my) .. (strong|excellent|outstanding|stellar|highly qualified|exceptional)",
)
