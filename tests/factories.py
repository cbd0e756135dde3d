"""The least that is valid, by keyword; what matters to a test is written in the test."""

import io
from datetime import timedelta

import pikepdf
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from autopsy.choices import Section, SectionStatus
from autopsy.services.sections import save_section
from autopsy.services.versions import submit
from mentors.models import Faculty
from mentors.services.targets import open_target
from smartpick.accounts.models import Applicant, Membership, School, User
from smartpick.accounts.services import advising
from smartpick.accounts.sharing import ON_AT_FIRST
from smartpick.home.services import open_record

PASSWORD = "correct horse battery"


def make_user(email, *, name="", factor=False, **extra):
    user = User.objects.create_user(email, PASSWORD, name=name, **extra)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if factor:
        TOTP.activate(user, generate_totp_secret())
    return user


def make_school(name="Riverside"):
    return School.objects.get_or_create(name=name)[0]


def make_dean(email, school, *, name="", factor=True, role="dean"):
    user = make_user(email, name=name, factor=factor)
    Membership.objects.create(user=user, school=school, role=role)
    return user


def make_applicant(email, *, name="", **profile):
    user = make_user(email, name=name)
    applicant = Applicant.objects.create(user=user, print_name=name, **profile)
    open_record(user=user, now=timezone.now())
    return applicant


def make_guest():
    user = User.objects.create(is_guest=True, guest_until=timezone.now() + timedelta(days=7))
    Applicant.objects.create(user=user)
    open_record(user=user, now=timezone.now())
    return user


def make_faculty(name="Amara Okafor", **facts):
    last = name.split()[-1].casefold()
    facts.setdefault("search_key", name.casefold())
    return Faculty.objects.create(name=name, last_key=last, **facts)


def autopsy_of(applicant):
    return applicant.cycles.get(closed_on=None).autopsy


def fill(autopsy, section, *, state=SectionStatus.DONE, version=0, **values):
    return save_section(
        autopsy=autopsy,
        section=section,
        values=values,
        expected_version=version,
        by=autopsy.cycle.applicant.user,
        now=timezone.now(),
        state=state,
    )


def link_to(applicant, dean, *, accept=True, keys=ON_AT_FIRST):
    membership = dean.memberships.get(role="dean")
    link = advising.ask(
        applicant=applicant, membership=membership, by="dean", today=timezone.localdate()
    )
    return advising.accept(link=link, keys=keys, now=timezone.now()) if accept else link


def submitted(autopsy):
    return submit(autopsy=autopsy, by=autopsy.cycle.applicant.user, now=timezone.now())


def make_target(applicant, *, why="", **fields):
    """A person of this applicant's own list whom they chose."""
    fields = {"name": "Jonas Hale, MD", "email": "hale@riverside.example",
              "institution": "Riverside University Hospital"} | fields  # fmt: skip
    role = fields.pop("role", "apd")
    faculty = make_faculty(private_to=applicant, **fields)
    faculty.roles.create(role=role)
    cycle = autopsy_of(applicant).cycle
    return open_target(cycle=cycle, faculty=faculty, why=why, by=applicant.user, now=timezone.now())


def plain_pdf(pages=1, text="Invented"):
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.docinfo["/Title"] = text
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


ALL_SECTIONS = tuple(Section)
