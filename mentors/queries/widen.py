"""Nobody in the specialty here: four ways to go wider, each with what the directory knows (F3)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from autopsy.choices import Division
from autopsy.models import AppliedSpecialty, Direction, GeographyFacts
from mentors.models.faculty import Faculty
from mentors.querysets import Scope, scope_of
from smartpick.accounts.models import Applicant
from smartpick.accounts.querysets import Viewer

COUNT_CAP = 1000


@dataclass(frozen=True)
class Way:
    """One row: what to look for, how many the directory knows, where the list of them is."""

    title: str
    note: str
    count: int | None
    listed: str = ""  # query string of the directory
    added: str = ""  # query string of the form that adds one


def widened(user: Viewer) -> dict[str, Any]:
    applicant = Applicant.objects.belonging_to(user).select_related("school").get()
    specialty = _aim(user)
    scope = scope_of(user)
    context: dict[str, Any] = {"specialty": specialty, "ways": []}
    if specialty:
        people = Faculty.objects.in_scope(scope).writable().filter(specialty=specialty)
        context["here_count"] = _count(people)
        context["ways"] = _ways(applicant, specialty, scope, user)
    return context


def _aim(user: Viewer) -> str:
    """The specialty that the person aims at, as far as they said it."""
    direction = Direction.objects.belonging_to(user).filter(
        is_current=True, cycle__closed_on=None
    ).first()  # fmt: skip
    if direction is not None and direction.target:
        return str(direction.target)
    applied = AppliedSpecialty.objects.belonging_to(user).filter(
        is_primary=True, autopsy__cycle__closed_on=None
    ).first()  # fmt: skip
    return str(applied.specialty) if applied else ""


def _ways(applicant: Applicant, specialty: str, scope: Scope, user: Viewer) -> list[Way]:
    people = Faculty.objects.in_scope(scope).writable()
    here = applicant.school.name if applicant.school else applicant.school_name
    affiliated = people.filter(school__isnull=False, specialty=specialty)
    affiliated = affiliated.exclude(institution="").exclude(institution=here)
    rotated = people.filter(private_to=applicant, found_at__istartswith=ROTATION)
    ways = [
        Way(
            "Affiliated hospitals",
            "People of the specialty whom the school lists at another hospital.",
            _count(affiliated),
            listed=urlencode({"specialty": specialty, "whose": "school"}),
            added=urlencode({"specialty": specialty, "found_at": "Affiliated hospital"}),
        ),
        Way(
            "Community sites where you rotated",
            "Somebody who saw you work, in any specialty, can open a door to the next.",
            _count(rotated),
            listed=urlencode({"whose": "mine"}),
            added=urlencode({"found_at": ROTATION}),
        ),
    ]
    ways += [_region(division, specialty, people) for division in _divisions(user)]
    return [
        *ways,
        Way(
            "A role elsewhere that puts you among them",
            "A research or clinical post in the specialty brings you near its faculty.",
            None,
            added=urlencode({"specialty": specialty, "found_at": "Through a role elsewhere"}),
        ),
    ]


ROTATION = "Site where I rotated"


def _region(division: str, specialty: str, people: Any) -> Way:
    return Way(
        f"Regional centers: {Division(division).label.split(' (')[0]}",
        "People of the specialty in a region you apply to. The first email can offer a video call.",
        _count(people.filter(specialty=specialty, division=division)),
        listed=urlencode({"specialty": specialty, "division": division}),
        added=urlencode({"specialty": specialty, "found_at": "Regional center"}),
    )


def _divisions(user: Viewer) -> list[str]:
    facts = GeographyFacts.objects.belonging_to(user).filter(autopsy__cycle__closed_on=None).first()
    told = (facts.divisions or []) if facts else []
    return [division for division in told if division in Division.values][:3]


def _count(rows: Any) -> int:
    return len(rows.order_by().values_list("pk", flat=True)[: COUNT_CAP + 1])
