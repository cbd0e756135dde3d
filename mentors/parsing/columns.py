"""A table of people: which column is what, and each row as facts or as one problem in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autopsy.choices import Division
from mentors.choices import Role
from mentors.parsing.names import bare_name
from smartpick.common.search import fold

# The folded headings that name a field, and how much of a cell the database keeps.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "full name", "faculty", "faculty name", "person", "physician", "attending"),
    "first_name": ("first name", "first", "given name", "forename", "givenname", "firstname"),
    "last_name": ("last name", "last", "surname", "family name", "lastname"),
    "role": ("role", "title", "position", "job title", "rank", "leadership role", "appointment"),
    "specialty": ("specialty", "speciality", "department", "dept", "division name", "field",
                  "service", "section"),
    "institution": ("institution", "hospital", "school", "organization", "organisation", "site",
                    "affiliation", "employer", "place", "facility"),
    "city": ("city", "town"),
    "state": ("state", "st", "province"),
    "division": ("region", "division", "census division"),
    "email": ("email", "e mail", "email address", "e mail address", "mail", "work email"),
    "orcid": ("orcid", "orcid id", "orcid identifier"),
    "links": ("link", "links", "url", "website", "web page", "profile", "web site", "homepage"),
    "found_at": ("where found", "found at", "source", "found", "where from"),
}  # fmt: skip
LABELS = {
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "role": "Role",
    "specialty": "Specialty",
    "institution": "Institution",
    "city": "City",
    "state": "State",
    "division": "Region (census division)",
    "email": "Email",
    "orcid": "ORCID",
    "links": "Web page",
    "found_at": "Where found",
}
CAPS = {"name": 120, "institution": 120, "city": 60, "state": 40, "specialty": 80, "email": 254,
        "links": 600, "found_at": 160}  # fmt: skip
# Words of a title, the strongest first: 'associate program director' before 'program director'.
ROLE_WORDS: tuple[tuple[str, Role], ...] = (
    (r"\b(associate|assistant|assoc|asst|vice|deputy) (residency )?program director", Role.APD),
    (r"\bapd\b", Role.APD),
    (r"\bprogram director|\bresidency director|\bpd\b", Role.PD),
    (r"\bclerkship director|\bclerkship\b", Role.CLERKSHIP),
    (r"\bsub ?i\b|\bsub ?internship|\bacting internship", Role.SUB_I),
    (r"\bchair(man|woman|person)?\b|\bdepartment head\b", Role.CHAIR),
    (r"\bstudent affairs\b|\bdean of students\b|\bcareer advis", Role.STUDENT_AFFAIRS),
    (r"\bgme\b|\bdio\b|\bgraduate medical education\b|\bdesignated institutional", Role.GME),
    (r"\bcoordinator\b|\bprogram administrator\b", Role.COORDINATOR),
    (r"\bresearch\b|\binvestigator\b|\bscientist\b", Role.RESEARCH),
)
EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
STATES = {
    state: division.value
    for division in Division
    for state in re.findall(r"\b[A-Z]{2}\b", division.label.split("(")[1])
}


@dataclass(frozen=True)
class Problem:
    """Why a row is left out; rows with the same words are shown together."""

    words: str


def columns_by(
    header: Sequence[str], headings: Mapping[str, tuple[str, ...]], *, shortest: int
) -> dict[str, int]:
    """Field -> column, each column once. An exact heading first, then one that holds the words,
    where those have `shortest` letters or more."""
    found: dict[str, int] = {}
    folded = [fold(cell) for cell in header]
    for exact in (True, False):
        for field, known in headings.items():
            inside = [word for word in known if len(word) >= shortest]
            for column, words in enumerate(folded):
                if field in found or column in found.values() or not words:
                    continue
                if words in known if exact else any(_holds(words, word) for word in inside):
                    found[field] = column
    return found


def guessed(header: Sequence[str]) -> dict[str, int]:
    found = columns_by(header, HEADINGS, shortest=4)
    if "name" in found and {"first_name", "last_name"} <= found.keys():
        del found["name"]
    return found


def _holds(words: str, known: str) -> bool:
    return f" {known} " in f" {words} "


def looks_like_a_person(header: Sequence[str]) -> bool:
    """The first line of a file without headings."""
    return any(EMAIL.fullmatch(cell) for cell in header)


def person_of(
    cells: Sequence[str], mapping: Mapping[str, int], width: int
) -> dict[str, object] | Problem:
    """The facts of one row, or its one problem."""
    if any(cells[width:]):
        return Problem("It has more cells than there are headings.")
    told = {
        field: cells[column] if column < len(cells) else "" for field, column in mapping.items()
    }
    typed = told.get("name") or " ".join(
        part for part in (told.get("first_name"), told.get("last_name")) if part
    )
    name = bare_name(typed)
    if not name:
        return Problem("It has no name.")
    for field, cap in CAPS.items():
        if len(name if field == "name" else told.get(field, "")) > cap:
            return Problem(f"{LABELS[field]} is over {cap} characters.")
    email = _email(told.get("email", ""))
    if email is None:
        return Problem("The email address is not one.")
    orcid = orcid_of(told.get("orcid", ""))
    if orcid is None:
        return Problem("The ORCID is not one: 16 digits, the last of them a check.")
    return _facts(name, email, orcid, told)


def _facts(name: str, email: str, orcid: str, told: Mapping[str, str]) -> dict[str, object]:
    state = told.get("state", "")
    specialty = told.get("specialty", "")
    facts: dict[str, object] = {
        "name": name,
        "email": email,
        "orcid": orcid,
        "institution": told.get("institution", ""),
        "city": told.get("city", ""),
        "state": state,
        "division": division_of(told.get("division", ""), state),
        "specialty": specialty,
        "links": _link(told.get("links", "")),
        "found_at": told.get("found_at", ""),
        "roles": [[role, specialty] for role in roles_of(told.get("role", ""))],
    }
    return {field: value for field, value in facts.items() if value}


def _email(typed: str) -> str | None:
    text = typed.strip().removeprefix("mailto:")
    if text.casefold() in ("", "-", "n/a", "none", "na", "unknown"):
        return ""
    found = EMAIL.search(text)
    # 'Amara Okafor <amara@...>' holds one address; two addresses are nobody's.
    return found.group() if found and text.count("@") == 1 and len(found.group()) <= 254 else None


def orcid_of(typed: str) -> str | None:
    """'0000-0002-1825-0097' of any spelling; '' for none; nothing when its check digit is wrong."""
    text = typed.strip().upper().rsplit("/", 1)[-1].replace("-", "").replace(" ", "")
    if not text:
        return ""
    if not re.fullmatch(r"\d{15}[\dX]", text):
        return None
    total = 0
    for digit in text[:15]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if ("X" if check == 10 else str(check)) != text[15]:
        return None
    return "-".join(text[start : start + 4] for start in (0, 4, 8, 12))


def roles_of(title: str) -> list[str]:
    """The roles that a title names; one that names none of ours is 'other'."""
    words = fold(title)
    found: list[str] = []
    for pattern, role in ROLE_WORDS:
        if re.search(pattern, words):
            words = re.sub(pattern, " ", words)
            if role.value not in found:
                found.append(role.value)
    return found or ([Role.OTHER.value] if words else [])


def division_of(typed: str, state: str) -> str:
    words = fold(typed).replace(" ", "_")
    if words in Division.values:
        return words
    return STATES.get(state.strip().upper(), "")


def _link(typed: str) -> str:
    if not typed:
        return ""
    return typed if typed.startswith(("https://", "http://")) else f"https://{typed}"
