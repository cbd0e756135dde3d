"""WD-20, WD-32 to WD-39: length, reading, subject, signature, links, and what a kind must say.

Rulebook of words, A.6.
"""

import re
import unicodedata

from outreach.rules.checks.looking import at, first_hit
from outreach.rules.facts import (
    CONSIDER,
    MUST,
    NO_RESULT_NEEDED,
    Check,
    MailFacts,
    family_name,
    folded,
)
from outreach.rules.lists import (
    ASKWORD,
    ATTACH,
    FIELD_CAPITALS,
    FIRSTMAIL,
    PAD,
    RESULT,
    STATUS,
    SUBJPRIVATE,
    VAGUESUBJ,
)
from outreach.rules.parts import LIST_LINE, Parts
from outreach.rules.specialties import named_in
from smartpick.common.wording import Unit, cleaned, hits, words_in

BANDS = {
    "first": (40, 180, 250),
    "follow_up": (8, 80, 110),
    "update": (12, 130, 180),
    "thanks_recap": (8, 120, 160),
    "letter_ask": (20, 170, 220),
    "reference_ask": (15, 110, 150),
    "program_ask": (20, 150, 200),
    "offer_of_work": (15, 120, 160),
    "material": (15, 150, 200),
    "summary_before_meeting": (8, 80, 160),
}
SUBJECT_BEST, SUBJECT_CAP = 70, 150
LONG_SENTENCE, LONG_MEAN, LONG_PARAGRAPH = 40, 25, 120
LINK = re.compile(r"(?:https?://|www\.)[^\s)>\]]+", re.I)
KNOWN_LINKS = ("doi.org", "pubmed.ncbi.nlm.nih.gov", "ncbi.nlm.nih.gov/pubmed", "orcid.org")
REPLY_MARK = re.compile(r"^\s*(re|fwd?)\s*:", re.I)
SHOUTED = re.compile(r"\b[A-Z]{4,}\b")


def band_of(kind: str, judged_as: str) -> tuple[int, int, int]:
    return BANDS.get(kind) or BANDS[judged_as]


def check_length(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    low, high, ceiling = band_of(facts.kind, facts.judged_as)
    if low <= parts.words <= high:
        return None
    words = "1 word" if parts.words == 1 else f"{parts.words} words"
    fix = (
        "Say what this mail is for."
        if parts.words < low
        else "Cut the sentence that answers a question nobody asked."
    )
    says = f"{words}; {low}-{high} is best for this kind. {fix}"
    return Check("WD-20", MUST if parts.words > ceiling else CONSIDER, says)


def check_reading(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    padded = first_hit(parts.units, PAD, negation=False)
    if padded:
        says = f"Long to read on a phone between patients: '{padded[1]}'. Say it in two words."
        return at("WD-32", CONSIDER, says, *padded)
    sentences = [unit for unit in parts.units if not LIST_LINE.match(unit.typed)]
    lengths = [len(words_in(unit.typed)) for unit in sentences]
    long = [unit for unit, length in zip(sentences, lengths, strict=True) if length > LONG_SENTENCE]
    if long:
        says = (
            "Long to read on a phone between patients: a sentence of "
            f"{len(words_in(long[0].typed))} words. Split it."
        )
        return at("WD-32", CONSIDER, says, long[0])
    if len(lengths) >= 3 and sum(lengths) / len(lengths) > LONG_MEAN:
        says = "Long to read on a phone between patients: sentences of over 25 words. Split them."
        return at("WD-32", CONSIDER, says, sentences[0])
    return _long_paragraph(parts)


def _long_paragraph(parts: Parts) -> Check | None:
    for paragraph in re.split(r"\n\s*\n", parts.prose):
        text = "\n".join(
            line for line in paragraph.split("\n") if not LIST_LINE.match(line.strip())
        )
        if len(words_in(text)) > LONG_PARAGRAPH:
            says = (
                "Long to read on a phone between patients: a paragraph of "
                f"{len(words_in(text))} words. Split it."
            )
            return Check("WD-32", CONSIDER, says, where=text.split("\n")[0])
    return None


def check_subject(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    tail = "Search and phones show about 70 characters; keep to one line."
    must = _subject_refused(subject, facts)
    if must:
        return Check("WD-33", MUST, f"{must} {tail}", where="subject")
    reason = _subject_loud(subject)
    return Check("WD-33", CONSIDER, f"{reason} {tail}", where="subject") if reason else None


def _subject_refused(subject: str, facts: MailFacts) -> str:
    if not subject.strip():
        return "Enter a subject. Faculty search for these later."
    if any(unicodedata.category(ch) in ("Cc", "Zl", "Zp") for ch in subject):
        return "The subject holds a line break or a control character."
    if len(subject) > SUBJECT_CAP:
        return f"The subject has {len(subject)} characters."
    if facts.judged_as == "first" and REPLY_MARK.match(subject):
        return "'Re:' says that they wrote before. Start with your own subject."
    return ""


def _subject_loud(subject: str) -> str:
    bare = re.sub(r"^\s*re:\s*", "", subject, flags=re.I)
    if len(bare) > SUBJECT_BEST:
        return f"The subject has {len(bare)} characters."
    if "!" in bare:
        return "An exclamation mark shouts."
    if any(unicodedata.category(ch) == "So" for ch in bare):
        return "A pictograph looks like bulk mail."
    if re.search(r"\burgent(?! care)\b", bare, re.I):
        return "'Urgent' puts weight on the reader."
    if len([word for word in SHOUTED.findall(bare) if word not in FIELD_CAPITALS]) >= 2:
        return "Words in capitals shout."
    return ""


def check_subject_says(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    text = cleaned(subject).strip()
    if not text:
        return None
    bare = re.sub(r"[^\w\s-]", "", REPLY_MARK.sub("", text)).strip().casefold()
    is_vague = bare in VAGUESUBJ
    if facts.judged_as != "first":
        says = "These words would fit any mail. Name the news or the ask in the subject."
        return Check("WD-34", CONSIDER, says, where="subject") if is_vague else None
    line = Unit(text, text.lower())
    there = [
        bool(hits(line, STATUS, negation=False)),
        bool(named_in(text)),
        bool(hits(line, ASKWORD, negation=False)),
    ]
    if all(there) and not is_vague:
        return None
    says = (
        "The subject should name status, specialty and ask: 'Unmatched in "
        f"{facts.target or '(specialty)'}: 20-30 minutes for feedback'."
    )
    return Check("WD-34", MUST if is_vague or not any(there) else CONSIDER, says, where="subject")


def check_subject_private(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    line = Unit(subject, cleaned(subject).lower())
    found = hits(line, SUBJPRIVATE, negation=False)
    if not found:
        return None
    says = "Subjects show on locked phones and to assistants. Keep scores and concerns in the body."
    return Check("WD-35", CONSIDER, says, found[0], "subject")


def check_signature(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    says = "No name at the end. Close with your name and, in a first mail, your cell number."
    ending = folded(" ".join(parts.ending))
    names = [folded(family_name(facts.applicant_name))]
    if facts.recipient.first_name_ok and facts.applicant_name:
        names.append(folded(facts.applicant_name.split()[0]))
    if not any(name and name in ending for name in names):
        return Check("WD-36", MUST, says)
    return None if parts.sign_off else Check("WD-36", CONSIDER, says)


def check_links(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    for match in LINK.finditer(parts.prose):
        host = re.sub(r"^(?:https?://)?(?:www\.|dx\.)?", "", match.group().lower())
        if not host.startswith(KNOWN_LINKS):
            says = (
                "Links in a first mail look like bulk mail and may be filtered. Attach or name "
                "the document."
            )
            return Check("WD-37", CONSIDER, says, match.group(), match.group())
    return None


def check_result(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.judged_as != "update" or facts.kind in NO_RESULT_NEEDED:
        return None
    hands_over = facts.attachments and first_hit(parts.units, ATTACH)
    if hands_over or first_hit(parts.units, RESULT, negation=False):
        return None
    says = (
        "An update without one finished or started thing reads as a reminder. Add one from your "
        "log, or say 'no new results; on track for ...'."
    )
    return Check("WD-38", CONSIDER, says)


def check_first_mail(subject: str, parts: Parts, facts: MailFacts) -> Check | None:
    if facts.judged_as != "follow_up" or first_hit(parts.units, FIRSTMAIL, negation=False):
        return None
    says = "Say which mail you mean, with its date, in one line; nobody should have to search."
    return Check("WD-39", CONSIDER, says)
