"""Invitations, roles, join codes, what opening a school needs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from smartpick.accounts import emails
from smartpick.accounts.choices import InvitedAs, Party, SchoolRole
from smartpick.accounts.models import (
    AdvisingLink,
    Applicant,
    Invitation,
    JoinCode,
    Membership,
    School,
    User,
)
from smartpick.accounts.services.advising import ask
from smartpick.accounts.tokens import fresh_token, hashed
from smartpick.common.errors import RuleBroken
from smartpick.outbox.services import enqueue

INVITATION_DAYS = 30
AGAIN_DAYS = 7
CODE_DAYS = 180
CODE_USES = 200


@dataclass(frozen=True)
class Pasted:
    """What a box of pasted addresses holds."""

    good: list[tuple[str, str]]
    bad: list[str]


def read_pasted(text: str) -> Pasted:
    """Lines of 'Name <address>', 'address', or 'name, address'; double ones once."""
    good: dict[str, str] = {}
    bad = []
    for line in text.splitlines():
        bare = line.strip().strip(",;")
        if not bare:
            continue
        found = re.search(r"[^\s<>,;]{1,64}@[^\s<>,;]{1,190}", bare[:320])
        address = found.group() if found else ""
        try:
            validate_email(address)
        except ValidationError:
            bad.append(bare[:120])
            continue
        name = bare.replace(address, "").strip(" ,;<>\"'\t")[:60]
        good.setdefault(address.lower(), name)
    return Pasted(list(good.items()), bad)


def read_rows(rows: Iterable[Sequence[str]]) -> list[tuple[str, int | None]]:
    """Rows of a table as lines to be read like pasted ones, each with the class year it names.

    A heading, and whatever else has no sign of an address in it, is left out.
    """
    found = []
    for cells in rows:
        if not any("@" in cell for cell in cells):
            continue
        years = [int(cell) for cell in cells if re.fullmatch(r"(19|20)\d\d", cell.strip())]
        words = [cell for cell in cells if not re.fullmatch(r"(19|20)\d\d", cell.strip())]
        found.append((", ".join(word for word in words if word), years[0] if years else None))
    return found


@transaction.atomic
def invite_again(*, invited: Invitation, now: datetime) -> None:
    """A new token to the same address, from the eighth day on. Raises RuleBroken before."""
    if invited.sent_at > now - timedelta(days=AGAIN_DAYS):
        raise RuleBroken(f"It can be sent again after {AGAIN_DAYS} days.")
    token = fresh_token()
    hit = Invitation.objects.filter(
        pk=invited.pk, sent_at=invited.sent_at, used_at=None, withdrawn_at=None
    ).update(
        token_hash=hashed(token), sent_at=now, expires_at=now + timedelta(days=INVITATION_DAYS)
    )
    if hit != 1:
        raise RuleBroken("This invitation was used or sent again meanwhile.")
    invited.refresh_from_db()
    enqueue(emails.invitation(invited=invited, token=token), now=now)


@transaction.atomic
def save_settings(*, school: School, values: Mapping[str, Any], now: datetime) -> None:
    """What its administrator chose. Another zone moves the mails of all who have none of their
    own."""
    zone = school.time_zone
    for name, value in values.items():
        setattr(school, name, value)
    school.settings_saved_at = school.retention_saved_at = now
    school.save()
    if school.time_zone != zone:
        mark_members(school=school)


def mark_members(*, school: School) -> int:
    """Their reminders are worked out anew in the school's zone."""
    own = User.objects.filter(applicant__school=school, time_zone="")
    return own.update(reach_changed=True)


@transaction.atomic
def invite(
    *,
    school: School,
    email: str,
    role: str,
    by: User,
    now: datetime,
    name: str = "",
    class_year: int | None = None,
) -> Invitation:
    """Keeps a place for an address and mails the only copy of its token."""
    token = fresh_token()
    invited = Invitation.objects.create(
        school=school,
        invited_by=by,
        email=email,
        name=name,
        role=role,
        class_year=class_year,
        token_hash=hashed(token),
        sent_at=now,
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    enqueue(emails.invitation(invited=invited, token=token), now=now)
    return invited


def invite_all(
    *,
    school: School,
    people: Iterable[tuple[str, str]],
    by: User,
    now: datetime,
    class_year: int | None,
) -> int:
    count = 0
    for email, name in people:
        invite(
            school=school,
            email=email,
            name=name,
            role=InvitedAs.APPLICANT,
            by=by,
            now=now,
            class_year=class_year,
        )
        count += 1
    return count


def open_invitation(*, token: str, now: datetime) -> Invitation | None:
    return Invitation.objects.filter(
        token_hash=hashed(token),
        used_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gte=now,
    ).first()


@transaction.atomic
def accept_invitation(*, invited: Invitation, user: User, now: datetime) -> AdvisingLink | None:
    """The person whose address it names takes the place, once.

    An applicant's invitation becomes a request of the dean who invited, for the applicant to
    consent to; a dean's or administrator's becomes a membership. Raises RuleBroken otherwise.
    """
    if user.email.lower() != invited.email.lower():
        raise RuleBroken("This invitation is for another person.")
    hit = Invitation.objects.filter(
        pk=invited.pk, used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gte=now
    ).update(used_at=now, used_by=user)
    if hit != 1:
        raise RuleBroken("This invitation was used or has expired. Ask your school for another.")
    if invited.role == InvitedAs.APPLICANT:
        return _link_to_inviter(invited, user, now)
    Membership.objects.get_or_create(
        user=user, school=invited.school, role=invited.role, ended_on=None
    )
    return None


def _link_to_inviter(invited: Invitation, user: User, now: datetime) -> AdvisingLink | None:
    applicant, _ = Applicant.objects.get_or_create(user=user)
    if invited.class_year and not applicant.class_year:
        applicant.class_year = invited.class_year
    applicant.school_name = applicant.school_name or invited.school.name
    applicant.save(update_fields=["class_year", "school_name", "updated_at"])
    membership = Membership.objects.filter(
        user=invited.invited_by,
        school=invited.school,
        role=SchoolRole.DEAN,
        ended_on__isnull=True,
    ).first()
    if membership is None:
        return None
    open_one = AdvisingLink.objects.filter(
        applicant=applicant, membership=membership, state__in=["asked", "active"]
    ).first()
    return open_one or ask(
        applicant=applicant, membership=membership, by=Party.DEAN, today=now.date()
    )


def make_join_code(*, school: School, by: User, now: datetime, class_year: int | None) -> str:
    """The code itself, shown once."""
    token = fresh_token()[:12]
    JoinCode.objects.create(
        school=school,
        made_by=by,
        token_hash=hashed(token),
        class_year=class_year,
        expires_at=now + timedelta(days=CODE_DAYS),
        uses_left=CODE_USES,
    )
    return token


def open_join_code(*, token: str, now: datetime) -> JoinCode | None:
    return JoinCode.objects.filter(
        token_hash=hashed(token), withdrawn_at__isnull=True, expires_at__gte=now, uses_left__gt=0
    ).first()


@transaction.atomic
def end_role(*, membership: Membership, now: datetime) -> None:
    """The last administrator cannot leave."""
    others = Membership.objects.filter(
        school=membership.school, role=SchoolRole.ADMINISTRATOR, ended_on__isnull=True
    ).exclude(pk=membership.pk)
    if membership.role == SchoolRole.ADMINISTRATOR and not others.exists():
        raise RuleBroken("The last administrator cannot leave. Invite another first.")
    membership.ended_on = now.date()
    membership.save(update_fields=["ended_on", "updated_at"])
