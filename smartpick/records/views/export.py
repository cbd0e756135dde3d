"""Everything of one's own in one file."""

import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from smartpick.accounts.middleware import has_proof, proof_address
from smartpick.common.http import stream
from smartpick.records.queries.export import own_export, own_file
from smartpick.records.services.export import ask_export


def show_export(request: HttpRequest) -> HttpResponse:
    export = own_export(request.user, now=timezone.now())
    proof = "" if has_proof(request) else proof_address(request)
    return render(request, "records/export.html", {"export": export, "proof": proof})


def ask(request: HttpRequest) -> HttpResponse:
    ask_export(user=request.user, now=timezone.now())
    return redirect("records:export")


def download(request: HttpRequest, code: uuid.UUID) -> FileResponse:
    export = own_file(request.user, code=code, now=timezone.now())
    if export is None or not export.file.storage.exists(export.file.name):
        raise Http404
    name = f"SmartPick record {export.ready_at:%Y-%m-%d}.zip"
    return stream(export.file.open("rb"), name=name, content_type="application/zip")
