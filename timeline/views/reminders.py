"""Notifications by mail: the choices, one thing put off or done, and a digest on request."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem
from smartpick.common.errors import RuleBroken
from timeline.forms.reminders import RemindersForm, SnoozeForm
from timeline.queries.coming import coming_mails, in_the_pause, next_mail
from timeline.queries.reminder import local_day, preference_or_default, read_desk, snoozes_of
from timeline.rules.snooze import day_of, words_beyond
from timeline.services import finishing, reminders


def own_cycle(request: HttpRequest) -> Cycle | None:
    return (
        Cycle.objects.belonging_to(request.user)
        .filter(closed_on__isnull=True)
        .select_related("applicant__user", "applicant__school")
        .first()
    )


def edit_reminders(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    held = preference_or_default(request.user, now=now)
    form = RemindersForm(request.POST if request.method == "POST" else None, initial=_initial(held))
    if request.method == "POST" and form.is_valid():
        reminders.save_preference(user=request.user, now=now, **_chosen(form.cleaned_data))
        messages.success(request, "Settings saved. They hold from the next mail on.")
        return redirect("timeline:reminders")
    cycle = own_cycle(request)
    context = {"form": form, "held": held, "today": local_day(request.user, now)}
    if cycle is not None:
        desk = read_desk(cycle, now=now)
        context |= {
            "desk": desk,
            "zone_words": desk.wishes.zone.split("/")[-1].replace("_", " "),
            "next": next_mail(desk, now),
            "coming": coming_mails(desk, now),
            "paused_dates": in_the_pause(desk),
        }
    return render(request, "timeline/reminders.html", context)


def _initial(held):
    return {
        "mode": held.mode,
        "weekday": held.weekday,
        "hour": held.hour,
        "pause_from": held.pause_from,
        "pause_until": held.pause_until,
        "kinds": [kind for kind, _ in RemindersForm.base_fields["kinds"].choices
                  if kind not in held.stopped],
        "subject_style": held.subject_style,
    }  # fmt: skip


def _chosen(data):
    every = [kind for kind, _ in RemindersForm.base_fields["kinds"].choices]
    return {
        "mode": data["mode"],
        "weekday": int(data["weekday"]),
        "hour": int(data["hour"]),
        "pause_from": data["pause_from"],
        "pause_until": data["pause_until"],
        "stopped": [kind for kind in every if kind not in data["kinds"]],
        "subject_style": data["subject_style"],
    }


@require_POST
def send_now(request: HttpRequest) -> HttpResponse:
    cycle = own_cycle(request)
    if cycle is None:
        raise Http404
    if reminders.send_now(cycle=cycle, now=timezone.now()):
        messages.success(request, f"On its way to {request.user.email}.")
    else:
        messages.info(request, "Nothing falls due in the next seven days, so there is no mail.")
    return redirect("timeline:reminders")


def _own_item(request: HttpRequest, key: str) -> tuple[Cycle, DatedItem]:
    """One dated thing of the person's open cycle by its key, or 404."""
    cycle = own_cycle(request)
    if cycle is None:
        raise Http404
    desk = read_desk(cycle, now=timezone.now())
    for item in desk.items:
        if item.key == key:
            return cycle, item
    raise Http404


def _page(request: HttpRequest, cycle: Cycle, item: DatedItem, form: SnoozeForm) -> HttpResponse:
    context = {
        "item": item,
        "form": form,
        "snoozed_until": snoozes_of(request.user).get(item.key),
        "can_finish": finishing.can_finish(item),
        "url": reverse(item.url_name, args=item.url_args) if item.url_name else "",
        "today": local_day(request.user, timezone.now()),
    }
    return render(request, "timeline/reminder.html", context)


def show_reminder(request: HttpRequest, key: str) -> HttpResponse:
    """The page that a mail's link opens: it changes nothing, for scanners follow links."""
    cycle, item = _own_item(request, key)
    return _page(request, cycle, item, SnoozeForm(initial={"later": "tomorrow"}))


@require_POST
def snooze(request: HttpRequest, key: str) -> HttpResponse:
    cycle, item = _own_item(request, key)
    form = SnoozeForm(request.POST)
    now = timezone.now()
    if not form.is_valid():
        return _page(request, cycle, item, form)
    until = day_of(form.cleaned_data["later"], form.chosen_day, local_day(request.user, now))
    try:
        reminders.snooze(user=request.user, item_key=item.key, until=until, now=now)
    except RuleBroken as why:
        form.add_error("until", str(why))
        return _page(request, cycle, item, form)
    words = f"Hidden until {until:%B} {until.day}. Its date stays {item.on:%B} {item.on.day}."
    messages.success(request, f"{words} {words_beyond(item.on, until, str(item.kind))}".strip())
    return redirect("timeline:reminder", key=item.key)


@require_POST
def end_snooze(request: HttpRequest, key: str) -> HttpResponse:
    _, item = _own_item(request, key)
    reminders.end_snooze(user=request.user, item_key=item.key, now=timezone.now())
    messages.success(request, "It is back in your lists.")
    return redirect("timeline:reminder", key=item.key)


@require_POST
def finish(request: HttpRequest, key: str) -> HttpResponse:
    cycle, item = _own_item(request, key)
    if not finishing.can_finish(item):
        raise Http404
    now = timezone.now()
    finishing.finish(cycle=cycle, item=item, today=local_day(request.user, now), now=now)
    messages.success(request, f"Done: {item.title}.")
    return redirect("home:week")
