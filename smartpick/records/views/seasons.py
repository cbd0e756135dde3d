"""The season's days: which are true, which are only expected, and where each comes from."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from smartpick.records.forms import SeasonDateForm
from smartpick.records.queries.seasons import plans_of, season_date, season_list
from smartpick.records.services.seasons import SET, set_date


def show_seasons(request: HttpRequest) -> HttpResponse:
    context = {"seasons": season_list(today=timezone.localdate())}
    return render(request, "records/seasons.html", context)


def edit_date(request: HttpRequest, number: int) -> HttpResponse:
    row = season_date(number)
    if row is None:
        raise Http404
    was = row.edited_at.isoformat() if row.edited_at else ""
    initial = {name: getattr(row, name) for name in SET} | {"was": was}
    form = SeasonDateForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        count = set_date(row=row, values=told, was=told["was"], now=timezone.now())
        if count is not None:
            noun = "plan looks" if count == 1 else "plans look"
            follow = "within ten minutes what nobody moved follows."
            messages.success(request, f"Saved. {count:,} {noun} at this season; {follow}")
            return redirect("records:seasons")
        form.add_error(None, "Somebody set this date since you opened it. Look at it once more.")
    context = {"form": form, "row": row, "plans": plans_of(row).count()}
    return render(request, "records/season_date.html", context)
