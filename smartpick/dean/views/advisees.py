"""One advisee's autopsy: the queue, the review of a version, its end."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy import pdf
from autopsy.choices import ReviewState, Section
from autopsy.forms.review import CommentForm, FinishForm
from autopsy.models import AutopsyVersion, ReviewComment
from autopsy.queries.check import row_text
from autopsy.queries.page import page_of
from autopsy.queries.shown import cause_views, rating_views
from autopsy.queries.versions import reading_of_version, snapshot_in
from autopsy.rules.snapshot import changed_sections
from autopsy.rules.stage import stage_sentence
from autopsy.services import review as reviews
from smartpick.accounts.choices import Party
from smartpick.campaign.access import Shared, get_reviewable, log_listed
from smartpick.campaign.choices import How
from smartpick.common.errors import PdfUnavailable, RuleBroken
from smartpick.common.http import attachment
from smartpick.dean.queries import review as queries
from smartpick.dean.services import accept_request


def show_reviews(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    lines = queries.advisee_lines(request.user, now)
    log_listed(request.user, [line.link for line in lines], now=now)
    context = {
        "waiting": [line for line in lines if line.waits],
        "last": queries.finished_reviews(request.user).first(),
    }
    return render(request, "dean/reviews.html", context)


@require_POST
def answer_request(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    link = queries.requests_for(request.user).filter(code=code).first()
    if link is None:
        raise Http404
    try:
        accept_request(link=link, now=timezone.now())
        messages.success(request, f"{link.applicant.shown_name} is among your advisees now.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("dean:cohort")


def show_autopsy(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared = get_reviewable(request.user, code, what="autopsy", now=timezone.now())
    return review_page(request, shared)


def review_page(
    request: HttpRequest, shared: Shared, *, status: int = 200, **forms: Any
) -> HttpResponse:
    version = queries.submitted_version(shared)
    context: dict[str, Any] = {
        "shared": shared,
        "version": version,
        "states": [] if version else queries.sections_done(shared),
        "hidden": [s.label for s in Section if s.value not in shared.keys],
    }
    if version is not None:
        context |= _version_context(request, shared, version)
    context |= forms
    return render(request, "dean/autopsy.html", context, status=status)


def _version_context(
    request: HttpRequest, shared: Shared, version: AutopsyVersion
) -> dict[str, Any]:
    reading = reading_of_version(version, shared.keys)
    before = queries.version_before(version)
    changed = changed_sections(snapshot_in(before), snapshot_in(version)) if before else []
    comments = queries.comments_by_section(version, request.user, shared.keys)
    pending = [c for rows in comments.values() for r, c in rows if r.state == ReviewState.PENDING]
    rows = [
        {
            "section": section,
            "text": row_text(section, reading.by_section.get(section.value, {})),
            "changed": section.value in changed,
            "comments": comments.get(section.value, []),
        }
        for section in Section
        if section.value in shared.keys
    ]
    return {
        "reading": reading,
        "stage": stage_sentence(reading.facts) if "applications" in shared.keys else "",
        "causes": cause_views(reading),
        "ratings": rating_views(reading) if "ratings" in shared.keys else [],
        "rows": rows,
        "before": before,
        "changed": [Section(s).label for s in changed if s in shared.keys],
        "pending_count": len(pending),
        "finish_form": FinishForm(comments_count=len(pending)),
        "finished": queries.finished_reviews(request.user).filter(version=version).first(),
        "questions_shared": "questions" in shared.keys,
    }


def print_autopsy(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    shared = get_reviewable(request.user, code, what="autopsy page", now=now, how=How.PRINTED)
    version = queries.submitted_version(shared)
    if version is None:
        raise Http404
    page = page_of(
        reading_of_version(version, shared.keys),
        snapshot_in(version)["page"],
        keys=shared.keys,
        on=timezone.localdate(version.frozen_at),
        version=version,
    )
    try:
        made = pdf.summary_page(page, paper=request.GET.get("paper", "letter"))
    except PdfUnavailable:
        return render(request, "autopsy/no_pdf.html", status=503)
    return attachment(made.pdf.body, name="autopsy-page.pdf", content_type="application/pdf")


def _review_of(request: HttpRequest, code: uuid.UUID) -> tuple[Shared, AutopsyVersion]:
    shared = get_reviewable(request.user, code, what="autopsy", now=timezone.now())
    version = queries.submitted_version(shared)
    if version is None:
        raise Http404
    return shared, version


@require_POST
def write_comment(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, version = _review_of(request, code)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return review_page(request, shared, form=form, status=200)
    section = form.cleaned_data["section"]
    if section not in shared.keys:
        raise Http404
    reviews.comment(
        version=version, dean=request.user, section=section, text=form.cleaned_data["text"]
    )
    return redirect(f"{request.path.removesuffix('comment/')}#answer-{section}")


def _comment(version: AutopsyVersion, code: uuid.UUID) -> ReviewComment:
    found = queries.comments_on(version.autopsy).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@require_POST
def remove_comment(request: HttpRequest, code: uuid.UUID, comment: uuid.UUID) -> HttpResponse:
    _, version = _review_of(request, code)
    found = _comment(version, comment)
    if found.review.dean_id != request.user.pk or found.review.state != ReviewState.PENDING:
        raise Http404
    found.delete()
    return redirect("dean:autopsy", code=code)


@require_POST
def close_comment(request: HttpRequest, code: uuid.UUID, comment: uuid.UUID) -> HttpResponse:
    shared, version = _review_of(request, code)
    found = _comment(version, comment)
    if found.review.state != ReviewState.FINISHED or found.section not in shared.keys:
        raise Http404
    reviews.close(comment=found, by_party=Party.DEAN, now=timezone.now())
    return redirect("dean:autopsy", code=code)


@require_POST
def finish_review(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    shared, version = _review_of(request, code)
    pending = queries.pending_comments(version, request.user).count()
    form = FinishForm(request.POST, comments_count=pending)
    if not form.is_valid():
        return review_page(request, shared, finish_form=form, form=form)
    now = timezone.now()
    reviews.finish(version=version, dean=request.user, now=now, **form.cleaned_data)
    words = {"sign_off": "Signed off", "changes": "Changes asked", "comment": "Commented"}
    done = words[form.cleaned_data["verdict"]]
    following = next(
        (line for line in queries.advisee_lines(request.user, now) if line.waits), None
    )
    messages.success(request, f"{done}: {shared.applicant.shown_name}, version {version.number}.")
    if following is None:
        return redirect("dean:reviews")
    return redirect("dean:autopsy", code=following.link.applicant.code)


@require_POST
def undo_review(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    _, version = _review_of(request, code)
    review = queries.finished_reviews(request.user).filter(version=version).first()
    if review is None:
        raise Http404
    try:
        reviews.undo_finish(review=review, now=timezone.now())
        messages.success(request, "The review is pending again.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("dean:autopsy", code=code)
