"""CV, application, statement: add, replace, download, remove."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from outreach.files import megabytes
from outreach.forms.document import DocumentForm
from outreach.models import Document
from outreach.queries.document import bytes_held, shelves
from outreach.services import document as service
from smartpick.campaign.access import current_cycle, get_visible
from smartpick.common.errors import RuleBroken
from smartpick.common.http import attachment


def show_documents(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    form = DocumentForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _add(request, cycle, form)
        except RuleBroken as broken:
            form.add_error("file", str(broken))
        except OSError:
            form.add_error(None, "The disk is full. Nothing was lost; try again later.")
            status = 503
    context = {
        "form": form,
        "shelves": shelves(cycle.applicant),
        "held": megabytes(bytes_held(cycle.applicant)),
    }
    return render(request, "outreach/document_list.html", context, status=status)


def _add(request: HttpRequest, cycle, form: DocumentForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    service.add_document(
        applicant=cycle.applicant,
        cycle=cycle,
        kind=form.cleaned_data["kind"],
        name=file.name,
        content=file.read(),
        by=request.user,
        now=timezone.now(),
    )
    return redirect("outreach:documents")


def download_document(request: HttpRequest, code: UUID) -> HttpResponse:
    document = get_visible(Document, request.user, code=code)
    with document.file.open("rb") as held:
        body = held.read()
    return attachment(body, name=document.name, content_type="application/pdf")


@require_POST
def remove_document(request: HttpRequest, code: UUID) -> HttpResponse:
    service.remove_document(document=get_visible(Document, request.user, code=code))
    return redirect("outreach:documents")


@require_POST
def show_document(request: HttpRequest, code: UUID) -> HttpResponse:
    """One file, named, to the person's deans; pressed again, it is theirs alone."""
    document = get_visible(Document, request.user, code=code)
    service.show_to_dean(document=document, shown=document.shown_at is None, now=timezone.now())
    return redirect("outreach:documents")
