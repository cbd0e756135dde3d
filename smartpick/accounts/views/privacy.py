"""Who can see my record, who has seen it, key by key; asking, accepting and ending."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.accounts.choices import LinkState, Party
from smartpick.accounts.forms import AskDeanForm, KeysForm
from smartpick.accounts.models import AdvisingLink, Applicant
from smartpick.accounts.queries import dean_by_email, open_keys, own_links
from smartpick.accounts.services import advising
from smartpick.accounts.sharing import ON_AT_FIRST, ShareKey
from smartpick.common.errors import RuleBroken


def own_applicant(request: HttpRequest) -> Applicant:
    applicant = Applicant.objects.belonging_to(request.user).first()
    if applicant is None:
        raise Http404
    return applicant


def own_link(request: HttpRequest, code: uuid.UUID) -> AdvisingLink:
    link = own_links(own_applicant(request)).filter(code=code).first()
    if link is None:
        raise Http404
    return link


def ask_dean(request: HttpRequest) -> HttpResponse:
    """A request to a dean by address; the answer is the same whether that dean exists or not."""
    applicant = own_applicant(request)
    form = AskDeanForm(request.POST)
    if form.is_valid():
        membership = dean_by_email(form.cleaned_data["email"])
        now = timezone.now()
        if membership is not None and membership.user_id != request.user.pk:
            try:
                link = advising.ask(
                    applicant=applicant, membership=membership, by=Party.APPLICANT, today=now.date()
                )
                advising.mail_request(link=link, now=now)
            except RuleBroken as why:
                messages.error(request, str(why))
        messages.success(request, "If that dean uses SmartPick, your request is with them.")
        return redirect("home:who-sees")
    return render(request, "accounts/ask_dean.html", {"form": form})


ask_dean = require_POST(ask_dean)


def accept_link(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The consent: who, for what, until when, and each key with its switch."""
    link = own_link(request, code)
    if link.state != LinkState.ASKED or link.asked_by != Party.DEAN:
        return redirect("home:who-sees")
    form = KeysForm(
        request.POST if request.method == "POST" else None, initial={"keys": list(ON_AT_FIRST)}
    )
    now = timezone.now()
    if request.method == "POST" and "decline" in request.POST:
        advising.end(link=link, by=Party.APPLICANT, now=now)
        return redirect("home:who-sees")
    if request.method == "POST" and form.is_valid():
        advising.accept(link=link, keys=form.cleaned_data["keys"], now=now)
        messages.success(request, f"{link.membership.user.shown_name} is your adviser now.")
        return redirect("home:who-sees")
    words = advising.consent_words(
        dean=link.membership.user.shown_name,
        school=link.membership.school.name,
        ends_on=advising.consent_end(now.date()),
    )
    return render(request, "accounts/consent.html", {"form": form, "link": link, "words": words})


def edit_link(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    link = own_link(request, code)
    if link.state != LinkState.ACTIVE:
        return redirect("home:who-sees")
    form = KeysForm(
        request.POST if request.method == "POST" else None, initial={"keys": open_keys(link)}
    )
    if request.method == "POST" and form.is_valid():
        advising.set_keys(link=link, keys=form.cleaned_data["keys"], now=timezone.now())
        count = len(form.cleaned_data["keys"])
        messages.success(request, f"{count} of {len(ShareKey)} kinds are shared from now on.")
        return redirect("home:who-sees")
    return render(request, "accounts/link_keys.html", {"form": form, "link": link})


def end_link(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    link = own_link(request, code)
    if request.method == "POST":
        advising.end(link=link, by=Party.APPLICANT, now=timezone.now())
        messages.success(request, "Sharing has stopped. The dean reads nothing of yours now.")
        return redirect("home:who-sees")
    return render(request, "accounts/link_end.html", {"link": link})
