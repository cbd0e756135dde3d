"""Consent: asking, accepting with keys, changing keys, ending, handing over."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction

from smartpick.accounts import emails
from smartpick.accounts.choices import LinkState
from smartpick.accounts.models import AdvisingLink, Applicant, Membership, ShareGrant, User
from smartpick.accounts.sharing import ON_AT_FIRST, ShareKey
from smartpick.common.errors import RuleBroken
from smartpick.outbox.services import enqueue

YEARS_OF_CONSENT = 2
PURPOSE = "Advising after the Match"


def consent_words(*, dean: str, school: str, ends_on: date) -> str:
    return (
        f"{dean} at {school}, and whoever follows in that office, may see what I share here, for "
        f"advising after the Match, until {ends_on:%B} {ends_on.day}, {ends_on.year}. I can change "
        "or end it at any time. Every view is listed for me."
    )


def consent_end(today: date) -> date:
    """The last day of March two years on."""
    return date(today.year + YEARS_OF_CONSENT, 3, 31)


def ask(*, applicant: Applicant, membership: Membership, by: str, today: date) -> AdvisingLink:
    """A request; nothing is shared by it. One asked by an applicant is mailed to the dean."""
    try:
        with transaction.atomic():
            link = AdvisingLink.objects.create(
                applicant=applicant,
                membership=membership,
                asked_by=by,
                asked_on=today,
                purpose=PURPOSE,
            )
    except IntegrityError:
        raise RuleBroken("There is an open request or link with this dean already.") from None
    return link


def mail_request(*, link: AdvisingLink, now: datetime) -> None:
    enqueue(emails.advising_asked(link=link), now=now)


@transaction.atomic
def accept(
    *, link: AdvisingLink, keys: Collection[str] = ON_AT_FIRST, now: datetime
) -> AdvisingLink:
    """The applicant's consent. Opens the link and its keys; proves the school."""
    ends_on = consent_end(now.date())
    school = link.membership.school
    text = consent_words(dean=link.membership.user.shown_name, school=school.name, ends_on=ends_on)
    hit = AdvisingLink.objects.filter(pk=link.pk, state=LinkState.ASKED).update(
        state=LinkState.ACTIVE, accepted_at=now, ends_on=ends_on, consent_text=text
    )
    if hit != 1:
        raise RuleBroken("This request is not open any more.")
    link.refresh_from_db()
    set_keys(link=link, keys=keys, now=now)
    Applicant.objects.filter(pk=link.applicant_id).update(school=school, school_name=school.name)
    # Who has no zone of their own hears by the school's clock from now on.
    User.objects.filter(applicant=link.applicant_id, time_zone="").update(reach_changed=True)
    return link


@transaction.atomic
def set_keys(*, link: AdvisingLink, keys: Collection[str], now: datetime) -> None:
    """Exactly these keys from now on; one turned off takes effect now and stays on record."""
    wanted = {key for key in ShareKey.values if key in keys}
    held = set(
        ShareGrant.objects.filter(link=link, until__isnull=True).values_list("key", flat=True)
    )
    ShareGrant.objects.filter(link=link, until__isnull=True, key__in=held - wanted).update(
        until=now
    )
    ShareGrant.objects.bulk_create(
        ShareGrant(link=link, key=key, since=now) for key in sorted(wanted - held)
    )
    AdvisingLink.objects.filter(pk=link.pk).update(changed_at=now)


@transaction.atomic
def end(*, link: AdvisingLink, by: str, now: datetime) -> None:
    """Takes effect now. A request that was never accepted is declined."""
    state = LinkState.ENDED if link.state == LinkState.ACTIVE else LinkState.DECLINED
    AdvisingLink.objects.filter(pk=link.pk, state__in=[LinkState.ASKED, LinkState.ACTIVE]).update(
        state=state, ended_at=now, ended_by=by, changed_at=now
    )
    ShareGrant.objects.filter(link=link, until__isnull=True).update(until=now)
