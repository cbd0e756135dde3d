"""This week, the logbook, the share of effort: the applicant's first place."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.accounts.queries import counsel_among, own_links
from smartpick.accounts.roles import request_roles
from smartpick.campaign.access import current_cycle
from smartpick.campaign.choices import InMatch
from smartpick.campaign.models import Notification
from smartpick.campaign.services import answer_in_match
from smartpick.common.undo import offer_undo
from smartpick.home.forms.actions import ActionForm
from smartpick.home.queries.logbook import effort_of, logbook_of, open_luxuries
from smartpick.home.queries.season import has_only_closed
from smartpick.home.queries.week import week_of
from smartpick.home.services import held_record, open_record
from timeline.rules.snooze import TWO_WEEKS, day_of
from timeline.services.plan import build_plan
from timeline.services.reminders import end_snooze, snooze

KEY = re.compile(r"[a-z_]{1,20}-[0-9a-f-]{36}(-[a-z0-9]{1,20})?")
MOST_AT_ONCE = 50


def show_week(request: HttpRequest) -> HttpResponse:
    """What to do now: at most three actions with their reasons."""
    if request_roles(request).any and not hasattr(request.user, "applicant"):
        return redirect("home:landing")
    now, today = timezone.now(), timezone.localdate()
    autopsy = held_record(request.user)
    if autopsy is None and has_only_closed(request.user):
        return redirect("home:cycles")
    autopsy = autopsy or open_record(user=request.user, now=now)
    build_plan(cycle=autopsy.cycle, today=today, now=now)
    links = list(own_links(autopsy.cycle.applicant))
    context = {
        "week": week_of(autopsy, links, now=now),
        "form": ActionForm(today=today),
        "news": Notification.objects.filter(user=request.user, read_at__isnull=True)[:3],
        "cycle": autopsy.cycle,
        "counsel": counsel_among(links, autopsy.cycle.applicant),
        "in_match": InMatch,
        "today": today,
    }
    return render(request, "home/week.html", context)


@require_POST
def answer_match(request: HttpRequest) -> HttpResponse:
    """'Are you in this Match?', asked in Match Week; any answer can be changed."""
    cycle = current_cycle(request.user)
    answer = request.POST.get("in_match", "")
    if answer in InMatch.values:
        answer_in_match(cycle=cycle, answer=answer, now=timezone.now())
        offer_undo(request, "Your answer is kept. You can change it all week.", "")
    return redirect("home:week")


@require_POST
def put_off(request: HttpRequest) -> HttpResponse:
    """Later: tomorrow, Monday, in two weeks. The action's own day stays as it is."""
    key, now, today = request.POST.get("key", ""), timezone.now(), timezone.localdate()
    if not KEY.fullmatch(key):
        raise Http404
    until = day_of(request.POST.get("later", ""), None, today)
    snooze(user=request.user, item_key=key, until=until, now=now)
    words = f"Later, from {until:%b} {until.day}: {request.POST.get('title', 'one action')[:160]}."
    offer_undo(request, words, reverse("home:now"), key=key)
    return redirect("home:week")


@require_POST
def take_up(request: HttpRequest) -> HttpResponse:
    """Undo of putting off, one thing or several."""
    for key in request.POST.get("key", "").split()[:MOST_AT_ONCE]:
        end_snooze(user=request.user, item_key=key, now=timezone.now())
    offer_undo(request, "Back in the list.", "")
    return redirect("home:week")


@require_POST
def put_off_luxuries(request: HttpRequest) -> HttpResponse:
    now, cycle = timezone.now(), current_cycle(request.user)
    keys = [f"task-{code}" for code in open_luxuries(cycle)[:MOST_AT_ONCE]]
    until = timezone.localdate() + TWO_WEEKS
    for key in keys:
        snooze(user=request.user, item_key=key, until=until, now=now)
    words = f"{len(keys)} put off until {until:%b} {until.day}."
    offer_undo(request, words, reverse("home:now"), key=" ".join(keys))
    return redirect("home:week")


def show_effort(request: HttpRequest) -> HttpResponse:
    effort = effort_of(current_cycle(request.user), now=timezone.now())
    return render(request, "home/effort.html", {"effort": effort})


def show_logbook(request: HttpRequest) -> HttpResponse:
    person = request.GET.get("with", "")[:120]
    book = logbook_of(current_cycle(request.user), person=person)
    return render(request, "home/logbook.html", {"book": book, "person": person})
