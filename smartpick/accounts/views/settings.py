"""One's own account: sign-in settings, profile, fresh proof, objection to a changed address."""

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.accounts import emails
from smartpick.accounts.forms import CodeForm, ProfileForm
from smartpick.accounts.roles import request_roles
from smartpick.accounts.services import email_change, profile
from smartpick.common.errors import RuleBroken
from smartpick.common.http import safe_next
from smartpick.outbox.services import enqueue

PROOF_SECONDS = 900


def show_settings(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/settings.html")


def show_sign_in_settings(request: HttpRequest) -> HttpResponse:
    user = request.user
    owes = (user.is_staff or request_roles(request).any) and not is_mfa_enabled(user)
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    context = {
        "owes": owes,
        "has_passkey": "webauthn" in types,
        "has_codes": "totp" in types,
        "sessions": UserSession.objects.filter(user=user).order_by("-last_seen_at"),
        "has_password": user.has_usable_password(),
    }
    return render(request, "accounts/sign_in_settings.html", context)


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    for session in UserSession.objects.filter(user=request.user):
        if session.session_key != request.session.session_key:
            session.end()
    messages.success(request, "Every other device is signed out.")
    return redirect("accounts:sign-in-settings")


def edit_profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(
        request.POST if request.method == "POST" else None, initial=profile.read(request.user)
    )
    if request.method == "POST" and form.is_valid():
        profile.save(user=request.user, data=form.cleaned_data)
        messages.success(request, "Profile saved.")
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


def confirm_by_code(request: HttpRequest) -> HttpResponse:
    """A fresh proof for somebody without password and factor: a code to the address."""
    target = safe_next(request, "/account/")
    if request.method == "POST" and "send" in request.POST:
        return _mail_proof(request, target)
    pending = request.session.get("proof")
    if pending is None or time.time() - pending["at"] > PROOF_SECONDS:
        return render(request, "accounts/confirm.html", {"next": target})
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        allowed = ratelimit.consume(request, action="claim_code", user=request.user)
        if allowed and check_password(form.cleaned_data["code"], pending["code"]):
            del request.session["proof"]
            request.session["proved"] = [request.user.pk, int(time.time())]
            return redirect(target)
        form.add_error("code", "That code is not the current one.")
    return render(request, "accounts/confirm.html", {"form": form, "next": target})


def _mail_proof(request: HttpRequest, target: str) -> HttpResponse:
    """Mails a code and keeps its hash in this session; asked for by a press, never by a look."""
    if not ratelimit.consume(request, action="claim_mail", key=request.user.email):
        return render(request, "429.html", status=429)
    now = timezone.now()
    code = get_adapter(request).generate_login_code()
    hashed = make_password(code.replace("-", "").upper())
    request.session["proof"] = {"code": hashed, "at": int(time.time())}
    mail = emails.claim_code(guest=request.user, email=request.user.email, code=code, now=now)
    enqueue(mail, now=now)
    return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': target})}")


def object_to_email(request: HttpRequest) -> HttpResponse:
    token = request.POST.get("token") or request.GET.get("token", "")
    if request.method == "POST":
        try:
            email_change.object_to_change(token=token, now=timezone.now())
        except RuleBroken as why:
            return render(request, "403.html", {"why": str(why)}, status=403)
        messages.success(request, "Your old address is back. Set a new password now.")
        return redirect("account_reset_password")
    return render(request, "accounts/objection.html", {"token": token})
