"""The report of a class: a page, a table, a paper. No name stands in any of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from smartpick.accounts.access import require_school_role
from smartpick.accounts.choices import SchoolRole
from smartpick.common.errors import PdfUnavailable
from smartpick.common.http import attachment
from smartpick.common.spreadsheet import written
from smartpick.dean import pdf
from smartpick.dean.queries import report
from smartpick.dean.services.tallies import count_school


def show_report(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.DEAN)
    reports = report.reports_of(school)
    if not reports:  # a new school does not wait for the night
        count_school(school=school, now=timezone.now())
        reports = report.reports_of(school)
    asked = request.GET.get("year", "")
    context = {
        "school": school,
        "reports": reports,
        "report": report.chosen(reports, asked),
        "beside": next(
            (r for r in reports if str(r.class_year) == request.GET.get("beside")), None
        ),
    }
    return render(request, "dean/report.html", context)


def report_csv(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.DEAN)
    rows = report.table_rows(report.reports_of(school))
    body = b"".join(written(report.HEADER, rows))
    return attachment(body, name="cohort-report.csv", content_type="text/csv")


def report_pdf(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.DEAN)
    told = report.chosen(report.reports_of(school), request.GET.get("year", ""))
    if told is None:
        raise Http404
    try:
        made = pdf.report_page(
            told, school=school.name, today=timezone.localdate(),
            paper=request.GET.get("paper", "letter"),
        )  # fmt: skip
    except PdfUnavailable:
        return render(request, "autopsy/no_pdf.html", status=503)
    name = f"class-of-{told.class_year}.pdf"
    return attachment(made.body, name=name, content_type="application/pdf")
