"""A dean's own filters, and a dean who mentors."""

import uuid
from datetime import date

from mentors.choices import Role
from mentors.models.faculty import Faculty
from mentors.owner import Owner
from mentors.services.faculty import add_person
from smartpick.accounts.models import School, User
from smartpick.dean.choices import FilterPage
from smartpick.dean.models import SavedFilter


def save_filter(*, user: User, name: str, query: str, page: str = FilterPage.FACULTY) -> None:
    """The same name again means the new query."""
    SavedFilter.objects.update_or_create(
        user=user, page=page, name=name, defaults={"query": query[:600]}
    )


def forget_filter(*, user: User, code: uuid.UUID) -> bool:
    count, _ = SavedFilter.objects.filter(user=user, code=code).delete()
    return bool(count)


def list_dean(*, school: School, dean: User, today: date) -> Faculty:
    """A dean who mentors stands in the school's list as others do; once."""
    listed: Faculty | None = Faculty.objects.filter(school=school, member__user=dean).first()
    if listed is not None:
        return listed
    person = add_person(
        owner=Owner(school=school),
        facts={"name": dean.shown_name, "institution": school.name},
        roles=[(Role.STUDENT_AFFAIRS, "")],
        today=today,
    )
    member = dean.memberships.filter(school=school, ended_on__isnull=True).first()
    Faculty.objects.filter(pk=person.pk).update(member=member)
    return person
