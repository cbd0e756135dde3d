"""The morning: who needs the dean and why; the list with its filters; acts on ticked lines."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.forms.entries import SavedFilterForm
from smartpick.accounts.models import AdvisingLink
from smartpick.accounts.roles import request_roles
from smartpick.campaign.access import log_listed
from smartpick.campaign.choices import How
from smartpick.common.errors import RuleBroken
from smartpick.common.http import attachment
from smartpick.common.spreadsheet import written
from smartpick.dean import emails
from smartpick.dean.choices import FilterPage, Reason
from smartpick.dean.forms import GivenTaskForm
from smartpick.dean.models import SavedFilter
from smartpick.dean.queries import cohort, review
from smartpick.dean.queries.links import invited_counts, links_by_code, opening_left
from smartpick.dean.services import tasks_given, words
from smartpick.dean.services.faculty import forget_filter, save_filter
from smartpick.dean.services.rows import log_rows, work_out, work_out_changed_links


def _page(request: HttpRequest, told: cohort.CohortFilter, now: datetime) -> cohort.CohortPage:
    """The page with no line on it that is older than its mark."""
    deans, today = request_roles(request).deans, timezone.localdate(now)
    work_out_changed_links(memberships=[held.pk for held in deans], now=now)
    after = request.GET.get("after", "")
    page = cohort.cohort_page(deans, told, after=after, today=today)
    if page.stale:
        work_out(applicants=page.stale, now=now)
        page = cohort.cohort_page(deans, told, after=after, today=today)
    return page


def show_cohort(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    told = cohort.filter_of(request.GET)
    page = _page(request, told, now)
    log_rows(viewer=request.user, rows=[one.row for one in page.rows], now=now)
    deans = request_roles(request).deans
    context = {
        "page": page,
        "told": told,
        "is_first": told.is_whole and not request.GET.get("after"),
        "requests": review.requests_for(request.user),
        "saved": SavedFilter.objects.filter(user=request.user, page=FilterPage.COHORT),
        "filter_form": SavedFilterForm(),
        "reasons": Reason.choices,
        "today": timezone.localdate(now),
    }
    if not page.all_count:
        context |= {"steps": opening_left(deans), "invited": invited_counts(deans)}
    return render(request, "dean/cohort.html", context)


def cohort_csv(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, whole; each advisee's log says exported."""
    now = timezone.now()
    told, deans = cohort.filter_of(request.GET), request_roles(request).deans
    work_out_changed_links(memberships=[held.pk for held in deans], now=now)
    views = list(cohort.every_row(deans, told, today=timezone.localdate(now)))
    log_rows(viewer=request.user, rows=[one.row for one in views], now=now, how=How.EXPORTED)
    body = b"".join(written(cohort.HEADER, cohort.table_rows(views)))
    return attachment(body, name=f"cohort-{now:%Y-%m-%d}.csv", content_type="text/csv")


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    form = SavedFilterForm(request.POST)
    query = cohort.filter_of(request.POST).address
    if not form.is_valid():
        messages.error(request, form.problems[0][1])
    elif not query:
        messages.error(request, "Nothing is filtered yet. Choose a filter, show it, then save it.")
    else:
        name = form.cleaned_data["name"]
        save_filter(user=request.user, page=FilterPage.COHORT, name=name, query=query)
        messages.success(request, f"The filter '{name}' is saved.")
    return redirect("dean:cohort")


@require_POST
def drop_filter(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    if not forget_filter(user=request.user, code=code):
        raise Http404
    return redirect("dean:cohort")


# --- those ticked ---------------------------------------------------------------------------------


def ticked(request: HttpRequest) -> list[AdvisingLink]:
    today = timezone.localdate()
    return links_by_code(request_roles(request).deans, request.POST.getlist("pick"), today=today)


def _nobody(request: HttpRequest) -> HttpResponse:
    messages.error(request, "Tick at least one advisee.")
    return redirect("dean:cohort")


@require_POST
def nudge_ticked(request: HttpRequest) -> HttpResponse:
    """Says first how many it reaches and whom it leaves out; the second press sends."""
    now, links = timezone.now(), ticked(request)
    if not links:
        return _nobody(request)
    log_listed(request.user, links, now=now)
    if "send" in request.POST:
        count = words.nudge(links=links, by=request.user, now=now)
        messages.success(request, f"{count} nudge{'' if count == 1 else 's'} on the way.")
        return redirect("dean:cohort")
    subject, text = emails.nudge_words(link=links[0], dean=request.user)
    context = {
        "reach": words.reach_of_nudge(links, now=now),
        "subject": subject,
        "text": text,
    }
    return render(request, "dean/nudge.html", context)


@require_POST
def give_ticked(request: HttpRequest) -> HttpResponse:
    """One action for each of those ticked; the form first."""
    now, links = timezone.now(), ticked(request)
    if not links:
        return _nobody(request)
    log_listed(request.user, links, now=now)
    asked = "give" in request.POST
    form = GivenTaskForm(request.POST if asked else None, today=timezone.localdate(now))
    if asked and form.is_valid():
        return _give(request, links, form.cleaned_data, now)
    return render(request, "dean/give_task.html", {"form": form, "links": links})


def _give(
    request: HttpRequest, links: list[AdvisingLink], data: dict[str, Any], now: datetime
) -> HttpResponse:
    left_out = []
    for link in links:
        try:
            tasks_given.give_task(link=link, by=request.user, now=now, **data)
        except RuleBroken:
            left_out.append(link.applicant.shown_name)
    given = len(links) - len(left_out)
    messages.success(request, f"Given to {given} advisee{'' if given == 1 else 's'}.")
    if left_out:
        messages.error(request, f"Left out, their cycle is closed: {', '.join(left_out)}.")
    return redirect("dean:cohort")
