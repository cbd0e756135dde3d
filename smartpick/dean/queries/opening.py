"""How far a school is opened, and what its thresholds change today. Numbers only."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q

from mentors.models import Faculty
from smartpick.accounts.models import School
from smartpick.accounts.queries import opening_steps
from smartpick.dean.models import AdviseeRow
from smartpick.dean.rules.attention import RULES
from smartpick.dean.rules.thresholds import THRESHOLDS


@dataclass(frozen=True)
class Step:
    words: str
    is_done: bool
    url_name: str
    button: str


def steps_of(school: School) -> list[Step]:
    """The five steps in their order; the first that is not done has the page's button."""
    done = dict(opening_steps(school))
    names = (
        ("Name, time zone, term dates", "dean:school-settings", "Edit settings"),
        ("Retention and counseling text", "dean:school-settings", "Edit settings"),
        ("Invite deans", "dean:school-people", "Invite"),
        ("Invite advisees", "dean:school-people", "Invite a dean who does it"),
    )
    steps = [Step(words, done[words], url, button) for words, url, button in names]
    has_people = Faculty.objects.filter(school=school).exists()
    last = Step(
        "Load the faculty directory", has_people, "dean:school-people", "Invite a dean who does it"
    )
    return [*steps, last]


def owes_factor(school: School) -> set[int]:
    """Users with a role here who have not set a second factor."""
    members = school.memberships.filter(ended_on=None).values_list("user", flat=True)
    held = Authenticator.objects.filter(user__in=members).values_list("user", flat=True)
    return set(members) - set(held)


def effects(school: School) -> dict[str, str]:
    """'21 days: 7 advisees' for each threshold; a small number is not told."""
    counts: dict[str, Any] = AdviseeRow.objects.filter(membership__school=school).aggregate(
        **{rule: Count("id", filter=Q(rules__contains=rule)) for rule in RULES}
    )
    return {name: _words(counts[rule], school.small_cell) for name, (rule, _) in
            THRESHOLDS.items()}  # fmt: skip


def _words(count: int, least: int) -> str:
    return f"Today: {count} advisees." if count >= least else f"Today: fewer than {least} advisees."
