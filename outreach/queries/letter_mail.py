"""What a mail about a letter draws on: whether it was agreed, its day, what it goes through."""

from dataclasses import dataclass
from datetime import date

from mentors.models import Target
from outreach.models import Letter
from outreach.rules.letter import NEUTRAL, SAID_STRONG, Words, strength_of


def words_of(letter: Letter) -> Words:
    return Words(
        offer=letter.offer,
        specifics=letter.specifics,
        hesitated=letter.hesitated,
        deflected=letter.deflected,
        named=letter.named,
    )


def is_agreed(letter: Letter) -> bool:
    """LT-10: answered, with anything but a no or a hesitation."""
    return strength_of(words_of(letter)) in SAID_STRONG | {NEUTRAL}


@dataclass(frozen=True)
class LetterInMail:
    due_on: date | None = None  # of its own; the plan's day is known elsewhere
    service: str = ""
    is_agreed: bool = False


def letter_in_mail(target: Target) -> LetterInMail:
    """The letter of this person that is still to come; else the one that came."""
    rows = list(Letter.objects.filter(target=target, ended="").order_by("uploaded_on", "id"))
    waiting = [row for row in rows if row.uploaded_on is None] or rows
    if not waiting:
        return LetterInMail()
    return LetterInMail(
        due_on=waiting[0].due_on,
        service=waiting[0].application_service,
        is_agreed=any(is_agreed(row) for row in rows),
    )
