"""All mail of the campaign in one place: what is out, what is owed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from outreach.queries.message import mail_list, people_to_write_to
from smartpick.campaign.access import current_cycle
from smartpick.campaign.queries.soap import soap_week

SENT_ON_A_PAGE = 50


def show_messages(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    now = timezone.now()
    words = request.GET.get("q", "")[:100]
    week = soap_week(now)
    soap = (week.first_on, week.last_on) if cycle.in_match != "no" else None
    mails = mail_list(cycle, today=timezone.localdate(now), words=words, soap=soap)
    sent = Paginator(mails.sent, SENT_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "mails": mails, "words": words, "people": people_to_write_to(cycle), "sent": sent,
    }  # fmt: skip
    return render(request, "outreach/message_list.html", context)
