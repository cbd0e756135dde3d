"""The person's own doors: start, this week, claim, who has seen it, the bell."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from autopsy.choices import Section
from autopsy.models import MatchAutopsy
from autopsy.queries.sections import section_states
from smartpick.accounts.forms import AskDeanForm, StartForm
from smartpick.accounts.models import Applicant, User
from smartpick.accounts.queries import open_keys, own_links
from smartpick.accounts.services import profile
from smartpick.campaign.models import Notification, ViewEntry
from smartpick.campaign.services import (
    mark_notifications_read,
    set_season,
    target_year_of,
)
from smartpick.home.services import adopt_trial, open_record
from timeline.services.plan import build_plan


def start(request: HttpRequest) -> HttpResponse:
    autopsy = open_record(user=request.user, now=timezone.now())
    cycle = autopsy.cycle
    person = cycle.applicant
    initial = {
        "print_name": person.print_name,
        "school_name": person.school_name,
        "match_service": cycle.match_service,
        "failed_year": cycle.failed_year,
        "track": cycle.track,
    }
    form = StartForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        profile.save_start(
            applicant=person, print_name=data["print_name"], school_name=data["school_name"]
        )
        year = data["failed_year"] or cycle.failed_year
        track = data["track"] or cycle.track
        set_season(
            cycle=cycle, failed_year=year, track=track, target_year=target_year_of(year, track)
        )
        build_plan(cycle=cycle, today=timezone.localdate(), now=timezone.now())
        return redirect("home:week")
    return render(request, "home/start.html", {"form": form})


def claim_trial(request: HttpRequest) -> HttpResponse:
    """Trial answers beside an account that already exists: offered where it is empty."""
    trial = User.objects.filter(pk=request.session.get("trial", 0), is_guest=True).first()
    if trial is None:
        return redirect("home:week")
    source = MatchAutopsy.objects.belonging_to(trial).first()
    offered = section_states(source) if source else {}
    target = open_record(user=request.user, now=timezone.now())
    held = section_states(target)
    rows = [(s, s.value in held) for s in Section if s.value in offered]
    if request.method == "POST":
        wanted = request.POST.getlist("sections")
        taken = adopt_trial(trial=trial, user=request.user, sections=wanted, now=timezone.now())
        request.session.pop("trial", None)
        messages.success(request, f"{len(taken)} sections came along. The rest is kept 7 days.")
        return redirect("autopsy:sections")
    return render(request, "home/claim.html", {"rows": rows})


def show_who_sees(request: HttpRequest) -> HttpResponse:
    applicant = Applicant.objects.belonging_to(request.user).first()
    if applicant is None:
        return render(request, "home/who_sees.html", {"links": [], "views": [], "no_record": True})
    links = [(link, len(open_keys(link))) for link in own_links(applicant)]
    context = {
        "links": links,
        "views": ViewEntry.objects.filter(subject_code=applicant.code).order_by("-at")[:200],
        "ask_form": AskDeanForm(),
        "applicant": applicant,
    }
    return render(request, "home/who_sees.html", context)


def show_notifications(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        mark_notifications_read(user=request.user, now=timezone.now())
        return redirect("home:notifications")
    rows = Notification.objects.filter(user=request.user).order_by("-made_at")[:100]
    lines = [(row, address_of(row)) for row in rows]
    return render(request, "home/notifications.html", {"lines": lines})


def address_of(row: Notification) -> str:
    """The page that a line of the bell speaks of; none when that page is no more."""
    try:
        return reverse(row.target_name, args=[row.target_code] if row.target_code else [])
    except NoReverseMatch:
        return ""
