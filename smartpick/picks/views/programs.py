"""The list of programs: see, filter, add, open, change, leave out, take away as CSV."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.models import Target
from mentors.owner import Owner
from smartpick.campaign.access import current_cycle, get_changeable
from smartpick.campaign.models import Cycle
from smartpick.common.errors import RuleBroken
from smartpick.common.http import attachment
from smartpick.common.spreadsheet import written
from smartpick.picks.choices import Tier
from smartpick.picks.forms.program import PickForm, ProgramForm
from smartpick.picks.models import Program, ProgramPick
from smartpick.picks.queries.fit import PickLine, lines_of, person_of, picks_of
from smartpick.picks.queries.listing import (
    FIT_FILTERS,
    ORDERS,
    PAGE,
    choices_of,
    filtered,
    ordered,
    strip_of,
)
from smartpick.picks.queries.school import offered_by_school
from smartpick.picks.services.programs import (
    add_program,
    drop_pick,
    edit_pick,
    edit_program,
    pick_program,
    set_tier,
)
from smartpick.reference.queries import specialty_names

CSV_HEAD = (
    "program", "institution", "city", "state", "specialty", "nrmp_code", "acgme_code", "band",
    "band_by", "band_stands_on", "why", "who_knows", "mentor_said", "signal", "kept", "left_out",
    "on_the_list", "source", "read_on",
)  # fmt: skip
FILTERS = ("q", "specialty", "state", "tier", *FIT_FILTERS)


def lines_for(cycle: Cycle, today: date) -> list[PickLine]:
    return lines_of(picks_of(cycle), person_of(cycle), today)


def list_programs(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    lines = lines_for(cycle, timezone.localdate())
    wanted = {name: request.GET.get(name, "")[:80] for name in FILTERS}
    order = request.GET.get("order", "")
    shown = ordered(filtered(lines, wanted), order)
    start = page_start(request.GET.get("from", ""), len(shown))
    context = {
        "strip": strip_of(lines),
        "lines": shown[start : start + PAGE],
        "shown_count": len(shown),
        "has_any": bool(lines),
        "next_from": start + PAGE if start + PAGE < len(shown) else None,
        "wanted": wanted,
        "is_filtered": any(wanted.values()),
        "tiers": Tier.choices,
        "order": order,
        "orders": ORDERS.items(),
        "offered": offered_by_school(request.user, cycle, wanted),
        **choices_of(lines),
    }
    return render(request, "picks/program_list.html", context)


def page_start(typed: str, total: int) -> int:
    start = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    return start if start < total else 0


def add(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    form = ProgramForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            owner = Owner(applicant=cycle.applicant)
            program = add_program(owner=owner, facts=form.cleaned_data)
            pick_program(cycle=cycle, program=program)
            messages.success(request, f"{program.name} is on your list. Give it a band next.")
            return redirect("picks:program", program.code)
        except RuleBroken as why:
            form.add_error("nrmp_code", str(why))
    return render(
        request, "picks/program_form.html", {"form": form, "specialties": specialty_names()}
    )


def edit(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The facts of one's own program; a school's are its deans' to change."""
    program = Program.objects.belonging_to(request.user).filter(code=code).first()
    if program is None:
        raise Http404
    initial = {name: getattr(program, name) for name in ProgramForm.base_fields}
    form = ProgramForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            edit_program(program=program, facts=form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect("picks:program", program.code)
        except RuleBroken as why:
            form.add_error("nrmp_code", str(why))
    context = {"form": form, "program": program, "specialties": specialty_names()}
    return render(request, "picks/program_form.html", context)


def pick_of(request: HttpRequest, code: uuid.UUID) -> ProgramPick:
    return get_changeable(ProgramPick, request.user, program__code=code)


def show(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    pick = pick_of(request, code)
    today = timezone.localdate()
    line = lines_of([pick], person_of(pick.cycle), today)[0]
    people = list(Target.objects.belonging_to(request.user).filter(cycle=pick.cycle))
    form = PickForm(
        request.POST if request.method == "POST" else None, people=people, initial=initial_of(pick)
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        set_tier(pick=pick, tier=told["tier"], source=told["tier_source"], today=today)
        edit_pick(pick=pick, facts=told)
        messages.success(request, "Saved.")
        return redirect("picks:programs")
    return render(request, "picks/program_detail.html", {"line": line, "form": form})


def initial_of(pick: ProgramPick) -> dict[str, Any]:
    told = {name: getattr(pick, name) for name in PickForm.base_fields if name != "knows"}
    return told | {"knows": str(pick.knows.code) if pick.knows else ""}


@require_POST
def band(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The band from the list itself; an unknown word changes nothing."""
    pick = pick_of(request, code)
    tier = request.POST.get("tier", "")
    if tier in ("", *Tier.values):
        set_tier(pick=pick, tier=tier, source=pick.tier_source, today=timezone.localdate())
        messages.success(request, f"{pick.program.name}: {pick.get_tier_display() or 'no band'}.")
    return redirect("picks:programs")


@require_POST
def drop(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    pick = pick_of(request, code)
    name = pick.program.name
    drop_pick(pick=pick)
    messages.success(request, f"{name} is off your list.")
    return redirect("picks:programs")


@require_POST
def take(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """A program of the school's list onto one's own."""
    cycle = current_cycle(request.user)
    offered = Program.objects.visible_to(request.user).filter(archived_on__isnull=True)
    program = offered.filter(code=code).first()
    if program is None:
        raise Http404
    pick_program(cycle=cycle, program=program)
    messages.success(request, f"{program.name} is on your list.")
    return redirect("picks:programs")


def export(request: HttpRequest) -> HttpResponse:
    picks = picks_of(current_cycle(request.user))
    body = b"".join(written(CSV_HEAD, (row_of(pick) for pick in picks)))
    return attachment(body, name="programs.csv", content_type="text/csv; charset=utf-8")


def row_of(pick: ProgramPick) -> tuple[object, ...]:
    program = pick.program
    return (
        program.name, program.institution, program.city, program.state, program.specialty,
        program.nrmp_code, program.acgme_code, pick.get_tier_display(), pick.get_tier_by_display(),
        pick.tier_source, pick.why, pick.knows.name if pick.knows else "", pick.mentor_said,
        pick.get_signal_display(), yes(pick.kept), yes(pick.excluded), yes(pick.is_listed),
        program.source, program.checked_on.isoformat() if program.checked_on else "",
    )  # fmt: skip


def yes(held: bool) -> str:
    return "yes" if held else ""
