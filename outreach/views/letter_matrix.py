"""Letters against programs: which program gets which letter, and where it is thin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from outreach.queries.letter import letter_set
from outreach.queries.letter_matrix import matrix_of
from outreach.services.letter import assign_letters
from smartpick.campaign.access import current_cycle
from smartpick.common.errors import RuleBroken
from smartpick.common.undo import offer_undo


def show_matrix(request: HttpRequest) -> HttpResponse:
    cycle, today = current_cycle(request.user), timezone.localdate()
    start = request.GET.get("from", "")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 0
    told, status = None, 200
    if request.method == "POST":
        pairs = {tuple(value.partition(":")[::2]) for value in request.POST.getlist("give")}
        programs = request.POST.getlist("program")
        try:
            count = assign_letters(cycle=cycle, programs=programs, pairs=pairs, today=today)
        except RuleBroken:
            told, status = pairs, 422
        else:
            offer_undo(request, f"Saved: {count} assignment{'' if count == 1 else 's'}.", "")
            return redirect(f"{reverse('outreach:letter-matrix')}?from={first}")
    matrix = matrix_of(letter_set(cycle, today=today), first=first, told=told)
    return render(request, "outreach/letter_matrix.html", {"matrix": matrix}, status=status)
