"""Mails, files and templates of the demo people: every state of the mail list has one."""

from datetime import datetime, timedelta
from io import BytesIO

import pikepdf
from django.utils import timezone

from mentors.models import Faculty, Target
from mentors.owner import Owner
from mentors.services.faculty import add_person
from mentors.services.targets import open_target
from outreach.services.answer import record_answer
from outreach.services.document import add_document
from outreach.services.draft import begin
from outreach.services.send import hand_over, mark_sent
from outreach.services.template import save_template
from smartpick.accounts.models import Applicant, School
from smartpick.campaign.models import Cycle

WHY = "you supervised my sub-internship in August and sit on the selection committee"
PEOPLE = (
    ("Elena Marsh", "elena.marsh@riverside.example", "sub_i", WHY),
    ("Priscilla Wong", "p.wong@summit.example", "research", "you published on fracture healing"),
    ("Henrik Dahl", "henrik.dahl@bayview.example", "clerkship", "you run the clerkship I took"),
)
TEMPLATE = (
    "{title} {family_name},\n\nI am a {graduation_year} graduate and went unmatched in {specialty}"
    " this year ({applied} applications, {received} interviews). I am writing to you because"
    " {reason}.\n\nWould you have 20 minutes by phone to tell me what you would fix first?\n\n"
    "Thank you,\n{my_name}\n{cell}"
)


def add_words(applicant: Applicant, cycle: Cycle, now: datetime) -> None:
    """Files, a template, and a mail in each state, to three people of their own list."""
    _files(applicant, cycle, now)
    save_template(
        template=None, applicant=applicant, kind="first", title="Twenty minutes, short",
        subject="Unmatched in {specialty}: 20 minutes for two questions", text=TEMPLATE,
    )  # fmt: skip
    targets = [_target(applicant, cycle, *person, now) for person in PEOPLE]
    today = timezone.localdate(now)
    begin(target=targets[0], kind="first", now=now)
    asked = begin(target=targets[1], kind="first", now=now)
    mark_sent(message=asked, on_date=today - timedelta(days=12), now=now, today=today)
    answered = begin(target=targets[2], kind="first", now=now)
    mark_sent(message=answered, on_date=today - timedelta(days=9), now=now, today=today)
    record_answer(
        message=answered, answer="replied", on_date=today - timedelta(days=2), now=now,
        text="Happy to talk. Send me two times next week.", today=today,
    )  # fmt: skip
    hand_over(message=begin(target=targets[2], kind="thanks_recap", now=now))


def school_words(school: School) -> None:
    if not school.templates.exists():
        save_template(
            template=None, school=school, kind="first", title="First email, as we advise it",
            subject="Unmatched in {specialty}: 20-30 minutes for feedback", text=TEMPLATE,
        )  # fmt: skip


def _target(
    applicant: Applicant, cycle: Cycle, name: str, email: str, role: str, why: str, now: datetime
) -> Target:
    held: Target | None = Target.objects.filter(cycle=cycle, faculty__email=email).first()
    if held:
        return held
    faculty = Faculty.objects.filter(private_to=applicant, email=email).first()
    if faculty is None:
        faculty = add_person(
            owner=Owner(applicant=applicant),
            facts={"name": name, "email": email, "institution": "Riverside University Hospital"},
            roles=[(role, "")], today=timezone.localdate(now),
        )  # fmt: skip
    return open_target(cycle=cycle, faculty=faculty, why=why, by=applicant.user, now=now)


def _files(applicant: Applicant, cycle: Cycle, now: datetime) -> None:
    for kind, name, pages in (("cv", "CV 2026.pdf", 2), ("eras", "ERAS application.pdf", 9)):
        add_document(
            applicant=applicant, cycle=cycle, kind=kind, name=name, content=_blank(name, pages),
            by=applicant.user, now=now,
        )  # fmt: skip


def _blank(title: str, pages: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.docinfo["/Title"] = title
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
