"""The link at the foot of a reminder: works without a sign-in, for that kind of mail alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from smartpick.outbox import services
from smartpick.outbox.rules import kind_in_words
from timeline.services.reminders import stop_kind_of


@csrf_exempt  # mail programs post here by themselves (RFC 8058): no cookie, no page before it
def stop_mails(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button, because mail scanners follow links; POST stops."""
    now = timezone.now()
    label = ""
    if request.method == "POST":
        intent = services.stop(token=token, now=now)
        label = stop_kind_of(intent=intent, now=now) if intent else ""
    else:
        intent = services.intent_of_stop(token)
    context = {
        "known": intent is not None,
        "kind": label or (kind_in_words(intent.kind) if intent else ""),
        "done": request.method == "POST" and intent is not None,
    }
    return render(request, "records/stop.html", context, status=200 if intent else 404)
