"""Deeds of a dean: notes, answering a request."""

import uuid
from datetime import date, datetime

from mentors.choices import Role
from mentors.models.faculty import Faculty
from mentors.owner import Owner
from mentors.services.faculty import add_person
from smartpick.accounts.models import AdvisingLink, Applicant, School, User
from smartpick.accounts.services.advising import accept
from smartpick.campaign.services import notify
from smartpick.dean.choices import NoteKind
from smartpick.dean.models import DeanNote, SavedFilter


def write_note(
    *, applicant: Applicant, author: User, kind: str, text: str, now: datetime
) -> DeanNote:
    """A shared note tells the applicant's bell; a private one tells nobody."""
    note = DeanNote.objects.create(
        applicant=applicant,
        author=author,
        author_name=author.shown_name[:60],
        kind=kind,
        text=text,
    )
    if kind == NoteKind.SHARED:
        notify(
            user=applicant.user,
            kind="note",
            text=f"{author.shown_name} wrote a note for you.",
            target_name="dean:shared-notes",
            now=now,
        )
    return note


def accept_request(*, link: AdvisingLink, now: datetime) -> None:
    """The applicant asked, so their consent stands in the request; the dean's yes opens it."""
    accept(link=link, now=now)
    notify(
        user=link.applicant.user,
        kind="link",
        text=f"{link.membership.user.shown_name} is your adviser now.",
        target_name="home:who-sees",
        now=now,
    )


def save_filter(*, user: User, name: str, query: str) -> None:
    """The same name again means the new query."""
    SavedFilter.objects.update_or_create(user=user, name=name, defaults={"query": query[:600]})


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
