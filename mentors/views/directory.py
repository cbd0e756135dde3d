"""The applicant's side of the directory: find people, add one's own, widen the net."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.choices import Division
from mentors.choices import Role
from mentors.forms.entries import PersonForm
from mentors.models.faculty import Faculty, Recommendation
from mentors.own_list import current_applicant, own_people, own_person
from mentors.owner import Owner
from mentors.queries.directory import filters_of, find_people, specialties_in
from mentors.queries.twins import look_alikes
from mentors.queries.widen import widened
from mentors.querysets import scope_of
from mentors.services import advice, faculty
from mentors.services.merge import use_school_entry
from mentors.services.targets import open_target
from smartpick.accounts.models import Applicant
from smartpick.campaign.access import current_cycle
from smartpick.common.errors import RuleBroken, StaleEdit
from smartpick.common.undo import offer_undo
from smartpick.reference.queries import specialty_names


def show_directory(request: HttpRequest) -> HttpResponse:
    applicant = current_applicant(request)
    scope = scope_of(request.user)
    filters = filters_of(request.GET)
    after = request.GET.get("after", "")
    context = {
        "filters": filters,
        "page": find_people(scope, filters, after=after),
        "after": after,
        "roles": Role.choices,
        "divisions": Division.choices,
        "specialties": specialties_in(scope),
        "school": applicant.school,
        "said": Recommendation.objects.belonging_to(request.user)
        .filter(set_aside_at=None, added_at=None)
        .select_related("faculty"),
    }
    return render(request, "mentors/directory.html", context)


def add_person(request: HttpRequest) -> HttpResponse:
    applicant = current_applicant(request)
    first = {name: request.GET.get(name, "")[:120] for name in ("name", "specialty", "found_at")}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=first)
    near: list[Faculty] = []
    if request.method == "POST" and form.is_valid():
        if "anyway" not in request.POST:
            near = look_alikes(_owners(applicant), form.cleaned_data)
        if not near:
            try:
                person = faculty.add_person(
                    owner=Owner(applicant=applicant),
                    facts=form.cleaned_data,
                    roles=form.told_roles,
                    today=timezone.localdate(),
                )
                return _added(request, person)
            except RuleBroken as why:
                form.add_error("email", str(why))
    return _form_page(request, form, near=near, choosing="choose" in request.GET)


def _added(request: HttpRequest, person: Faculty) -> HttpResponse:
    """Back to where they came from: the targets, with the person among them, or the directory."""
    if "choose" not in request.GET:
        messages.success(request, f"{person.name} is in your list.")
        return redirect("mentors:directory")
    cycle = current_cycle(request.user)
    open_target(cycle=cycle, faculty=person, by=request.user, now=timezone.now())
    address = reverse("mentors:set-state", args=[person.code])
    offer_undo(request, f"{person.name} is on your list.", address, state="set_aside")
    return redirect("mentors:targets")


def _owners(applicant: Applicant) -> list[Owner]:
    owners = [Owner(applicant=applicant)]
    return [*owners, Owner(school=applicant.school)] if applicant.school else owners


def _form_page(request: HttpRequest, form: PersonForm, **more: Any) -> HttpResponse:
    context = {"form": form, "specialties": specialty_names()} | more
    return render(request, "mentors/entry_form.html", context)


def edit_person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    found = own_person(request, person)
    form = PersonForm(request.POST if request.method == "POST" else None, initial=typed(found))
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            faculty.edit_person(
                person=found,
                facts=form.cleaned_data,
                roles=form.told_roles,
                expected_version=form.cleaned_data["version"] or 0,
                today=timezone.localdate(),
            )
            messages.success(request, f"{found.name} is saved.")
            return redirect("mentors:directory")
        except StaleEdit as why:
            stale = why.current
            again = request.POST.copy()
            again["version"] = str(why.version)
            form = PersonForm(again)
        except RuleBroken as why:
            form.add_error("email", str(why))
    twins = []
    if found.private_to.school is not None:
        twins = look_alikes([Owner(school=found.private_to.school)], {"name": found.name})
    return _form_page(request, form, person=found, stale=stale, twins=twins)


def typed(person: Faculty) -> dict[str, Any]:
    """What the form shows of an entry."""
    return {name: getattr(person, name) for name in faculty.FACTS} | {
        "roles": list(person.roles.values_list("role", flat=True)),
        "version": person.version,
    }


@require_POST
def remove_person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    found = own_person(request, person)
    gone = faculty.remove_person(person=found, today=timezone.localdate())
    words = "is removed." if gone else "is out of your list. What you wrote about them is kept."
    messages.success(request, f"{found.name} {words}")
    return redirect("mentors:directory")


@require_POST
def take_school_entry(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    """'Use the school's entry': one's own addition gives way to it."""
    own = own_person(request, person)
    entry = (
        Faculty.objects.visible_to(request.user)
        .filter(code=_code(request.POST.get("entry", "")), school__isnull=False)
        .first()
    )
    if entry is None:
        raise Http404
    use_school_entry(own=own, entry=entry)
    messages.success(request, f"The school's entry of {entry.name} stands for yours now.")
    return redirect("mentors:directory")


def _code(typed_in: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed_in)
    except ValueError:
        return None


@require_POST
def set_recommendation_aside(request: HttpRequest, said: uuid.UUID) -> HttpResponse:
    found = Recommendation.objects.belonging_to(request.user).filter(code=said).first()
    if found is None:
        raise Http404
    advice.set_aside(said=found, now=timezone.now())
    messages.success(request, "Set aside. Your dean sees that you read it.")
    return redirect("mentors:directory")


def show_widen(request: HttpRequest) -> HttpResponse:
    own_people(request)
    return render(request, "mentors/widen.html", widened(request.user))
