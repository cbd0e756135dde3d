"""The gate: the only way a view gets a record.

What is not visible is 404 by the query itself, with no hint that it exists. Whenever the viewer is
not the owner, the gate writes who saw what, and hands over the keys that are shared.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from smartpick.accounts.models.advising import AdvisingLink, ShareGrant
from smartpick.accounts.models.applicant import Applicant
from smartpick.accounts.querysets import Viewer, open_link
from smartpick.campaign.choices import How
from smartpick.campaign.models import Cycle, ViewEntry
from smartpick.campaign.owned import Owned

Keys = frozenset[str]


@dataclass(frozen=True)
class Shared:
    """One advisee as this dean may see them."""

    applicant: Applicant
    link: AdvisingLink
    keys: Keys


def get_visible(model: type[Owned], user: Viewer, **lookup: Any) -> Any:
    """The person's own row, or 404."""
    row = model.objects.belonging_to(user).opened().filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def get_changeable(model: type[Owned], user: Viewer, **lookup: Any) -> Any:
    """The person's own row of an open cycle; 404 when it is not theirs, 403 when it is closed."""
    row = model.objects.changeable_by(user).opened().filter(**lookup).first()
    if row is not None:
        return row
    get_visible(model, user, **lookup)
    raise PermissionDenied("This cycle is closed. You can read it.")


def current_cycle(user: Viewer) -> Cycle:
    """The open cycle of the person, with its applicant; 404 for somebody who has none."""
    cycle = (
        Cycle.objects.belonging_to(user)
        .filter(closed_on__isnull=True)
        .select_related("applicant__user", "applicant__school", "autopsy")
        .first()
    )
    if cycle is None:
        raise Http404
    return cycle


def get_reviewable(
    user: Viewer, code: Any, *, what: str, now: datetime, how: str = How.OPENED
) -> Shared:
    """One advisee by code, for a dean with an open link; logged in the same transaction."""
    with transaction.atomic():
        shared = _shared(user, code, now)
        log_view(user, shared, what=what, how=how, now=now)
    return shared


def _shared(user: Viewer, code: Any, now: datetime) -> Shared:
    if not getattr(user, "is_active", False):
        raise Http404
    link = (
        AdvisingLink.objects.filter(
            open_link(now.date(), prefix=""),
            membership__user_id=user.pk,
            applicant__code=code,
            applicant__user__is_guest=False,
        )
        .exclude(applicant__user_id=user.pk)
        .select_related("applicant__user", "membership__school")
        .first()
    )
    if link is None:
        raise Http404
    return Shared(applicant=link.applicant, link=link, keys=keys_of(link))


def keys_of(link: AdvisingLink) -> Keys:
    grants = ShareGrant.objects.filter(link=link, until__isnull=True)
    return frozenset(grants.values_list("key", flat=True))


def log_view(user: Viewer, shared: Shared, *, what: str, how: str, now: datetime) -> None:
    ViewEntry(
        subject_code=shared.applicant.code,
        viewer_code=user.code,
        viewer_name=user.shown_name[:60],
        role=shared.link.membership.role,
        keys=sorted(shared.keys),
        how=how,
        what=what,
        at=now,
    ).save()


def log_listed(user: Viewer, links: list[AdvisingLink], *, now: datetime) -> None:
    """The cohort list counts once a day for each advisee on it."""
    ViewEntry.objects.bulk_create(
        [
            ViewEntry(
                subject_code=link.applicant.code,
                viewer_code=user.code,
                viewer_name=user.shown_name[:60],
                role=link.membership.role,
                how=How.LISTED,
                what="cohort",
                at=now,
                listed_on=now.date(),
            )
            for link in links
        ],
        ignore_conflicts=True,
    )
