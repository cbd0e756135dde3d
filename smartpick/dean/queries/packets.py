"""What goes into a packet: the newest submitted version of each advisee, by what they share."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from autopsy.models import AutopsyVersion
from smartpick.accounts.models import Membership, User
from smartpick.dean.choices import BundleOrder
from smartpick.dean.models import AdviseeRow, Bundle
from smartpick.dean.queries.cohort import is_code, rows_of

MANY = 2000


@dataclass(frozen=True)
class Choice:
    """One advisee as the form lists them."""

    code: uuid.UUID
    name: str
    has_page: bool


def choices_of(memberships: Collection[Membership], *, today: date) -> list[Choice]:
    rows = rows_of(memberships, today=today).order_by("name_key", "id")[:MANY]
    return [Choice(r.applicant_code, r.name, bool(r.standing.get("version"))) for r in rows]


def in_order(
    memberships: Collection[Membership], codes: Sequence[str], order: str, *, today: date
) -> list[str]:
    """The codes that are advisees of these deans now, in the order that was asked for."""
    by = ("place", "name_key", "id") if order == BundleOrder.NEED else ("name_key", "id")
    wanted = [code for code in codes[:MANY] if is_code(code)]
    rows = rows_of(memberships, today=today).filter(applicant_code__in=wanted)
    return [str(code) for code in rows.order_by(*by).values_list("applicant_code", flat=True)]


def own_bundles(user: User) -> "QuerySet[Bundle]":
    return Bundle.objects.filter(who=user).defer("body")


def rows_in(
    memberships: Collection[Membership], codes: Collection[str], *, today: date
) -> dict[str, AdviseeRow]:
    """Those of the packet whose consent still stands as a part of it is made."""
    rows = rows_of(memberships, today=today).filter(applicant_code__in=list(codes))
    return {str(row.applicant_code): row for row in rows}


def versions_in(rows: Collection[AdviseeRow]) -> dict[int, AutopsyVersion]:
    """By cycle, the newest that was submitted and not taken back. One statement."""
    versions = AutopsyVersion.objects.filter(
        autopsy__cycle__in=[row.cycle_id for row in rows],
        submitted_at__isnull=False,
        withdrawn_at=None,
    ).select_related("autopsy__cycle__applicant__user").order_by("number")  # fmt: skip
    return {version.autopsy.cycle_id: version for version in versions}


def names_of(memberships: Collection[Membership], codes: Collection[str]) -> dict[str, str]:
    rows = AdviseeRow.objects.filter(
        membership__in=[held.pk for held in memberships], applicant_code__in=list(codes)
    )
    return {str(code): name for code, name in rows.values_list("applicant_code", "name")}
