"""Undo instead of confirm: a deed leaves one line with its way back, shown by the next page."""

from typing import Any

from django.http import HttpRequest

KEY = "undo"


def offer_undo(request: HttpRequest, text: str, url: str, **fields: str) -> None:
    """`url` is posted with these fields when Undo is pressed; a later deed takes the line over."""
    request.session[KEY] = {"text": text, "url": url, "fields": fields}


def take_undo(request: HttpRequest) -> dict[str, Any] | None:
    """The line of the last deed, once."""
    session = getattr(request, "session", None)
    if session is None or KEY not in session:
        return None
    line: dict[str, Any] = session.pop(KEY)
    return line
