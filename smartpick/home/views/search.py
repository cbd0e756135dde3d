"""Search: one's own people, programs, notes, actions; a dean's directory and advisees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from smartpick.accounts.models import Applicant
from smartpick.accounts.roles import request_roles
from smartpick.common.search import words_of
from smartpick.home import search

LEAST = 2  # letters


def show_search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "")[:200].replace("\x00", "").strip()
    only = request.GET.get("in", "")
    too_short = bool(query) and len("".join(words_of(query))) < LEAST
    as_dean = request_roles(request).deans and not _has_record(request)
    groups: list[search.Group] = []
    if query and not too_short and as_dean:
        schools = tuple({one.school_id for one in request_roles(request).deans})
        groups = search.deans_groups(request.user, schools, query)
    elif query and not too_short:
        groups = search.own_groups(request.user, query, only=only)
    context = {
        "query": query,
        "only": only,
        "too_short": too_short,
        "groups": groups,
        "last": [] if query or as_dean else search.last_people(request.user),
    }
    return render(request, "home/search.html", context)


def _has_record(request: HttpRequest) -> bool:
    return Applicant.objects.belonging_to(request.user).exists()
