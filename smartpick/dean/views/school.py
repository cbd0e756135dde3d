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
from smartpick.accounts.forms import InviteForm, InviteOneForm, SchoolForm
from smartpick.accounts.models import Membership
from smartpick.accounts.queries import members, open_invitations, opening_steps
from smartpick.accounts.services import schools
from smartpick.common.errors import RuleBroken
from smartpick.dean.forms import SuccessorForm
from smartpick.dean.queries.review import open_links
from smartpick.dean.services import ending


def invite_advisees(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.DEAN)
    form = InviteForm(request.POST if request.method == "POST" else None)
    bad: list[str] = []
    if request.method == "POST" and form.is_valid():
        read = schools.read_pasted(form.cleaned_data["addresses"])
        bad = read.bad
        if read.good and (not bad or "send_good" in request.POST):
            count = schools.invite_all(
                school=school,
                people=read.good,
                by=request.user,
                now=timezone.now(),
                class_year=form.cleaned_data["class_year"],
            )
            messages.success(request, f"{count} invitations are on their way.")
            return redirect("dean:invitations")
        if not read.good:
            form.add_error("addresses", "No line holds an email address with an @.")
    code = ""
    if request.method == "POST" and "make_code" in request.POST:
        code = schools.make_join_code(
            school=school, by=request.user, now=timezone.now(), class_year=None
        )
        form = InviteForm()
    context = {
        "form": form,
        "bad": bad,
        "school": school,
        "invitations": [i for i in open_invitations(school) if i.role == "applicant"],
        "code_url": request.build_absolute_uri(reverse("accounts:join-by-code", args=[code]))
        if code
        else "",
    }
    return render(request, "dean/invitations.html", context)


def show_school(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    steps = opening_steps(school)
    context = {"school": school, "steps": steps, "done": sum(done for _, done in steps)}
    return render(request, "dean/school.html", context)


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
    names = (
        "name", "time_zone", "term_ends_on", "retention_months", "small_cell", "counseling_text",
    )  # fmt: skip
    form = SchoolForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(school, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in names}
        schools.save_settings(school=school, values=chosen, now=timezone.now())
        messages.success(request, "Settings saved.")
        return redirect("dean:school")
    return render(request, "dean/school_settings.html", {"school": school, "form": form})
