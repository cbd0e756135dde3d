"""The application plan on paper: always one page."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from outreach.rules.plan import ASKS, PlanSheet, fitted
from smartpick.common.errors import TooLong
from smartpick.common.pdf import Pdf, render

SHEETS = {
    "letter": ("fonts-print.css", "sheet.css", "plan.css"),
    "a4": ("fonts-print.css", "sheet.css", "plan.css", "sheet-a4.css"),
}


@dataclass(frozen=True)
class PlanPage:
    pdf: Pdf
    sheet: PlanSheet


def plan_page(sheet: PlanSheet, *, paper: str) -> PlanPage:
    """Exactly one page: as many programs as it holds, found by bisection; the rest is summed up in
    words. Raises TooLong when it is too long without any."""
    drawn = _draw(sheet, paper)
    if drawn.pages == 1:
        return PlanPage(drawn, sheet)
    low, high, best = 0, len(sheet.rows) - 1, None
    while low <= high:
        count = (low + high + 1) // 2
        smaller = fitted(sheet, count)
        drawn = _draw(smaller, paper)
        if drawn.pages == 1:
            best, low = PlanPage(drawn, smaller), count + 1
        else:
            high = count - 1
    if best is None:
        raise TooLong("The plan cannot be made to fit on one page.")
    return best


def _draw(sheet: PlanSheet, paper: str) -> Pdf:
    context = {
        "sheet": sheet,
        "asks": ASKS,
        "author": sheet.name,
        "title": f"Application plan, {sheet.name}",
    }
    html = render_to_string("outreach/pdf/plan.html", context)
    return render(html, sheets=SHEETS.get(paper, SHEETS["letter"]))
