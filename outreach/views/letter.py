"""Letters: the list, one letter, its ways out and back, the sheet for its writer."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.models import Target
from outreach.forms.letter import EndForm, LetterForm, NewLetterForm
from outreach.models import Letter
from outreach.pdf.briefing import briefing_page
from outreach.queries.briefing import briefing_of
from outreach.queries.facts import leads_programs
from outreach.queries.letter import LetterLine, LetterSet, letter_set, one_letter, service_for
from outreach.queries.message import people_to_write_to
from outreach.rules.letter import waiver_sentence
from outreach.services import letter as service
from smartpick.campaign.access import current_cycle, get_changeable, get_visible
from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import soap_lock
from smartpick.common.errors import PdfUnavailable, RuleBroken
from smartpick.common.http import attachment
from smartpick.common.undo import offer_undo
from smartpick.reference.queries import letter_form_of, specialty_names

STEP_WORDS = {"asked": "Asked today", "requested": "Requested today", "uploaded": "Uploaded today"}


def show_letters(request: HttpRequest) -> HttpResponse:
    cycle, now = current_cycle(request.user), timezone.now()
    whole = letter_set(cycle, today=timezone.localdate(now))
    week = soap_lock(cycle, now)
    context = {"letters": whole, "lock": week.sentence if week else ""}
    return render(request, "outreach/letter_list.html", context)


def new_letter(request: HttpRequest) -> HttpResponse:
    cycle, today = current_cycle(request.user), timezone.localdate()
    whole = letter_set(cycle, today=today)
    people = people_to_write_to(cycle)
    form = NewLetterForm(
        request.POST if request.method == "POST" else None,
        people=[(str(code), name) for name, code in people],
        today=today,
        initial={
            "person": request.GET.get("with", ""), "kind": "clinical", "specialty": whole.specialty,
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, cycle, form, today)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
    context = {
        "form": form, "has_people": bool(people), "specialties": specialty_names(),
        "own_form": letter_form_of(whole.specialty),
    }  # fmt: skip
    return render(request, "outreach/letter_new.html", context)


def _added(request: HttpRequest, cycle: Cycle, form: NewLetterForm, today: date) -> HttpResponse:
    target = _target(request, cycle, form.cleaned_data["person"])
    told = replace(form.told, application_service=service_for(form.told.specialty))
    letter, is_new = service.add_letter(
        target=target, told=told, by=request.user, now=timezone.now(), today=today
    )
    words = "is on your list" if is_new else "is on your list already: this is it"
    offer_undo(request, f"The letter from {letter.writer} {words}.", "")
    return redirect("outreach:letter", code=letter.code)


def _target(request: HttpRequest, cycle: Cycle, code: str) -> Target:
    rows = Target.objects.belonging_to(request.user).filter(cycle=cycle)
    rows = rows.select_related("faculty", "cycle__applicant__user")
    found = rows.filter(faculty__code=code).first() or rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def edit_letter(request: HttpRequest, code: UUID) -> HttpResponse:
    """All that is known of one letter, saved at once."""
    if request.method == "GET":
        letter = get_visible(Letter, request.user, code=code)
        return page(request, letter)
    letter = get_changeable(Letter, request.user, code=code)
    now, today = timezone.now(), timezone.localdate()
    line = one_letter(letter, today=today)
    form = LetterForm(request.POST, letter=letter, plan=line.plan, today=today)
    if not form.is_valid():
        return page(request, letter, form=form)
    try:
        letter = service.save_letter(
            letter=letter, told=form.told, expected_version=form.expected_version, now=now,
            today=today,
        )  # fmt: skip
    except RuleBroken as broken:
        return page(request, letter, form=_with_new_version(request, form), problem=str(broken))
    offer_undo(request, f"Saved: {letter.get_state_display().lower()}.", "")
    return redirect("outreach:letter", code=code)


def _with_new_version(request: HttpRequest, form: LetterForm) -> LetterForm:
    """What was typed stays; the next press saves it over what was saved elsewhere."""
    data = request.POST.copy()
    data["version"] = str(form.letter.version)
    return LetterForm(data, letter=form.letter, plan=form.plan, today=form.today)


@require_POST
def end_letter(request: HttpRequest, code: UUID) -> HttpResponse:
    letter = get_changeable(Letter, request.user, code=code)
    now, today = timezone.now(), timezone.localdate()
    form = EndForm(request.POST)
    if not form.is_valid():
        return page(request, letter, end_form=form)
    try:
        service.end_letter(
            letter=letter, how=form.cleaned_data["how"], note=form.cleaned_data["note"],
            on_date=form.cleaned_data["on_date"] or today, now=now, today=today,
        )  # fmt: skip
    except RuleBroken as broken:
        form.add_error("on_date", str(broken))
        return page(request, letter, end_form=form)
    offer_undo(
        request, f"The letter from {letter.writer} is not counted on.",
        reverse("outreach:take-up-letter", args=[code]),
    )  # fmt: skip
    return redirect("outreach:letters")


@require_POST
def take_up_letter(request: HttpRequest, code: UUID) -> HttpResponse:
    letter = get_changeable(Letter, request.user, code=code)
    try:
        service.take_up(letter=letter, now=timezone.now(), today=timezone.localdate())
    except RuleBroken as broken:
        return page(request, letter, problem=str(broken))
    offer_undo(request, f"The letter from {letter.writer} counts again.", "")
    return redirect("outreach:letter", code=code)


@require_POST
def take_step(request: HttpRequest, code: UUID, step: str) -> HttpResponse:
    """'Asked today' and its like, from the row; Undo takes it back."""
    letter = get_changeable(Letter, request.user, code=code)
    if step not in service.STEPS:
        raise Http404
    now, today = timezone.now(), timezone.localdate()
    try:
        service.take_step(letter=letter, step=step, now=now, today=today)
    except RuleBroken as broken:
        return page(request, letter, problem=str(broken))
    words = f"{letter.writer}: {STEP_WORDS[step].lower()}."
    offer_undo(request, words, reverse("outreach:undo-letter-step", args=[code, step]))
    return redirect("outreach:letters")


@require_POST
def undo_letter_step(request: HttpRequest, code: UUID, step: str) -> HttpResponse:
    letter = get_changeable(Letter, request.user, code=code)
    if step not in service.STEPS:
        raise Http404
    try:
        service.take_step_back(
            letter=letter, step=step, now=timezone.now(), today=timezone.localdate()
        )
    except RuleBroken as broken:
        return page(request, letter, problem=str(broken))
    offer_undo(request, f"{letter.writer}: taken back.", "")
    return redirect("outreach:letters")


def print_briefing(request: HttpRequest, code: UUID) -> HttpResponse:
    """The sheet for the writer: facts to write from, and no sentence to copy (T6)."""
    letter = get_visible(Letter, request.user, code=code)
    today = timezone.localdate()
    line = one_letter(letter, today=today)
    applicant = letter.target.cycle.applicant
    try:
        made = briefing_page(briefing_of(line, today=today), paper=applicant.paper or "letter")
    except PdfUnavailable:
        return render(request, "autopsy/no_pdf.html", status=503)
    return attachment(made.pdf.body, name="briefing.pdf", content_type="application/pdf")


def page(request: HttpRequest, letter: Letter, *, status: int = 200, **extra: Any) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    whole: LetterSet = letter_set(letter.target.cycle, today=today)
    line: LetterLine = whole.line_of(letter)
    week = soap_lock(letter.target.cycle, now)
    locked = week is not None and leads_programs(letter.target)
    context = {
        "letter": letter, "line": line, "letters": whole,
        "form": LetterForm(letter=letter, plan=line.plan, today=today),
        "end_form": EndForm(), "own_form": letter_form_of(letter.specialty),
        "waiver": waiver_sentence(letter.waived), "specialties": specialty_names(),
        "lock": week.sentence if week and locked else "", "events": list(letter.events.all()),
        **extra,
    }  # fmt: skip
    wrong = extra.get("problem") or any(
        form.errors for form in (context["form"], context["end_form"]) if form.is_bound
    )
    return render(request, "outreach/letter_page.html", context, status=422 if wrong else status)
