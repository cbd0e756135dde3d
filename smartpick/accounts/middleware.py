"""Enforces the access table: sign-in, role, second factor, fresh proof, methods."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse

from smartpick.access_table import LIBRARY_PREFIXES, Line, Who, line_for
from smartpick.accounts.keep import keep
from smartpick.accounts.roles import request_roles

Answer = Callable[[HttpRequest], HttpResponse]
PROOF_SECONDS = 600
SHARED_COMPUTER_SECONDS = 20 * 60
OFFICE_IDLE_SECONDS = 30 * 60
OFFICE_TOTAL_SECONDS = 12 * 3600
FACTOR_FREE = (*LIBRARY_PREFIXES, "accounts:sign-in-settings", "accounts:confirm", "home:status")


class SessionLife:
    """Ends sessions that have lived too long: offices after 12 hours or 30 idle minutes."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limits = request.session.get("life")
        now = int(time.time())
        if limits and (
            now - limits["seen"] > limits["idle"]
            or (limits["total"] and now - limits["since"] > limits["total"])
        ):
            request.session.flush()
            request.user = AnonymousUser()
        elif limits and now - limits["seen"] > 60:
            request.session["life"] = {**limits, "seen": now}
        return self.get_response(request)


def begin_life(request: HttpRequest, *, shared: bool) -> None:
    """Sets how long this session may live, by who signed in and on whose computer."""
    now = int(time.time())
    office = request_roles(request).any or request.user.is_staff
    if shared:
        idle, total = SHARED_COMPUTER_SECONDS, OFFICE_TOTAL_SECONDS
        request.session.set_expiry(0)
    elif office:
        idle, total = OFFICE_IDLE_SECONDS, OFFICE_TOTAL_SECONDS
        request.session.set_expiry(OFFICE_TOTAL_SECONDS)
    else:
        request.session.pop("life", None)
        return
    request.session["life"] = {"seen": now, "since": now, "idle": idle, "total": total}


class Guests:
    """On the account library's pages a visitor on trial counts as signed out, for that request.

    The library would send a signed-in person away from its sign-in; nobody is logged out by it, so
    an abandoned sign-in costs the trial nothing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        if (name or "").startswith(LIBRARY_PREFIXES) and getattr(request.user, "is_guest", False):
            request.trial = request.user  # type: ignore[attr-defined]
            request.user = AnonymousUser()


class AccessTable:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        line = line_for(name)
        if line is None:
            raise Http404
        return (
            _wrong_method(request, line)
            or _signed_out(request, line)
            or _owes_factor(request, name)
            or _wrong_role(request, line)
            or _owes_proof(request, line)
        )


def _wrong_method(request: HttpRequest, line: Line) -> HttpResponse | None:
    allowed = (*line.methods, "HEAD") if "GET" in line.methods else line.methods
    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    if line.who is Who.TRYOUT and not settings.TRYOUT:
        raise Http404
    return None


def _signed_out(request: HttpRequest, line: Line) -> HttpResponse | None:
    if line.who in (Who.ANYONE, Who.TRYOUT):
        return None
    user = request.user
    if user.is_authenticated and (line.who is Who.PERSON or not user.is_guest):
        return None
    if user.is_authenticated:
        return redirect(f"{reverse('accounts:join')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        return keep(request, status=401)
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def _owes_factor(request: HttpRequest, name: str) -> HttpResponse | None:
    user = request.user
    if not user.is_authenticated or user.is_guest or name.startswith(FACTOR_FREE):
        return None
    if not (user.is_staff or request_roles(request).any):
        return None
    if getattr(user, "has_factor", False) or is_mfa_enabled(user):
        return None
    return redirect("accounts:sign-in-settings")


def _wrong_role(request: HttpRequest, line: Line) -> HttpResponse | None:
    roles = request_roles(request) if line.who in (Who.DEAN, Who.ADMINISTRATOR) else None
    if line.who is Who.DEAN and not roles.deans:  # type: ignore[union-attr]
        return _closed(request, "This page is for deans.")
    if line.who is Who.ADMINISTRATOR and not roles.administrators:  # type: ignore[union-attr]
        return _closed(request, "This page is for school administrators.")
    if line.who is Who.OPERATOR and not request.user.is_staff:
        raise Http404
    return None


def _closed(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "403.html", {"why": why}, status=403)


def _owes_proof(request: HttpRequest, line: Line) -> HttpResponse | None:
    if not line.step_up or has_proof(request):
        return None
    if request.method == "POST":
        methods = get_adapter(request).get_reauthentication_methods(request.user)
        return keep(request, status=403, proof_url=methods[0]["url"])
    return redirect(proof_address(request))


def proof_address(request: HttpRequest) -> str:
    """Where this person proves that it is them, and comes back to this page."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    return f"{methods[0]['url']}?{urlencode({'next': request.get_full_path()})}"


def has_proof(request: HttpRequest) -> bool:
    """Whether this session proved its owner within the last ten minutes."""
    proved = request.session.get("proved")
    return bool(proved and proved[0] == request.user.pk and time.time() - proved[1] < PROOF_SECONDS)
