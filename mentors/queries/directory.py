"""The directory as somebody may see it: searched, filtered, in pages, with capped counts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from heapq import merge, nsmallest
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Exists, OuterRef, Q

from autopsy.choices import Division
from mentors.choices import Role
from mentors.models.faculty import Endorsement, Faculty, FacultyRole
from mentors.owner import owner_word
from mentors.querysets import Scope
from smartpick.common.search import CANDIDATES, candidates, fold, words_of

PAGE = 50
COUNT_CAP = 1000
Rows = Any  # a FacultyQuerySet


@dataclass(frozen=True)
class Filters:
    """What the list is asked for; everything optional, all of it in the address of the page."""

    q: str = ""
    role: str = ""
    specialty: str = ""
    division: str = ""
    whose: str = ""  # "mine", "school" or both
    recommended: bool = False
    gone: bool = False  # those who left or were taken out of the lists
    unknown: tuple[str, ...] = ()  # what the address asked for and does not exist

    @property
    def address(self) -> str:
        """The filters as a query string, with what is set alone."""
        told = {
            name: value
            for name in ("q", "role", "specialty", "division", "whose", "recommended", "gone")
            if (value := getattr(self, name))
        }
        return urlencode({name: "1" if value is True else value for name, value in told.items()})

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return parse_qsl(self.address)

    @property
    def set_count(self) -> int:
        names = ("role", "specialty", "division", "whose", "recommended", "gone")
        return sum(bool(getattr(self, name)) for name in names)


def filters_of(asked: Any) -> Filters:
    """From a query string. What does not exist is left out and named."""
    found = Filters(
        q=str(asked.get("q", ""))[:200].replace("\x00", "").strip(),
        specialty=str(asked.get("specialty", ""))[:80].replace("\x00", ""),
        recommended=asked.get("recommended") == "1",
        gone=asked.get("gone") == "1",
    )
    allowed = {"role": Role.values, "division": Division.values, "whose": ["mine", "school"]}
    unknown: list[str] = []
    values_set: dict[str, Any] = {}
    for name, values in allowed.items():
        value = str(asked.get(name, ""))
        if value in values:
            values_set[name] = value
        elif value:
            unknown.append(f"{name} '{value[:40]}'")
    return replace(found, unknown=tuple(unknown), **values_set)


@dataclass
class Page:
    people: list[Faculty]
    count: int
    following: str = ""  # where the next page begins
    roles: dict[int, list[FacultyRole]] = field(default_factory=dict)
    words: dict[int, Endorsement] = field(default_factory=dict)

    @property
    def count_words(self) -> str:
        return f"more than {COUNT_CAP:,}" if self.count > COUNT_CAP else f"{self.count:,}"


def find_people(scope: Scope, filters: Filters, *, after: str = "", size: int = PAGE) -> Page:
    """One page in the order of family names, from `after` on. Statements do not grow with rows.

    The lists of each owner are asked apart and merged here: each is then read in the order of one
    index, which an OR over two owners would forbid.
    """
    parts, count = [], 0
    for rows, text in _lists(scope, filters):
        first, held = (
            _matching(rows, text, after, size) if text else (_from(rows, after), _capped(rows))
        )
        count += held
        parts.append(list(first.order_by("last_key", "pk").select_related("school")[: size + 1]))
    found = list(islice(merge(*parts, key=lambda one: (one.last_key, one.pk)), size + 1))
    people = found[:size]
    page = Page(people, count)
    if len(found) > size:
        page.following = f"{people[-1].pk}.{people[-1].last_key}"
    return with_words(page)


def _from(rows: Rows, after: str) -> Rows:
    if not after:
        return rows
    key, last = _place(after)
    return rows.filter(Q(last_key__gt=key) | Q(last_key=key, pk__gt=last), last_key__gte=key)


def _matching(rows: Rows, text: str, after: str, size: int) -> tuple[Rows, int]:
    """The first of the matches from `after` on, and how many there are.

    Their order is settled on the candidates' names alone: reading a thousand people in order to
    show fifty cost four times as many blocks as finding them.
    """
    matches = candidates(rows, text, "last_key", limit=CANDIDATES)
    place = _place(after) if after else ("", 0)
    ahead = ((name, pk) for pk, name in matches if (name, pk) > place)
    keys = [pk for _, pk in nsmallest(size + 1, ahead)]
    return Faculty.objects.filter(pk__in=keys), len(matches)


def _capped(rows: Rows) -> int:
    return len(rows.order_by().values_list("pk", flat=True)[: COUNT_CAP + 1])


def _place(after: str) -> tuple[str, int]:
    pk, _, key = after[:140].replace("\x00", "").partition(".")
    return (key, int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 19 else ("", 0)


def _lists(scope: Scope, filters: Filters) -> list[tuple[Rows, str]]:
    """The rows of each owner of the scope, narrowed, and the words to search them for."""
    owners: list[tuple[Rows, str]] = []
    if filters.whose != "mine":
        owners += [
            (Faculty.objects.filter(school_id=pk), owner_word(pk, None)) for pk in scope.school_ids
        ]
    if filters.whose != "school" and scope.applicant_id is not None:
        rows = Faculty.objects.filter(private_to_id=scope.applicant_id)
        owners.append((rows, owner_word(None, scope.applicant_id)))
    return [_narrowed(rows, word, filters) for rows, word in owners]


def _narrowed(rows: Rows, word: str, filters: Filters) -> tuple[Rows, str]:
    rows = rows.unlisted() if filters.gone else rows.listed()
    if filters.specialty:
        rows = rows.filter(specialty=filters.specialty)
    if filters.division:
        rows = rows.filter(division=filters.division)
    if filters.recommended:
        rows = rows.filter(recommended=True)
    if filters.role:
        held = FacultyRole.objects.filter(faculty=OuterRef("pk"), role=filters.role)
        rows = rows.filter(Exists(held))
    asked = words_of(filters.q)
    if not filters.q:
        return rows, ""
    if len(asked) == 1 and len(asked[0]) < 3:
        # One or two letters: the beginning of a family name, read from the list's own index.
        return rows.filter(last_key__gte=asked[0], last_key__lt=asked[0] + "\uffff"), ""
    if not asked:
        return rows.none(), ""
    return rows, f"{word} {' '.join(asked[:7])}"


def with_words(page: Page) -> Page:
    """Roles and deans' sentences of the people of a page: two statements."""
    keys = [person.pk for person in page.people]
    for role in FacultyRole.objects.filter(faculty__in=keys):
        page.roles.setdefault(role.faculty_id, []).append(role)
    for said in Endorsement.objects.filter(faculty__in=keys, active=True).order_by("id"):
        page.words[said.faculty_id] = said
    return page


def specialties_in(scope: Scope) -> list[str]:
    """The specialties that the lists name, for the filter: one step of an index for each."""
    found: set[str] = set()
    for rows, _ in _lists(scope, Filters()):
        value = ""
        while len(found) < 120:
            following = (
                rows.filter(specialty__gt=value)
                .order_by("specialty")
                .values_list("specialty", flat=True)
                .first()
            )
            if following is None:
                break
            found.add(following)
            value = following
    return sorted(found, key=fold)


def titles_of(roles: Sequence[FacultyRole]) -> str:
    """'Program director, Orthopaedic Surgery; Chair'."""
    return "; ".join(
        f"{role.get_role_display()}, {role.specialty}"
        if role.specialty
        else role.get_role_display()
        for role in roles
    )
