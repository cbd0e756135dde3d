"""One box for everything: groups of what one may see, each asked by the same words.

A part of the product joins by adding its group to OWN: a key, a title, the rows that the person
may see, and how a row reads. Statements are two for each group, however many rows there are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from mentors.models import Advice, Faculty
from mentors.queries.directory import Filters, find_people
from mentors.querysets import Scope, scope_of
from outreach.models import Message
from smartpick.accounts.models import AdvisingLink, User
from smartpick.accounts.querysets import open_link
from smartpick.campaign.models import ProgressEntry, Task
from smartpick.common.search import fold, matching, words_of
from smartpick.picks.models import Program

SHOWN = 5
ALL = 50
CAP = 1000


@dataclass(frozen=True)
class Found:
    title: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Group:
    key: str
    title: str
    found: list[Found]
    count: int

    @property
    def count_words(self) -> str:
        return f"more than {CAP:,}" if self.count > CAP else str(self.count)


@dataclass(frozen=True)
class Kind:
    key: str
    title: str
    rows: Callable[[User], Any]
    order: tuple[str, ...]
    shown: Callable[[Any], Found]


def way_to(page: str, *, instead: str = "", **named: Any) -> str:
    """The address of a page, or of the one that stands in for it."""
    try:
        return reverse(page, kwargs=named)
    except NoReverseMatch:
        return instead


OWN = (
    Kind(
        "programs",
        "Programs",
        lambda user: Program.objects.visible_to(user).filter(archived_on__isnull=True),
        ("name", "id"),
        lambda row: Found(
            row.name, row.specialty, f"{reverse('picks:programs')}?{urlencode({'q': row.name})}"
        ),
    ),
    Kind(
        "emails",
        "Emails",
        lambda user: Message.objects.belonging_to(user).select_related("target"),
        ("-updated_at", "-id"),
        lambda row: Found(
            row.subject or "No subject yet",
            f"To {row.target.snapshot_name}, {row.get_state_display().lower()}",
            reverse("outreach:message", args=[row.code]),
        ),
    ),
    Kind(
        "notes",
        "Notes",
        lambda user: Advice.objects.belonging_to(user).select_related("meeting__target"),
        ("-id",),
        lambda row: Found(
            f"Meeting with {row.meeting.target.snapshot_name}",
            row.said[:120],
            way_to("mentors:notes", code=row.meeting.code),
        ),
    ),
    Kind(
        "actions",
        "Actions",
        Task.objects.belonging_to,
        ("-id",),
        lambda row: Found(row.title, "Done" if row.done_at else "", reverse("home:week")),
    ),
    Kind(
        "logbook",
        "Logbook",
        ProgressEntry.objects.belonging_to,
        ("-done_on", "-id"),
        lambda row: Found(row.title, f"{row.done_on:%b} {row.done_on.day}, {row.done_on.year}"),
    ),
)


def own_groups(user: User, query: str, *, only: str = "") -> list[Group]:
    """An applicant's own things and the people they may see; empty groups are left out."""
    size = ALL if only else SHOWN
    found = [people(scope_of(user), query, "home:person", "code", size=size)]
    found += [_asked(kind, user, query, size) for kind in OWN if only in ("", kind.key)]
    return [group for group in found if group.count and only in ("", group.key)]


def _asked(kind: Kind, user: User, query: str, size: int) -> Group:
    rows = matching(kind.rows(user), query)
    count = len(rows.order_by().values_list("pk", flat=True)[: CAP + 1])
    keys = list(rows.order_by(*kind.order).values_list("pk", flat=True)[:size])
    full = kind.rows(user).filter(pk__in=keys).order_by(*kind.order) if keys else []
    return Group(kind.key, kind.title, [kind.shown(row) for row in full], count)


def people(scope: Scope, query: str, page: str, word: str, *, size: int) -> Group:
    found = find_people(scope, Filters(q=query), size=size)
    shown = [
        Found(
            one.name,
            one.place or one.specialty,
            way_to(page, instead=listed(one), **{word: one.code}),
        )
        for one in found.people
    ]
    return Group("people", "People", shown, found.count)


def listed(person: Faculty) -> str:
    """The directory, at this person."""
    return f"{reverse('mentors:directory')}?{urlencode({'q': person.name})}"


def last_people(user: User) -> list[Found]:
    """Before anything is typed: the five that were changed last."""
    rows = Faculty.objects.in_scope(scope_of(user)).listed().order_by("-updated_at")[:SHOWN]
    return [
        Found(one.name, one.place, way_to("home:person", code=one.code, instead=listed(one)))
        for one in rows
    ]


def deans_groups(user: User, school_ids: tuple[int, ...], query: str) -> list[Group]:
    """The school's list, and advisees by their names: a dean searches no text of anybody."""
    groups = [people(Scope(school_ids), query, "dean:faculty-person", "person", size=SHOWN)]
    asked = words_of(query)
    links = AdvisingLink.objects.filter(
        open_link(timezone.localdate(), prefix=""), membership__user=user
    ).exclude(applicant__user=user).select_related("applicant__user")  # fmt: skip
    named = [link.applicant for link in links if _holds(link.applicant.shown_name, asked)]
    shown = [Found(one.shown_name, "", reverse("dean:advisee", args=[one.code])) for one in named]
    groups.append(Group("advisees", "Advisees", shown[:ALL], len(named)))
    return [group for group in groups if group.count]


def _holds(name: str, asked: list[str]) -> bool:
    words = fold(name).split()
    return all(any(word.startswith(start) for word in words) for start in asked)
