"""Each system mail: one function, two files, plain text. It returns the mail; services send it."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from smartpick.accounts.models import AdvisingLink, Invitation, User
from smartpick.common.names import name_in_mail
from smartpick.outbox.choices import Purpose
from smartpick.outbox.rules import address_hash
from smartpick.outbox.services import Mail

CODE_LASTS = timedelta(minutes=15)


def _filled(name: str, context: dict[str, Any]) -> tuple[str, str]:
    context = {"site": settings.SITE_URL, **context}
    subject = render_to_string(f"accounts/mail/{name}.subject.txt", context)
    text = render_to_string(f"accounts/mail/{name}.txt", context)
    return " ".join(subject.split()), text


def claim_code(*, guest: User, email: str, code: str, now: datetime) -> Mail:
    subject, text = _filled("claim_code", {"code": code})
    key = f"claim_code:{guest.code}:{now.isoformat()}"
    return Mail(
        key, "claim_code", email, subject, text, owner_code=guest.code, purpose=Purpose.SECURITY,
        good_until=now + CODE_LASTS,
    )  # fmt: skip


def already_exists(*, guest: User, email: str, now: datetime) -> Mail:
    subject, text = _filled("already_exists", {"path": reverse("account_login")})
    key = f"exists:{guest.code}:{now.isoformat()}"
    return Mail(key, "already_exists", email, subject, text, purpose=Purpose.SECURITY)


def invitation(*, invited: Invitation, token: str) -> Mail:
    path = reverse("accounts:invitation", args=[token])
    context: dict[str, object] = {"school": name_in_mail(invited.school.name), "path": path}
    context["role"] = invited.get_role_display()
    context["until"] = invited.expires_at.date()
    subject, text = _filled("invitation", context)
    key = f"invitation:{invited.code}:{invited.sent_at.isoformat()}"
    inviter = invited.invited_by
    return Mail(
        key, "invitation", invited.email, subject, text, subject_code=str(invited.code),
        owner_code=inviter.code if inviter else None, good_until=invited.expires_at,
    )  # fmt: skip


def advising_asked(*, link: AdvisingLink) -> Mail:
    dean = link.membership.user
    subject, text = _filled("advising_asked", {"path": reverse("dean:cohort")})
    key = f"advising_asked:{link.code}"
    return Mail(key, "advising_asked", dean.email, subject, text, owner_code=dean.code)


def address_changed(*, user: User, old: str, token: str, now: datetime) -> Mail:
    path = reverse("accounts:email-objection") + f"?token={token}"
    subject, text = _filled("address_changed", {"path": path})
    key = f"address_changed:{user.code}:{now.isoformat()}"
    return Mail(
        key, "address_changed", old, subject, text, owner_code=user.code, purpose=Purpose.SECURITY
    )


def from_library(*, template: str, to: str, subject: str, text: str, now: datetime) -> Mail:
    """A mail that the account library wrote: codes, notices of changed factors."""
    key = f"{template}:{address_hash(to)[:16]}:{now.isoformat()}"
    return Mail(key, template[:40], to, subject, text, purpose=Purpose.SECURITY)
