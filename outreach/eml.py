"""A mail as a file for the person's own mail program: plain text, UTF-8, marked as not yet sent.

Names of files are written as RFC 2231 asks; the text travels as quoted-printable, so that its
bytes come back as typed. Header values with a control character are refused.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from smartpick.common.errors import RuleBroken

SUBJECT_CAP = 150
MAILTO_CAP = 1800


@dataclass(frozen=True)
class Enclosed:
    name: str
    content: bytes


def refuse_headers(*values: str) -> None:
    """Refused, not repaired: a line break in a header is never what a person meant."""
    for value in values:
        if any(unicodedata.category(ch) in ("Cc", "Zl", "Zp", "Cs") for ch in value):
            raise RuleBroken("The subject holds a line break or a control character. Type it anew.")


def final_text(body: str) -> str:
    """The text as it leaves, by every way out: the preview shows exactly this."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    return text.rstrip() + "\n"


def final_subject(subject: str) -> str:
    """The subject as it leaves; raises RuleBroken with words."""
    refuse_headers(subject)
    if not subject.strip():
        raise RuleBroken("Enter a subject. Faculty search for these later.")
    if len(subject.strip()) > SUBJECT_CAP:
        raise RuleBroken(f"The subject is over its limit of {SUBJECT_CAP} characters.")
    return subject.strip()


def eml_bytes(
    *, to: str, to_name: str, from_name: str, from_address: str, subject: str, body: str,
    files: Sequence[Enclosed],
) -> bytes:  # fmt: skip
    refuse_headers(subject, to, to_name, from_name, from_address, *(file.name for file in files))
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = final_subject(subject)
    mail["From"] = _address(from_name, from_address)
    if to:
        mail["To"] = _address(to_name, to)
    mail["X-Unsent"] = "1"
    mail.set_content(final_text(body), charset="utf-8", cte="quoted-printable")
    for file in files:
        mail.add_attachment(file.content, maintype="application", subtype="pdf", filename=file.name)
    return mail.as_bytes()


def _address(name: str, address: str) -> Address:
    local, _, domain = address.partition("@")
    return Address(display_name=name, username=local, domain=domain)


def mailto_link(*, to: str, subject: str, body: str) -> str:
    """A link that opens the mail program, or nothing when it would be cut on the way."""
    text = final_text(body).rstrip("\n").replace("\n", "\r\n")
    link = f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={quote(text)}"
    return link if len(link) <= MAILTO_CAP else ""
