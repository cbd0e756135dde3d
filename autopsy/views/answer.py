"""The answer said aloud: write it, have it checked, rehearse it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.access import current_autopsy
from autopsy.forms.answers import RehearsalForm, SpokenForm
from autopsy.models import MatchAutopsy
from autopsy.queries.reading import read_live
from autopsy.rules.questions import proposed_priorities
from autopsy.rules.spoken import check_answer as checks_of
from autopsy.rules.spoken import cue_words, offered_steps, runs_of, seconds_for
from autopsy.services.answers import record_rehearsal, save_spoken_answer
from smartpick.common.wording import words_in

PASSED = {
    "SA-1": "Does not lean on luck",
    "SA-2": "Blames nobody",
    "SA-3": "No spin",
    "SA-4": "Owns it",
    "SA-5": "Says what changed",
    "SA-6": "Length fits",
}


def checked(text: str) -> dict[str, Any]:
    """What the page shows of a text: its length, what fired, what passed."""
    words = len(words_in(text))
    found = checks_of(text)
    fired = {check.id for check in found}
    return {
        "words": words,
        "seconds": seconds_for(words),
        "must": [check for check in found if check.level == "must_fix"],
        "consider": [check for check in found if check.level == "consider"],
        "passed": [say for rule, say in PASSED.items() if rule not in fired] if words else [],
    }


def write_answer(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    newest = autopsy.answers.first()
    if request.method == "POST":
        form = SpokenForm(request.POST)
        if form.is_valid():
            text = form.cleaned_data["text"]
            save_spoken_answer(autopsy=autopsy, text=text, words_count=len(words_in(text)))
            return redirect("autopsy:rehearse" if "rehearse" in request.POST else "autopsy:answer")
    else:
        form = SpokenForm(initial={"text": newest.text if newest else ""})
    text = str(form["text"].value() or "")
    context = {"form": form, "checked": checked(text), "steps": _steps(autopsy), "newest": newest}
    return render(request, "autopsy/answer.html", context)


def _steps(autopsy: MatchAutopsy) -> list[str]:
    reading = read_live(autopsy)
    leading = reading.diagnosis.ranked[0]
    counted = [item for item in leading.findings if item.counts]
    do, _ = proposed_priorities(reading.diagnosis.findings)
    return offered_steps(counted[0].sentence if counted else "", do[0] if do else "")


@require_POST
def check_answer(request: HttpRequest) -> HttpResponse:
    """The checks of a text as typed, as one piece of the page; nothing is stored."""
    current_autopsy(request)
    text = request.POST.get("text", "")[:4000]
    return render(request, "autopsy/_answer_checks.html", {"checked": checked(text)})


def rehearse(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    answer = autopsy.answers.first()
    if answer is None:
        return redirect("autopsy:answer")
    form = RehearsalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        record_rehearsal(
            answer=answer, seconds=form.cleaned_data["seconds"], today=timezone.localdate()
        )
        return redirect("autopsy:rehearse")
    seconds = list(answer.rehearsals.order_by("-id").values_list("seconds", flat=True))
    context = {
        "answer": answer,
        "cues": cue_words(answer.text),
        "form": form,
        "count": len(seconds),
        "runs": runs_of(seconds, answer.words_count),
        "estimate": seconds_for(answer.words_count),
    }
    return render(request, "autopsy/rehearse.html", context)
