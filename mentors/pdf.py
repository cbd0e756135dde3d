"""Paper for a meeting: the summary page named to its reader, and the kit."""

from dataclasses import dataclass, replace

from django.template.loader import render_to_string

from autopsy.pdf import SHEETS, OnePage, summary_page
from autopsy.rules.summary import Page
from smartpick.common.pdf import Pdf, render

NOTES_ON_KIT = 4


@dataclass(frozen=True)
class KitPaper:
    """What stands on one's own sheets."""

    who: str
    when: str
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    questions: tuple[str, ...]


def summary_for(page: Page, *, who: str, paper: str) -> OnePage:
    """The one page with 'For Dr. ...' in its corner."""
    return summary_page(replace(page, for_whom=who), paper=paper)


def meeting_kit(page: Page, sheet: KitPaper, *, paper: str) -> Pdf:
    """The page to leave behind; one's own priorities and questions; a form for notes by hand."""
    first = replace(page, for_whom=sheet.who, notes=min(page.notes, NOTES_ON_KIT))
    fitted = summary_page(first, paper=paper).page
    context = {
        "page": fitted,
        "author": page.name,
        "title": f"Meeting kit, {page.name}",
        "tight": fitted.tight,
        "rules": range(fitted.notes),
        "sheet": sheet,
        "three": range(3),
        "two": range(2),
        "lines": range(9),
    }
    html = render_to_string("mentors/pdf/kit.html", context)
    return render(html, sheets=SHEETS.get(paper, SHEETS["letter"]))
