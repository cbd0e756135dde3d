"""Files that an advisee shows, one by one and by name; each opening is in their log."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from outreach.models import Document
from smartpick.campaign.access import Shared, get_reviewable
from smartpick.campaign.choices import How
from smartpick.common.http import attachment


def show_documents(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared = get_reviewable(
        request.user, code, what="documents", now=timezone.now(), how=How.LISTED
    )
    context = {"shared": shared, "documents": _shown(shared)}
    return render(request, "dean/documents.html", context)


def download_document(request: HttpRequest, code: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    shared = get_reviewable(request.user, code, what="documents", now=now, how=How.OPENED)
    row = _shown(shared).filter(code=document).first()
    if row is None:
        raise Http404
    with row.file.open("rb") as held:
        body = held.read()
    return attachment(body, name=row.name, content_type="application/pdf")


def _shown(shared: Shared):
    return Document.objects.filter(applicant=shared.applicant, shown_at__isnull=False)
