"""The composer: begin, write, check, rebuild; and its one page in every state of a mail."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.access import get_person
from mentors.models import Target
from mentors.services.targets import edit_target, open_target
from outreach.choices import Kind, State
from outreach.forms.message import AnswerForm, FactsForm, SentForm, TextForm, WaitForm
from outreach.models import Message
from outreach.queries.facts import mail_facts, record_of
from outreach.queries.page import Composer, composer_of, file_choices, result_choices
from outreach.queries.template import templates_for
from outreach.rules.checking import check_mail
from outreach.services import draft as service
from outreach.services.asks import LEVEL_OF
from outreach.services.send import AskFirst
from smartpick.accounts.queries import own_links
from smartpick.campaign.access import get_changeable, get_visible
from smartpick.campaign.queries.soap import soap_lock
from smartpick.common.errors import RuleBroken, StaleEdit

FROM_SCRATCH = (
    Kind.FIRST, Kind.EXPLORATORY, Kind.UPDATE, Kind.THANKS, Kind.OFFER, Kind.LETTER, Kind.MATERIAL,
    Kind.REFERENCE, Kind.PROGRAM, Kind.SUMMARY, Kind.DEAN,
)  # fmt: skip


def new_message(request: HttpRequest, code: UUID) -> HttpResponse:
    """Which kind; the press begins it. Somebody who is written to is chosen by that."""
    person = get_person(request.user, code)
    kind = request.POST.get("kind") or request.GET.get("kind") or Kind.FIRST
    if kind not in FROM_SCRATCH:
        raise Http404
    templates = templates_for(person.cycle.applicant, kind)
    problem = ""
    if request.method == "POST":
        try:
            template = _template(templates, request.POST.get("template", ""))
            target = person.target or _chosen(request, person)
            message = service.begin(
                target=target, kind=kind, now=timezone.now(), template=template,
                reply_to_theirs="reply_to_theirs" in request.POST,
            )  # fmt: skip
            return redirect("outreach:message", code=message.code)
        except RuleBroken as broken:
            problem = str(broken)
    context = {
        "person": person, "code": code, "kind": Kind(kind), "problem": problem,
        "kinds": [(item.value, item.label) for item in FROM_SCRATCH], "templates": templates,
        "ask_level": LEVEL_OF.get(Kind(kind)) if person.target else None,
        "week": soap_lock(person.cycle, timezone.now()),
    }  # fmt: skip
    return render(request, "outreach/message_new.html", context)


def _template(templates, code: str):
    try:
        return templates.filter(code=UUID(code)).first() if code else None
    except ValueError:
        raise Http404 from None


def _chosen(request: HttpRequest, person) -> Target:
    return open_target(
        cycle=person.cycle, faculty=person.faculty, by=request.user, now=timezone.now()
    )


@require_POST
def follow_up(request: HttpRequest, code: UUID) -> HttpResponse:
    first = get_changeable(Message, request.user, code=code)
    try:
        message = service.begin(
            target=first.target, kind=Kind.FOLLOW_UP, now=timezone.now(), follows=first
        )
    except RuleBroken as broken:
        return page(request, first, problem=str(broken))
    return redirect("outreach:message", code=message.code)


def edit_message(request: HttpRequest, code: UUID) -> HttpResponse:
    if request.method == "GET":
        return page(request, get_visible(Message, request.user, code=code))
    return after_saving(request, code, lambda message: redirect("outreach:message", code=code))


@require_POST
def autosave_message(request: HttpRequest, code: UUID) -> HttpResponse:
    """The line of the composer's head; both texts when it was saved elsewhere since."""
    message = get_changeable(Message, request.user, code=code)
    form = TextForm(request.POST)
    line, status = "outreach/_saved.html", 200
    context: dict[str, Any] = {"message": message}
    if form.is_valid():
        try:
            message = _save(message, form)
            context["saved_at"] = message.updated_at
        except (StaleEdit, RuleBroken) as problem:
            context["stale"] = isinstance(problem, StaleEdit)
            context["problem"] = str(problem)
            status = 409
    else:
        context["problem"] = form.problems[0][1]
        status = 422
    answer = render(request, line, context, status=status)
    answer.headers["X-Section-Version"] = str(message.version)
    return answer


def _save(message: Message, form: TextForm) -> Message:
    return service.save_text(
        message=message,
        subject=form.cleaned_data["subject"],
        body=form.cleaned_data["body"],
        expected_version=form.expected_version,
        now=timezone.now(),
    )


@require_POST
def check_message(request: HttpRequest, code: UUID) -> HttpResponse:
    """The checks of a text as typed; nothing is stored. Without a script, the whole page."""
    message = get_visible(Message, request.user, code=code)
    subject, body = request.POST.get("subject", ""), request.POST.get("body", "")
    if not request.headers.get("HX-Request"):
        return page(request, message, form=TextForm(request.POST))
    record = record_of(message.target.cycle)
    facts = mail_facts(message, record, now=timezone.now())
    checked = check_mail(subject=subject[:400], body=body, facts=facts)
    return render(request, "outreach/_checks.html", {"checked": checked, "body": body})


@require_POST
def rebuild_message(request: HttpRequest, code: UUID) -> HttpResponse:
    """Ticks and facts; the lines they stand for follow, what was edited stays."""

    def rebuild(message: Message) -> HttpResponse:
        form = facts_form(message, request.POST)
        if not form.is_valid():
            return page(request, message, facts=form)
        _keep_why(message, form)
        service.change_facts(
            message=message, typed=form.typed, length=form.cleaned_data["length"] or "full",
            kinds=form.cleaned_data["attached"], now=timezone.now(),
            reply_to_theirs=form.cleaned_data.get("reply_to_theirs", message.reply_to_theirs),
        )  # fmt: skip
        return redirect("outreach:message", code=code)

    return after_saving(request, code, rebuild)


def _keep_why(message: Message, form: FactsForm) -> None:
    target = message.target
    if "why" in form.fields and form.cleaned_data["why"] != target.why:
        edit_target(
            target=target, why=form.cleaned_data["why"], advised_before=target.advised_before,
            saw_numbers_then=target.saw_numbers_then, challenged_then=target.challenged_then,
        )  # fmt: skip


@require_POST
def reset_part(request: HttpRequest, code: UUID, key: str) -> HttpResponse:
    def reset(message: Message) -> HttpResponse:
        service.reset_part(message=message, key=key, now=timezone.now())
        return redirect("outreach:message", code=code)

    return after_saving(request, code, reset)


@require_POST
def remove_message(request: HttpRequest, code: UUID) -> HttpResponse:
    message = get_changeable(Message, request.user, code=code)
    try:
        service.drop_draft(message=message)
    except RuleBroken as broken:
        return page(request, message, problem=str(broken))
    return redirect("outreach:messages")


def show_preview(request: HttpRequest, code: UUID) -> HttpResponse:
    """Exactly the bytes that leave."""
    message = get_visible(Message, request.user, code=code)
    context = composer_of(message, now=timezone.now()).preview
    return render(request, "outreach/preview.html", {"message": message, **context})


# --- what the composer's deeds share --------------------------------------------------------------


def after_saving(request: HttpRequest, code: UUID, deed) -> HttpResponse:
    """Keeps what is typed, then does the deed; a problem comes back on the page with the text."""
    message = get_changeable(Message, request.user, code=code)
    form = TextForm(request.POST) if "body" in request.POST else None
    if form is not None and not form.is_valid():
        return page(request, message, form=form)
    try:
        if form is not None and message.is_editable:
            message = _save(message, form)
        return deed(message)
    except StaleEdit as stale:
        data = request.POST.copy()
        data["version"] = str(stale.version)
        return page(request, message, form=TextForm(data), conflict=stale, status=409)
    except AskFirst as asked:
        return page(request, message, question=asked, asked_at=request.path)
    except RuleBroken as broken:
        return page(request, message, problem=str(broken))
    except OSError:
        words = "The disk is full. Nothing was lost; try again later."
        return page(request, message, form=form, problem=words, status=503)


def facts_form(message: Message, data: Any = None) -> FactsForm:
    results = result_choices(message)
    dropped = set(message.facts.get("dropped", ()))
    initial = {
        **message.facts,
        "length": message.length,
        "attached": [row.kind for row in message.attachments.all()],
        "why": message.target.why,
        "reply_to_theirs": message.reply_to_theirs,
        "kept": [code for code, _ in results if code not in dropped],
    }
    locked = soap_lock(message.target.cycle, timezone.now()) is not None
    return FactsForm(
        data, initial=initial, message=message, files=file_choices(message), results=results,
        is_locked=locked,
    )  # fmt: skip


def page(
    request: HttpRequest, message: Message, *, status: int = 200, **extra: Any
) -> HttpResponse:
    now = timezone.now()
    composer: Composer = composer_of(message, now=now)
    form = extra.pop("form", None) or TextForm(
        initial={"subject": message.subject, "body": message.body, "version": message.version}
    )
    body = str(form["body"].value() or "")
    today = timezone.localdate(now)
    context = {
        "message": message, "composer": composer, "form": form, "body": body,
        "checked": composer.checked_as(str(form["subject"].value() or ""), body),
        "facts": extra.pop("facts", None) or facts_form(message),
        "sent_form": SentForm(initial={"on": today}),
        "answer_form": extra.pop("answer_form", None) or AnswerForm(initial={"answered_on": today}),
        "wait_form": WaitForm(initial={"days": str(message.wait_days or "none")}),
        "has_dean": own_links(message.target.cycle.applicant).filter(state="active").exists(),
        "is_open": message.state in (State.DRAFT, State.HANDED_OVER, State.FAILED, State.CANCELLED),
        **extra,
    }  # fmt: skip
    if extra.get("problem") or extra.get("question"):
        status = 422 if status == 200 else status
    return render(request, "outreach/message.html", context, status=status)
