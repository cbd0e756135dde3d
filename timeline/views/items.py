"""One item of the year: its page, other days, done, not for me, and each way back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from smartpick.campaign.access import get_changeable
from smartpick.common.errors import RuleBroken
from smartpick.common.http import safe_next
from smartpick.common.undo import offer_undo
from timeline.forms.plan import DoneForm, MoveForm, SkipForm
from timeline.models import PlanItem
from timeline.rules.template import BY_KEY
from timeline.services import items as deeds


def _item(request: HttpRequest, code: uuid.UUID) -> PlanItem:
    return get_changeable(PlanItem, request.user, code=code)


def show_item(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The item; a POST moves it."""
    item = _item(request, code)
    if request.method == "POST":
        return _move(request, item)
    return _page(request, item)


def _page(request: HttpRequest, item: PlanItem, **forms) -> HttpResponse:
    days = {"starts_on": item.starts_on, "ends_on": item.ends_on}
    today = timezone.localdate()
    context = {
        "item": item,
        "step": BY_KEY[item.template_key],
        "form": forms.get("move") or MoveForm(initial=days),
        "done_form": forms.get("done") or DoneForm(today=today, initial={"done_on": today}),
        "skip_form": forms.get("skip") or SkipForm(),
    }
    return render(request, "timeline/item.html", context)


def _move(request: HttpRequest, item: PlanItem) -> HttpResponse:
    form = MoveForm(request.POST, ask_to_keep="keep" in request.POST)
    if not form.is_valid():
        return _page(request, item, move=form)
    first, last = form.cleaned_data["starts_on"], form.cleaned_data["ends_on"]
    if deeds.submitted_after(item, last) and not form.cleaned_data.get("keep"):
        form = MoveForm(request.POST, ask_to_keep=True)
        form.add_error("ends_on", "That is after you submit. Keep it anyway?")
        return _page(request, item, move=form)
    try:
        deeds.move_item(item=item, starts_on=first, ends_on=last, now=timezone.now())
    except RuleBroken as why:
        form.add_error("ends_on", str(why))
        return _page(request, item, move=form)
    offer_undo(request, f"Moved: {item.title}.", reverse("timeline:item-unmove", args=[item.code]))
    return redirect("timeline:timeline")


@require_POST
def finish(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    item = _item(request, code)
    today = timezone.localdate()
    form = DoneForm(request.POST if "done_on" in request.POST else {"done_on": today}, today=today)
    if not form.is_valid():
        return _page(request, item, done=form)
    deeds.finish_item(item=item, done_on=form.cleaned_data["done_on"], now=timezone.now())
    offer_undo(request, f"Done: {item.title}.", reverse("timeline:item-back", args=[item.code]))
    return redirect(safe_next(request, reverse("timeline:timeline")))


@require_POST
def skip(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    item = _item(request, code)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return _page(request, item, skip=form)
    deeds.skip_item(
        item=item, because=form.cleaned_data["because"], today=timezone.localdate(),
        now=timezone.now(),
    )  # fmt: skip
    offer_undo(
        request, f"Not for you: {item.title}.", reverse("timeline:item-back", args=[item.code])
    )
    return redirect(safe_next(request, reverse("timeline:timeline")))


@require_POST
def take_back(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    item = deeds.take_back(item=_item(request, code), now=timezone.now())
    offer_undo(request, f"Open again: {item.title}.", "")
    return redirect(safe_next(request, reverse("timeline:timeline")))


@require_POST
def unmove(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    item = deeds.undo_move(item=_item(request, code), now=timezone.now())
    offer_undo(request, f"Back on its days: {item.title}.", "")
    return redirect("timeline:timeline")
