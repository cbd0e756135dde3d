"""A person's own mail log: what left, what waits, and what needs their decision."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from smartpick.outbox import services
from smartpick.outbox.choices import Purpose, State
from smartpick.outbox.queries import own_mail
from timeline.queries.coming import coming_of

SHOWN = 100


def show_mail(request: HttpRequest) -> HttpResponse:
    rows = list(own_mail(owner_code=request.user.code)[:SHOWN])
    troubled = [row for row in rows if row.state in (State.UNCONFIRMED, State.FAILED)]
    context = {
        "troubled": troubled,
        "rows": [row for row in rows if row not in troubled],
        "unconfirmed": State.UNCONFIRMED,
        "security": Purpose.SECURITY,
        "coming": coming_of(request.user, timezone.now()),
    }
    return render(request, "records/mail.html", context)


def send_again(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    done = services.resend(code=code, owner_code=request.user.code, now=timezone.now())
    return _back(request, done, "It goes out again.")


def confirm_arrival(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    done = services.confirm_arrived(code=code, owner_code=request.user.code, now=timezone.now())
    return _back(request, done, "Noted: it arrived.")


def let_go(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    done = services.drop_unconfirmed(code=code, owner_code=request.user.code, now=timezone.now())
    return _back(request, done, "Left as it is.")


def _back(request: HttpRequest, done: bool, words: str) -> HttpResponse:
    if done:
        messages.success(request, words)
    else:
        messages.error(request, "That mail changed in the meantime. This is how it stands now.")
    return redirect("records:mail")
