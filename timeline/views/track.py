"""Switching the track: the price of each beside the other, before choosing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from smartpick.campaign.access import current_cycle
from smartpick.campaign.choices import Track
from smartpick.common.errors import RuleBroken
from smartpick.common.undo import offer_undo
from timeline.forms.plan import TrackForm
from timeline.queries.tracks import both_tracks
from timeline.services.plan import switch_track


def choose_track(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    if cycle.failed_year is None:
        return redirect("home:start")
    today = timezone.localdate()
    tracks = both_tracks(cycle, today=today)
    form = TrackForm(
        request.POST if request.method == "POST" else None, initial={"track": cycle.track}
    )
    if request.method == "POST" and form.is_valid():
        wanted, before = form.cleaned_data["track"], cycle.track
        if wanted == Track.SHORT and not (tracks.short_offered or form.cleaned_data["submitted"]):
            form.add_error("track", _too_late(tracks))
        else:
            try:
                switch_track(cycle=cycle, track=wanted, today=today, now=timezone.now())
            except RuleBroken as why:
                form.add_error("track", str(why))
            else:
                undo = {"track": before, "submitted": "on"}
                offer_undo(
                    request, "Your year is laid out anew.", reverse("timeline:track"), **undo
                )
                return redirect("timeline:timeline")
    return render(request, "timeline/track.html", {"form": form, "tracks": tracks, "cycle": cycle})


def _too_late(tracks) -> str:
    on = tracks.short.submit_on
    return (
        f"Applications opened {on:%b} {on.day}, {on.year}: too late to begin for that season. "
        "Tick the box below if you have already submitted."
    )
