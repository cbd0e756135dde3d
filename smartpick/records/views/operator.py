"""For the operator: is the house well, and what became of mail. Never a text or a name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from smartpick.common.wake import broker_answers
from smartpick.outbox import services
from smartpick.outbox.models import MailRoom
from smartpick.outbox.queries import troubles
from smartpick.records.forms import ReleaseForm
from smartpick.records.queries.health import health


def show_health(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    lines = health(now=now, broker=broker_answers())
    red = [line for line in lines if line.is_red]
    context = {"red": red, "well": [line for line in lines if not line.is_red], "now": now}
    return render(request, "records/operator.html", context)


def show_mail(request: HttpRequest) -> HttpResponse:
    return _mail_page(request, ReleaseForm())


def release(request: HttpRequest) -> HttpResponse:
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _mail_page(request, form)
    count = services.release_held(count=form.cleaned_data["count"], now=timezone.now())
    messages.success(request, f"{count} let go.")
    return redirect("records:operator-mail")


def drop_held(request: HttpRequest) -> HttpResponse:
    count = services.cancel_held(now=timezone.now())
    messages.success(request, f"{count} cancelled. Their people see why in their own mail log.")
    return redirect("records:operator-mail")


def end_restore(request: HttpRequest) -> HttpResponse:
    if services.end_restore(now=timezone.now()):
        messages.success(request, "New mail goes by itself again.")
    else:
        messages.error(request, "Mail is still held. Let it go or cancel it first.")
    return redirect("records:operator-mail")


def try_line(request: HttpRequest) -> HttpResponse:
    services.start_line(now=timezone.now())
    messages.success(request, "The mail server is asked again now.")
    return redirect("records:operator-mail")


def _mail_page(request: HttpRequest, form: ReleaseForm) -> HttpResponse:
    rows = troubles()
    held = sum(row.count for row in rows if row.is_held)
    context = {
        "rows": rows,
        "held": held,
        "total": sum(row.count for row in rows),
        "room": MailRoom.objects.filter(pk=1).first(),
        "form": form,
    }
    return render(request, "records/operator_mail.html", context)
