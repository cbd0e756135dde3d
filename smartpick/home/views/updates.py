"""Who is due an update: the rhythm of each mentor, counted from the last contact."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from smartpick.campaign.access import current_cycle
from smartpick.campaign.queries.soap import soap_lock
from timeline.queries.check_in import check_ins
from timeline.rules.check_in import DUE, LATE

TAGS = {DUE: ("Due", "due"), LATE: ("Overdue", "late")}


def show_updates(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    found = check_ins(cycle, today=today)
    owed = [one for one in found if one.check_in.state in TAGS]
    lines = [
        (one, TAGS.get(one.check_in.state), (today - one.check_in.counted_from.on).days)
        for one in found
        if one.check_in.counted_from
    ]
    context = {
        "lines": lines,
        "owed_count": len(owed),
        "next": next((one for one in found if one not in owed), None),
        "lock": soap_lock(cycle, now),
    }
    return render(request, "home/updates.html", context)
