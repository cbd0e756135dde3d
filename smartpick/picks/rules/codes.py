"""Codes that name a program, as sources write them.

NRMP: four digits institution, three digits specialty, a letter for the kind, a digit for the track
('1102140C0'). ACGME: ten digits. Source: the field notes on program data.
"""

import re

NRMP = re.compile(r"\d{4}\d{3}[A-Z]\d")
ACGME = re.compile(r"\d{10}")
POSITIONS = {
    "C": "categorical",
    "P": "preliminary",
    "A": "advanced",
    "R": "physician",
    "M": "primary",
}


def nrmp_code(typed: str) -> str | None:
    """The code in one spelling; '' for none; nothing when it is not one."""
    text = re.sub(r"[\s-]", "", typed[:40]).upper()
    return text if not text or NRMP.fullmatch(text) else None


def acgme_code(typed: str) -> str | None:
    text = re.sub(r"[\s-]", "", typed[:40])
    return text if not text or ACGME.fullmatch(text) else None


def position_of(code: str) -> str:
    """The kind of position that an NRMP code names; '' where it names none of ours."""
    return POSITIONS.get(code[7:8], "")
