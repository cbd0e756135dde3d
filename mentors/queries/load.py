"""How many of a dean's advisees ask the same person now, and what past years add up to (AT-12)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from mentors.choices import TargetState
from mentors.models import Faculty, Mentorship, Target
from smartpick.accounts.models import User

ASKED_BY_MANY = 4
SMALL_SUM = 5  # AT-13: a smaller number would speak of somebody


@dataclass(frozen=True)
class Load:
    """Advisees in contact with a person, against the limit that the person has, in words."""

    count: int
    limit: int | None

    @property
    def words(self) -> str:
        if self.limit is None:
            return "asked by many" if self.count >= ASKED_BY_MANY else ""
        if self.count > self.limit:
            return "over the limit"
        if self.count == self.limit:
            return "at the limit"
        return "one place left" if self.count == self.limit - 1 else ""

    @property
    def kind(self) -> str:
        """The color beside the words; never without them."""
        late = self.words == "over the limit"
        return "late" if late else "due"

    @property
    def shown(self) -> str:
        return str(self.count) if self.limit is None else f"{self.count} of {self.limit}"


def loads(dean: User, people: Collection[Faculty]) -> dict[int, Load]:
    """One statement for a page of people; only advisees who share their people are counted."""
    asked = (
        Target.objects.reviewable_by(dean)
        .filter(faculty__in=[person.pk for person in people], cycle__closed_on=None)
        .filter(
            Q(state__in=[TargetState.CONTACTED, TargetState.MEETING_SET])
            | Q(mentorship__isnull=False, mentorship__edge_since=None)
        )
        .values("faculty")
        .annotate(n=Count("cycle__applicant", distinct=True))
        .order_by()
    )
    counts = {row["faculty"]: row["n"] for row in asked}
    return {one.pk: Load(counts.get(one.pk, 0), one.yearly_limit) for one in people}


def past_years(dean: User) -> str:
    """All people together, never one of them; nothing under five."""
    helped = Mentorship.objects.reviewable_by(dean).filter(target__cycle__closed_on__isnull=False)
    advisees = helped.values("target__cycle__applicant").distinct().count()
    if advisees < SMALL_SUM:
        return "Past years: too few to report."
    return (
        f"Past years, all faculty together: {helped.count()} mentorships with {advisees} advisees."
    )
