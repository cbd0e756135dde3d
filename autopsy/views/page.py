"""The one page: its HTML twin, its own lines, download, kit."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from autopsy import pdf
from autopsy.access import current_autopsy
from autopsy.choices import FrozenWhy
from autopsy.forms.answers import KitForm, PageForm
from autopsy.models import AutopsyVersion, MatchAutopsy
from autopsy.queries.page import page_of
from autopsy.queries.reading import read_live
from autopsy.queries.versions import reading_of_version, snapshot_in
from autopsy.rules.questions import KitSheet, proposed_priorities, question_list
from autopsy.rules.summary import Page
from autopsy.services.answers import save_page_lines
from autopsy.services.versions import freeze, snapshot_of
from smartpick.accounts.choices import Paper
from smartpick.campaign.choices import PriorityKind
from smartpick.campaign.models import Priority
from smartpick.common.errors import PdfUnavailable
from smartpick.common.http import attachment


def paper_of(request: HttpRequest, autopsy: MatchAutopsy) -> str:
    """The asked paper, else the saved choice, else what the kind of school suggests."""
    asked = request.GET.get("paper") or request.POST.get("paper") or ""
    if asked in Paper.values:
        return asked
    person = autopsy.cycle.applicant
    if person.paper:
        return str(person.paper)
    return Paper.A4 if person.applicant_type == "non_us_img" else Paper.LETTER


def live_page(autopsy: MatchAutopsy) -> Page:
    reading = read_live(autopsy)
    extras = snapshot_of(autopsy, reading)["page"]
    return page_of(reading, extras, keys=None, on=timezone.localdate())


def show_summary(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    page = live_page(autopsy)
    context = {
        "page": page,
        "paper": paper_of(request, autopsy),
        "papers": Paper.choices,
        "missing": [row.label for row in page.facts if row.is_missing],
        "newest": autopsy.versions.first(),
        "no_flags": not any(row.section == "red_flags" for row in page.facts),
        "left_out": request.session.pop("left_out", []),
    }
    return render(request, "autopsy/summary.html", context)


@require_POST
def download_summary(request: HttpRequest) -> HttpResponse:
    """Freezes a version if anything changed, then leads to its file."""
    autopsy = current_autopsy(request)
    paper = paper_of(request, autopsy)
    person = autopsy.cycle.applicant
    if person.paper != paper:
        person.paper = paper
        person.save(update_fields=["paper", "updated_at"])
    version = freeze(autopsy=autopsy, why=FrozenWhy.PRINTED, by=request.user, now=timezone.now())
    return redirect(f"{reverse('autopsy:summary-pdf')}?version={version.number}&paper={paper}")


def show_summary_pdf(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    version = _version(autopsy, request.GET.get("version", ""))
    page = page_of(
        reading_of_version(version, None),
        snapshot_in(version)["page"],
        keys=None,
        on=timezone.localdate(version.frozen_at),
        version=version,
    )
    try:
        made = pdf.summary_page(page, paper=paper_of(request, autopsy))
    except PdfUnavailable:
        return no_pdf(request)
    if made.left_out:
        request.session["left_out"] = list(made.left_out)
    return attachment(
        made.pdf.body, name=file_name(page, "summary"), content_type="application/pdf"
    )


def _version(autopsy: MatchAutopsy, asked: str) -> AutopsyVersion:
    versions = autopsy.versions.all()
    if asked.isascii() and asked.isdigit() and len(asked) < 9:
        versions = versions.filter(number=int(asked))
    version = versions.first()
    if version is None:
        raise Http404
    return version


def no_pdf(request: HttpRequest) -> HttpResponse:
    return render(request, "autopsy/no_pdf.html", status=503)


def file_name(page: Page, what: str) -> str:
    last = slugify(page.name.split(",")[0].split(" ")[-1]) or "autopsy"
    return f"{last}-{what}-{timezone.localdate().isoformat()}.pdf"


def edit_page(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    if request.method == "POST":
        form = PageForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            save_page_lines(
                autopsy=autopsy,
                situation=data["situation"],
                asks=(data["first_ask"], data["second_ask"]),
                do=[data["do_1"], data["do_2"], data["do_3"]],
                avoid=[data["avoid_1"], data["avoid_2"]],
            )
            messages.success(request, "Saved. The page is below.")
            return redirect("autopsy:summary")
    else:
        form = PageForm(initial=_page_lines(autopsy))
    do, avoid = proposed_priorities(read_live(autopsy).diagnosis.findings)
    context = {"form": form, "proposed_do": do, "proposed_avoid": avoid}
    return render(request, "autopsy/page_form.html", context)


def _page_lines(autopsy: MatchAutopsy) -> dict[str, Any]:
    rows = Priority.objects.belonging_to(autopsy.cycle.applicant.user).filter(cycle=autopsy.cycle)
    lines = {f"{row.kind}_{row.rank}": row.text for row in rows}
    return {
        "situation": autopsy.situation,
        "first_ask": autopsy.first_ask,
        "second_ask": autopsy.second_ask,
        **lines,
    }


def choose_kit(request: HttpRequest) -> HttpResponse:
    autopsy = current_autopsy(request)
    sheet, offered = _kit(autopsy)
    chosen = [key for key, _ in offered[:4]]
    form = KitForm(
        request.POST if request.method == "POST" else None,
        offered=offered,
        initial={"questions": chosen},
    )
    if request.method == "POST" and form.is_valid():
        asked = dict(offered)
        questions = [asked[key] for key in form.cleaned_data["questions"]]
        if form.cleaned_data["own_question"]:
            questions.append(form.cleaned_data["own_question"])
        return _kit_pdf(request, autopsy, KitSheet(sheet.do, sheet.avoid, tuple(questions)))
    return render(request, "autopsy/kit.html", {"form": form, "sheet": sheet})


def _kit(autopsy: MatchAutopsy) -> tuple[KitSheet, list[tuple[str, str]]]:
    """The written priorities, or those that the diagnosis proposes while none are."""
    reading = read_live(autopsy)
    rows = list(
        Priority.objects.belonging_to(autopsy.cycle.applicant.user).filter(cycle=autopsy.cycle)
    )
    do = [row.text for row in rows if row.kind == PriorityKind.DO]
    avoid = [row.text for row in rows if row.kind == PriorityKind.AVOID]
    if not rows:
        do, avoid = proposed_priorities(reading.diagnosis.findings)
    offered = question_list(reading.facts, do)
    return KitSheet(tuple(do), tuple(avoid), ()), offered


def _kit_pdf(request: HttpRequest, autopsy: MatchAutopsy, sheet: KitSheet) -> HttpResponse:
    page = live_page(autopsy)
    try:
        made = pdf.kit(page, sheet, paper=paper_of(request, autopsy))
    except PdfUnavailable:
        return no_pdf(request)
    return attachment(made.body, name=file_name(page, "kit"), content_type="application/pdf")


def show_kit_pdf(request: HttpRequest) -> HttpResponse:
    """The kit with the first four questions, for a link that just prints."""
    autopsy = current_autopsy(request)
    sheet, offered = _kit(autopsy)
    questions = tuple(question for _, question in offered[:4])
    return _kit_pdf(request, autopsy, KitSheet(sheet.do, sheet.avoid, questions))
