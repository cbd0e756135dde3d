"""After a change of address the old one may object for seven days."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from smartpick.accounts import emails
from smartpick.accounts.models import EmailObjection, User
from smartpick.accounts.tokens import fresh_token, hashed
from smartpick.common.errors import RuleBroken
from smartpick.outbox.services import enqueue

OBJECTION_DAYS = 7


@transaction.atomic
def offer_objection(*, user: User, old_email: str, now: datetime) -> None:
    token = fresh_token()
    EmailObjection.objects.create(
        user=user,
        old_email=old_email,
        token_hash=hashed(token),
        made_at=now,
        expires_at=now + timedelta(days=OBJECTION_DAYS),
    )
    enqueue(emails.address_changed(user=user, old=old_email, token=token, now=now), now=now)


@transaction.atomic
def object_to_change(*, token: str, now: datetime) -> User:
    """Restores the old address. All sessions end (a new unusable password), and factors added
    since the change are removed. Raises RuleBroken when the link is used, old or unknown."""
    hit = EmailObjection.objects.filter(
        token_hash=hashed(token), used_at__isnull=True, expires_at__gte=now
    ).update(used_at=now)
    if hit != 1:
        raise RuleBroken("This link was used or is over 7 days old. Write to us if you need help.")
    objection = EmailObjection.objects.select_related("user").get(token_hash=hashed(token))
    user = objection.user
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=objection.old_email, verified=True, primary=True)
    Authenticator.objects.filter(user=user, created_at__gte=objection.made_at).delete()
    user.email, user.password = objection.old_email, make_password(None)
    user.save(update_fields=["email", "password"])
    return user
