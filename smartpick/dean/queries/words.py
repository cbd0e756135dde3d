"""What stands between one dean and one advisee: questions, messages, answers to reasons."""

from datetime import date, datetime

from django.db.models import QuerySet

from smartpick.accounts.models import AdvisingLink, User
from smartpick.accounts.querysets import Viewer, open_link
from smartpick.campaign.access import Shared
from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.rules.soap import SoapWeek
from smartpick.dean.models import AdviseeRow, AttentionMark, DeanMessage, DeanQuestion
from smartpick.dean.queries.cohort import RowView, shown

NEUTRAL = "Hello {name},\n\n\n\n{dean}\n{school}"


def questions_to(shared: Shared, dean: User) -> "QuerySet[DeanQuestion]":
    """Asked of this dean; another dean's are theirs."""
    return DeanQuestion.objects.filter(applicant=shared.applicant, dean=dean).select_related(
        "applicant__user"
    )


def messages_to(shared: Shared, dean: User) -> "QuerySet[DeanMessage]":
    return DeanMessage.objects.filter(applicant=shared.applicant, dean=dean)


def marks_of(shared: Shared, dean: User) -> "QuerySet[AttentionMark]":
    """Open answers to reasons: the dean's own, and those handed to them."""
    rows = AttentionMark.objects.filter(applicant=shared.applicant, ended_at=None)
    return (rows.filter(by=dean) | rows.filter(handed_to=dean)).select_related("by", "handed_to")


def line_of(shared: Shared, today: date) -> RowView:
    """The advisee's own line of the cohort list."""
    row = AdviseeRow.objects.select_related("link").get(link=shared.link)
    return shown(row, [shared.link.membership], today)


def other_deans(shared: Shared, today: date) -> list[User]:
    """Who else is linked to this advisee now, and can take a reason over."""
    links = AdvisingLink.objects.filter(
        open_link(today, prefix=""), applicant=shared.applicant
    ).exclude(membership=shared.link.membership)
    return [link.membership.user for link in links.select_related("membership__user")]


def deans_of(user: Viewer, today: date) -> list[AdvisingLink]:
    """Whom this applicant can ask."""
    return list(
        AdvisingLink.objects.filter(
            open_link(today, prefix=""), applicant__user=user, applicant__user__is_guest=False
        )
        .exclude(membership__user=user)
        .select_related("membership__user", "applicant__user")
    )


def neutral_words(link: AdvisingLink, dean: User) -> tuple[str, str]:
    """Where a message begins: a greeting and a name, nothing said for the dean."""
    names = link.applicant.shown_name.split()
    text = NEUTRAL.format(
        name=names[0] if names else "", dean=dean.shown_name, school=link.membership.school.name
    )
    return f"A note from {dean.shown_name}", text


def soap_of(shared: Shared, now: datetime) -> SoapWeek | None:
    cycle = Cycle.objects.filter(applicant=shared.applicant, closed_on=None).first()
    return soap_lock(cycle, now) if cycle else None
