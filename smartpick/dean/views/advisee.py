"""One advisee: an overview, and a tab for each part of the campaign that is shared."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.access import Shared, get_reviewable
from smartpick.common.errors import RuleBroken
from smartpick.dean.forms import EndForm, GivenTaskForm
from smartpick.dean.queries import advisee, words
from smartpick.dean.rules.attention import limits_from
from smartpick.dean.services import ending, tasks_given
from smartpick.dean.services.rows import work_out_line


def _tab(request: HttpRequest, code: uuid.UUID, *, what: str) -> tuple[Shared, dict[str, Any]]:
    """The gate, and what every tab shows; `cycle` is None after a cycle was closed."""
    shared = get_reviewable(request.user, code, what=what, now=timezone.now())
    return shared, {
        "shared": shared,
        "cycle": advisee.open_cycle_of(shared),
        "keys": shared.keys,
        "today": timezone.localdate(),
    }


def show_advisee(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, context = _tab(request, code, what="record")
    now = timezone.now()
    work_out_line(link=shared.link, now=now)
    context |= {
        "view": words.line_of(shared, timezone.localdate(now)),
        "shown": [key.label for key in ShareKey if key in shared.keys],
        "hidden": [key.label for key in ShareKey if key not in shared.keys],
        "tasks": advisee.tasks_given(shared, request.user)[:5],
        "milestones": advisee.milestones(context["cycle"]) if context["cycle"] else [],
    }
    return render(request, "dean/advisee.html", context)


def show_people(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, context = _tab(request, code, what="people")
    context["recommended"] = advisee.recommended_to(shared, request.user)
    if ShareKey.PEOPLE in shared.keys:
        limits = limits_from(shared.link.membership.school.thresholds)
        context["people"] = advisee.people_of(shared, today=timezone.localdate(), limits=limits)
    return render(request, "dean/advisee_people.html", context)


def show_plan(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, context = _tab(request, code, what="plan")
    cycle, keys = context["cycle"], shared.keys
    if cycle and ShareKey.PLAN in keys:
        context |= {
            "items": advisee.plan_rows(cycle),
            "actions": advisee.actions_of(cycle),
            "ledger": advisee.ledger_of(cycle),
            "result": advisee.result_of(cycle),
        }
    if cycle and ShareKey.DIRECTION in keys:
        context["direction"] = advisee.direction_of(cycle)
    if cycle and ShareKey.REPAIRS in keys:
        context["repairs"] = advisee.repairs_of(cycle, keys)
    return render(request, "dean/advisee_plan.html", context)


def show_letters(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, context = _tab(request, code, what="letters")
    if context["cycle"] and ShareKey.LETTERS in shared.keys:
        context["letters"] = advisee.letters_of(context["cycle"])
    return render(request, "dean/advisee_letters.html", context)


def show_programs(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, context = _tab(request, code, what="programs")
    if context["cycle"] and ShareKey.PROGRAMS in shared.keys:
        context["picks"] = advisee.programs_of(context["cycle"])
    return render(request, "dean/advisee_programs.html", context)


def edit_tasks(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, context = _tab(request, code, what="tasks you gave")
    form = GivenTaskForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        try:
            tasks_given.give_task(
                link=shared.link, by=request.user, now=timezone.now(), **form.cleaned_data
            )
            messages.success(request, "Given. It stands in their week.")
        except RuleBroken as why:
            messages.error(request, str(why))
        return redirect("dean:tasks", code=code)
    tasks = list(advisee.tasks_given(shared, request.user))
    open_count = sum(task.done_at is None and task.skipped_at is None for task in tasks)
    context |= {"form": form, "tasks": tasks, "is_many": open_count >= tasks_given.MANY_OPEN}
    return render(request, "dean/advisee_tasks.html", context)


def end_advising(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, context = _tab(request, code, what="end of advising")
    deans = ending.successors(shared.link.membership)
    form = EndForm(
        request.POST if request.method == "POST" else None,
        deans=[(str(one.code), one.user.shown_name) for one in deans],
    )
    if request.method == "POST" and form.is_valid():
        return _end(request, shared, deans, form.cleaned_data)
    return render(request, "dean/advisee_end.html", context | {"form": form, "deans": deans})


def _end(
    request: HttpRequest, shared: Shared, deans: list[Any], data: dict[str, Any]
) -> HttpResponse:
    now, name = timezone.now(), shared.applicant.shown_name
    to = next((one for one in deans if str(one.code) == data["to"]), None)
    try:
        if to is None:
            ending.end_advising(link=shared.link, message=data["message"], by=request.user, now=now)
            messages.success(request, f"Advising of {name} has ended.")
        else:
            ending.hand_over(links=[shared.link], to=to, by=request.user, now=now)
            messages.success(request, f"{to.user.shown_name} follows you with {name}.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("dean:cohort")
