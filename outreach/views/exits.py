"""The ways out of the house, each by the person's own press, and what they say came back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from outreach.choices import State
from outreach.eml import eml_bytes
from outreach.forms.message import AnswerForm, SentForm, WaitForm
from outreach.models import Message
from outreach.queries.facts import bare_name
from outreach.services import answer as answers
from outreach.services import send as service
from outreach.services import shown
from outreach.services.draft import take_newest_files
from outreach.views.compose import after_saving, page
from smartpick.campaign.access import get_changeable
from smartpick.common.errors import RuleBroken
from smartpick.common.http import attachment


def _ready(request: HttpRequest, message: Message):
    said = request.POST.getlist("said")
    if "files" in said:
        take_newest_files(message=message)
    return service.ready(message, now=timezone.now(), said=said)


@require_POST
def download_eml(request: HttpRequest, code: UUID) -> HttpResponse:
    def make(message: Message) -> HttpResponse:
        subject, body, files = _ready(request, message)
        person, target = message.target.cycle.applicant, message.target
        content = eml_bytes(
            to=target.faculty.email if target.faculty else "", to_name=bare_name(target.name),
            from_name=person.shown_name, from_address=person.user.email or "me@localhost",
            subject=subject, body=body, files=files,
        )  # fmt: skip
        service.hand_over(message=message)
        return attachment(content, name="email.eml", content_type="message/rfc822")

    return after_saving(request, code, make)


@require_POST
def hand_over(request: HttpRequest, code: UUID, how: str) -> HttpResponse:
    """Copied, or to be opened in the mail program: after it the page asks whether it was sent."""

    def hand(message: Message) -> HttpResponse:
        _ready(request, message)
        service.hand_over(message=message)
        return redirect(f"{reverse('outreach:message', args=[code])}?handed={how}")

    return after_saving(request, code, hand)


@require_POST
def send_message(request: HttpRequest, code: UUID) -> HttpResponse:
    def send(message: Message) -> HttpResponse:
        said = request.POST.getlist("said")
        if "files" in said:
            take_newest_files(message=message)
        nonce = _nonce(request, message)
        service.send(message=message, nonce=nonce, now=timezone.now(), said=said)
        return redirect("outreach:message", code=code)

    return after_saving(request, code, send)


def _nonce(request: HttpRequest, message: Message) -> UUID:
    """The sending that this form was drawn for; an old form of a sent mail sends nothing."""
    try:
        return UUID(request.POST.get("nonce", ""))
    except ValueError:
        raise RuleBroken("This page is old. Look at the mail again, then send it.") from None


@require_POST
def undo_sending(request: HttpRequest, code: UUID) -> HttpResponse:
    message = get_changeable(Message, request.user, code=code)
    if message.state == State.QUEUED and not service.undo(message=message, now=timezone.now()):
        return page(request, message, problem="It was handed over already and cannot be undone.")
    return redirect("outreach:message", code=code)


@require_POST
def mark_sent(request: HttpRequest, code: UUID) -> HttpResponse:
    message = get_changeable(Message, request.user, code=code)
    form = SentForm(request.POST)
    if not form.is_valid():
        return page(request, message, problem=form.problems[0][1])
    try:
        service.mark_sent(
            message=message, on_date=form.cleaned_data["on"], now=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
    except RuleBroken as broken:
        return page(request, message, problem=str(broken))
    return redirect("outreach:message", code=code)


@require_POST
def not_sent(request: HttpRequest, code: UUID) -> HttpResponse:
    message = get_changeable(Message, request.user, code=code)
    try:
        service.not_sent(message=message, now=timezone.now(), today=timezone.localdate())
    except RuleBroken as broken:
        return page(request, message, problem=str(broken))
    return redirect("outreach:message", code=code)


@require_POST
def record_answer(request: HttpRequest, code: UUID) -> HttpResponse:
    message = get_changeable(Message, request.user, code=code)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, message, answer_form=form, status=422)
    data = form.cleaned_data
    try:
        answers.record_answer(
            message=message, answer=data["answer"], on_date=data["answered_on"],
            text=data["text"], now=timezone.now(), today=timezone.localdate(),
        )  # fmt: skip
    except RuleBroken as broken:
        form.add_error("answered_on", str(broken))
        return page(request, message, answer_form=form, status=422)
    return redirect("outreach:message", code=code)


@require_POST
def forget_answer(request: HttpRequest, code: UUID) -> HttpResponse:
    message = get_changeable(Message, request.user, code=code)
    answers.forget_answer(message=message, now=timezone.now())
    return redirect("outreach:message", code=code)


@require_POST
def show_message(request: HttpRequest, code: UUID) -> HttpResponse:
    """Shown to the dean, or no longer."""
    message = get_changeable(Message, request.user, code=code)
    shown.show_message(message=message, shown=message.shown_at is None, now=timezone.now())
    return redirect("outreach:message", code=code)


@require_POST
def set_wait(request: HttpRequest, code: UUID) -> HttpResponse:
    message = get_changeable(Message, request.user, code=code)
    form = WaitForm(request.POST)
    if form.is_valid():
        days = form.cleaned_data["days"]
        wanted = None if days == "none" else int(days)
        answers.wait_for(message=message, days=wanted, now=timezone.now())
    return redirect("outreach:message", code=code)
