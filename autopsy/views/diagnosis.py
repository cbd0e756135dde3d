"""The diagnosis with its reasons, and the one line of disagreement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.access import current_autopsy
from autopsy.choices import Cause, OwnAnswer
from autopsy.forms.answers import DisagreeForm
from autopsy.queries.reading import read_live
from autopsy.queries.shown import cause_views, follow_ups, rating_views
from autopsy.rules.stage import stage_sentence, stage_source
from autopsy.services import rank
from autopsy.services.answers import save_disagreement
from autopsy.views.sections import dean_names
from smartpick.accounts.models import AdvisingLink, ShareGrant
from smartpick.accounts.queries import counseling_line
from smartpick.accounts.querysets import open_link
from smartpick.accounts.sharing import SECTION_KEYS


def show_diagnosis(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    reading = read_live(autopsy)
    context = {
        "reading": reading,
        "stage": stage_sentence(reading.facts),
        "stage_source": stage_source(reading.facts),
        "causes": cause_views(reading),
        "ratings": rating_views(reading),
        "notes": [n for n in reading.diagnosis.notes if n.rule != "DX-02"],
        "near": next((n for n in reading.diagnosis.notes if n.rule == "DX-02"), None),
        "no_list": rank.no_list_certified(autopsy),
        "follow_ups": follow_ups(reading),
        "dean_names": dean_names(autopsy),
        "left_out": left_out_for_deans(autopsy.cycle.applicant),
        "answers": OwnAnswer,
        "counsel": counseling_line(autopsy.cycle.applicant),
    }
    return render(request, "autopsy/diagnosis.html", context)


def left_out_for_deans(applicant) -> list[str]:
    """The sections that at least one linked dean does not see."""
    links = AdvisingLink.objects.filter(
        open_link(timezone.localdate(), prefix=""), applicant=applicant
    )
    open_keys: dict[int, set[str]] = {link.pk: set() for link in links}
    grants = ShareGrant.objects.filter(link__in=open_keys, until__isnull=True)
    for link_id, key in grants.values_list("link_id", "key"):
        open_keys[link_id].add(key)
    seen_by_all = set(SECTION_KEYS).intersection(*open_keys.values())
    return [key.label for key in SECTION_KEYS if key not in seen_by_all]


@require_POST
def disagree(request: HttpRequest, cause: str) -> HttpResponse:
    autopsy = current_autopsy(request)
    form = DisagreeForm(request.POST)
    if cause in Cause.values and form.is_valid():
        save_disagreement(
            autopsy=autopsy,
            cause=cause,
            text=form.cleaned_data["disagreement"],
            by=request.user,
            now=timezone.now(),
        )
        return redirect("autopsy:diagnosis")
    reading = read_live(autopsy)
    context = {"form": form, "cause": cause, "headline": reading.headline}
    return render(request, "autopsy/disagree.html", context)
