"""The sheet for a letter's writer: one page, black on white."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from autopsy.pdf import SHEETS
from outreach.rules.briefing import LAST_STEP, Briefing, reduced
from smartpick.common.errors import TooLong
from smartpick.common.pdf import Pdf, render


@dataclass(frozen=True)
class BriefingPage:
    pdf: Pdf
    sheet: Briefing


def briefing_page(sheet: Briefing, *, paper: str) -> BriefingPage:
    """Exactly one page: shorter step by step until it is. Raises TooLong when the last step is."""
    for step in range(LAST_STEP + 1):
        shown = reduced(sheet, step) if step else sheet
        drawn = _draw(shown, paper)
        if drawn.pages == 1:
            return BriefingPage(drawn, shown)
    raise TooLong("The briefing cannot be made to fit on one page.")


def _draw(sheet: Briefing, paper: str) -> Pdf:
    html = render_to_string(
        "outreach/pdf/briefing.html",
        {
            "sheet": sheet,
            "author": sheet.name,
            "title": f"Briefing for a letter, {sheet.name}",
            "tight": sheet.is_tight,
        },
    )
    return render(html, sheets=SHEETS.get(paper, SHEETS["letter"]))
