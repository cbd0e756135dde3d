"""The list under a budget: three numbers of the person's own, then the list and its reasons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.campaign.access import current_cycle
from smartpick.picks.forms.budget import BudgetForm, initial_of
from smartpick.picks.queries.budget import guide_of, last_yield, season_of
from smartpick.picks.queries.result import CAPTION, work_out
from smartpick.picks.services.programs import budget_of, keep_list, save_budget
from smartpick.picks.views.programs import lines_for

ENOUGH = 10


def edit_budget(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    lines = lines_for(cycle, timezone.localdate())
    season, plan, start = season_of(cycle, lines), budget_of(cycle), last_yield(cycle)
    form = BudgetForm(
        request.POST if request.method == "POST" else None,
        season=season,
        initial=initial_of(plan, season, start),
    )
    if request.method == "POST" and form.is_valid():
        save_budget(plan=plan, facts=form.facts())
        return redirect(f"{request.path}#result")
    ready = plan.pk is not None and bool(plan.rates) and len(lines) >= ENOUGH
    context = {
        "form": form,
        "lines_count": len(lines),
        "enough": ENOUGH,
        "season": season,
        "last_yield": start,
        "plan": plan,
        "caption": CAPTION,
        "result": work_out(lines, plan, season, guide=guide_of(cycle)) if ready else None,
    }
    return render(request, "picks/budget.html", context)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Worked out again from what is stored, so that no page can send a list of its own."""
    cycle = current_cycle(request.user)
    lines = lines_for(cycle, timezone.localdate())
    plan = budget_of(cycle)
    if plan.pk is not None:
        season = season_of(cycle, lines)
        found = work_out(lines, plan, season, guide=guide_of(cycle)).choice
        if found.possible:
            keep_list(
                plan=plan,
                chosen=list(found.chosen),
                signaled=list(found.signaled),
                now=timezone.now(),
            )
            messages.success(request, f"Kept: {len(found.chosen)} programs.")
    return redirect("picks:programs")
