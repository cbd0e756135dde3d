"""Paper for the committee: choose advisees, ask for the file, watch it being made, take it."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from smartpick.accounts.roles import request_roles
from smartpick.common.http import attachment
from smartpick.dean.choices import BundleForm, BundleState
from smartpick.dean.forms import PacketForm
from smartpick.dean.queries import packets
from smartpick.dean.services import packets as deeds
from smartpick.dean.services.rows import work_out_changed_links

TYPES = {BundleForm.PDF: "application/pdf", BundleForm.ZIP: "application/zip"}


def choose_packet(request: HttpRequest) -> HttpResponse:
    """The form; lines ticked in the cohort come along in the post that opens it."""
    deans, now = request_roles(request).deans, timezone.now()
    today = timezone.localdate(now)
    work_out_changed_links(memberships=[held.pk for held in deans], now=now)
    asked = request.method == "POST" and "make" in request.POST
    form = PacketForm(request.POST if asked else None)
    picked = request.POST.getlist("pick")
    if asked and form.is_valid():
        order = form.cleaned_data["order"]
        codes = packets.in_order(deans, picked, order, today=today)
        if codes:
            bundle = deeds.ask_for_packet(
                membership=deans[0], codes=codes, by=request.user, now=now, **form.cleaned_data
            )
            return redirect("dean:packet", code=bundle.code)
        form.add_error(None, "Tick at least one advisee.")
    choices = packets.choices_of(deans, today=today)
    context = {
        "form": form,
        "choices": choices,
        "picked": set(picked) or (set() if asked else {str(c.code) for c in choices if c.has_page}),
        "without": sum(not one.has_page for one in choices),
        "bundles": packets.own_bundles(request.user)[:5],
    }
    return render(request, "dean/print.html", context)


def show_packet(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    bundle = packets.own_bundles(request.user).filter(code=code).first()
    if bundle is None:
        raise Http404
    names = packets.names_of(request_roles(request).deans, [one for one, _ in bundle.left_out])
    context = {
        "bundle": bundle,
        "left_out": [(names.get(one, "Somebody"), why) for one, why in bundle.left_out],
        "is_made": bundle.state == BundleState.DONE,
    }
    return render(request, "dean/packet.html", context)


def download_packet(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    bundle = packets.own_bundles(request.user).defer(None).filter(code=code).first()
    if bundle is None or bundle.body is None:
        raise Http404
    if bundle.expires_at < timezone.now():
        messages.error(request, "The file is a day old and gone. Make it again.")
        return redirect("dean:print")
    body = bytes(bundle.body)
    return attachment(body, name=bundle.file_name, content_type=TYPES[BundleForm(bundle.form)])
