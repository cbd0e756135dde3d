"""A school's own pages: inviting advisees (deans), and opening and running it (administrators)."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.accounts.access import require_school_role
from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.forms import InviteOneForm
from smartpick.accounts.models import Membership, School
from smartpick.accounts.queries import members, open_invitations
from smartpick.accounts.services import schools
from smartpick.common.errors import RuleBroken
from smartpick.common.spreadsheet import BadFile
from smartpick.dean.forms import InvitationsForm, SchoolSettingsForm, SuccessorForm
from smartpick.dean.queries.opening import effects, owes_factor, steps_of
from smartpick.dean.queries.review import open_links
from smartpick.dean.rules.attention import limits_from
from smartpick.dean.rules.thresholds import THRESHOLDS
from smartpick.dean.services import ending, opening
from smartpick.dean.services.opening import Listed, invite_listed, listed


def invite_advisees(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.DEAN)
    posted = request.method == "POST"
    form = InvitationsForm(request.POST if posted else None, request.FILES if posted else None)
    lists: list[Listed] = []
    if posted and "make_code" in request.POST:
        return _invitations(request, school, InvitationsForm(), code=_join_code(request, school))
    if posted and form.is_valid():
        try:
            lists = listed(form.cleaned_data)
        except BadFile as why:
            form.add_error("file", str(why))
        good, bad = any(one.read.good for one in lists), any(one.read.bad for one in lists)
        if good and (not bad or "send_good" in request.POST):
            count = invite_listed(lists, school=school, by=request.user, now=timezone.now())
            messages.success(request, f"{count} invitations are on their way.")
            return redirect("dean:invitations")
        if not good and not form.errors:
            form.add_error("addresses", "No line holds an email address with an @.")
    return _invitations(request, school, form, bad=[line for one in lists for line in one.read.bad])


def _join_code(request: HttpRequest, school: School) -> str:
    code = schools.make_join_code(
        school=school, by=request.user, now=timezone.now(), class_year=None
    )
    return request.build_absolute_uri(reverse("accounts:join-by-code", args=[code]))


def _invitations(
    request: HttpRequest, school: School, form: InvitationsForm, *, code: str = "", bad=()
) -> HttpResponse:
    context = {
        "form": form,
        "bad": list(bad),
        "school": school,
        "invitations": [i for i in open_invitations(school) if i.role == "applicant"],
        "code_url": code,
    }
    return render(request, "dean/invitations.html", context)


@require_POST
def invite_again(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    school = require_school_role(request, SchoolRole.DEAN)
    invited = next((i for i in open_invitations(school) if i.code == code), None)
    if invited is None or invited.role != "applicant":
        raise Http404
    try:
        schools.invite_again(invited=invited, now=timezone.now())
        messages.success(request, f"Sent again to {invited.email}.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("dean:invitations")


def show_school(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    steps = steps_of(school)
    context = {
        "school": school,
        "steps": steps,
        "done": sum(step.is_done for step in steps),
        "next": next((step for step in steps if not step.is_done), None),
    }
    return render(request, "dean/school.html", context)


@require_POST
def send_test_mail(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    opening.send_test_mail(school=school, to=request.user, now=timezone.now())
    messages.success(request, f"On its way to {request.user.email}.")
    return redirect("dean:school")


@require_POST
def note_test_mail(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    opening.note_test_mail(school=school, arrived=request.POST.get("arrived") == "yes")
    return redirect("dean:school")


def edit_people(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    form = InviteOneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        schools.invite(school=school, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"{form.cleaned_data['email']} is invited.")
        return redirect("dean:school-people")
    context = {
        "school": school,
        "form": form,
        "members": members(school),
        "owing": owes_factor(school),
        "invitations": [i for i in open_invitations(school) if i.role != "applicant"],
    }
    return render(request, "dean/school_people.html", context)


@require_POST
def end_role(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    membership = Membership.objects.filter(code=code, school=school, ended_on=None).first()
    if membership is None:
        raise Http404
    try:
        schools.end_role(membership=membership, now=timezone.now())
        messages.success(request, "The role has ended. Its next request is refused.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("dean:school-people")


def hand_over(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Every advisee of a dean who leaves; the administrator sees how many, and no name."""
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    leaving = Membership.objects.filter(
        code=code, school=school, role=SchoolRole.DEAN, ended_on=None
    ).first()
    if leaving is None:
        raise Http404
    deans = ending.successors(leaving)
    links = open_links(leaving.user, timezone.localdate()).filter(membership=leaving)
    form = SuccessorForm(
        request.POST if request.method == "POST" else None,
        deans=[(str(one.code), one.user.shown_name) for one in deans],
    )
    if request.method == "POST" and form.is_valid():
        to = next(one for one in deans if str(one.code) == form.cleaned_data["to"])
        try:
            count = ending.hand_over(links=links, to=to, by=request.user, now=timezone.now())
            messages.success(request, f"{count} handed over to {to.user.shown_name}.")
        except RuleBroken as why:
            messages.error(request, str(why))
        return redirect("dean:school-people")
    context = {"school": school, "leaving": leaving, "form": form, "deans": deans,
               "count": links.count()}  # fmt: skip
    return render(request, "dean/hand_over.html", context)


def edit_settings(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    limits = limits_from(school.thresholds)
    form = SchoolSettingsForm(
        request.POST if request.method == "POST" else None,
        effects=effects(school),
        initial={name: getattr(school, name) for name in opening.SETTINGS}
        | {name: getattr(limits, name) for name in THRESHOLDS},
    )
    if request.method == "POST" and form.is_valid():
        opening.save_settings(
            school=school, told=form.cleaned_data, thresholds=form.thresholds, now=timezone.now()
        )
        messages.success(request, "Settings saved.")
        return redirect("dean:school")
    return render(request, "dean/school_settings.html", {"school": school, "form": form})
