"""Files and mails that an advisee shows, one by one and by name; each opening is in their log."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from smartpick.campaign.access import get_reviewable
from smartpick.campaign.choices import How
from smartpick.common.http import attachment
from smartpick.dean.queries.review import shown_documents, shown_messages


def show_documents(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared = get_reviewable(
        request.user, code, what="documents", now=timezone.now(), how=How.LISTED
    )
    context = {
        "shared": shared,
        "documents": shown_documents(shared),
        "messages_shown": shown_messages(shared),
    }
    return render(request, "dean/documents.html", context)


def download_document(request: HttpRequest, code: uuid.UUID, document: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    shared = get_reviewable(request.user, code, what="documents", now=now, how=How.OPENED)
    row = shown_documents(shared).filter(code=document).first()
    if row is None:
        raise Http404
    with row.file.open("rb") as held:
        body = held.read()
    return attachment(body, name=row.name, content_type="application/pdf")


def show_message(request: HttpRequest, code: uuid.UUID, email: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    shared = get_reviewable(request.user, code, what="email", now=now, how=How.OPENED)
    message = shown_messages(shared).filter(code=email).first()
    if message is None:
        raise Http404
    return render(request, "dean/message.html", {"shared": shared, "message": message})
