"""WD: what the checks of a mail are given, as plain values.

Rulebook of words, part A. Built by `queries`, or by a golden case.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from smartpick.campaign.rules.soap import PROGRAM_ROLES

MUST, CONSIDER = "must_fix", "consider"
FOLLOWS = {
    "exploratory": "first",
    "material": "update",
    "summary_before_meeting": "thanks_recap",
    "ask_dean": "update",
    "nudge": "update",
    "write_to": "update",
}
NO_RESULT_NEEDED = frozenset({"material", "ask_dean", "nudge", "write_to"})
DEANS_OWN = {
    "nudge": frozenset("01 07 20 25 29 32 33 36 37".split()),
    "write_to": frozenset("01 02 03 07 20 25 29 32 33 36 37".split()),
}


@dataclass(frozen=True)
class Recipient:
    name: str
    title: str = "Dr."
    roles: frozenset[str] = frozenset()
    institution: str = ""
    first_name_ok: bool = False

    @property
    def family_name(self) -> str:
        return family_name(self.name)


@dataclass(frozen=True)
class Other:
    """Another open target, whose name may have been left over."""

    name: str
    institution: str = ""


@dataclass(frozen=True)
class MailFacts:
    """The record as the checks read it. None and empty mean: not stored."""

    kind: str
    recipient: Recipient
    applicant_name: str = ""
    target: str = ""
    specialties: frozenset[str] = frozenset()
    numbers: Mapping[str, int | None] = field(default_factory=dict)
    gaps: tuple[str, ...] = ()
    reason: str = ""
    attachments: frozenset[str] = frozenset()
    own_institutions: frozenset[str] = frozenset()
    others: tuple[Other, ...] = ()
    is_short_track: bool = False
    seen_count: int | None = None
    days_known: int | None = None
    is_letter_agreed: bool = False
    follows_kind: str = ""
    is_soap_week: bool = False
    soap_ends: str = ""
    is_reply_to_theirs: bool = False

    @property
    def judged_as(self) -> str:
        return FOLLOWS.get(self.kind, self.kind)

    @property
    def is_to_leader(self) -> bool:
        return bool(self.recipient.roles & PROGRAM_ROLES)


@dataclass(frozen=True)
class Check:
    """One line beside the draft: the rule, how grave, why and what to do, and where it is."""

    id: str
    level: str
    says: str
    hit: str = ""
    where: str = ""


def folded(text: str) -> str:
    """Lower case without accents."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(ch for ch in apart if not unicodedata.combining(ch)).casefold()


DEGREES = frozenset("md do phd mbbs mph msc ms facs jr sr ii iii do mba ma".split())


def name_words(name: str) -> list[str]:
    """The words of a name, folded, without degrees."""
    words = [folded(word).strip(".,") for word in name.split()]
    return [word for word in words if word and word.replace(".", "") not in DEGREES]


def family_name(name: str) -> str:
    """The last word of a name as written, degrees left out."""
    words = [word.strip(",") for word in name.split()]
    kept = [word for word in words if folded(word).replace(".", "") not in DEGREES]
    return kept[-1] if kept else name.strip()


def name_parts(name: str) -> frozenset[str]:
    """What a greeting may end with: the family name, and either half of a double one."""
    last = folded(family_name(name))
    return frozenset({last, *re.split(r"[-\u2010\u2011]", last)})
