"""Programs that mentors may speak to after submission."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from outreach.forms.ask import ContactForm, NameContactForm
from outreach.models import ProgramContact
from outreach.queries.contacts import contact_list, people_to_name, programs_to_name
from outreach.services import contacts as service
from smartpick.campaign.access import current_cycle, get_changeable
from smartpick.campaign.queries.soap import soap_lock
from smartpick.common.errors import RuleBroken

FIELDS = ("state", "asked_on", "answered_on", "route", "done_on", "version")
FIELD_OF = {
    "wrote or rang": "done_on", "their answer": "answered_on", "day you asked": "asked_on",
    "who was asked": "person", "with": "person",
}  # fmt: skip


def show_contacts(request: HttpRequest) -> HttpResponse:
    """The list; a press names one more."""
    cycle = current_cycle(request.user)
    now = timezone.now()
    form = NameContactForm(
        request.POST if request.method == "POST" else None,
        picks=programs_to_name(cycle), people=people_to_name(cycle),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            service.name_contact(pick=form.pick, target=form.target, now=now)
            return redirect("outreach:contacts")
        except RuleBroken as broken:
            form.add_error(None, str(broken))
    context = {
        "list": contact_list(cycle, today=timezone.localdate(now)),
        "form": form,
        "has_programs": bool(form.picks),
        "week": soap_lock(cycle, now),
    }
    return render(request, "outreach/contact_list.html", context)


def edit_contact(request: HttpRequest, code: UUID) -> HttpResponse:
    contact = get_changeable(ProgramContact, request.user, code=code)
    cycle, now = contact.pick.cycle, timezone.now()
    initial: dict[str, Any] = {name: getattr(contact, name) for name in FIELDS}
    initial["person"] = str(contact.target.code) if contact.target else ""
    form = ContactForm(
        request.POST if request.method == "POST" else None, initial=initial,
        people=people_to_name(cycle),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            service.record_contact(contact=contact, data=form.told, now=now)
            messages.success(request, "Saved.")
            return redirect("outreach:contacts")
        except RuleBroken as broken:
            words = str(broken)
            field = next((name for part, name in FIELD_OF.items() if part in words), None)
            form.add_error(field, words)
    context = {"contact": contact, "form": form, "week": soap_lock(cycle, now)}
    return render(request, "outreach/contact.html", context)


@require_POST
def drop_contact(request: HttpRequest, code: UUID) -> HttpResponse:
    contact = get_changeable(ProgramContact, request.user, code=code)
    try:
        service.drop_contact(contact=contact, now=timezone.now())
    except RuleBroken as broken:
        messages.warning(request, str(broken))
    return redirect("outreach:contacts")
