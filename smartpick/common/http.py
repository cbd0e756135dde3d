from typing import IO

from django.core.exceptions import RequestDataTooBig
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme


def refused_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What could not be read, in plain words; a form that is too large is told so."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def safe_next(request: HttpRequest, default: str) -> str:
    """Where the person came from, if that is a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return asked
    return default


def attachment(body: bytes, *, name: str, content_type: str, inline: bool = False) -> HttpResponse:
    """A file that runs nothing and is kept by nobody on the way."""
    response = HttpResponse(body, content_type=content_type)
    _guard(response, name=name, inline=inline)
    return response


def stream(held: IO[bytes], *, name: str, content_type: str) -> FileResponse:
    """The same for a file too large to be held in memory; it is closed by the answer."""
    response = FileResponse(held, content_type=content_type)
    _guard(response, name=name, inline=False)
    return response


def _guard(response: HttpResponseBase, *, name: str, inline: bool) -> None:
    disposition = content_disposition_header(as_attachment=not inline, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store, private"
