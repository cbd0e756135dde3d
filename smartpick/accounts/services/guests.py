"""A visitor on trial: begun, claimed whole by an address, kept for seven days."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from smartpick.accounts.models import Applicant, User

TRIAL_DAYS = 7


def begin_trial(*, now: datetime) -> User:
    """A person without an address, for seven days from now; use does not extend them."""
    with transaction.atomic():
        user = User.objects.create(
            is_guest=True,
            guest_until=now + timedelta(days=TRIAL_DAYS),
            password=make_password(None),
        )
        Applicant.objects.create(user=user)
    return user


@transaction.atomic
def claim(*, guest_pk: int, email: str, password_hash: str) -> User:
    """Gives the guest an address: the same row, and with it everything.

    The unique address decides races: IntegrityError when it was taken meanwhile. Raises
    User.DoesNotExist when the code came twice. A new password hash ends every other session.
    """
    user = User.objects.select_for_update().get(pk=guest_pk, is_guest=True)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    user.email, user.is_guest, user.guest_until = email, False, None
    user.password = password_hash or make_password(None)
    user.reach_changed = True
    user.save(update_fields=["email", "is_guest", "guest_until", "password", "reach_changed"])
    return user


def set_time_zone(*, user: User, name: str) -> None:
    if name and name != user.time_zone:
        user.time_zone, user.reach_changed = name, True
        user.save(update_fields=["time_zone", "reach_changed"])
