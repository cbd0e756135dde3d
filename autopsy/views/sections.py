"""The ten sections: list, edit, autosave, check answers, the private number."""

import secrets
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.access import current_autopsy
from autopsy.choices import Section, SectionStatus
from autopsy.forms.base import UNSEEN, SectionForm
from autopsy.forms.rank import RankForm
from autopsy.forms.sections import SECTION_FORMS, initial_of
from autopsy.models import MatchAutopsy, SectionState
from autopsy.queries.check import check_rows
from autopsy.queries.sections import (
    Values,
    next_section,
    read_section,
    section_lines,
    section_states,
)
from autopsy.queries.versions import changed_since, newest_submitted
from autopsy.rules.section_line import COMPOSE, composed_line
from autopsy.services import rank
from autopsy.services.sections import save_section
from smartpick.accounts.models import AdvisingLink
from smartpick.accounts.querysets import open_link
from smartpick.common.errors import StaleEdit
from smartpick.reference.queries import specialty_names

MINUTES = {
    "specialty": 2, "exams": 2, "class_rank": 1, "research": 1, "clinical": 1,
    "geography": 1, "applications": 3, "red_flags": 1, "questions": 3, "ratings": 2,
}  # fmt: skip


def show_sections(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    submitted = newest_submitted(autopsy)
    lines = section_lines(autopsy, changed_since(autopsy, submitted))
    done = sum(line.is_done for line in lines)
    context = {
        "domains": lines[:8],
        "own_view": lines[8:],
        "minutes": MINUTES,
        "done": done,
        "total": len(lines),
        "next": next_section(lines),
        "dean_names": dean_names(autopsy),
        "submitted": submitted,
    }
    return render(request, "autopsy/section_list.html", context)


def dean_names(autopsy: MatchAutopsy) -> list[str]:
    links = AdvisingLink.objects.filter(
        open_link(timezone.localdate(), prefix=""), applicant=autopsy.cycle.applicant
    ).select_related("membership__user")
    return [link.membership.user.shown_name for link in links]


def section_of(slug: str) -> Section:
    name = slug.replace("-", "_")
    if name not in Section.values or "_" in slug:
        raise Http404
    return Section(name)


def edit_section(request: HttpRequest, slug: str) -> HttpResponse:
    autopsy = current_autopsy(request)
    section = section_of(slug)
    form_class = SECTION_FORMS[section]
    if request.method == "POST":
        form = form_class(request.POST)
        if form.is_valid():
            return _save(request, autopsy, section, form)
        return _form_page(request, autopsy, section, form)
    state, stored = section_states(autopsy).get(section), read_section(autopsy, section)
    initial = initial_of(section, stored)
    form = form_class(initial={**initial, **_opened(state)})
    return _form_page(request, autopsy, section, form, state=state, stored=stored)


def _opened(state: SectionState | None) -> dict[str, Any]:
    """What the page carries back: the version it shows, and a name for this opened form."""
    return {"version": state.version if state else 0, "tab": secrets.token_urlsafe(12), "turn": 0}


def _save(
    request: HttpRequest, autopsy: MatchAutopsy, section: Section, form: SectionForm
) -> HttpResponse:
    state = SectionStatus.IN_PROGRESS if "later" in request.POST else SectionStatus.DONE
    try:
        _store(request, autopsy, form, form.values, state)
    except StaleEdit as stale:
        return _conflict(request, autopsy, section, stale)
    if "check" in request.POST:
        return redirect("autopsy:review")
    following = next_section(section_lines(autopsy), after=section)
    if following is None:
        return redirect("autopsy:review")
    return redirect("autopsy:edit-section", slug=following.value.replace("_", "-"))


def _store(
    request: HttpRequest,
    autopsy: MatchAutopsy,
    form: SectionForm,
    values: dict[str, Any],
    state: str | None,
) -> int:
    origin = form.origin
    return save_section(
        autopsy=autopsy,
        section=form.section,
        values=values,
        expected_version=origin.version,
        tab=origin.tab,
        turn=origin.turn,
        by=request.user,
        now=timezone.now(),
        state=state,
    )


def _conflict(
    request: HttpRequest, autopsy: MatchAutopsy, section: Section, stale: StaleEdit
) -> HttpResponse:
    """Both texts: this one stays in the form and wins when it is sent again."""
    data = request.POST.copy()
    data["version"] = str(stale.version)
    mine = SECTION_FORMS[section](data)
    mine.is_valid()
    theirs = SECTION_FORMS[section](initial=initial_of(section, stale.current))
    pairs = [
        (mine[name].label, theirs[name].value(), mine[name].value())
        for name in mine.fields
        if name not in UNSEEN and _told(mine[name].value()) != _told(theirs[name].value())
    ]
    extra = {"conflict": stale, "pairs": pairs}
    return _form_page(request, autopsy, section, mine, extra, status=409)


def _told(value: Any) -> Any:
    if isinstance(value, list):
        return sorted(map(str, value))
    return "" if value in (None, False) else str(value)


def _form_page(
    request: HttpRequest,
    autopsy: MatchAutopsy,
    section: Section,
    form: SectionForm,
    extra: dict[str, Any] | None = None,
    status: int = 200,
    state: SectionState | None = None,
    stored: Values | None = None,
) -> HttpResponse:
    """`state` and `stored` when the caller has read them already."""
    if stored is None:
        state, stored = section_states(autopsy).get(section), read_section(autopsy, section)
    composed = composed_line(section, stored) if section in COMPOSE else ""
    context = {
        "form": form,
        "section": section,
        "slug": section.value.replace("_", "-"),
        "number": list(Section).index(section) + 1,
        "saved_at": state.saved_at if state else None,
        "composed": composed,
        "specialties": specialty_names() if section == Section.SPECIALTY else [],
        "dean_names": dean_names(autopsy),
        "checking": "check" in request.GET or "check" in request.POST,
        "notes": f"autopsy/notes/_{section.value}.html",
        "bare": True,
        **(extra or {}),
    }
    return render(request, "autopsy/section_form.html", context, status=status)


@require_POST
def autosave_section(request: HttpRequest, slug: str) -> HttpResponse:
    """Stores what passes; what does not keeps its earlier value, and the line says so."""
    autopsy = current_autopsy(request)
    section = section_of(slug)
    form = SECTION_FORMS[section](request.POST)
    form.is_valid()
    stored = read_section(autopsy, section) if form.errors else {}
    values = form.values | {name: stored[name] for name in form.errors if name in stored}
    try:
        version = _store(request, autopsy, form, values, None)
    except StaleEdit as stale:
        return render(request, "autopsy/_stale_line.html", {"stale": stale}, status=409)
    answer = render(
        request,
        "autopsy/_saved_line.html",
        {"saved_at": timezone.now(), "waiting": len(form.errors)},
    )
    answer.headers["X-Section-Version"] = str(version)
    return answer


def check_answers(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    lines = section_lines(autopsy)
    context = {
        "rows": check_rows(autopsy),
        "empty": [line.section.label for line in lines if not line.is_done],
        "submitted": newest_submitted(autopsy),
        "dean_names": dean_names(autopsy),
    }
    return render(request, "autopsy/review.html", context)


def edit_private_rank(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    form = RankForm(request.POST if request.method == "POST" else None, initial=rank.read(autopsy))
    if request.method == "POST":
        if "delete" in request.POST:
            rank.forget(autopsy=autopsy)
            return redirect("autopsy:private-rank")
        if form.is_valid():
            rank.save(autopsy=autopsy, **form.cleaned_data)
            return redirect("autopsy:edit-section", slug="applications")
    return render(request, "autopsy/private_rank.html", {"form": form})
