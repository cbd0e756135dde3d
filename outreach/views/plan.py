"""The application plan, on screen and on paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from autopsy.views.page import no_pdf, paper_of
from mentors.models import Target
from outreach.pdf.plan import plan_page
from outreach.queries.plan import plan_of, readers_of
from outreach.rules.plan import ASKS
from smartpick.campaign.access import current_cycle, get_visible
from smartpick.campaign.models import Cycle
from smartpick.common.errors import PdfUnavailable
from smartpick.common.http import attachment


def show_plan(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    reader = _reader(request, cycle)
    context = {
        "sheet": plan_of(cycle, today=timezone.localdate(), reader=reader),
        "reader": reader, "readers": readers_of(cycle), "asks": ASKS,
        "paper": paper_of(request, cycle.autopsy),
    }  # fmt: skip
    return render(request, "outreach/plan.html", context)


def show_plan_pdf(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    today = timezone.localdate()
    sheet = plan_of(cycle, today=today, reader=_reader(request, cycle))
    try:
        made = plan_page(sheet, paper=paper_of(request, cycle.autopsy))
    except PdfUnavailable:
        return no_pdf(request)
    words = cycle.applicant.shown_name.split()
    name = f"{slugify(words[-1] if words else '') or 'application'}-plan-{today.isoformat()}.pdf"
    return attachment(made.pdf.body, name=name, content_type="application/pdf")


def _reader(request: HttpRequest, cycle: Cycle) -> Target | None:
    """The mentor named in the address; nobody's of another cycle."""
    code = request.GET.get("for", "")
    if not code:
        return None
    try:
        return get_visible(Target, request.user, code=UUID(code), cycle=cycle)
    except ValueError:
        raise Http404 from None
