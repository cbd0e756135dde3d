"""The year: as a list, as months, on paper; laid out, read, followed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.campaign.access import current_cycle
from smartpick.common.errors import PdfUnavailable
from smartpick.common.http import attachment
from smartpick.common.undo import offer_undo
from timeline.access import own_year, year_or_404
from timeline.choices import HELD_STATES
from timeline.pdf import year_page
from timeline.queries.agenda import agenda_of
from timeline.queries.joining import joining_line
from timeline.queries.year import year_of
from timeline.services.items import finish_item, keep_earlier_days, read_joining
from timeline.services.plan import build_plan


def show_timeline(request: HttpRequest) -> HttpResponse:
    year = own_year(request)
    if year is None:
        return render(request, "timeline/empty.html", {"cycle": current_cycle(request.user)})
    today = timezone.localdate()
    context = {
        "agenda": agenda_of(
            year.cycle,
            year.plan,
            year.rows,
            year.anchors,
            today=today,
            zone=timezone.get_current_timezone_name(),
        ),
        "joining": joining_line(year.plan, year.rows),
        "plan": year.plan,
        "cycle": year.cycle,
        "today": today,
    }
    return render(request, "timeline/agenda.html", context)


def show_months(request: HttpRequest) -> HttpResponse:
    year = own_year(request)
    if year is None:
        return redirect("timeline:timeline")
    today = timezone.localdate()
    table = year_of(year.rows, year.anchors, short=year.plan.is_short, today=today)
    return render(request, "timeline/months.html", {"year": table, "plan": year.plan})


def show_pdf(request: HttpRequest) -> HttpResponse:
    year = own_year(request)
    if year is None:
        return redirect("timeline:timeline")
    today = timezone.localdate()
    table = year_of(year.rows, year.anchors, short=year.plan.is_short, today=today)
    try:
        pdf = year_page(
            table, name=year.cycle.applicant.shown_name, today=today,
            paper=year.cycle.applicant.paper,
        )  # fmt: skip
    except PdfUnavailable:
        return render(request, "autopsy/no_pdf.html", status=503)
    return attachment(pdf.body, name="My year.pdf", content_type="application/pdf", inline=True)


@require_POST
def lay_out(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    build_plan(cycle=cycle, today=timezone.localdate(), now=timezone.now())
    return redirect("timeline:timeline" if cycle.failed_year else "home:start")


@require_POST
def read_line(request: HttpRequest) -> HttpResponse:
    """The line of what was compressed is put away."""
    read_joining(plan=year_or_404(request).plan, today=timezone.localdate())
    return redirect("timeline:timeline")


@require_POST
def keep_days(request: HttpRequest) -> HttpResponse:
    """Undo of following an official date."""
    year = year_or_404(request)
    count = keep_earlier_days(
        items=[row for row in year.rows if row.followed_on], now=timezone.now()
    )
    offer_undo(request, f"{count} kept on their earlier days.", "")
    return redirect("timeline:timeline")


@require_POST
def tick_done(request: HttpRequest) -> HttpResponse:
    """'Which of these have you done?': the ticked ones are done, on the day given or today."""
    year = year_or_404(request)
    now, today = timezone.now(), timezone.localdate()
    wanted = set(request.POST.getlist("done"))
    ticked = [row for row in year.rows if str(row.code) in wanted and row.state not in HELD_STATES]
    for row in ticked:
        finish_item(item=row, done_on=today, now=now)
    noun = "item is" if len(ticked) == 1 else "items are"
    offer_undo(request, f"{len(ticked)} {noun} done.", "")
    return redirect("timeline:timeline")
