"""Whose directory a page works on."""

import uuid

from django.http import Http404, HttpRequest

from mentors.models.faculty import Faculty
from mentors.owner import Owner
from smartpick.accounts.models import Applicant


def current_applicant(request: HttpRequest) -> Applicant:
    """The person whose own list this is; 404 for somebody without a record."""
    applicant = Applicant.objects.belonging_to(request.user).select_related("school").first()
    if applicant is None:
        raise Http404
    return applicant


def own_people(request: HttpRequest) -> Owner:
    return Owner(applicant=current_applicant(request))


def own_person(request: HttpRequest, code: uuid.UUID) -> Faculty:
    """One of the applicant's own additions: the school's entries are changed by its deans."""
    applicant = current_applicant(request)
    person: Faculty | None = Faculty.objects.filter(private_to=applicant, code=code).first()
    if person is None:
        raise Http404
    return person
