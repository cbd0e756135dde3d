"""Roles for the year between: the chart beside the cohorts, the options, one of them taken."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.models import Meeting
from smartpick.campaign.access import current_cycle, get_changeable
from smartpick.common.errors import RuleBroken, StaleEdit
from smartpick.common.undo import offer_undo
from timeline.forms.role import RoleForm
from timeline.models import RoleOption
from timeline.queries.roles import (
    BOX_WORDS,
    RoleLine,
    chart,
    compared,
    lean_of,
    roles_of,
)
from timeline.rules.cohorts import COHORTS
from timeline.rules.role import CAPTION, WHERE, read_role
from timeline.services import roles as service


def show_roles(request: HttpRequest) -> HttpResponse:
    lines = roles_of(current_cycle(request.user))
    context = {
        "lines": lines,
        "chosen": next((line for line in lines if line.role.is_chosen), None),
        "bars": chart(),
        "caption": CAPTION,
        "cohorts": COHORTS,
        "box_words": BOX_WORDS.values(),
        "compared": compared(lines, request.GET.getlist("compare")),
    }
    return render(request, "timeline/roles.html", context)


def add_role(request: HttpRequest) -> HttpResponse:
    current_cycle(request.user)  # nobody without a record has a role to weigh
    return _edit(request, None)


def edit_role(request: HttpRequest, code: UUID) -> HttpResponse:
    return _edit(request, get_changeable(RoleOption, request.user, code=code))


def _edit(request: HttpRequest, role: RoleOption | None) -> HttpResponse:
    initial = {name: getattr(role, name) for name in (*service.FIELDS, "version")} if role else {}
    form = RoleForm(request.POST if request.method == "POST" else None, initial=initial)
    status, stale = 200, None
    if request.method == "POST" and form.is_valid():
        try:
            service.keep_role(
                cycle=role.cycle if role else current_cycle(request.user), role=role,
                data=form.cleaned_data, expected_version=form.expected_version,
                now=timezone.now(),
            )  # fmt: skip
            messages.success(request, "Saved.")
            return redirect("timeline:roles")
        except RuleBroken as broken:
            form.add_error("ends_on", str(broken))
        except StaleEdit as found:
            stale, status = found, 409
            data = request.POST.copy()
            data["version"] = str(found.version)
            form = RoleForm(data)
    line = RoleLine(role, read_role(role.facts)) if role else None
    context = {"form": form, "line": line, "role": role, "stale": stale}
    return render(request, "timeline/role_form.html", context, status=status)


@require_POST
def choose_role(request: HttpRequest, code: UUID) -> HttpResponse:
    role = get_changeable(RoleOption, request.user, code=code)
    chosen = request.POST.get("chosen") != "no"
    service.choose_role(role=role, chosen=chosen, now=timezone.now())
    words = "is your role. The plan follows its first day." if chosen else "is an option again."
    offer_undo(request, f"{role.title} {words}", reverse("timeline:choose-role", args=[code]),
               chosen="no" if chosen else "yes")  # fmt: skip
    return redirect("timeline:roles")


@require_POST
def drop_role(request: HttpRequest, code: UUID) -> HttpResponse:
    role = get_changeable(RoleOption, request.user, code=code)
    service.drop_role(role=role, now=timezone.now())
    messages.success(request, f"{role.title} is off the list.")
    return redirect("timeline:roles")


def show_lean(request: HttpRequest) -> HttpResponse:
    """Preliminary or research, as a question for somebody who has seen both."""
    view = lean_of(current_cycle(request.user))
    if request.method == "POST":
        meeting = get_changeable(Meeting, request.user, code=_code(request))
        try:
            service.ask_in_meeting(meeting=meeting)
            messages.success(request, "The question stands on the kit.")
            return redirect("mentors:kit", code=meeting.code)
        except RuleBroken as broken:
            messages.warning(request, str(broken))
    context = {
        "view": view, "cohorts": COHORTS[:5], "where": WHERE,
        "question": service.LEAN_QUESTION,
    }  # fmt: skip
    return render(request, "timeline/lean.html", context)


def _code(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("meeting", ""))
    except ValueError:
        return UUID(int=0)
