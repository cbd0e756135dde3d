"""The team: seats, who could fill them, depth, the edge."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mentors.queries.opinions import compared
from mentors.queries.team import TeamView, reliability_of, team_of
from smartpick.campaign.access import current_cycle


def show_team(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    today = timezone.localdate()
    team = team_of(cycle, today=today)
    context: dict[str, Any] = {
        "team": team,
        "title": _title(team),
        "reliability": {
            one.code: reliability_of(one.target, today=today).sentence
            for one in team.people.chosen
            if one.target and one.target.is_active
        },
        "opinions": compared(cycle),
    }
    return render(request, "mentors/team.html", context)


def _title(team: TeamView) -> str:
    """What the team is, in one sentence."""
    if not team.depth.counters.active_mentors:
        return "Your team is empty"
    if team.is_complete:
        return "Team complete"
    held = {
        seat: sum(1 for one in team.seats if one.seat == seat and one.holder)
        for seat in ("core", "process", "skills")
    }
    words = ", ".join(f"{count} {seat}" for seat, count in held.items() if count) or "nobody seated"
    return f"Your team: {words}. Open: {team.open_words}"
