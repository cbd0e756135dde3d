"""What a dean says to a reason for attention (AT-09): later, handed on, or known."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from smartpick.accounts.models import AdvisingLink, User
from smartpick.campaign.services import notify
from smartpick.common.errors import RuleBroken
from smartpick.dean.choices import Answer, Reason
from smartpick.dean.models import AttentionMark
from smartpick.dean.rules.attention import KNOWN_BECAUSE_DAYS


@transaction.atomic
def quiet_reason(
    *,
    link: AdvisingLink,
    rule: str,
    answer: str,
    by: User,
    now: datetime,
    until: date | None = None,
    because: str = "",
    handed_to: User | None = None,
) -> AttentionMark:
    """Quiets one reason of one advisee for this dean; an earlier answer to it ends. A hand-over
    stands in the other dean's bell."""
    today = timezone.localdate(now)
    if answer == Answer.KNOWN:
        until = today + timedelta(days=KNOWN_BECAUSE_DAYS)
    if answer == Answer.HANDED:
        until = None
        if handed_to is None:
            raise RuleBroken("Choose the dean who takes it.")
    elif until is None or until <= today:
        raise RuleBroken("Choose a day after today.")
    _end(link, rule, by, now)
    mark = AttentionMark.objects.create(
        applicant=link.applicant, rule=rule, by=by, because=because, until=until,
        handed_to=handed_to if answer == Answer.HANDED else None,
    )  # fmt: skip
    if mark.handed_to:
        notify(
            user=mark.handed_to,
            kind="attention",
            text=f"{by.shown_name} hands to you: {link.applicant.shown_name},"
            f" {Reason(rule).label.lower()}."[:200],
            target_name="dean:attention",
            target_code=str(link.applicant.code),
            now=now,
        )
    return mark


@transaction.atomic
def speak_again(*, link: AdvisingLink, rule: str, by: User, now: datetime) -> None:
    _end(link, rule, by, now)


def _end(link: AdvisingLink, rule: str, by: User, now: datetime) -> None:
    AttentionMark.objects.filter(
        applicant=link.applicant_id, rule=rule, by=by, ended_at=None
    ).update(ended_at=now)
    AdvisingLink.objects.filter(pk=link.pk).update(changed_at=now)
