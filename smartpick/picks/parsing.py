"""A table of programs: which column is what, and each row as facts or as one problem in words.

Foreign files name the same thing in many ways; a heading is folded and looked up, the exact one
first. An NRMP or ACGME code tells twins apart; without one, name and institution do.
"""

from collections.abc import Mapping, Sequence

from mentors.parsing.columns import Problem, columns_by
from smartpick.common.search import fold
from smartpick.picks.rules.codes import acgme_code, nrmp_code

HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "program", "program name", "residency", "title"),
    "institution": ("institution", "sponsoring institution", "hospital", "sponsor", "facility"),
    "city": ("city", "town"),
    "state": ("state", "st"),
    "specialty": ("specialty", "speciality", "specialty cleaned", "field", "department"),
    "nrmp_code": ("nrmp code", "program code", "nrmp", "nrmp program code", "code"),
    "acgme_code": ("acgme code", "acgme number", "acgme id", "acgme program number", "acgme"),
    "visa": ("visa", "visas", "visa sponsorship", "visa types"),
    "max_years": ("max years", "years since graduation", "graduation cutoff", "yog", "cutoff"),
    "failed_attempts_max": ("attempts", "failed attempts", "max attempts", "attempts limit"),
    "clinical_months": ("us clinical experience", "usce", "usce months", "clinical months"),
    "previous_graduates": ("previous graduates", "takes previous graduates", "old graduates"),
    "tier": ("band", "tier", "reach realistic likely"),
    "source": ("source", "from"),
    "checked_on": ("checked on", "read on", "date", "as of", "updated"),
}
LABELS = {
    "name": "Program",
    "institution": "Institution",
    "city": "City",
    "state": "State",
    "specialty": "Specialty",
    "nrmp_code": "NRMP code",
    "acgme_code": "ACGME number",
    "visa": "Visa",
    "max_years": "Most years since graduation",
    "failed_attempts_max": "Failed attempts accepted",
    "clinical_months": "Months of US clinical work",
    "previous_graduates": "Takes earlier graduates",
    "tier": "Band",
    "source": "Source",
    "checked_on": "Read on",
}
CAPS = {"name": 160, "institution": 160, "city": 60, "specialty": 80, "source": 200}
COUNTS = {"max_years": 60, "failed_attempts_max": 20, "clinical_months": 60}
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
NOTHING = ("", "-", "n/a", "na", "none", "unknown", "not known")


def guessed(header: Sequence[str]) -> dict[str, int]:
    return columns_by(header, HEADINGS, shortest=1)


def program_of(
    cells: Sequence[str], mapping: Mapping[str, int], width: int
) -> dict[str, object] | Problem:
    """The facts of one row, or its one problem."""
    if any(cells[width:]):
        return Problem("It has more cells than there are headings.")
    told = {
        field: cells[column].strip() if column < len(cells) else ""
        for field, column in mapping.items()
    }
    told["name"] = told.get("name") or told.get("institution", "")
    if not told["name"]:
        return Problem("It has no name.")
    for field, cap in CAPS.items():
        if len(told.get(field, "")) > cap:
            return Problem(f"{LABELS[field]} is over {cap} characters.")
    facts: dict[str, object] = {field: told[field] for field in CAPS if told.get(field)}
    for read in (_codes, _counts, _words):
        problem = read(told, facts)
        if problem:
            return Problem(problem)
    return facts


def _codes(told: Mapping[str, str], facts: dict[str, object]) -> str:
    for field, read, words in (
        ("nrmp_code", nrmp_code, "The NRMP code is not one: nine signs, such as 1102140C0."),
        ("acgme_code", acgme_code, "The ACGME number is not one: ten digits."),
    ):
        code = read(told.get(field, ""))
        if code is None:
            return words
        if code:
            facts[field] = code
    return ""


def _counts(told: Mapping[str, str], facts: dict[str, object]) -> str:
    for field, high in COUNTS.items():
        typed = told.get(field, "").casefold()
        if typed in NOTHING:
            continue
        if not typed.isascii() or not typed.isdigit() or len(typed) > 3 or int(typed) > high:
            return f"{LABELS[field]} is a number between 0 and {high}."
        facts[field] = int(typed)
    return ""


def _words(told: Mapping[str, str], facts: dict[str, object]) -> str:
    state = told.get("state", "").upper()
    if len(state) == 2 and state.isalpha():
        facts["state"] = state
    elif state:
        return "The state is not two letters."
    answer = told.get("previous_graduates", "").casefold()
    if answer in YES or answer in NO:
        facts["previous_graduates"] = "yes" if answer in YES else "no"
    visa = visa_of(told.get("visa", ""))
    if visa:
        facts["visa"] = visa
    band = told.get("tier", "").casefold()
    if band in ("reach", "realistic", "likely"):
        facts["tier"] = band
    if told.get("checked_on"):
        facts["checked_on"] = told["checked_on"]
    return ""


def visa_of(typed: str) -> str:
    """'J-1, H1B' in any spelling; 'none' only where the file says so in words."""
    words = typed.casefold().replace("-", "").replace(" ", "")
    j1, h1b = "j1" in words, "h1b" in words
    if j1 and h1b:
        return "both"
    if j1 or h1b:
        return "j1" if j1 else "h1b"
    return "none" if words in ("no", "none", "novisa", "doesnotsponsor", "notsponsored") else ""


def twin_key(facts: Mapping[str, object]) -> str:
    """Two rows with the same key are one program: by code, else by name and institution."""
    for field in ("nrmp_code", "acgme_code"):
        if facts.get(field):
            return str(facts[field])
    parts = (facts.get("name"), facts.get("institution"), facts.get("specialty"))
    return fold(*(part or "" for part in parts))
