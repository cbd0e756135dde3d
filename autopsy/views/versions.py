"""Versions, history, submitting and taking back; the applicant's answers to comments."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.access import current_autopsy
from autopsy.choices import ReviewState, Section
from autopsy.forms.review import ReplyForm
from autopsy.models import AutopsyVersion, ReviewComment, Revision
from autopsy.queries.check import row_text
from autopsy.queries.versions import snapshot_in
from autopsy.rules.snapshot import changes
from autopsy.services import history, versions
from autopsy.services import review as reviews
from smartpick.campaign.access import get_changeable, get_visible
from smartpick.common.errors import RuleBroken, StaleEdit


def show_versions(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    return render(request, "autopsy/version_list.html", {"versions": list(autopsy.versions.all())})


def show_version(request: HttpRequest, number: int) -> HttpResponse:
    autopsy = current_autopsy(request)
    version = get_visible(AutopsyVersion, request.user, autopsy=autopsy, number=number)
    before = autopsy.versions.filter(number__lt=number).first()
    at_match = autopsy.versions.filter(at_match=True).first()
    against = at_match if request.GET.get("with") == "match" else before
    snapshot = snapshot_in(version)
    context = {
        "version": version,
        "rows": [(s.label, row_text(s, snapshot["sections"].get(s.value, {}))) for s in Section],
        "changes": changes(snapshot_in(against), snapshot) if against else [],
        "against": against,
        "labels": dict(Section.choices),
        "reviews": version.reviews.filter(state=ReviewState.FINISHED).prefetch_related("comments"),
        "reply_form": ReplyForm(),
    }
    return render(request, "autopsy/version_detail.html", context)


def show_history(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    entries = [
        (row, Section(row.section).label, row_text(Section(row.section), row.before))
        for row in autopsy.revisions.order_by("-at")[:100]
    ]
    return render(request, "autopsy/history.html", {"entries": entries})


@require_POST
def restore_revision(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    revision = get_changeable(Revision, request.user, code=code)
    try:
        history.restore(revision=revision, by=request.user, now=timezone.now())
        messages.success(request, f"{Section(revision.section).label} reads as it did before.")
    except StaleEdit:
        messages.error(request, "The section was saved meanwhile. Look at it and restore again.")
    return redirect("autopsy:history")


def forget_history(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    if request.method == "POST":
        count = history.forget(autopsy=autopsy, by=request.user, now=timezone.now())
        messages.success(request, f"{count} earlier texts are gone.")
        return redirect("autopsy:history")
    return render(request, "autopsy/forget.html", {"count": autopsy.revisions.count()})


@require_POST
def submit_version(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    try:
        version = versions.submit(autopsy=autopsy, by=request.user, now=timezone.now())
        messages.success(request, f"Version {version.number} is with your dean.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("autopsy:review")


@require_POST
def withdraw_version(request: HttpRequest, number: int) -> HttpResponse:
    autopsy = current_autopsy(request)
    version = get_changeable(AutopsyVersion, request.user, autopsy=autopsy, number=number)
    versions.withdraw(version=version, by=request.user, now=timezone.now())
    messages.success(request, f"Version {number} is taken back. No dean can read it now.")
    return redirect("autopsy:versions")


def _comment(request: HttpRequest, code: uuid.UUID) -> ReviewComment:
    finished = ReviewState.FINISHED
    return get_changeable(ReviewComment, request.user, code=code, review__state=finished)


@require_POST
def reply_to_comment(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    comment = _comment(request, code)
    form = ReplyForm(request.POST)
    number = comment.review.version.number
    if not form.is_valid():
        return render(request, "autopsy/reply.html", {"form": form, "comment": comment})
    reviews.reply(comment=comment, text=form.cleaned_data["reply"], now=timezone.now())
    return redirect("autopsy:version", number=number)


@require_POST
def close_comment(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    comment = _comment(request, code)
    reviews.close(comment=comment, by_party="applicant", now=timezone.now())
    return redirect("autopsy:version", number=comment.review.version.number)
