"""Papers of a dean: the report, and the packet of many advisees' pages."""

from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone

from autopsy.models import AutopsyVersion
from autopsy.pdf import summary_page
from autopsy.queries.page import page_of
from autopsy.queries.versions import reading_of_version, snapshot_in
from smartpick.common.pdf import Pdf, render
from smartpick.dean.rules.report import Report

SHEETS = {
    "letter": ("fonts-print.css", "report.css"),
    "a4": ("fonts-print.css", "report.css", "report-a4.css"),
}


def report_page(report: Report, *, school: str, today: date, paper: str) -> Pdf:
    """Bars with their counts beside them; the same counts are hidden as on the page."""
    html = render_to_string(
        "dean/pdf/report.html",
        {
            "report": report,
            "school": school,
            "author": school,
            "title": f"Class of {report.class_year}",
            "today": today,
        },
    )
    return render(html, sheets=SHEETS.get(paper, SHEETS["letter"]))


def advisee_page(version: AutopsyVersion, keys: frozenset[str], *, paper: str) -> Pdf:
    """The one page of a submitted version, by what is shared. Raises TooLong when none fits."""
    page = page_of(
        reading_of_version(version, keys),
        snapshot_in(version)["page"],
        keys=keys,
        on=timezone.localdate(version.frozen_at),
        version=version,
    )
    return summary_page(page, paper=paper).pdf
