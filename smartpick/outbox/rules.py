"""What becomes of a mail that the server did not take (quality R9, rules 15, 22 and 25): pure.

4xx can heal: 1, 5, 15, 60 minutes, then hourly for a day. 5xx never heals by itself.
"""

import hashlib
import unicodedata
from datetime import datetime, timedelta

PERMANENT_FROM = 500
MINUTES = (1, 5, 15, 60)
LAST_HOUR = 24
LINE_MINUTES = (1, 5, 15)
JITTER = 0.2
BREAKING = frozenset({"Cc", "Zl", "Zp"})
BAD_MAILBOX = ("5.1.1", "5.1.3", "5.1.6", "5.1.10", "5.2.1")


def retry_at(
    code: int | None, attempts: int, now: datetime, *, spread: float = 0.0
) -> datetime | None:
    """The next moment, or nothing. `spread` from 0 to 1 keeps a thousand mails from one minute."""
    if code is not None and code >= PERMANENT_FROM:
        return None
    if attempts > len(MINUTES) + LAST_HOUR:
        return None
    minutes = MINUTES[min(attempts, len(MINUTES)) - 1]
    return now + timedelta(minutes=minutes) * (1 + JITTER * spread)


def line_waits_until(failures: int, now: datetime, *, spread: float = 0.0) -> datetime:
    """When a mail server that did not answer is asked again; no mail is counted as tried."""
    minutes = LINE_MINUTES[min(failures, len(LINE_MINUTES)) - 1]
    return now + timedelta(minutes=minutes) * (1 + JITTER * spread)


def mailbox_is_gone(code: int, said: str) -> bool:
    """Whether a refusal says that there is no such mailbox, rather than 'not this mail'."""
    return code >= PERMANENT_FROM and said.strip().startswith(BAD_MAILBOX)


def breaks_a_header(value: str) -> bool:
    return any(unicodedata.category(ch) in BREAKING for ch in value)


def address_hash(address: str) -> str:
    return hashlib.sha256(f"smartpick:{address.strip().casefold()}".encode()).hexdigest()


def reason_of(code: int | None, said: str) -> str:
    """Why a mail will not arrive, for the person whose mail it is."""
    said = said.strip()
    if said.startswith(BAD_MAILBOX):
        return f"There is no such mailbox ({code}). Check the address."
    if code == 552 or said.startswith("5.2.2"):
        return f"The mailbox is full, or the mail is too large for it ({code})."
    if code == 553:
        return f"The mail server cannot use this address ({code}). Check it."
    if code is None:
        return "The mail server did not take it in a day of tries."
    if code < PERMANENT_FROM:
        return f"The mail server was not ready in a day of tries ({code})."
    return f"The recipient's mail server refused it ({code})."


def kind_in_words(kind: str) -> str:
    return kind.replace("_", " ").capitalize()
