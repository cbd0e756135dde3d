"""WD-04, WD-34: the names by which a specialty is called in a mail.

Rulebook of words, A.6. Keys are the names of the reference table, folded to lower case.
"""

import re
from functools import cache

NAMES: dict[str, tuple[str, ...]] = {
    "anesthesiology": ("anesthesiology", "anesthesia", "anaesthesiology", "anaesthesia"),
    "child neurology": ("child neurology", "pediatric neurology"),
    "dermatology": ("dermatology", "derm"),
    "emergency medicine": ("emergency medicine",),
    "family medicine": ("family medicine", "family practice"),
    "general surgery": ("general surgery", "surgery"),
    "internal medicine": ("internal medicine",),
    "internal medicine/pediatrics": (
        "medicine-pediatrics",
        "internal medicine/pediatrics",
        "med-peds",
        "med/peds",
    ),
    "interventional radiology (integrated)": ("interventional radiology",),
    "neurological surgery": ("neurological surgery", "neurosurgery"),
    "neurology": ("neurology",),
    "obstetrics and gynecology": (
        "obstetrics and gynecology",
        "obstetrics & gynecology",
        "ob-gyn",
        "ob/gyn",
        "obgyn",
    ),
    "occupational and environmental medicine": (
        "occupational and environmental medicine",
        "occupational medicine",
    ),
    "ophthalmology": ("ophthalmology",),
    "orthopaedic surgery": (
        "orthopaedic surgery",
        "orthopedic surgery",
        "orthopaedics",
        "orthopedics",
        "ortho",
    ),
    "osteopathic neuromusculoskeletal medicine": ("osteopathic neuromusculoskeletal medicine",),
    "otolaryngology": ("otolaryngology",),
    "pathology": ("pathology",),
    "pediatrics": ("pediatrics", "paediatrics"),
    "physical medicine and rehabilitation": (
        "physical medicine and rehabilitation",
        "physiatry",
        "pm&r",
    ),
    "plastic surgery (integrated)": ("plastic surgery",),
    "preliminary medicine": ("preliminary medicine",),
    "preliminary surgery": ("preliminary surgery",),
    "psychiatry": ("psychiatry",),
    "public health and preventive medicine": (
        "public health and preventive medicine",
        "preventive medicine",
    ),
    "radiation oncology": ("radiation oncology",),
    "radiology (diagnostic)": ("diagnostic radiology", "radiology"),
    "thoracic surgery (integrated)": ("thoracic surgery", "cardiothoracic surgery"),
    "transitional year": ("transitional year",),
    "urology": ("urology",),
    "vascular surgery (integrated)": ("vascular surgery",),
}
IN_CAPITALS = {
    "IM": "internal medicine",
    "FM": "family medicine",
    "EM": "emergency medicine",
    "ENT": "otolaryngology",
}
SLOT = (
    r"(?:unmatched|appl(?:y|ied|ying)|re-?apply(?:ing)?|reapplied|committed to|match(?:ed)?|"
    r"career|residency|pursue|pursuing)"
)
FILLERS = (
    r"(?: (?:an?|the|my|to|for|in|residency|positions?|programs?|again|this|last|year|twice|also|"
    r"only|mainly|first|spot|categorical|preliminary|training|strongly|fully)){0,5}"
)


@cache
def _called() -> dict[str, str]:
    called = {alias: name for name, aliases in NAMES.items() for alias in aliases}
    return called | {name: name for name in NAMES}


@cache
def _any_name() -> str:
    longest_first = sorted(_called(), key=len, reverse=True)
    names = "|".join(re.escape(alias) for alias in longest_first)
    return rf"(?<![a-z0-9])(?P<low>{names})(?![a-z0-9])"


def canonical(name: str) -> str:
    """The reference name of what somebody calls a specialty; the text itself when unknown."""
    folded = " ".join(name.casefold().split())
    return _called().get(folded, folded)


def named_in(text: str) -> list[tuple[str, str]]:
    """(as typed, reference name) of every specialty in a line, the short ones in capitals only."""
    found = [
        (m.group(), _called()[m.group().lower()]) for m in re.finditer(_any_name(), text.lower())
    ]
    capitals = re.finditer(rf"\b({'|'.join(IN_CAPITALS)})\b", text)
    return found + [(m.group(), IN_CAPITALS[m.group()]) for m in capitals]


@cache
def _slot() -> re.Pattern[str]:
    return re.compile(rf"\b{SLOT}{FILLERS} (?:in|to|into|for|as)(?: an?| the)? {_any_name()}")


@cache
def _slot_in_capitals() -> re.Pattern[str]:
    short = "|".join(IN_CAPITALS)
    return re.compile(rf"(?i:\b{SLOT}{FILLERS} (?:in|to|into|for|as)(?: an?| the)?) ({short})\b")


def committed_to(typed: str) -> list[tuple[str, str]]:
    """Specialties in a slot of commitment: 'applied in ...', 'a career in ...'."""
    found = [(m.group("low"), _called()[m.group("low")]) for m in _slot().finditer(typed.lower())]
    capitals = _slot_in_capitals().finditer(typed)
    return found + [(m.group(1), IN_CAPITALS[m.group(1)]) for m in capitals]
