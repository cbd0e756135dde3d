"""Creating an account: two fields, then the code from the mail makes the trial an account."""

import time
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.signals import user_logged_in
from allauth.core import ratelimit
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.accounts import emails
from smartpick.accounts.forms import CodeForm, JoinForm
from smartpick.accounts.models import User
from smartpick.accounts.services import guests
from smartpick.outbox.services import enqueue

CODE_SECONDS = 900
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def begin_guest(request: HttpRequest, now: datetime) -> User:
    """Signs this browser in as a fresh trial."""
    user = guests.begin_trial(now=now)
    login(request, user, backend=BACKEND)
    request.session.set_expiry(user.guest_until)
    return user


def join(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and not request.user.is_guest:
        return redirect("/")
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        guest = request.user if request.user.is_authenticated else begin_guest(request, now)
        data = form.cleaned_data
        guests.set_time_zone(user=guest, name=data["time_zone"])
        if not ratelimit.consume(request, action="claim_mail", key=data["email"]):
            return render(request, "429.html", status=429)
        _mail_code(request, guest, data, now)
        return redirect("accounts:verify")
    return render(request, "accounts/join.html", {"form": form, "next": request.GET.get("next")})


def _mail_code(request: HttpRequest, guest: User, data: dict[str, Any], now: datetime) -> None:
    """Known and unknown addresses take the same path: one hash of the password, one of a code,
    one mail. Nothing unproven is kept outside this session."""
    code = get_adapter(request).generate_email_verification_code()
    known = EmailAddress.objects.filter(email__iexact=data["email"], verified=True).exists()
    request.session["claim"] = {
        "email": data["email"],
        "password": make_password(data["password"]),
        "code": make_password(code.replace("-", "").upper()),
        "known": known,
        "at": int(time.time()),
        "shared": data.get("shared_computer", False),
    }
    if known:
        mail = emails.already_exists(guest=guest, email=data["email"], now=now)
    else:
        mail = emails.claim_code(guest=guest, email=data["email"], code=code, now=now)
    enqueue(mail, now=now)


@rate_limit(action="claim_code")
def verify(request: HttpRequest) -> HttpResponse:
    pending = request.session.get("claim")
    if pending is None or not request.user.is_guest:
        return redirect("/" if not request.user.is_guest else "accounts:join")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _is_right(pending, form.cleaned_data["code"]):
            return _finish(request, pending)
        form.add_error("code", "That code is not the current one. Look at the newest mail.")
    return render(request, "accounts/verify.html", {"form": form, "email": pending["email"]})


def _is_right(pending: dict[str, Any], code: str) -> bool:
    fresh = time.time() - pending["at"] < CODE_SECONDS
    return check_password(code, pending["code"]) and fresh and not pending["known"]


def _finish(request: HttpRequest, pending: dict[str, Any]) -> HttpResponse:
    try:
        user = guests.claim(
            guest_pk=request.user.pk, email=pending["email"], password_hash=pending["password"]
        )
    except (IntegrityError, User.DoesNotExist):
        return redirect("account_login")
    del request.session["claim"]
    request.user = user
    update_session_auth_hash(request, user)
    request.session.set_expiry(None)
    request.session["proved"] = [user.pk, int(time.time())]  # the code was just typed
    user_logged_in.send(sender=User, request=request, response=None, user=user)
    if "invitation" in request.session:
        return redirect("accounts:accept-invitation")
    return redirect("home:start")


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    pending = request.session.get("claim")
    if pending is None:
        return redirect("accounts:join")
    if not ratelimit.consume(request, action="claim_mail", key=pending["email"]):
        return render(request, "429.html", status=429)
    now = timezone.now()
    code = get_adapter(request).generate_email_verification_code()
    pending |= {"code": make_password(code.replace("-", "").upper()), "at": int(time.time())}
    request.session["claim"] = pending
    if not pending["known"]:
        enqueue(
            emails.claim_code(guest=request.user, email=pending["email"], code=code, now=now),
            now=now,
        )
    return redirect("accounts:verify")
