"""Reads about people, schools and links."""

from collections.abc import Iterable

from django.db.models import QuerySet

from smartpick.accounts.choices import LinkState, SchoolRole
from smartpick.accounts.models import (
    AdvisingLink,
    Applicant,
    Invitation,
    Membership,
    School,
    ShareGrant,
)
from smartpick.accounts.sharing import ShareKey


def own_links(applicant: Applicant) -> "QuerySet[AdvisingLink]":
    return (
        AdvisingLink.objects.filter(applicant=applicant)
        .exclude(state=LinkState.DECLINED)
        .select_related("membership__user", "membership__school")
        .order_by("-asked_on", "-id")
    )


def counsel_among(links: Iterable[AdvisingLink], applicant: Applicant) -> str:
    """As `counseling_line`, from `own_links` that were read already."""
    held = (link for link in links if link.state == LinkState.ACTIVE)
    told = [(link.pk, text) for link in held if (text := link.membership.school.counseling_text)]
    return min(told)[1] if told else (applicant.school.counseling_text if applicant.school else "")


def counseling_line(applicant: Applicant) -> str:
    """The words of the school that advises this person, or of the one that invited them."""
    held = AdvisingLink.objects.filter(applicant=applicant, state=LinkState.ACTIVE)
    told = held.exclude(membership__school__counseling_text="").values_list(
        "membership__school__counseling_text", flat=True
    )
    return told.first() or (applicant.school.counseling_text if applicant.school else "")


def open_keys(link: AdvisingLink) -> list[str]:
    grants = ShareGrant.objects.filter(link=link, until__isnull=True)
    held = set(grants.values_list("key", flat=True))
    return [key.value for key in ShareKey if key.value in held]


def dean_by_email(email: str) -> Membership | None:
    return (
        Membership.objects.filter(
            user__email__iexact=email,
            user__is_active=True,
            role=SchoolRole.DEAN,
            ended_on__isnull=True,
            school__closed_on__isnull=True,
        )
        .select_related("user", "school")
        .first()
    )


def members(school: School) -> list[Membership]:
    rows = Membership.objects.filter(school=school, ended_on__isnull=True)
    return list(rows.select_related("user").order_by("role", "user__name"))


def open_invitations(school: School) -> list[Invitation]:
    rows = Invitation.objects.filter(school=school, withdrawn_at__isnull=True)
    return list(rows.order_by("-sent_at")[:300])


def opening_steps(school: School) -> list[tuple[str, bool]]:
    """The five steps of opening a school, each with whether it is done."""
    roles = set(
        Membership.objects.filter(school=school, ended_on__isnull=True).values_list(
            "role", flat=True
        )
    )
    invited = Invitation.objects.filter(school=school).values_list("role", flat=True)
    return [
        ("Name, time zone, term dates", school.settings_saved_at is not None),
        ("Retention and counseling text", school.retention_saved_at is not None),
        ("Invite deans", SchoolRole.DEAN in roles),
        ("Invite advisees", "applicant" in set(invited)),
    ]
