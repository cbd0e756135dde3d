"""Meetings: plan, kit, calendar file, notes, and what the notes turned into."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.access import current_autopsy
from autopsy.views.page import file_name, live_page, no_pdf, paper_of
from mentors import pdf
from mentors.access import get_target
from mentors.choices import MissKind, Side
from mentors.forms.meetings import MeetingForm, NotesForm, QuestionsForm
from mentors.models import Advice, Meeting, Target
from mentors.queries.meetings import kit_parts, meetings_of
from mentors.rules.meeting import closing_sentence, suggests_concern
from mentors.services import meetings as deeds
from smartpick.campaign.access import current_cycle, get_changeable, get_visible
from smartpick.campaign.models import Task
from smartpick.common.errors import PdfUnavailable, RuleBroken
from smartpick.common.http import attachment
from smartpick.common.undo import offer_undo
from smartpick.reference.queries import specialty_names


def show_meetings(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    planned, past = meetings_of(cycle)
    targets = Target.objects.filter(cycle=cycle).select_related("faculty").order_by("snapshot_name")
    context = {"planned": planned, "past": past, "targets": targets}
    return render(request, "mentors/meeting_list.html", context)


def new_meeting(request: HttpRequest) -> HttpResponse:
    """With whom comes first: `?with=<code>` from a person's page, else a choice of one's people."""
    code = request.POST.get("with") or request.GET.get("with") or ""
    try:
        target = get_target(request.user, uuid.UUID(code))
    except ValueError:
        return redirect("mentors:meetings")
    initial = {"minutes": 25, "lane": request.GET.get("lane", "")[:80]}
    initial["is_exploratory"] = bool(initial["lane"])
    form = MeetingForm(
        request.POST if request.method == "POST" else None, initial=initial, is_new=True
    )
    if request.method == "POST" and form.is_valid():
        meeting = deeds.plan_meeting(
            target=target, data=form.plan, by=request.user, now=timezone.now()
        )
        messages.success(request, "Planned. Choose your questions below.")
        return redirect("mentors:kit", code=meeting.code)
    context = {"form": form, "target": target, "specialties": specialty_names(), "is_new": True}
    return render(request, "mentors/meeting_form.html", context)


def edit_meeting(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    meeting = get_changeable(Meeting, request.user, code=code)
    at = timezone.localtime(meeting.at) if meeting.at else None
    initial = {
        "on_date": at.date() if at else None, "at_time": f"{at:%H:%M}" if at else "",
        "minutes": meeting.minutes, "place": meeting.place, "moved_by": Side.ME,
        "is_exploratory": meeting.is_exploratory, "lane": meeting.lane,
    }  # fmt: skip
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        deeds.change_meeting(
            meeting=meeting, data=form.plan, moved_by=form.cleaned_data["moved_by"],
            today=timezone.localdate(), now=timezone.now(),
        )  # fmt: skip
        messages.success(request, "Saved.")
        return redirect("mentors:meeting", code=code)
    context = {"form": form, "meeting": meeting, "target": meeting.target,
               "specialties": specialty_names()}  # fmt: skip
    return render(request, "mentors/meeting_form.html", context)


@require_POST
def call_off(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Cancelled by me, by them, or they did not come."""
    meeting = get_changeable(Meeting, request.user, code=code)
    kind, by = request.POST.get("kind", ""), request.POST.get("by", "")
    if kind not in (MissKind.CANCELLED, MissKind.NO_SHOW) or by not in Side.values:
        raise Http404
    today, now = timezone.localdate(), timezone.now()
    deeds.call_off(meeting=meeting, kind=kind, by=by, today=today, now=now)
    words = f"Meeting with {meeting.target.name}: {meeting.get_state_display().lower()}."
    offer_undo(request, words, reverse("mentors:reopen-meeting", args=[code]))
    return redirect("mentors:meetings")


@require_POST
def reopen_meeting(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    meeting = get_changeable(Meeting, request.user, code=code)
    deeds.reopen_meeting(meeting=meeting, now=timezone.now())
    messages.success(request, "Planned again.")
    return redirect("mentors:meeting", code=code)


def show_kit(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The three parts, and which questions to print."""
    meeting = get_visible(Meeting, request.user, code=code)
    autopsy = current_autopsy(request)
    parts = kit_parts(autopsy, meeting)
    chosen = meeting.questions or [key for key, _ in parts.offered[:4]]
    form = QuestionsForm(
        request.POST if request.method == "POST" else None,
        offered=parts.offered,
        initial={"questions": chosen, "own_question": meeting.own_question},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        deeds.choose_questions(
            meeting=get_changeable(Meeting, request.user, code=code),
            questions=data["questions"], own=data["own_question"],
        )  # fmt: skip
        messages.success(request, "Saved. The kit prints these.")
        return redirect("mentors:kit", code=code)
    context = {"form": form, "meeting": meeting, "target": meeting.target, "parts": parts,
               "ready": 2 + bool(meeting.questions)}  # fmt: skip
    return render(request, "mentors/kit.html", context)


def show_kit_pdf(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    meeting = get_visible(Meeting, request.user, code=code)
    autopsy = current_autopsy(request)
    parts = kit_parts(autopsy, meeting)
    at = timezone.localtime(meeting.at) if meeting.at else None
    when = f"{at:%A, %B} {at.day}, {at:%I:%M %p}".replace(" 0", " ") if at else ""
    sheet = pdf.KitPaper(
        meeting.target.name, ". ".join(part for part in (when, meeting.place) if part),
        parts.do, parts.avoid, parts.chosen(meeting),
    )  # fmt: skip
    page = live_page(autopsy)
    try:
        made = pdf.meeting_kit(page, sheet, paper=paper_of(request, autopsy))
    except PdfUnavailable:
        return no_pdf(request)
    return attachment(made.body, name=file_name(page, "kit"), content_type="application/pdf")


def show_summary_for(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The one page with the reader's name in its corner."""
    target = get_target(request.user, code)
    autopsy = current_autopsy(request)
    page = live_page(autopsy)
    try:
        made = pdf.summary_for(page, who=target.name, paper=paper_of(request, autopsy))
    except PdfUnavailable:
        return no_pdf(request)
    name = file_name(page, "summary")
    return attachment(made.pdf.body, name=name, content_type="application/pdf")


def show_invitation(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    meeting = get_visible(Meeting, request.user, code=code)
    if meeting.at is None:
        raise Http404
    host = request.get_host().partition(":")[0]
    from mentors.calendar import invitation  # noqa: PLC0415  (the library costs more than a page)

    body = invitation(meeting, host=host, now=timezone.now())
    return attachment(body, name="meeting.ics", content_type="text/calendar; charset=utf-8")


def edit_notes(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Notes on the left, the page that they were shown beside it; one press makes the plan."""
    meeting = get_changeable(Meeting, request.user, code=code)
    form = NotesForm(request.POST if request.method == "POST" else None, initial=_noted(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            _hold(request, meeting, form)
        except RuleBroken as why:
            form.add_error("held_on" if "date" in str(why) else "said", str(why))
        else:
            return redirect("mentors:made", code=code)
    context = {"form": form, "meeting": meeting, "target": meeting.target}
    return render(request, "mentors/notes.html", context)


def _hold(request: HttpRequest, meeting: Meeting, form: NotesForm) -> None:
    held_on, now = form.cleaned_data["held_on"], timezone.now()
    made = deeds.hold_meeting(
        meeting=meeting, held_on=held_on, notes=form.notes, agreed=form.agreed_words,
        by=request.user, now=now,
    )  # fmt: skip
    deeds.turn_advice_into_tasks(advice=made.advice, held_on=held_on, now=now)


def _noted(meeting: Meeting) -> dict[str, Any]:
    """What stands already; the day is the planned one once it has come, else today."""
    today = timezone.localdate()
    planned = timezone.localdate(meeting.at) if meeting.at else today
    initial: dict[str, Any] = {
        "held_on": min(planned, today), "update_allowed": "not_asked", "realism": "not_said",
        "weeks": 6,
    }  # fmt: skip
    advice = Advice.objects.filter(meeting=meeting).first()
    if advice is None:
        return initial
    names = ("said", "offers", "people", "realism", "reason", "update_allowed", "weeks",
             "saw_numbers", "specific")  # fmt: skip
    initial |= {name: getattr(advice, name) for name in names}
    initial |= {f"priority_{n}": text for n, text in enumerate(advice.priorities, start=1)}
    return initial | {f"avoid_{n}": text for n, text in enumerate(advice.avoid, start=1)}


def show_made(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """What was created, with an Undo for each; the sentence to send; has the stage changed?"""
    meeting = get_visible(Meeting, request.user, code=code)
    advice = Advice.objects.belonging_to(request.user).filter(meeting=meeting).first()
    if advice is None:
        return redirect("mentors:notes", code=code)
    told = {"yes": True, "no": False}
    concern = suggests_concern(
        saw_numbers=told.get(advice.saw_numbers), was_specific=told.get(advice.specific)
    )
    context = {
        "meeting": meeting,
        "target": meeting.target,
        "advice": advice,
        "tasks": Task.objects.belonging_to(request.user).filter(origin_code=meeting.code),
        "promises": meeting.target.commitments.filter(origin_code=meeting.code),
        "contact": meeting.target.contacts.filter(origin_code=meeting.code).first(),
        "closing": closing_sentence(advice.priorities, advice.avoid),
        "concern": concern,
    }
    return render(request, "mentors/made.html", context)


@require_POST
def remove_action(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Undo of one action made from notes: it was only just made, so it goes."""
    task = get_changeable(Task, request.user, code=code)
    origin = task.origin_code
    deeds.unmake_action(task=task, now=timezone.now())
    messages.success(request, "Taken back.")
    if origin and Meeting.objects.belonging_to(request.user).filter(code=origin).exists():
        return redirect("mentors:made", code=origin)
    return redirect("mentors:meetings")
