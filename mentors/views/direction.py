"""Direction and repairs stand here, on the lowest floor that will see their people too."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.access import current_autopsy
from autopsy.choices import DirectionChoice, Weakness
from autopsy.forms.direction import DirectionForm, RepairForm, StepForm
from autopsy.models import Direction, MatchAutopsy, RepairPlan, RepairStep
from autopsy.queries.reading import read_live
from autopsy.queries.shown import follow_ups
from autopsy.rules.direction import (
    BACKUP_SENTENCE,
    CarriedItem,
    LetterFact,
    carries_over,
    mentors_elsewhere,
    read_story,
    read_torn,
    signs_of_change,
    signs_of_pivot,
)
from autopsy.rules.proof import Proof
from autopsy.rules.repair import PLANS, PLAYBOOKS, Step, proposed, state_of
from autopsy.services.direction import (
    choose,
    default_decide_by,
    record_step,
    start_repair,
    state_repair,
)
from mentors.models import RepairHelper, Target
from mentors.queries.opinions import (
    compared,
    lane_meetings,
    lanes_for,
    meetings_for_direction,
    mentors_for_direction,
    opinions_for_direction,
)
from mentors.queries.repairs import helpers_of, proofs_of
from smartpick.campaign.access import get_changeable
from smartpick.campaign.choices import ProgressKind
from smartpick.campaign.models import Cycle, ProgressEntry
from smartpick.common.errors import RuleBroken
from smartpick.reference.queries import match_day, specialty_names

SIGN_WORDS = {
    "core_mentor": "A core mentor in the specialty who reaches directors",
    "experience": "One new experience in it, dated",
    "letter": "A new letter in it, agreed",
    "product": "One tangible product: case report, QI or abstract",
    "gatekeeper": "A director of the new field has read the numbers and answered",
    "story": "A story that names one own experience",
    "statement": "A statement for the new field",
}
FOR_SAME = ("core_mentor", "experience", "letter", "product")
FOR_PIVOT = ("gatekeeper", "story", "letter", "statement")


def edit_direction(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    cycle = autopsy.cycle
    current = (
        Direction.objects.belonging_to(request.user).filter(cycle=cycle, is_current=True).first()
    )
    form = DirectionForm(
        request.POST if request.method == "POST" else None, initial=_initial(autopsy, current)
    )
    if request.method == "POST" and form.is_valid():
        try:
            decided = "decide" in request.POST
            if decided and _must_ask(request, cycle):
                raise RuleBroken("No senior opinion is recorded. Press Decide again to go on.")
            choose(
                cycle=cycle,
                data=form.cleaned_data,
                decided=decided,
                by=request.user,
                now=timezone.now(),
            )
            messages.success(request, "Decided." if decided else "Saved.")
            return redirect("mentors:direction")
        except RuleBroken as why:
            form.add_error("target", str(why))
    asked = any("No senior opinion" in words for _, words in form.problems)
    context = _judged(autopsy, current) | {
        "form": form,
        "current": current,
        "specialties": specialty_names(),
        "opinions": compared(cycle),
        "asked_without_opinion": asked,
        "history": Direction.objects.belonging_to(request.user)
        .filter(cycle=cycle, is_current=False)
        .order_by("-updated_at"),
    }
    return render(request, "mentors/direction.html", context)


def _must_ask(request: HttpRequest, cycle: Cycle) -> bool:
    """DR-06: the one plain question, at 0 opinions only; a second press is the answer."""
    return not (compared(cycle).compared.senior_count or request.POST.get("no_opinion"))


def _initial(autopsy: MatchAutopsy, current: Direction | None) -> dict[str, Any]:
    if current is not None:
        return {name: getattr(current, name) for name in DirectionForm.base_fields}
    primary = autopsy.applied.filter(is_primary=True).first()
    return {
        "choice": DirectionChoice.TORN,
        "target": primary.specialty if primary else "",
        "decide_by": default_decide_by(autopsy.cycle, timezone.localdate()),
    }


def _judged(autopsy: MatchAutopsy, current: Direction | None) -> dict[str, Any]:
    """What the rules say of the direction as it stands; with the people and the agreed letters."""
    if current is None:
        return {"signs": []}
    today = timezone.localdate()
    story = read_story(current.story, current.story_experience)
    mentors = mentors_for_direction(autopsy.cycle)
    if current.choice == DirectionChoice.PIVOT:
        met = signs_of_pivot(
            current.target,
            opinions=opinions_for_direction(autopsy.cycle),
            story=current.story,
            experience=current.story_experience,
            letters=_agreed_letters(autopsy),
        )
        wanted = FOR_PIVOT
    else:
        day = match_day(autopsy.cycle.failed_year) or autopsy.started_on
        met = signs_of_change(
            current.target, mentors=mentors, proofs=_proofs(autopsy),
            letters=_agreed_letters(autopsy), match_day=day, today=today,
        )  # fmt: skip
        wanted = FOR_SAME
    lanes = [lane for lane in (current.target, current.second_lane) if lane]
    meetings = lane_meetings(autopsy.cycle)
    torn = read_torn(
        lanes=lanes,
        meetings=meetings_for_direction(meetings),
        last_day=None,
        moved_to=current.decide_by,
        today=today,
    )
    return {
        "signs": [(SIGN_WORDS[name], name in met) for name in wanted],
        "met_count": len(met),
        "torn": torn if current.choice == DirectionChoice.TORN else None,
        "lanes": lanes_for(meetings, lanes) if current.choice == DirectionChoice.TORN else [],
        "elsewhere": mentors_elsewhere(current.target, current.backup, mentors)
        if current.decided_on
        else [],
        "generic": BACKUP_SENTENCE.format(specialty=current.target)
        if current.choice == DirectionChoice.PIVOT and story.generic_backup
        else "",
        "carried": _carried(autopsy, current),
    }


def _proofs(autopsy: MatchAutopsy) -> list[Proof]:
    """The ledger in the words of the rules: dated work with what shows it."""
    rows = ProgressEntry.objects.filter(cycle=autopsy.cycle)
    return [Proof(r.done_on, r.kind, r.shown_by, r.specialty, r.lever) for r in rows]


def _agreed_letters(autopsy: MatchAutopsy) -> list[LetterFact]:
    """Letters that somebody agreed to write, as they stand in the ledger: no less than neutral."""
    rows = ProgressEntry.objects.filter(cycle=autopsy.cycle, kind=ProgressKind.LETTER_AGREED)
    return [LetterFact(row.specialty, "neutral", row.done_on) for row in rows]


def _carried(autopsy: MatchAutopsy, current: Direction) -> tuple[list[str], list[str]]:
    """After a change of target: which work keeps its worth, and which needs a decision."""
    plans = autopsy.cycle.repairs.values_list("weakness", flat=True)
    words = {f"Repair: {Weakness(name).label}": f"repair_{name}" for name in plans}
    items = [CarriedItem(label, kind) for label, kind in words.items()]
    items += [CarriedItem("Exams", "exam"), CarriedItem("Statement", "statement")]
    items += [CarriedItem("Program list", "program_list"), CarriedItem("Signals", "signals")]
    return carries_over(items, current.target, current.backup or None)


def show_repairs(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    reading = read_live(autopsy)
    plans = {plan.weakness: plan for plan in autopsy.cycle.repairs.all()}
    findings = {f.rule: f.counted_size for f in reading.diagnosis.findings}
    own = {
        name.removeprefix("own_rating_"): value
        for name, value in reading.by_section.get("ratings", {}).items()
        if name.startswith("own_rating_")
    }
    app = {name: rating.value for name, rating in reading.ratings.items()}
    taken = [code for code, name in PLANS.items() if name in plans]
    suggested = [PLANS[p] for p in proposed(findings, ratings=app, own_ratings=own, taken=taken)]
    context = {
        "plans": [(Weakness(name), plan) for name, plan in plans.items()],
        "suggested": [Weakness(name) for name in suggested],
        "others": [w for w in Weakness if w.value not in {*plans, *suggested}],
        "follow_ups": follow_ups(reading),
    }
    return render(request, "mentors/repair_list.html", context)


def edit_repair(request: HttpRequest, weakness: str) -> HttpResponse:
    if weakness not in Weakness.values:
        raise Http404
    autopsy = current_autopsy(request)
    plan = (
        RepairPlan.objects.belonging_to(request.user)
        .filter(cycle=autopsy.cycle, weakness=weakness)
        .first()
    )
    now = timezone.now()
    if request.method == "POST" and plan is None:
        start_repair(cycle=autopsy.cycle, weakness=weakness, by=request.user, now=now)
        return redirect("mentors:repair", weakness=weakness)
    form = RepairForm(
        request.POST if request.method == "POST" else None,
        initial={
            "statement": plan.statement if plan else "",
            "description": plan.description if plan else "",
            "paused": bool(plan and plan.state == "paused"),
        },
    )
    if request.method == "POST" and form.is_valid():
        state_repair(plan=plan, today=now.date(), **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("mentors:repair", weakness=weakness)
    context = _repair_page(weakness, plan, form) | _helpers(autopsy, plan)
    return render(request, "mentors/repair.html", context)


def _helpers(autopsy: MatchAutopsy, plan: RepairPlan | None) -> dict[str, Any]:
    """Who helps, with how often they have seen the applicant (RP-01), and who else could."""
    if plan is None:
        return {}
    helpers = helpers_of(plan, today=timezone.localdate())
    taken = [line.target.pk for line in helpers]
    others = Target.objects.filter(cycle=autopsy.cycle).exclude(pk__in=taken)
    return {
        "helpers": helpers,
        "others": others.select_related("faculty"),
        "proofs": proofs_of(plan, helpers),
    }


def _repair_page(weakness: str, plan: RepairPlan | None, form: RepairForm) -> dict[str, Any]:
    book = PLAYBOOKS[weakness]
    description = (plan.description if plan else "") or "..."
    context: dict[str, Any] = {
        "weakness": Weakness(weakness),
        "book": book,
        "sentence": book.sentence.format(description=description),
        "plan": plan,
        "form": form,
        "step_form": StepForm(),
    }
    if plan is not None:
        steps = list(plan.steps.all())
        told = state_of(
            [Step(s.done_on, s.proof, s.skipped_because) for s in steps],
            state=plan.state,
            active_since=plan.active_since,
            has_person=RepairHelper.objects.filter(plan=plan).exists(),
            today=timezone.localdate(),
        )
        context |= {
            "steps": list(zip(steps, told.steps, strict=True)),
            "told": told,
            "moves": plan.moves.order_by("-id"),
        }
    return context


@require_POST
def save_step(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    step = get_changeable(RepairStep, request.user, code=code)
    weakness = step.plan.weakness
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            record_step(step=step, today=timezone.localdate(), **form.cleaned_data)
            return redirect("mentors:repair", weakness=weakness)
        except RuleBroken as why:
            form.add_error("proof" if "proof" in str(why) else "done_on", str(why))
    return render(request, "mentors/step_form.html", {"form": form, "step": step})
