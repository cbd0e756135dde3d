"""The plan in a phone's calendar: its address, what it shows, and the calendar itself."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST

from timeline.forms.reminders import CalendarForm
from timeline.queries.feed import events_of_user, token_of
from timeline.services import feed as feed_services
from timeline.views.reminders import own_cycle

SHOWN_ONCE = "calendar_token"


def show_calendar(request: HttpRequest) -> HttpResponse:
    live = feed_services.live_token(request.user)
    initial = {"style": live.style, "alarms": live.alarms} if live else {"alarms": True}
    form = CalendarForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and live and form.is_valid():
        feed_services.set_style(
            user=request.user,
            cycle=own_cycle(request),
            style=form.cleaned_data["style"],
            alarms=form.cleaned_data["alarms"],
            now=timezone.now(),
        )
        messages.success(request, "Saved. Calendars follow when they next ask.")
        return redirect("timeline:calendar")
    token = request.session.pop(SHOWN_ONCE, "")
    path = reverse("timeline:feed", args=[token]) if token else ""
    context = {"live": live, "form": form, "address": f"{settings.SITE_URL}{path}" if path else ""}
    return render(request, "timeline/calendar.html", context)


def new_address(request: HttpRequest) -> HttpResponse:
    """GET asks before an address that phones read is ended; POST makes the new one."""
    if request.method == "POST":
        token = feed_services.issue(user=request.user, cycle=own_cycle(request), now=timezone.now())
        request.session[SHOWN_ONCE] = token
        return redirect("timeline:calendar")
    return render(
        request, "timeline/calendar_new.html", {"live": feed_services.live_token(request.user)}
    )


@require_POST
def end_address(request: HttpRequest) -> HttpResponse:
    if feed_services.revoke(user=request.user, now=timezone.now()):
        messages.success(request, "The address is off. Calendars that read it stop updating.")
    return redirect("timeline:calendar")


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads, without a sign-in: the address alone opens it."""
    held = token_of(token)
    if held is None:
        raise Http404
    feed_services.note_read(token=held, now=timezone.now())
    mark = f"{held.pk}:{held.changed_at.isoformat()}"
    etag = f'"{hashlib.sha256(mark.encode()).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        from timeline.ics import calendar_text  # noqa: PLC0415  (the library is heavy)

        text = calendar_text(events_of_user(held.user_id), site=settings.SITE_URL)
        answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
