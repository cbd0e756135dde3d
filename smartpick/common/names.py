"""A name that somebody typed, as it may stand in a mail of ours (quality rule 22): pure.

A name is the only text of a user in a system mail, so it must not read as a link or an address.
"""

import re
import unicodedata

CAP = 60
KEPT = frozenset(" '-.")
DOT_BEFORE_LETTERS = re.compile(r"\.(?=[^\W\d_]{2})")


def name_in_mail(text: str) -> str:
    """Letters, marks, spaces, apostrophes, hyphens and dots; "evil.com" reads "evil. com"."""
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'")
    kept = [ch if ch in KEPT or unicodedata.category(ch)[0] in "LM" else " " for ch in text]
    words = " ".join("".join(kept).split())
    return DOT_BEFORE_LETTERS.sub(". ", words)[:CAP].strip()
