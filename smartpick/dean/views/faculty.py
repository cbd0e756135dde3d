"""The school's list of people, kept true by its deans."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.choices import Division
from mentors.choices import Role
from mentors.forms.entries import (
    KeepingForm,
    PersonForm,
    RecommendForm,
    SavedFilterForm,
    SentenceForm,
)
from mentors.models.faculty import Faculty
from mentors.owner import Owner
from mentors.queries.directory import filters_of, find_people, specialties_in, titles_of
from mentors.queries.load import loads, past_years
from mentors.queries.twins import likely_twins, look_alikes
from mentors.querysets import Scope
from mentors.services import advice, faculty
from mentors.services.merge import merge_people
from mentors.views.directory import typed
from smartpick.accounts.access import require_school_role
from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.models import School
from smartpick.common.errors import RuleBroken, StaleEdit
from smartpick.dean.choices import FilterPage
from smartpick.dean.models import SavedFilter
from smartpick.dean.queries.review import open_links
from smartpick.dean.services.faculty import forget_filter, list_dean, save_filter
from smartpick.reference.queries import specialty_names


def _school(request: HttpRequest) -> School:
    return require_school_role(request, SchoolRole.DEAN)


def _person(request: HttpRequest, code: uuid.UUID) -> Faculty:
    person = Faculty.objects.filter(school=_school(request), code=code).first()
    if person is None:
        raise Http404
    return person


def show_faculty(request: HttpRequest) -> HttpResponse:
    school = _school(request)
    scope = Scope(school_ids=(school.pk,))
    filters = filters_of(request.GET)
    page = find_people(scope, filters, after=request.GET.get("after", ""))
    context = {
        "school": school,
        "filters": filters,
        "page": page,
        "loads": loads(request.user, page.people),
        "past": past_years(request.user),
        "after": request.GET.get("after", ""),
        "roles": Role.choices,
        "divisions": Division.choices,
        "specialties": specialties_in(scope),
        "saved": SavedFilter.objects.filter(user=request.user, page=FilterPage.FACULTY),
        "filter_form": SavedFilterForm(),
        "is_listed": Faculty.objects.filter(school=school, member__user=request.user).exists(),
    }
    return render(request, "dean/faculty.html", context)


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    form = SavedFilterForm(request.POST)
    query = filters_of(request.POST).address
    if not form.is_valid():
        messages.error(request, form.problems[0][1])
    elif not query:
        messages.error(request, "Nothing is filtered yet. Choose a filter, show it, then save it.")
    else:
        save_filter(user=request.user, name=form.cleaned_data["name"], query=query)
        messages.success(request, f"The filter '{form.cleaned_data['name']}' is saved.")
    return redirect("dean:faculty")


@require_POST
def drop_filter(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    if not forget_filter(user=request.user, code=code):
        raise Http404
    return redirect("dean:faculty")


def add_faculty(request: HttpRequest) -> HttpResponse:
    owner = Owner(school=_school(request))
    form = PersonForm(request.POST if request.method == "POST" else None)
    near: list[Faculty] = []
    if request.method == "POST" and form.is_valid():
        if "anyway" not in request.POST:
            near = look_alikes([owner], form.cleaned_data)
        if not near:
            try:
                person = faculty.add_person(
                    owner=owner,
                    facts=form.cleaned_data,
                    roles=form.told_roles,
                    today=timezone.localdate(),
                )
                return redirect("dean:faculty-person", person=person.code)
            except RuleBroken as why:
                form.add_error("email", str(why))
    return _form_page(request, form, near=near)


def _form_page(request: HttpRequest, form: PersonForm, **more: Any) -> HttpResponse:
    context = {"form": form, "specialties": specialty_names(), "for_school": True}
    context["directory_url"] = "/dean/faculty/"
    return render(request, "mentors/entry_form.html", context | more)


def edit_faculty(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    found = _person(request, person)
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
            return redirect("dean:faculty-person", person=found.code)
        except StaleEdit as why:
            stale = why.current
            again = request.POST.copy()
            again["version"] = str(why.version)
            form = PersonForm(again)
        except RuleBroken as why:
            form.add_error("email", str(why))
    return _form_page(request, form, person=found, stale=stale)


def show_person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    return person_page(request, _person(request, person))


def person_page(request: HttpRequest, person: Faculty, **forms: Any) -> HttpResponse:
    own = person.endorsements.filter(dean=request.user, active=True).first()
    keeping = {name: getattr(person, name) for name in ("yearly_limit", "left_on")}
    context = {
        "person": person,
        "titles": titles_of(list(person.roles.all())),
        "papers": list(person.authorships.select_related("paper").order_by("-paper__year")[:20]),
        "load": loads(request.user, [person])[person.pk],
        "endorsements": person.endorsements.filter(active=True),
        "own": own,
        "sentence_form": SentenceForm(initial={"sentence": own.sentence if own else ""}),
        "keeping_form": KeepingForm(initial=keeping | {"do_not_contact": person.do_not_contact}),
        "recommend_form": RecommendForm(advisees=_advisees(request)),
        "told": person.recommendations.filter(dean=request.user).select_related("applicant"),
    }
    return render(request, "dean/faculty_person.html", context | forms)


def _advisees(request: HttpRequest) -> list[tuple[str, str]]:
    links = open_links(request.user, timezone.localdate())
    return [(str(link.applicant.code), link.applicant.shown_name) for link in links]


@require_POST
def endorse_person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    found = _person(request, person)
    form = SentenceForm(request.POST)
    if not form.is_valid():
        return person_page(request, found, sentence_form=form, form=form)
    advice.endorse(person=found, dean=request.user, sentence=form.cleaned_data["sentence"])
    messages.success(request, f"Applicants of the school read that you recommend {found.name}.")
    return redirect("dean:faculty-person", person=person)


@require_POST
def pause_person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    advice.pause_endorsement(person=_person(request, person), dean=request.user)
    messages.success(request, "Your recommendation is paused.")
    return redirect("dean:faculty-person", person=person)


@require_POST
def keep_person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    found = _person(request, person)
    form = KeepingForm(request.POST)
    if not form.is_valid():
        return person_page(request, found, keeping_form=form, form=form)
    faculty.settle(person=found, **form.cleaned_data)
    messages.success(request, "Saved for the whole school.")
    return redirect("dean:faculty-person", person=person)


@require_POST
def recommend_person(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    found = _person(request, person)
    form = RecommendForm(request.POST, advisees=_advisees(request))
    if form.is_valid():
        links = open_links(request.user, timezone.localdate())
        applicant = links.get(applicant__code=form.cleaned_data["advisee"]).applicant
        try:
            advice.recommend(
                person=found,
                applicant=applicant,
                dean=request.user,
                sentence=form.cleaned_data["sentence"],
                now=timezone.now(),
            )
            messages.success(request, f"{applicant.shown_name} finds it in the directory.")
            return redirect("dean:faculty-person", person=person)
        except RuleBroken as why:
            form.add_error("advisee", str(why))
    return person_page(request, found, recommend_form=form, form=form)


@require_POST
def remove_faculty(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    found = _person(request, person)
    gone = faculty.remove_person(person=found, today=timezone.localdate())
    words = "is removed." if gone else "is out of the lists. Advisees' own notes are kept."
    messages.success(request, f"{found.name} {words}")
    return redirect("dean:faculty")


@require_POST
def restore_faculty(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    faculty.restore(person=_person(request, person))
    return redirect("dean:faculty-person", person=person)


@require_POST
def list_me(request: HttpRequest) -> HttpResponse:
    """A dean who mentors: one button."""
    person = list_dean(school=_school(request), dean=request.user, today=timezone.localdate())
    return redirect("dean:faculty-person", person=person.code)


def show_duplicates(request: HttpRequest) -> HttpResponse:
    pairs = likely_twins(Owner(school=_school(request)))
    return render(request, "dean/duplicates.html", {"pairs": pairs})


@require_POST
def merge_faculty(request: HttpRequest, person: uuid.UUID) -> HttpResponse:
    kept = _person(request, person)
    try:
        gone = _person(request, uuid.UUID(request.POST.get("gone", "")))
        merge_people(kept=kept, gone=gone)
        messages.success(request, f"One entry of {kept.name} is left, with everything of both.")
    except ValueError:
        raise Http404 from None
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("dean:duplicates")
