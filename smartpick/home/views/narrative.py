"""The narrative: three texts beside the dated facts that carry them. Only its owner sees it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from autopsy.queries.change import change_of
from smartpick.campaign.access import current_cycle
from smartpick.campaign.models import Narrative
from smartpick.campaign.rules.narrative import out_of_step
from smartpick.campaign.services import save_narrative
from smartpick.common.undo import offer_undo
from smartpick.home.forms.season import NarrativeForm
from smartpick.home.queries.narrative import carried_by, proofs_of

TEXTS = ("went_wrong", "changed", "safer_now")


def write_narrative(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    current = (
        Narrative.objects.belonging_to(request.user).filter(cycle=cycle, is_current=True).first()
    )
    proofs = proofs_of(cycle)
    initial = {name: getattr(current, name) for name in TEXTS} if current else {}
    if current:
        initial["facts"] = current.facts.get("changed", [])
    form = NarrativeForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        facts=[(proof.code, proof.words) for proof in proofs],
    )
    if request.method == "POST" and form.is_valid():
        save_narrative(
            cycle=cycle,
            texts={name: form.cleaned_data[name] for name in TEXTS},
            facts=form.cleaned_data.get("facts", []),
            now=timezone.now(),
        )
        offer_undo(request, "Saved. Earlier versions are kept.", "")
        return redirect("home:narrative")
    newest = proofs[0].on if proofs else None
    context = {
        "form": form,
        "current": current,
        "carried": carried_by(cycle, current, proofs),
        "changed_mark": out_of_step(
            text=current.changed if current else "",
            edited_on=current.changed_on if current else None,
            newest_proof_on=newest,
        ),
        "change": change_of(cycle.autopsy, today=timezone.localdate()),
    }
    return render(request, "home/narrative.html", context)


def show_versions(request: HttpRequest) -> HttpResponse:
    cycle = current_cycle(request.user)
    rows = Narrative.objects.belonging_to(request.user).filter(cycle=cycle).order_by("-number")
    return render(request, "home/narrative_versions.html", {"rows": rows})
