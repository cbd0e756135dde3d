"""The school's list of programs, kept true by its deans; applicants choose from it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.owner import Owner
from smartpick.accounts.access import require_school_role
from smartpick.accounts.choices import SchoolRole
from smartpick.common.errors import RuleBroken
from smartpick.common.undo import offer_undo
from smartpick.picks.forms.program import ProgramForm
from smartpick.picks.models import Program
from smartpick.picks.queries.school import SCHOOL_FILTERS, program_in, programs_of
from smartpick.picks.services.programs import add_program, edit_program, put_back, take_off
from smartpick.picks.views import files
from smartpick.picks.views.programs import page_start
from smartpick.reference.queries import specialty_names


def _owner(request: HttpRequest) -> Owner:
    return Owner(school=require_school_role(request, SchoolRole.DEAN))


def _program(request: HttpRequest, code: uuid.UUID) -> Program:
    program = program_in(_owner(request), code)
    if program is None:
        raise Http404
    return program


def show_programs(request: HttpRequest) -> HttpResponse:
    owner = _owner(request)
    wanted = {name: request.GET.get(name, "")[:80] for name in SCHOOL_FILTERS}
    start = page_start(request.GET.get("from", ""), 10**6)
    page = programs_of(owner, wanted, start=start, today=timezone.localdate())
    context = {"school": owner.school, "page": page, "wanted": wanted}
    return render(request, "dean/programs.html", context)


def add(request: HttpRequest) -> HttpResponse:
    form = ProgramForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            program = add_program(owner=_owner(request), facts=form.cleaned_data)
            messages.success(request, f"{program.name} is on the school's list.")
            return redirect("dean:programs")
        except RuleBroken as why:
            form.add_error("nrmp_code", str(why))
    return _form_page(request, form)


def edit(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    program = _program(request, code)
    initial = {name: getattr(program, name) for name in ProgramForm.base_fields}
    form = ProgramForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_program(program=program, facts=form.cleaned_data)
            messages.success(request, f"{program.name} is saved.")
            return redirect("dean:programs")
        except RuleBroken as why:
            form.add_error("nrmp_code", str(why))
    return _form_page(request, form, program=program)


def _form_page(request: HttpRequest, form: ProgramForm, **more: object) -> HttpResponse:
    context = {"form": form, "for_school": True, "specialties": specialty_names()}
    return render(request, "picks/program_form.html", context | more)


@require_POST
def remove(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    program = _program(request, code)
    take_off(program=program, today=timezone.localdate())
    words = f"{program.name} is off the school's list. Whoever chose it keeps it."
    offer_undo(request, words, reverse("dean:restore-program", args=[code]))
    return redirect("dean:programs")


@require_POST
def restore(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    program = _program(request, code)
    put_back(program=program)
    messages.success(request, f"{program.name} is back on the school's list.")
    return redirect("dean:programs")


# --- the file of a school -------------------------------------------------------------------------


def door_of(request: HttpRequest) -> files.Door:
    return files.Door(_owner(request), "dean:program-", "dean:programs")


def upload(request: HttpRequest) -> HttpResponse:
    return files.upload(request, door_of(request))


def _schools(page):
    def view(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
        door = door_of(request)
        return page(request, door, door.file(code))

    return view


show_file = _schools(files.show)
rejected = _schools(files.rejected)
add_rows = require_POST(_schools(files.add))
take_back = require_POST(_schools(files.take_back))
