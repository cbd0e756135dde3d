"""S10: the one-page summary against the bare engine on the same HTML and style sheets."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from autopsy import pdf
from autopsy.rules.summary import Page
from autopsy.views.page import live_page
from smartpick.accounts.models import Applicant
from smartpick.common.pdf import STATIC
from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import Site
from smartpick.machine.demo.people import DOMAIN

TURNS = 10
TAGGED = {"pdf_variant": "pdf/ua-1"}


def measure(_: Site) -> list[Row]:
    fits, too_long = page_of("linh"), page_of("tomas")
    return [*rows_of("page that fits", fits, 1, 1.15), *rows_of("fullest page", too_long, 3, 3.3)]


def page_of(name: str) -> Page:
    applicant = Applicant.objects.get(user__email=f"{name}@{DOMAIN}")
    return live_page(applicant.cycles.get(closed_on=None).autopsy)


def rows_of(what: str, page: Page, layouts_max: int, ratio_max: float) -> list[Row]:
    with watched() as layouts:
        made = pdf.summary_page(page, paper="letter")
    count = len(layouts)
    bare = bare_engine(layouts[0])
    bare()
    ratios = [
        time_of(lambda: pdf.summary_page(page, paper="letter")) / time_of(bare)
        for _ in range(TURNS)
    ]
    return [
        Row("S10", f"{what}, sheets beyond one", made.pdf.pages - 1, 0),
        Row("S10", f"{what}, layouts", count, layouts_max),
        Row("S10", f"{what}, over the bare engine", median(ratios), ratio_max, exact=False),
    ]


@contextmanager
def watched() -> Iterator[list[str]]:
    """The HTML of each layout that is made meanwhile."""
    import weasyprint  # noqa: PLC0415  (heavy)

    real_init, real_render = weasyprint.HTML.__init__, weasyprint.HTML.render
    laid: list[str] = []

    def init(self: Any, *args: Any, **named: Any) -> None:
        self.told = named.get("string", "")
        real_init(self, *args, **named)

    def render(self: Any, *args: Any, **named: Any) -> Any:
        laid.append(self.told)
        return real_render(self, *args, **named)

    weasyprint.HTML.__init__, weasyprint.HTML.render = init, render
    try:
        yield laid
    finally:
        weasyprint.HTML.__init__, weasyprint.HTML.render = real_init, real_render


def bare_engine(html: str) -> Callable[[], bytes]:
    """Fonts and sheets read once, then nothing but the engine."""
    import weasyprint  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    sheets = [
        weasyprint.CSS(filename=str(STATIC / "css" / name), font_config=fonts)
        for name in pdf.SHEETS["letter"]
    ]

    def draw() -> bytes:
        laid = weasyprint.HTML(string=html).render(stylesheets=sheets, font_config=fonts, **TAGGED)
        return bytes(laid.write_pdf(**TAGGED))

    return draw


def time_of(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began
