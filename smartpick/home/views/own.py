"""The person's own doors: start, this week, claim, who has seen it, the bell."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from autopsy.choices import Section
from autopsy.models import MatchAutopsy
from autopsy.queries.check import row_text
from autopsy.queries.sections import read_section, section_states
from smartpick.accounts.forms import AskDeanForm, StartForm
from smartpick.accounts.models import Applicant, User
from smartpick.accounts.queries import open_keys, own_links
from smartpick.accounts.services import profile
from smartpick.campaign.models import Cycle, Notification, ViewEntry
from smartpick.campaign.services import (
    mark_notifications_read,
    set_season,
    target_year_of,
)
from smartpick.home.services import adopt_trial, open_record
from timeline.services.plan import build_plan


def start(request: HttpRequest) -> HttpResponse:
    """Who you are and which Match. Looking at it opens no record; saving does."""
    form = StartForm(
        request.POST if request.method == "POST" else None, initial=start_facts(request.user)
    )
    form.today = timezone.localdate()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        cycle = open_record(user=request.user, now=timezone.now()).cycle
        person = cycle.applicant
        profile.save_start(
            applicant=person, print_name=data["print_name"], school_name=data["school_name"]
        )
        year = data["failed_year"] or cycle.failed_year
        track = data["track"] or cycle.track
        set_season(
            cycle=cycle, failed_year=year, track=track, target_year=target_year_of(year, track),
            match_service=data["match_service"], learned_on=data["learned_on"],
        )  # fmt: skip
        build_plan(cycle=cycle, today=timezone.localdate(), now=timezone.now())
        return redirect("home:week")
    return render(request, "home/start.html", {"form": form})


def start_facts(user: User) -> dict[str, object]:
    cycle = Cycle.objects.belonging_to(user).filter(closed_on=None).first()
    if cycle is None:
        return {"print_name": user.name}
    return {
        "print_name": cycle.applicant.print_name,
        "school_name": cycle.applicant.school_name,
        "match_service": cycle.match_service,
        "failed_year": cycle.failed_year,
        "learned_on": cycle.learned_on,
        "track": cycle.track,
    }


def claim_trial(request: HttpRequest) -> HttpResponse:
    """Trial answers beside an account that already exists: offered where it is empty."""
    trial = User.objects.filter(pk=request.session.get("trial", 0), is_guest=True).first()
    if trial is None:
        return redirect("home:week")
    source = MatchAutopsy.objects.belonging_to(trial).first()
    if request.method == "POST":
        wanted = request.POST.getlist("sections")
        taken = adopt_trial(trial=trial, user=request.user, sections=wanted, now=timezone.now())
        request.session.pop("trial", None)
        messages.success(request, f"{len(taken)} sections came along. The rest is kept 7 days.")
        return redirect("autopsy:sections")
    own = MatchAutopsy.objects.changeable_by(request.user).first()
    return render(request, "home/claim.html", {"rows": beside(source, own)})


def beside(trial: MatchAutopsy | None, own: MatchAutopsy | None) -> list[dict[str, object]]:
    """Each section that the trial answered, with its text and what the account says there."""
    offered = section_states(trial) if trial else {}
    held = section_states(own) if own else {}
    return [
        {
            "section": section,
            "trial": row_text(section, read_section(trial, section)),
            "is_held": section.value in held,
            "own": row_text(section, read_section(own, section)) if section.value in held else "",
        }
        for section in Section
        if section.value in offered
    ]


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
