"""Notes, questions and messages between a dean and an advisee; answering a reason."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.accounts.models import AdvisingLink
from smartpick.campaign.access import get_reviewable
from smartpick.common.errors import RuleBroken
from smartpick.dean.choices import Answer, NoteKind
from smartpick.dean.forms import AnswerForm, AttentionForm, MessageForm, NoteForm, QuestionForm
from smartpick.dean.models import DeanNote, DeanQuestion
from smartpick.dean.queries import review, words
from smartpick.dean.services import attention, write_note
from smartpick.dean.services import words as deeds
from smartpick.dean.services.rows import work_out_line


def edit_notes(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    shared = get_reviewable(request.user, code, what="notes", now=now)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"kind": "private"})
    if request.method == "POST" and form.is_valid():
        write_note(applicant=shared.applicant, author=request.user, now=now, **form.cleaned_data)
        messages.success(request, "Note kept.")
        return redirect("dean:notes", code=code)
    context = review.private_and_shared(shared) | {
        "shared": shared,
        "form": form,
        "answer_form": AnswerForm(prefix="answer"),
        "questions": words.questions_to(shared, request.user),
        "sent": words.messages_to(shared, request.user),
        "readers": review.colleagues(shared.link.membership),
    }
    return render(request, "dean/notes.html", context)


@require_POST
def answer_question(request: HttpRequest, code: uuid.UUID, question: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    shared = get_reviewable(request.user, code, what="a question", now=now)
    row = words.questions_to(shared, request.user).filter(code=question).first()
    if row is None:
        raise Http404
    form = AnswerForm(request.POST, prefix="answer")
    if not form.is_valid():
        messages.error(request, form.problems[0][1])
        return redirect("dean:notes", code=code)
    try:
        deeds.answer_question(
            question=row, text=form.cleaned_data["text"], by=request.user, now=now
        )
        messages.success(request, "Answered.")
    except RuleBroken as why:
        messages.error(request, str(why))
    return redirect("dean:notes", code=code)


def write_to(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    now = timezone.now()
    shared = get_reviewable(request.user, code, what="a message", now=now)
    subject, text = words.neutral_words(shared.link, request.user)
    form = MessageForm(
        request.POST if request.method == "POST" else None,
        initial={"subject": subject, "text": text},
    )
    if request.method == "POST" and form.is_valid():
        deeds.write_to(link=shared.link, by=request.user, now=now, **form.cleaned_data)
        messages.success(request, f"On its way to {shared.applicant.shown_name}.")
        return redirect("dean:cohort")
    context = {"shared": shared, "form": form, "soap": words.soap_of(shared, now)}
    return render(request, "dean/write.html", context)


def answer_reason(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The reasons of one advisee: put off, handed on, or known."""
    now = timezone.now()
    today = timezone.localdate(now)
    shared = get_reviewable(request.user, code, what="reasons for attention", now=now)
    work_out_line(link=shared.link, now=now)
    view = words.line_of(shared, today)
    deans = words.other_deans(shared, today)
    form = AttentionForm(
        request.POST if request.method == "POST" else None,
        reasons=[(r.field, r.sentence) for r in view.judged.because],
        deans=[(str(dean.code), dean.shown_name) for dean in deans],
        today=today,
        initial={"rule": view.first_rule},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        to = next((d for d in deans if str(d.code) == data.get("handed_to")), None)
        attention.quiet_reason(
            link=shared.link, rule=data["rule"], answer=data["answer"], by=request.user, now=now,
            until=data["until"], because=data["because"], handed_to=to,
        )  # fmt: skip
        done = {Answer.LATER: "Put off", Answer.HANDED: "Handed on"}.get(data["answer"], "Noted")
        messages.success(request, f"{done}: {shared.applicant.shown_name}.")
        return redirect("dean:cohort")
    context = {
        "shared": shared, "form": form, "view": view,
        "marks": words.marks_of(shared, request.user),
    }  # fmt: skip
    return render(request, "dean/attention.html", context)


@require_POST
def speak_again(request: HttpRequest, code: uuid.UUID, rule: str) -> HttpResponse:
    now = timezone.now()
    shared = get_reviewable(request.user, code, what="reasons for attention", now=now)
    attention.speak_again(link=shared.link, rule=rule, by=request.user, now=now)
    return redirect("dean:attention", code=code)


# --- the applicant's side -------------------------------------------------------------------------


def show_shared_notes(request: HttpRequest) -> HttpResponse:
    """What deans wrote for both to read, and what was asked of them."""
    return _shared_notes(request)


def _shared_notes(request: HttpRequest, form: QuestionForm | None = None) -> HttpResponse:
    """`form` is the one that was sent and has errors; it names its link."""
    notes = DeanNote.objects.belonging_to(request.user).filter(kind=NoteKind.SHARED)
    links = words.deans_of(request.user, timezone.localdate())
    asks = [
        (link, form if form and form.auto_id == _ids(link) else QuestionForm(auto_id=_ids(link)))
        for link in links
    ]
    context = {
        "notes": list(notes),
        "questions": list(DeanQuestion.objects.belonging_to(request.user)),
        "asks": asks,
        "form": form,
    }
    return render(request, "dean/shared_notes.html", context)


def _ids(link: AdvisingLink) -> str:
    return f"ask-{link.code}-%s"


@require_POST
def ask(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """`code` is the link's: the dean that is asked."""
    now = timezone.now()
    link: AdvisingLink | None = next(
        (one for one in words.deans_of(request.user, timezone.localdate(now)) if one.code == code),
        None,
    )
    if link is None:
        raise Http404
    form = QuestionForm(request.POST, auto_id=_ids(link))
    if not form.is_valid():
        return _shared_notes(request, form)
    deeds.ask_dean(link=link, now=now, **form.cleaned_data)
    messages.success(request, f"{link.membership.user.shown_name} finds it on their list.")
    return redirect("dean:shared-notes")
