"""The end of advising, and a successor in the same office. The applicant is told of both."""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.utils import is_mfa_enabled
from django.db import transaction

from autopsy.services.review import drop_pending
from smartpick.accounts.choices import LinkState, Party, SchoolRole
from smartpick.accounts.models import AdvisingLink, Membership, ShareGrant, User
from smartpick.accounts.services import advising
from smartpick.campaign.services import notify
from smartpick.common.errors import RuleBroken
from smartpick.dean import emails
from smartpick.dean.models import DeanQuestion
from smartpick.outbox.services import enqueue


@transaction.atomic
def end_advising(*, link: AdvisingLink, message: str, by: User, now: datetime) -> None:
    """From now on nothing is shared with this dean; what they had not finished is gone, what they
    finished stays with the applicant. Raises RuleBroken when the link has ended already."""
    _end(link, now)
    drop_pending(dean=by, applicant_id=link.applicant_id)
    enqueue(emails.advising_ended(link=link, message=message), now=now)
    notify(
        user=link.applicant.user,
        kind="link",
        text=f"{by.shown_name} ended advising; nothing is shared with them now.",
        target_name="home:who-sees",
        now=now,
    )


def _end(link: AdvisingLink, now: datetime) -> None:
    held = AdvisingLink.objects.select_for_update().filter(pk=link.pk, state=LinkState.ACTIVE)
    if not held.exists():
        raise RuleBroken("This link has ended already.")
    advising.end(link=link, by=Party.DEAN, now=now)


def successors(membership: Membership) -> list[Membership]:
    """Deans of the same office who have set their second factor."""
    rows = Membership.objects.filter(
        school=membership.school, role=SchoolRole.DEAN, ended_on=None, user__is_active=True
    ).exclude(user=membership.user)
    return [row for row in rows.select_related("user") if is_mfa_enabled(row.user)]


@transaction.atomic
def hand_over(*, links: Iterable[AdvisingLink], to: Membership, by: User, now: datetime) -> int:
    """Each link goes on with the successor: the same consent, keys and last day. The mail that
    says so is in the same transaction, so it is written before the successor can look.

    Raises RuleBroken for a dean of another school or without a second factor.
    """
    held = list(links)
    for link in held:
        if to.school_id != link.membership.school_id or to.ended_on is not None:
            raise RuleBroken("Choose a dean of the same office.")
    if not is_mfa_enabled(to.user):
        raise RuleBroken("This dean has not set a second factor yet. Ask them to do it first.")
    return sum(_hand_over(link, to, by, now) for link in held)


def _hand_over(link: AdvisingLink, to: Membership, by: User, now: datetime) -> bool:
    if link.applicant.user_id == to.user_id:
        return False  # nobody advises themselves
    keys = list(ShareGrant.objects.filter(link=link, until=None).values_list("key", flat=True))
    _end(link, now)
    drop_pending(dean=link.membership.user, applicant_id=link.applicant_id)
    DeanQuestion.objects.filter(
        applicant=link.applicant, dean=link.membership.user, answered_on=None
    ).update(dean=to.user, dean_name=to.user.shown_name[:60])
    standing = AdvisingLink.objects.filter(
        applicant=link.applicant, membership=to, state=LinkState.ACTIVE
    )
    if standing.exists():
        return False  # they advise this person already, by a consent of its own
    AdvisingLink.objects.filter(
        applicant=link.applicant, membership=to, state=LinkState.ASKED
    ).update(state=LinkState.DECLINED, ended_at=now, ended_by=Party.DEAN)
    follows = AdvisingLink.objects.create(
        applicant=link.applicant,
        membership=to,
        state=LinkState.ACTIVE,
        asked_by=Party.DEAN,
        asked_on=now.date(),
        purpose=link.purpose,
        consent_text=link.consent_text,
        taken_over_from=link,
        accepted_at=link.accepted_at,
        ends_on=link.ends_on,
    )
    advising.set_keys(link=follows, keys=keys, now=now)
    enqueue(emails.handed_over(link=follows, before=link.membership.user), now=now)
    notify(
        user=link.applicant.user,
        kind="link",
        text=f"{to.user.shown_name} follows {link.membership.user.shown_name}.",
        target_name="accounts:link-end",
        target_code=str(follows.code),
        now=now,
    )
    return True
