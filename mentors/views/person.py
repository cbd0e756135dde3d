"""Deeds on one person: choice, stage, seat, edge, contacts, promises, concerns, rhythm."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.access import get_target
from mentors.choices import Seat
from mentors.forms.people import (
    STAGES,
    ConcernForm,
    ContactForm,
    MoveForm,
    MovePromiseForm,
    PromiseForm,
    RhythmForm,
    TargetForm,
)
from mentors.models import Commitment, Concern, Contact, StageMove, Target
from mentors.queries.person import stage_facts, stage_of, what_next_lacks
from mentors.queries.team import freed_time_goes_to, team_of
from mentors.rules.stage import LACKING, missing_for, next_stage
from mentors.services import promises, stages, targets
from smartpick.campaign.access import get_changeable
from smartpick.common.errors import RuleBroken
from smartpick.common.undo import offer_undo


def _page(target: Target) -> str:
    return reverse("home:person", args=[target.faculty.code if target.faculty else target.code])


def _form_page(
    request: HttpRequest, target: Target, form: Any, *, title: str, button: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "target": target, "title": title, "button": button,
               "back": _page(target), **more}  # fmt: skip
    return render(request, "mentors/person_form.html", context)


def edit_choice(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    told = {True: "yes", False: "no", None: ""}
    initial = {
        "why": target.why,
        "advised_before": target.advised_before,
        "saw_numbers_then": told[target.saw_numbers_then],
        "challenged_then": told[target.challenged_then],
    }
    form = TargetForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        targets.edit_target(target=target, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect(_page(target))
    return _form_page(request, target, form, title=f"Why {target.name}", button="Save")


def move_stage(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    here = stage_of(target)
    today = timezone.localdate()
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        initial={
            "goal": next_stage(here) or here, "on_date": today, "opportunity": target.opportunity,
            "willing_words": target.willing_words,
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            move = _move(request, target, form.cleaned_data)
        except RuleBroken as why:
            form.add_error("on_date", str(why))
        else:
            missing = missing_for(here, move.goal, stage_facts(target, today=today))
            words = f"{target.name}: {dict(STAGES)[move.goal]}."
            if missing:
                words += f" Not shown yet: {'; '.join(LACKING[name] for name in missing)}."
            offer_undo(request, words, reverse("mentors:undo-move", args=[code]))
            return redirect(_page(target))
    lacks = what_next_lacks(target, today=today)
    return _form_page(
        request, target, form, title=f"Move {target.name}", button="Move stage", lacks=lacks
    )


def _move(request: HttpRequest, target: Target, data: dict[str, Any]) -> StageMove:
    today = timezone.localdate()
    if data["opportunity"] != target.opportunity:
        targets.note_opportunity(
            target=target, words=data["opportunity"], on_date=data["on_date"], today=today
        )
    if data["willing_words"] != target.willing_words:
        targets.note_willing(
            target=target, words=data["willing_words"], on_date=data["on_date"], today=today
        )
    return stages.move_stage(
        target=target, goal=data["goal"], evidence=data["evidence"], note=data["note"],
        on_date=data["on_date"], by=request.user, now=timezone.now(),
    )  # fmt: skip


@require_POST
def undo_move(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    last = StageMove.objects.belonging_to(request.user).filter(target=target).first()
    if last is not None:
        stages.undo_move(move=last, now=timezone.now())
        messages.success(request, "Taken back.")
    return redirect(_page(target))


@require_POST
def take_seat(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    seat = request.POST.get("seat", "")
    if seat not in ("", *Seat.values):
        raise Http404
    try:
        said = stages.take_seat(target=target, seat=seat, by=request.user, now=timezone.now())
    except RuleBroken as why:
        messages.warning(request, str(why))
    else:
        words = f"{target.name} holds the {seat} seat." if seat else f"{target.name} has no seat."
        messages.success(request, " ".join([words, *said]))
    return redirect("mentors:team")


@require_POST
def to_edge(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """One press; then whom the freed time goes to."""
    target = get_target(request.user, code)
    try:
        stages.move_to_edge(target=target, by=request.user, now=timezone.now())
    except RuleBroken as why:
        messages.warning(request, str(why))
        return redirect(_page(target))
    team = team_of(target.cycle, today=timezone.localdate())
    others = freed_time_goes_to(team, but=target, today=timezone.localdate())
    names = ", ".join(line.name for line in others[:2])
    gift = f" Give the freed updates to {names}." if names else ""
    offer_undo(
        request,
        f"{target.name} is at the edge. You do not have to tell them; nothing was sent.{gift}",
        reverse("mentors:from-edge", args=[code]),
    )
    return redirect("mentors:team")


@require_POST
def from_edge(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    if not hasattr(target, "mentorship"):
        raise Http404
    stages.back_from_edge(target=target, by=request.user, now=timezone.now())
    messages.success(request, f"{target.name} is back.")
    return redirect(_page(target))


def log_contact(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        initial={"on_date": timezone.localdate()},
    )
    done = _saved(request, form, "on_date", lambda data: _logged(request, target, data))
    if done:
        return redirect(_page(target))
    title = f"What happened with {target.name}"
    return _form_page(request, target, form, title=title, button="Save")


def _logged(request: HttpRequest, target: Target, data: dict[str, Any]) -> None:
    now = timezone.now()
    made = targets.record_contact(target=target, now=now, today=timezone.localdate(), **data)
    undo = reverse("mentors:remove-contact", args=[made.code])
    offer_undo(request, "Saved. Every count starts from the latest contact.", undo)


def _saved(
    request: HttpRequest, form: Any, blamed: str, deed: Callable[[dict[str, Any]], None]
) -> bool:
    """A form checked and its deed done; what the rules refuse stands beside its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        deed(form.cleaned_data)
    except RuleBroken as why:
        form.add_error(blamed, str(why))
        return False
    return True


@require_POST
def remove_contact(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    contact = get_changeable(Contact, request.user, code=code)
    target = contact.target
    targets.remove_contact(contact=contact, now=timezone.now())
    messages.success(request, "Taken back.")
    return redirect(_page(target))


def add_promise(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    form = PromiseForm(
        request.POST if request.method == "POST" else None,
        initial={"by": "me", "kind": "work", "made_on": timezone.localdate()},
    )

    def deed(data: dict[str, Any]) -> None:
        promises.promise(target=target, now=timezone.now(), **data)
        messages.success(request, "Saved.")

    if _saved(request, form, "due_on", deed):
        return redirect(_page(target))
    title = f"A promise between you and {target.name}"
    return _form_page(request, target, form, title=title, button="Save the promise")


@require_POST
def deliver_promise(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    row = get_changeable(Commitment, request.user, code=code)
    today = timezone.localdate()
    promises.deliver(commitment=row, on_date=today, now=timezone.now(), today=today)
    offer_undo(request, f"Kept: {row.what}.", reverse("mentors:reopen-promise", args=[code]))
    return redirect(_page(row.target))


@require_POST
def reopen_promise(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    row = get_changeable(Commitment, request.user, code=code)
    promises.reopen_promise(commitment=row, now=timezone.now())
    messages.success(request, "Taken back.")
    return redirect(_page(row.target))


def move_promise(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    row = get_changeable(Commitment, request.user, code=code)
    form = MovePromiseForm(request.POST if request.method == "POST" else None)

    def deed(data: dict[str, Any]) -> None:
        now = timezone.now()
        if data["because"]:
            promises.drop_promise(commitment=row, because=data["because"], now=now)
            return
        promises.move_promise(
            commitment=row, to_date=data["to_date"], agreed=data["agreed"],
            today=timezone.localdate(), now=now,
        )  # fmt: skip

    if _saved(request, form, "to_date", deed):
        messages.success(request, "Saved.")
        return redirect(_page(row.target))
    return _form_page(request, row.target, form, title=f"Move or drop: {row.what}", button="Save")


def add_concern(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    form = ConcernForm(
        request.POST if request.method == "POST" else None,
        initial={"on_date": timezone.localdate(), "kind": request.GET.get("kind", "")},
    )

    def deed(data: dict[str, Any]) -> None:
        made = promises.note_concern(target=target, today=timezone.localdate(), **data)
        undo = reverse("mentors:remove-concern", args=[made.code])
        offer_undo(request, "Noted. Only you see it.", undo)

    if _saved(request, form, "on_date", deed):
        return redirect(_page(target))
    return _form_page(
        request, target, form, title=f"A concern about {target.name}", button="Note it",
        private=True,
    )  # fmt: skip


@require_POST
def remove_concern(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    concern = get_changeable(Concern, request.user, code=code)
    target = concern.target
    promises.remove_concern(concern=concern)
    messages.success(request, "Removed.")
    return redirect(_page(target))


def edit_rhythm(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    held = getattr(target, "mentorship", None)
    if held is None:
        raise Http404
    initial = {
        "is_off": held.rhythm_off, "due_weeks": held.rhythm_due_weeks,
        "late_weeks": held.rhythm_late_weeks, "away_from": held.away_from,
        "away_until": held.away_until,
    }  # fmt: skip
    form = RhythmForm(request.POST if request.method == "POST" else None, initial=initial)

    def deed(data: dict[str, Any]) -> None:
        stages.set_rhythm(mentorship=held, now=timezone.now(), **data)

    if _saved(request, form, "late_weeks", deed):
        messages.success(request, "Saved.")
        return redirect(_page(target))
    title = f"How often {target.name} hears from you"
    return _form_page(request, target, form, title=title, button="Save")
