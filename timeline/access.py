"""The plan of the person's open cycle."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from smartpick.campaign.access import current_cycle
from smartpick.campaign.models import Cycle
from timeline.models import Plan, PlanItem
from timeline.queries.agenda import plan_items
from timeline.rules.anchors import Anchors
from timeline.services.plan import anchors_of


@dataclass(frozen=True)
class OwnYear:
    cycle: Cycle
    plan: Plan
    rows: list[PlanItem]
    anchors: Anchors


def own_year(request: HttpRequest) -> OwnYear | None:
    """Plan, items and anchors; None while nothing is laid out."""
    cycle = current_cycle(request.user)
    plan = Plan.objects.filter(cycle=cycle).first()
    if plan is None or cycle.failed_year is None:
        return None
    anchors = anchors_of(cycle, short=plan.is_short, service=plan.service)
    return OwnYear(cycle, plan, plan_items(cycle), anchors)


def year_or_404(request: HttpRequest) -> OwnYear:
    year = own_year(request)
    if year is None:
        raise Http404
    return year
