"""Opinions on a direction, and who helps with a repair."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.choices import Weakness
from autopsy.models import RepairPlan
from mentors.access import get_target
from mentors.forms.meetings import OpinionForm
from mentors.models import Meeting, Opinion, RepairHelper, Target
from mentors.queries.opinions import senior_role_of
from mentors.queries.people import lanes_of
from mentors.services import promises
from smartpick.campaign.access import current_cycle, get_changeable
from smartpick.campaign.models import Cycle
from smartpick.common.errors import RuleBroken
from smartpick.reference.queries import specialty_names


def add_opinion(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    people = {str(target.code): target for target in _people(cycle)}
    form = OpinionForm(
        request.POST if request.method == "POST" else None,
        people=[(code, target.name) for code, target in people.items()],
        initial=_initial(request, cycle),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _record(form.cleaned_data, people)
        except RuleBroken as why:
            form.add_error("introduced_by" if "introduces" in str(why) else "on_date", str(why))
        else:
            messages.success(request, "Saved. The table compares what was said.")
            return redirect("mentors:direction")
    context = {"form": form, "people": people, "specialties": specialty_names()}
    return render(request, "mentors/opinion_form.html", context)


def _people(cycle: Cycle) -> list[Target]:
    rows = Target.objects.filter(cycle=cycle).select_related("faculty", "cycle")
    return list(rows.prefetch_related("faculty__roles").order_by("snapshot_name"))


def _initial(request: HttpRequest, cycle: Cycle) -> dict[str, Any]:
    """From a meeting's notes, what they already hold."""
    lanes = lanes_of(cycle)
    initial: dict[str, Any] = {
        "on_date": timezone.localdate(), "specialty": lanes[0] if lanes else "",
        "person": request.GET.get("with", ""),
    }  # fmt: skip
    try:
        code = uuid.UUID(request.GET.get("meeting", ""))
    except ValueError:
        return initial
    meeting = Meeting.objects.belonging_to(request.user).filter(code=code).first()
    advice = getattr(meeting, "advice", None)
    if advice is None:
        return initial
    initial |= {"realism": advice.realism, "saw_numbers": advice.saw_numbers,
                "reason": advice.reason}  # fmt: skip
    if meeting.lane:
        initial["specialty"] = meeting.lane
    if meeting.at:
        initial["on_date"] = min(timezone.localdate(meeting.at), timezone.localdate())
    return initial


def _record(data: dict[str, Any], people: dict[str, Target]) -> None:
    target = people[data["person"]]
    promises.record_opinion(
        target=target,
        specialty=data["specialty"],
        senior_role=senior_role_of(target),
        realism=data["realism"],
        on_date=data["on_date"],
        today=timezone.localdate(),
        tier=data["tier"],
        regions=data["regions"],
        saw_numbers=data["saw_numbers"],
        reason=data["reason"],
        introduced_by=people.get(data["introduced_by"]),
    )


@require_POST
def remove_opinion(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    opinion = get_changeable(Opinion, request.user, code=code)
    promises.remove_opinion(opinion=opinion)
    messages.success(request, "Removed.")
    return redirect("mentors:direction")


@require_POST
def attach_helper(request: HttpRequest, weakness: str) -> HttpResponse:
    """A person for a repair, or (with `remove`) no longer."""
    if weakness not in Weakness.values:
        raise Http404
    cycle = current_cycle(request.user)
    plan = get_changeable(RepairPlan, request.user, cycle=cycle, weakness=weakness)
    try:
        code = uuid.UUID(request.POST.get("person") or request.POST.get("remove") or "")
    except ValueError:
        messages.warning(request, "Choose a person.")
        return redirect("mentors:repair", weakness=weakness)
    target = get_target(request.user, code)
    if request.POST.get("remove"):
        rows = RepairHelper.objects.belonging_to(request.user).filter(plan=plan, target=target)
        for helper in rows:
            promises.detach_helper(helper=helper)
    else:
        sentence = request.POST.get("sentence", "").strip()[:300]
        promises.attach_helper(plan=plan, target=target, sentence=sentence)
    messages.success(request, "Saved.")
    return redirect("mentors:repair", weakness=weakness)
