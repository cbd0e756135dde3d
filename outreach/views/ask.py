"""The board of asks, one ask, references, and what was never said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.access import get_target
from mentors.models import Target
from mentors.queries.person import known_of
from outreach.choices import AskLevel
from outreach.forms.ask import AskForm, ReasonForm, SaidForm
from outreach.queries.asks import (
    KIND_OF,
    ask_is_locked,
    is_counted_on,
    references_of,
    said_by_level,
    step_of,
)
from outreach.queries.board import board_of, unspoken_of
from outreach.rules.advocacy import Said
from outreach.services import asks as service
from smartpick.campaign.access import current_cycle
from smartpick.campaign.queries.soap import soap_lock
from smartpick.common.errors import RuleBroken, StaleEdit

# Which field an error belongs to, by a word of its sentence.
FIELD_OF = {"Choose email": "route", "answer": "answered_on", "Use today": "said_on"}
STEP_WORDS = {
    "identified": "chosen", "contacted": "contacted", "met": "met",
    "worked_for": "worked for", "asked": "asked", "advocated": "advocated",
}  # fmt: skip


def show_board(request: HttpRequest) -> HttpResponse:
    board = board_of(current_cycle(request.user), now=timezone.now())
    context = {
        "board": board,
        "levels": AskLevel,
        "conversion": [(STEP_WORDS[name], count) for name, count in board.conversion],
    }
    return render(request, "outreach/board.html", context)


def show_references(request: HttpRequest) -> HttpResponse:
    rows = references_of(current_cycle(request.user), today=timezone.localdate())
    context = {"rows": rows, "printed": sum(row.prints for row in rows)}
    return render(request, "outreach/reference_list.html", context)


def show_unspoken(request: HttpRequest) -> HttpResponse:
    rows = unspoken_of(current_cycle(request.user), now=timezone.now())
    return render(request, "outreach/unspoken.html", {"rows": rows, "today": timezone.localdate()})


def edit_ask(request: HttpRequest, code: UUID, level: str) -> HttpResponse:
    target, level = get_target(request.user, code), _level(level)
    ask = service.ask_of(target, level)
    form = AskForm(
        request.POST if request.method == "POST" else None, level=level,
        initial={name: getattr(ask, name) for name in (*service.FIELDS, "version")},
    )  # fmt: skip
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            service.record_ask(
                target=target, level=level, data=form.told, by=request.user, now=timezone.now(),
                expected_version=form.expected_version,
            )  # fmt: skip
            messages.success(request, "Saved.")
            return redirect("outreach:board")
        except RuleBroken as broken:
            form.add_error(_field_of(str(broken), form), str(broken))
        except StaleEdit as found:
            stale = found
            data = request.POST.copy()
            data["version"] = str(found.version)
            form = AskForm(data, level=level)
    status = 409 if stale else 200
    return render(request, "outreach/ask.html", _ask_page(target, level, form, stale=stale),
                  status=status)  # fmt: skip


def _level(level: str) -> AskLevel:
    """From an address; those hold dashes."""
    try:
        return AskLevel(level.replace("-", "_"))
    except ValueError:
        raise Http404 from None


def _field_of(words: str, form: AskForm) -> str | None:
    return next(
        (name for start, name in FIELD_OF.items() if start in words and name in form.fields), None
    )


def _ask_page(
    target: Target, level: AskLevel, form: AskForm, *, reason: ReasonForm | None = None,
    stale: StaleEdit | None = None,
) -> dict[str, Any]:  # fmt: skip
    week = soap_lock(target.cycle, timezone.now())
    contacts = target.program_contacts.select_related("pick__program")
    return {
        "target": target, "level": level, "form": form, "stale": stale,
        "ask": service.ask_of(target, level),
        "step": step_of(target, level, today=timezone.localdate()),
        "lock": week.sentence if week and ask_is_locked(target, level) else "",
        "is_closed_to_record": bool(week) and level == AskLevel.PROGRAM_CONTACT,
        "reason_form": reason or ReasonForm(),
        "kind": KIND_OF[level],
        "said": said_by_level(target).get(level, Said()),
        "letters": list(target.letters.order_by("id")) if level == AskLevel.LETTER else [],
        "is_counted_on": is_counted_on(target, level),
        "known": known_of(target, today=timezone.localdate()),
        "contacts": list(contacts) if level == AskLevel.PROGRAM_CONTACT else [],
    }  # fmt: skip


@require_POST
def ask_anyway(request: HttpRequest, code: UUID, level: str) -> HttpResponse:
    """A reason opens the step; the draft is one press further, or the words are recorded here."""
    target, level = get_target(request.user, code), _level(level)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            service.ask_anyway(
                target=target, level=level, reason=form.cleaned_data["reason"], by=request.user,
                now=timezone.now(),
            )  # fmt: skip
            return redirect("outreach:ask", code=code, level=level.replace("_", "-"))
        except RuleBroken as broken:
            form.add_error("reason", str(broken))
    ask = service.ask_of(target, level)
    held = {name: getattr(ask, name) for name in (*service.FIELDS, "version")}
    context = _ask_page(target, level, AskForm(level=level, initial=held), reason=form)
    return render(request, "outreach/ask.html", context, status=422)


@require_POST
def say_aloud(request: HttpRequest, code: UUID, level: str) -> HttpResponse:
    """'I asked on' a day, from the list of what was never said."""
    target, level = get_target(request.user, code), _level(level)
    form = SaidForm(request.POST)
    if not form.is_valid():
        messages.warning(request, form.problems[0][1])
        return redirect("outreach:unspoken")
    try:
        service.say_aloud(
            target=target, level=level, on_date=form.cleaned_data["on"], by=request.user,
            now=timezone.now(),
        )  # fmt: skip
    except RuleBroken as broken:
        messages.warning(request, f"{target.name}: {broken}")
    return redirect("outreach:unspoken")


@require_POST
def count_on(request: HttpRequest, code: UUID, level: str) -> HttpResponse:
    target, level = get_target(request.user, code), _level(level)
    counted = request.POST.get("counted") == "yes"
    try:
        service.count_on(
            target=target, level=level, counted=counted, by=request.user, now=timezone.now()
        )
    except RuleBroken as broken:
        messages.warning(request, str(broken))
    back = request.POST.get("back")
    if back == "unspoken":
        return redirect("outreach:unspoken")
    return redirect(reverse("outreach:ask", args=[code, level.replace("_", "-")]))
