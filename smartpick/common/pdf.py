"""HTML to PDF: our templates, our style sheets, our fonts, and no request to anywhere."""

import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from smartpick.common.errors import PdfUnavailable

STATIC = Path(settings.ROOT) / "static"
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Pdf:
    body: bytes
    pages: int


@cache
def _engine(sheets: tuple[str, ...]) -> tuple[Any, Any, list[Any], Any]:
    """The engine with its fonts and parsed sheets, once for each process and set of sheets.

    Raises PdfUnavailable on a machine without Pango: importing the engine fails with OSError.
    """
    try:
        import weasyprint  # noqa: PLC0415  (heavy, and absent on a machine without Pango)
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as missing:
        raise PdfUnavailable from missing

    class OursAlone(URLFetcher):
        """Our own font files and nothing else: no host, no other file."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = Path(url.removeprefix("file://")) if url.startswith("file://") else None
            if path is None or not path.resolve().is_relative_to(STATIC / "fonts"):
                raise ValueError("Nothing outside our own fonts is read.")
            return super().fetch(url, headers)

    fonts, fetcher = FontConfiguration(), OursAlone()
    parsed = [
        weasyprint.CSS(
            string=(STATIC / "css" / name).read_text(),
            base_url=(STATIC / "css" / name).as_uri(),
            font_config=fonts,
            url_fetcher=fetcher,
        )
        for name in sheets
    ]
    return weasyprint, fonts, parsed, fetcher


def render(html: str, *, sheets: tuple[str, ...]) -> Pdf:
    """One tagged document (PDF/UA-1) from our own markup. Font handling is not thread-safe."""
    with _one_at_a_time:
        weasyprint, fonts, parsed, fetcher = _engine(sheets)
        document = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=parsed, font_config=fonts, pdf_variant="pdf/ua-1"
        )
        return Pdf(body=document.write_pdf(pdf_variant="pdf/ua-1"), pages=len(document.pages))
