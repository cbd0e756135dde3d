"""The wizard of a program file: choose, name its columns, see what would happen, add, undo.

One for applicants and deans: whose list it fills and where its pages stand differs (`Door`).
"""

import uuid
from dataclasses import dataclass
from itertools import islice

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.forms.entries import columns_of, columns_shown
from mentors.owner import Owner
from smartpick.campaign.access import current_cycle
from smartpick.campaign.models import Cycle
from smartpick.common.errors import RuleBroken
from smartpick.common.http import attachment
from smartpick.common.spreadsheet import BadFile, written
from smartpick.picks.forms.program import ProgramFileForm
from smartpick.picks.models import ProgramFile
from smartpick.picks.parsing import LABELS
from smartpick.picks.queries.school import file_in
from smartpick.picks.services.files import (
    add_rows,
    dry_run,
    keep_file,
    name_columns,
    rows_in,
    undo,
)

SAMPLE_ROWS = 3


@dataclass(frozen=True)
class Door:
    """One side of the wizard: its list, its pages, the cycle that picks what is added."""

    owner: Owner
    names: str  # "picks:" or "dean:program-"
    list_name: str
    cycle: Cycle | None = None

    def to(self, file: ProgramFile, page: str = "file") -> str:
        return reverse(f"{self.names}{page}", args=[file.code])

    @property
    def start(self) -> str:
        return reverse(f"{self.names}import")

    @property
    def back(self) -> str:
        return reverse(self.list_name)

    def file(self, code: uuid.UUID) -> ProgramFile:
        found = file_in(self.owner, code)
        if found is None:
            raise Http404
        return found


def applicants_door(request: HttpRequest) -> Door:
    cycle = current_cycle(request.user)
    return Door(Owner(applicant=cycle.applicant), "picks:", "picks:programs", cycle)


# --- pages, for either door -----------------------------------------------------------------------


def upload(request: HttpRequest, door: Door) -> HttpResponse:
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProgramFileForm(*bound)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_file(
                owner=door.owner, data=file.read(), file_name=file.name, facts=form.facts()
            )
            return redirect(door.to(kept))
        except BadFile as why:
            form.add_error("file", str(why))
    return render(request, "picks/file_upload.html", {"form": form, "door": door})


def show(request: HttpRequest, door: Door, file: ProgramFile) -> HttpResponse:
    """Columns and dry run on one page: a changed column is seen at once."""
    problem = ""
    if request.method == "POST":
        try:
            name_columns(file=file, columns=columns_of(request.POST, LABELS, len(file.header)))
            return redirect(door.to(file))
        except RuleBroken as why:
            problem = str(why)
    context = {
        "file": file,
        "door": door,
        "run": dry_run(file),
        "columns_shown": columns_shown(file.header, file.columns, first_rows(file)),
        "fields": LABELS.items(),
        "problem": problem,
        **{f"{deed}_url": door.to(file, f"file-{deed}") for deed in ("add", "undo", "rejected")},
    }
    return render(request, "picks/file_check.html", context)


def first_rows(file: ProgramFile) -> list[list[str]]:
    try:
        return [cells for _, cells in islice(rows_in(file), SAMPLE_ROWS)]
    except BadFile:
        return []  # the dry run says what is wrong, with the row


def add(request: HttpRequest, door: Door, file: ProgramFile) -> HttpResponse:
    try:
        chosen = request.POST.getlist("specialty")
        count = add_rows(file=file, cycle=door.cycle, specialties=chosen, now=timezone.now())
        messages.success(request, f"{count} programs are on the list. Undo stands on the import.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect(door.to(file))


def take_back(request: HttpRequest, door: Door, file: ProgramFile) -> HttpResponse:
    try:
        count = undo(file=file, now=timezone.now())
        messages.success(request, f"Taken back: {count} programs.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect(door.to(file))


def rejected(request: HttpRequest, door: Door, file: ProgramFile) -> HttpResponse:
    head = ["row", "what is wrong", *file.header]
    rows = [[number, words, *cells] for number, cells, words in dry_run(file).rejected]
    body = b"".join(written(head, rows))
    return attachment(body, name="programs-to-mend.csv", content_type="text/csv; charset=utf-8")


# --- the applicant's addresses --------------------------------------------------------------------


def upload_own(request: HttpRequest) -> HttpResponse:
    return upload(request, applicants_door(request))


def _own(page):
    def view(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
        door = applicants_door(request)
        return page(request, door, door.file(code))

    return view


show_own = _own(show)
own_rejected = _own(rejected)
add_own = require_POST(_own(add))
take_own_back = require_POST(_own(take_back))
