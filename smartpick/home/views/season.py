"""After submission, closing a cycle, and earlier cycles."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.campaign import services
from smartpick.campaign.access import current_cycle, get_changeable, get_visible
from smartpick.campaign.models import Cycle, InterviewDay
from smartpick.common.errors import RuleBroken
from smartpick.common.undo import offer_undo
from smartpick.home.forms.season import CloseForm, InterviewForm, SubmittedForm
from smartpick.home.queries.season import (
    after_submission,
    contents_of,
    counts_of,
    earlier_cycles,
    may_reopen,
    season_match_day,
)
from smartpick.reference.queries import specialty_names


def show_after_submission(request: HttpRequest) -> HttpResponse:
    """The short list that is left. Posting says on which day it was submitted."""
    cycle = current_cycle(request.user)
    form = SubmittedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_submission(
                cycle=cycle,
                submitted_on=form.cleaned_data["submitted_on"],
                today=timezone.localdate(),
                by=request.user,
                now=timezone.now(),
            )
            return redirect("home:after-submission")
        except RuleBroken as why:
            form.add_error("submitted_on", str(why))
    return _after(request, cycle, form=form)


def _after(request: HttpRequest, cycle: Cycle, **forms) -> HttpResponse:
    season = after_submission(
        cycle, today=timezone.localdate(), zone=timezone.get_current_timezone_name()
    )
    initial = {"submitted_on": season.submitted_on}
    context = {
        "season": season,
        "form": forms.get("form") or SubmittedForm(initial=initial),
        "day_form": forms.get("day_form") or InterviewForm(),
        "today": timezone.localdate(),
    }
    if not context["form"].is_bound:
        context["form"] = SubmittedForm(initial=initial)
    return render(request, "home/after_submission.html", context)


@require_POST
def add_interview(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    form = InterviewForm(request.POST)
    if form.is_valid():
        try:
            services.add_interview_day(cycle=cycle, today=timezone.localdate(), **form.cleaned_data)
            return redirect("home:after-submission")
        except RuleBroken as why:
            form.add_error("on_date", str(why))
    return _after(request, cycle, form=SubmittedForm(), day_form=form)


@require_POST
def remove_interview(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    services.remove_interview_day(day=get_changeable(InterviewDay, request.user, code=code))
    return redirect("home:after-submission")


def close_cycle(request: HttpRequest) -> HttpResponse:
    """Offered from the season's Match Day on, never before."""
    cycle = current_cycle(request.user)
    day, today = season_match_day(cycle), timezone.localdate()
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and day:
        try:
            following = services.close_cycle(
                cycle=cycle, result=form.cleaned_data["result"],
                specialty=form.cleaned_data["specialty"], match_day=day, today=today,
                by=request.user, now=timezone.now(),
            )  # fmt: skip
        except RuleBroken as why:
            form.add_error("result", str(why))
        else:
            words = "This cycle is closed. The next one is open." if following else ""
            offer_undo(request, words or "This cycle is closed. Reminders have stopped.", "")
            return redirect("home:cycles")
    context = {
        "form": form, "match_day": day, "open": bool(day and today >= day), "cycle": cycle,
        "counts": counts_of(cycle),
        "specialties": specialty_names(),
    }  # fmt: skip
    return render(request, "home/close_cycle.html", context)


def list_cycles(request: HttpRequest) -> HttpResponse:
    return render(request, "home/cycles.html", {"rows": earlier_cycles(request.user)})


def show_cycle(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Everything of one cycle, to be read."""
    cycle = get_visible(Cycle, request.user, code=code)
    if cycle.is_open:
        return redirect("home:week")
    context = {
        "cycle": cycle,
        **contents_of(cycle),
        "narrative": cycle.narratives.filter(is_current=True).first(),
        "may_reopen": may_reopen(cycle, today=timezone.localdate()),
    }
    return render(request, "home/cycle.html", context)


@require_POST
def reopen_cycle(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    cycle = get_visible(Cycle, request.user, code=code)
    try:
        services.reopen_cycle(cycle=cycle, today=timezone.localdate(), now=timezone.now())
    except RuleBroken as why:
        offer_undo(request, str(why), "")
        return redirect("home:cycle", code=code)
    return redirect("home:week")
