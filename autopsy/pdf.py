"""The one-page summary on paper, and the kit: page, priorities, questions."""

from dataclasses import dataclass, replace

from django.template.loader import render_to_string

from autopsy.rules.questions import KitSheet
from autopsy.rules.summary import LAST_STEP, Page, reduced
from smartpick.common.errors import TooLong
from smartpick.common.pdf import Pdf, render

SHEETS = {
    "letter": ("fonts-print.css", "sheet.css"),
    "a4": ("fonts-print.css", "sheet.css", "sheet-a4.css"),
}


@dataclass(frozen=True)
class OnePage:
    pdf: Pdf
    page: Page

    @property
    def left_out(self) -> tuple[str, ...]:
        return self.page.left_out


def summary_page(page: Page, *, paper: str) -> OnePage:
    """Exactly one page. Steps of the specification are taken, by bisection, until it is one;
    what was left out stands in the result. Raises TooLong when even the last step is too long."""
    first = _draw(page, paper)
    if first.pages == 1:
        return OnePage(first, page)
    low, high, best = 1, LAST_STEP, None
    while low <= high:
        step = low if best is None and low == 1 else (low + high) // 2
        smaller = reduced(page, step)
        drawn = _draw(smaller, paper)
        if drawn.pages == 1:
            best, high = OnePage(drawn, smaller), step - 1
        else:
            low = step + 1
    if best is None:
        raise TooLong("The page cannot be made to fit.")
    return best


def _draw(page: Page, paper: str) -> Pdf:
    html = render_to_string("autopsy/pdf/summary.html", _context(page))
    return render(html, sheets=SHEETS.get(paper, SHEETS["letter"]))


def _context(page: Page) -> dict[str, object]:
    return {
        "page": page,
        "author": page.name,
        "title": f"Match autopsy summary, {page.name}",
        "tight": page.tight,
        "rules": range(page.notes),
    }


def kit(page: Page, sheet: KitSheet, *, paper: str) -> Pdf:
    """The page to leave behind and, on a sheet of one's own, priorities and questions."""
    fitted = summary_page(replace(page, notes=min(page.notes, 4)), paper=paper).page
    html = render_to_string("autopsy/pdf/kit.html", {**_context(fitted), "sheet": sheet})
    return render(html, sheets=SHEETS.get(paper, SHEETS["letter"]))
