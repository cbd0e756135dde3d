"""Notes about an advisee, and answering somebody who asks for advising."""

from datetime import datetime

from smartpick.accounts.models import AdvisingLink, Applicant, User
from smartpick.accounts.services.advising import accept
from smartpick.campaign.services import notify
from smartpick.dean.choices import NoteKind
from smartpick.dean.models import DeanNote


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
