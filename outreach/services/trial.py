"""A visitor's trial goes whole: files, mails, rows. It never had an address."""

from datetime import datetime

from django.db import transaction

from outreach.services.document import erase_files
from smartpick.accounts.models import Applicant, User
from smartpick.outbox.services import erase_person


@transaction.atomic
def remove_trial(*, guest: User) -> None:
    for applicant in Applicant.objects.filter(user=guest):
        erase_files(applicant=applicant)
    erase_person(owner_code=guest.code)
    guest.delete()


def clear_expired(*, now: datetime) -> int:
    """Every trial whose seven days are over."""
    expired = list(User.objects.filter(is_guest=True, guest_until__lt=now))
    for guest in expired:
        remove_trial(guest=guest)
    return len(expired)
