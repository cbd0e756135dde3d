"""The wizard of a program file: choose, name its columns, see what would happen, add, undo."""

import uuid
from itertools import islice

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.forms.entries import columns_of
from smartpick.campaign.access import current_cycle, get_visible
from smartpick.common.errors import RuleBroken
from smartpick.common.http import attachment
from smartpick.common.spreadsheet import BadFile, written
from smartpick.picks.forms.program import ProgramFileForm
from smartpick.picks.models import ProgramFile
from smartpick.picks.parsing import LABELS
from smartpick.picks.services.files import (
    add_rows,
    dry_run,
    keep_file,
    name_columns,
    rows_in,
    undo,
)

SAMPLE_ROWS = 3


def upload(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProgramFileForm(*bound)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_file(applicant=cycle.applicant, data=file.read(), file_name=file.name)
            return redirect("picks:file", kept.code)
        except BadFile as why:
            form.add_error("file", str(why))
    return render(request, "picks/file_upload.html", {"form": form})


def file_of(request: HttpRequest, code: uuid.UUID) -> ProgramFile:
    return get_visible(ProgramFile, request.user, code=code)


def show(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Columns and dry run on one page: a changed column is seen at once."""
    file = file_of(request, code)
    problem = ""
    if request.method == "POST":
        try:
            name_columns(file=file, columns=columns_of(request.POST, LABELS, len(file.header)))
            return redirect("picks:file", file.code)
        except RuleBroken as why:
            problem = str(why)
    context = {
        "file": file,
        "run": dry_run(file),
        "columns_shown": shown_columns(file),
        "fields": LABELS.items(),
        "problem": problem,
    }
    return render(request, "picks/file_check.html", context)


def shown_columns(file: ProgramFile) -> list[dict[str, object]]:
    taken = {column: name for name, column in file.columns.items()}
    sample = first_rows(file)
    return [
        {
            "number": number,
            "heading": heading or f"Column {number + 1}",
            "field": taken.get(number, ""),
            "sample": [row[number] for row in sample if number < len(row) and row[number]],
        }
        for number, heading in enumerate(file.header)
    ]


def first_rows(file: ProgramFile) -> list[list[str]]:
    try:
        return [cells for _, cells in islice(rows_in(file), SAMPLE_ROWS)]
    except BadFile:
        return []  # the dry run says what is wrong, with the row


@require_POST
def add(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    file, cycle = file_of(request, code), current_cycle(request.user)
    try:
        chosen = request.POST.getlist("specialty")
        count = add_rows(file=file, cycle=cycle, specialties=chosen, now=timezone.now())
        messages.success(request, f"{count} programs are on your list. Undo stands on the import.")
        return redirect("picks:file", file.code)
    except RuleBroken as why:
        messages.error(request, str(why))
        return redirect("picks:file", file.code)


@require_POST
def take_back(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    file = file_of(request, code)
    try:
        count = undo(file=file, now=timezone.now())
        messages.success(request, f"Taken back: {count} programs.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("picks:file", file.code)


def rejected(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    file = file_of(request, code)
    head = ["row", "what is wrong", *file.header]
    rows = [[number, words, *cells] for number, cells, words in dry_run(file).rejected]
    body = b"".join(written(head, rows))
    return attachment(body, name="programs-to-mend.csv", content_type="text/csv; charset=utf-8")
