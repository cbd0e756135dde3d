"""One action and one line of the logbook: add, change, finish, leave out, take back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.queries.change import open_weaknesses
from smartpick.campaign import services
from smartpick.campaign.access import current_cycle, get_changeable
from smartpick.campaign.models import Cycle, ProgressEntry, Task
from smartpick.common.http import safe_next
from smartpick.common.undo import offer_undo
from smartpick.home.forms.actions import ActionForm, ProgressForm, SkipForm

FIELDS = ("title", "due_on", "lever", "why")


def add_action(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = ActionForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        cycle = current_cycle(request.user)
        task = services.add_task(cycle=cycle, now=timezone.now(), **form.cleaned_data)
        offer_undo(request, f"Added: {task.title}.", "")
        return redirect(safe_next(request, reverse("home:week")))
    return render(request, "home/action_add.html", {"form": form})


def edit_action(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    task = get_changeable(Task, request.user, code=code)
    initial = {name: getattr(task, name) for name in FIELDS}
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        services.edit_task(task=task, now=timezone.now(), **form.cleaned_data)
        offer_undo(request, f"Saved: {task.title}.", "")
        return redirect("home:week")
    return render(request, "home/action.html", {"task": task, "form": form, "skip": SkipForm()})


@require_POST
def finish_action(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    task = get_changeable(Task, request.user, code=code)
    services.finish_task(task=task, now=timezone.now())
    _way_back(request, f"Done: {task.title}.", task)
    return redirect(safe_next(request, reverse("home:week")))


@require_POST
def skip_action(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    task = get_changeable(Task, request.user, code=code)
    because = request.POST.get("because", "")[:200]
    services.skip_task(task=task, because=because, now=timezone.now())
    _way_back(request, f"Not for you: {task.title}.", task)
    return redirect(safe_next(request, reverse("home:week")))


@require_POST
def reopen_action(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    task = services.reopen_task(
        task=get_changeable(Task, request.user, code=code), now=timezone.now()
    )
    offer_undo(request, f"Open again: {task.title}.", "")
    return redirect("home:week")


def _way_back(request: HttpRequest, words: str, task: Task) -> None:
    offer_undo(request, words, reverse("home:action-reopen", args=[task.code]))


def add_progress(request: HttpRequest) -> HttpResponse:
    today, cycle = timezone.localdate(), current_cycle(request.user)
    form = ProgressForm(
        request.POST if request.method == "POST" else None,
        initial={"done_on": today, "repairs": request.GET.get("repairs", "")[:12]},
        today=today,
        weaknesses=_weaknesses(cycle),
    )
    if request.method == "POST" and form.is_valid():
        entry = services.record_progress(cycle=cycle, today=today, **form.cleaned_data)
        offer_undo(
            request, f"Logged: {entry.title}.", reverse("home:progress-remove", args=[entry.code])
        )
        return redirect("home:logbook")
    return render(request, "home/progress.html", {"form": form})


def _weaknesses(cycle: Cycle) -> list[tuple[str, str]]:
    return [(one.rule, one.short_name) for one in open_weaknesses(cycle.autopsy)]


def edit_progress(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    entry = get_changeable(ProgressEntry, request.user, code=code)
    names = ("kind", "title", "done_on", "shown_by", "with_whom", "repairs")
    today = timezone.localdate()
    form = ProgressForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(entry, name) for name in names},
        today=today,
        weaknesses=_weaknesses(entry.cycle),
    )
    if request.method == "POST" and form.is_valid():
        services.edit_progress(entry=entry, today=today, **form.cleaned_data)
        offer_undo(request, f"Saved: {entry.title}.", "")
        return redirect("home:logbook")
    return render(request, "home/progress.html", {"form": form, "entry": entry})


@require_POST
def remove_progress(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Undo of logging, and the way out of a line that should not stand there."""
    entry = get_changeable(ProgressEntry, request.user, code=code)
    services.remove_progress(entry=entry)
    offer_undo(request, f"Taken out: {entry.title}.", "")
    return redirect("home:logbook")
