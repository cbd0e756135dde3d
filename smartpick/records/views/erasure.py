"""Deleting one's own account, and keeping it after all."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from smartpick.accounts.middleware import has_proof, proof_address
from smartpick.common.errors import RuleBroken
from smartpick.records.forms import DeleteForm
from smartpick.records.queries.erasure import open_request, roles_that_bind, what_goes
from smartpick.records.services.erasure import ask_erasure, keep_account


def show_delete(request: HttpRequest) -> HttpResponse:
    return _page(request, DeleteForm())


def ask(request: HttpRequest) -> HttpResponse:
    form = DeleteForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        ask_erasure(user=request.user, typed=form.cleaned_data["email"], now=timezone.now())
    except RuleBroken as why:
        form.add_error("email", str(why))
        return _page(request, form)
    return redirect("records:delete")


def keep(request: HttpRequest) -> HttpResponse:
    if keep_account(user=request.user, now=timezone.now()):
        messages.success(request, "Your account stays, with everything in it.")
    return redirect("records:delete")


def _page(request: HttpRequest, form: DeleteForm) -> HttpResponse:
    context = {
        "form": form,
        "asked": open_request(request.user),
        "goes": what_goes(request.user),
        "roles": roles_that_bind(request.user),
        "proof": "" if has_proof(request) else proof_address(request),
    }
    return render(request, "records/delete.html", context)
