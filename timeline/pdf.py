"""The year on one landscape page, black on white; what is done is told by a word, not a color."""

from datetime import date

from django.template.loader import render_to_string

from smartpick.common.errors import TooLong
from smartpick.common.pdf import Pdf, render
from timeline.queries.year import Year

SHEETS = {
    "letter": ("fonts-print.css", "year.css"),
    "a4": ("fonts-print.css", "year.css", "year-a4.css"),
}


def year_page(year: Year, *, name: str, today: date, paper: str) -> Pdf:
    """One page. Raises TooLong when it could not be."""
    html = render_to_string(
        "timeline/pdf/year.html",
        {"year": year, "author": name, "title": f"The year, {name}", "today": today},
    )
    pdf = render(html, sheets=SHEETS.get(paper, SHEETS["letter"]))
    if pdf.pages != 1:
        raise TooLong("The year cannot be made to fit on one page.")
    return pdf
