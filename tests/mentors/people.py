"""A campaign with people in it, for the tests of mentors."""

from datetime import datetime, timedelta

from django.utils import timezone

from mentors.models import Faculty, FacultyRole
from mentors.services.targets import open_target
from tests.factories import autopsy_of, fill, make_applicant, make_faculty, make_school

TODAY = timezone.localdate
ORTHO = "Orthopaedic Surgery"


def now() -> datetime:
    return timezone.now()


def days_ago(count):
    return timezone.localdate() - timedelta(days=count)


def person(name="Amara Okafor", role="pd", specialty=ORTHO, **facts):
    facts.setdefault("school", make_school())
    faculty = make_faculty(name, specialty=specialty, **facts)
    if role:
        FacultyRole.objects.create(faculty=faculty, role=role, specialty=specialty)
    return Faculty.objects.get(pk=faculty.pk)


def campaign(email="maya@alum.example", name="Maya Lin"):
    applicant = make_applicant(email, name=name, school=make_school(), school_name="Riverside")
    fill(autopsy_of(applicant), "specialty", primary_specialty=ORTHO, asked_type="us_md")
    return applicant.cycles.get()


def target(cycle, name="Amara Okafor", role="pd", **facts):
    return open_target(
        cycle=cycle, faculty=person(name, role, **facts), by=cycle.applicant.user, now=now()
    )
