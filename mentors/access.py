"""One address for a person: the directory's code, or the target's when the entry is gone."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from mentors.models import Faculty, Target
from smartpick.accounts.querysets import Viewer
from smartpick.campaign.access import current_cycle
from smartpick.campaign.models import Cycle


@dataclass(frozen=True)
class PersonHere:
    cycle: Cycle
    faculty: Faculty | None
    target: Target | None

    @property
    def name(self) -> str:
        return self.faculty.name if self.faculty else self.target.snapshot_name


def get_person(user: Viewer, code: Any) -> PersonHere:
    """Whom this applicant may open: anyone of their lists, or a target of their open cycle."""
    cycle = current_cycle(user)
    rows = Target.objects.belonging_to(user).filter(cycle=cycle)
    rows = rows.select_related("faculty", "mentorship", "cycle")
    target = rows.filter(faculty__code=code).first() or rows.filter(code=code).first()
    if target is not None:
        return PersonHere(cycle, target.faculty, target)
    faculty = Faculty.objects.visible_to(user).filter(code=code).first()
    if faculty is None:
        raise Http404
    return PersonHere(cycle, faculty, None)


def get_target(user: Viewer, code: Any) -> Target:
    """A target of the person's open cycle, by either code; 404 for anybody else."""
    found = get_person(user, code)
    if found.target is None:
        raise Http404
    return found.target
