"""The wizard of imports: file, columns, check, done. One for applicants and deans: what differs is
whose list it fills and where its pages stand (`Door`)."""

import uuid
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from mentors.choices import ImportState
from mentors.forms.entries import PeopleForm, UploadForm, columns_of, columns_shown
from mentors.models.imports import ImportRun
from mentors.own_list import own_people
from mentors.owner import Owner
from mentors.parsing.columns import LABELS
from mentors.queries.imports import check_page, rejected_rows, runs_of, template_rows
from mentors.services import imports
from mentors.services.import_work import work_now
from smartpick.common.errors import RuleBroken
from smartpick.common.spreadsheet import BadFile, written
from smartpick.reference.queries import specialty_names


@dataclass(frozen=True)
class Door:
    """One side of the wizard: its list, the names of its pages, the list it returns to."""

    owner: Owner
    space: str  # "mentors" or "dean"
    back: str

    def to(self, run: ImportRun, page: str = "import-run") -> str:
        return reverse(f"{self.space}:{page}", args=[run.code])

    @property
    def start(self) -> str:
        return reverse(f"{self.space}:import")

    @property
    def template(self) -> str:
        return reverse(f"{self.space}:import-template")

    @property
    def back_url(self) -> str:
        return reverse(self.back)

    def run(self, code: uuid.UUID) -> ImportRun:
        found = ImportRun.objects.filter(**self.owner.condition, code=code).first()
        if found is None:
            raise Http404
        return found


def applicants_door(request: HttpRequest) -> Door:
    return Door(own_people(request), "mentors", "mentors:directory")


# --- pages, for either door -----------------------------------------------------------------------


def upload(request: HttpRequest, door: Door) -> HttpResponse:
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*bound)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = imports.begin(
                owner=door.owner,
                pieces=file.chunks(),
                size=file.size,
                file_name=file.name,
                by=request.user,
            )
            work_now(run)
            return redirect(door.to(run))
        except BadFile as why:
            form.add_error("file", str(why))
    context = {"form": form, "door": door, "runs": runs_of(door.owner)}
    return render(request, "mentors/import_upload.html", context)


def show(request: HttpRequest, door: Door, run: ImportRun) -> HttpResponse:
    """The page of the state that the run is in."""
    context = {"run": run, "door": door, "form": PeopleForm(), "specialties": specialty_names()}
    context |= {name.replace("-", "_"): door.to(run, f"import-{name}") for name in DEEDS}
    if run.state == ImportState.UPLOADED:
        context |= _columns(run)
    return render(request, "mentors/import_run.html", context | check_page(run))


DEEDS = ("columns", "people", "add", "undo", "leave", "rejected")


def _columns(run: ImportRun) -> dict[str, object]:
    header, columns = run.mapping["header"], run.mapping["columns"]
    shown = columns_shown(header, columns, imports.sample_of(run))
    return {"columns_shown": shown, "fields": LABELS.items()}


def save_columns(request: HttpRequest, door: Door, run: ImportRun) -> HttpResponse:
    columns = columns_of(request.POST, LABELS, len(run.mapping.get("header", [])))
    has_header = "has_header" in request.POST
    step = partial(imports.name_columns, run=run, columns=columns, has_header=has_header)
    return _step(request, door, run, step)


def save_people(request: HttpRequest, door: Door, run: ImportRun) -> HttpResponse:
    form = PeopleForm(request.POST)
    specialty = form.cleaned_data["specialty"] if form.is_valid() else ""
    numbers = [int(n) for n in request.POST.getlist("row") if n.isascii() and n.isdigit()][:1000]
    step = partial(
        imports.choose_people,
        run=run,
        numbers=[n for n in numbers if n < 2**31],
        one_person=request.POST.getlist("one_person"),
        specialty=specialty,
    )
    return _step(request, door, run, step)


def add_rows(request: HttpRequest, door: Door, run: ImportRun) -> HttpResponse:
    return _step(request, door, run, partial(imports.add_all, run=run))


def undo_run(request: HttpRequest, door: Door, run: ImportRun) -> HttpResponse:
    return _step(request, door, run, partial(imports.undo, run=run))


def leave_run(request: HttpRequest, door: Door, run: ImportRun) -> HttpResponse:
    answer = _step(request, door, run, partial(imports.leave, run=run))
    return redirect(door.start) if run.state == ImportState.LEFT else answer


def _step(request: HttpRequest, door: Door, run: ImportRun, step: partial) -> HttpResponse:
    try:
        step()
        work_now(run)
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect(door.to(run))


def rejected(request: HttpRequest, door: Door, run: ImportRun) -> StreamingHttpResponse:
    header, rows = rejected_rows(run)
    return _csv(written(header, rows), f"not-added-{timezone.localdate():%Y-%m-%d}.csv")


def template(request: HttpRequest, door: Door) -> StreamingHttpResponse:
    header, rows = template_rows()
    return _csv(written(header, rows), "people-template.csv")


def _csv(pieces: object, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Cache-Control"] = "no-store, private"
    return response


# --- the applicant's addresses --------------------------------------------------------------------


def upload_own(request: HttpRequest) -> HttpResponse:
    return upload(request, applicants_door(request))


def own_template(request: HttpRequest) -> StreamingHttpResponse:
    return template(request, applicants_door(request))


def _own(page):
    def view(request: HttpRequest, run: uuid.UUID) -> HttpResponse:
        door = applicants_door(request)
        return page(request, door, door.run(run))

    return view


show_own = _own(show)
own_rejected = _own(rejected)
save_own_columns = require_POST(_own(save_columns))
save_own_people = require_POST(_own(save_people))
add_own = require_POST(_own(add_rows))
undo_own = require_POST(_own(undo_run))
leave_own = require_POST(_own(leave_run))
