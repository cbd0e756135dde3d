"""Links of a dean by the codes that a form sends, and how far a school is from its first line."""

from collections.abc import Collection, Sequence
from datetime import date

from smartpick.accounts.models import AdvisingLink, Invitation, Membership
from smartpick.accounts.queries import opening_steps
from smartpick.accounts.querysets import consented
from smartpick.dean.queries.cohort import is_code

TICKED_CAP = 500
STEPS_WANTED = 3


def links_by_code(
    memberships: Collection[Membership], codes: Sequence[str], *, today: date
) -> list[AdvisingLink]:
    """Those of the codes that are advisees of these deans now; the others are as if not sent."""
    wanted = [code for code in codes[:TICKED_CAP] if is_code(code)]
    return list(
        AdvisingLink.objects.filter(
            consented(today, prefix=""),
            membership__in=[held.pk for held in memberships],
            applicant__code__in=wanted,
            applicant__user__is_guest=False,
        )
        .exclude(applicant__user__in=[held.user_id for held in memberships])
        .select_related("applicant__user", "membership__school", "membership__user")
        .order_by("applicant__print_name", "id")
    )


def opening_left(memberships: Collection[Membership]) -> list[tuple[str, bool]]:
    """What opening the school still needs; nothing once three of its steps are done."""
    for held in memberships:
        steps = opening_steps(held.school)
        if sum(done for _, done in steps) < STEPS_WANTED:
            return steps
    return []


def invited_counts(memberships: Collection[Membership]) -> tuple[int, int]:
    """Invited, and how many of them joined."""
    schools = [held.school_id for held in memberships]
    rows = Invitation.objects.filter(school__in=schools, role="applicant", withdrawn_at=None)
    return rows.count(), rows.filter(used_at__isnull=False).count()
