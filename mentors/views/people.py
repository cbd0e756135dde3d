"""The list and the board of an applicant's people, and the facts behind each number."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentors.access import get_person, get_target
from mentors.choices import FactKind, Role, Stage, TargetState
from mentors.forms.people import AdjacentForm, FactsForm
from mentors.models import LeverageFact
from mentors.queries.people import People, PersonLine, one_line, people_of
from mentors.queries.team import member_of
from mentors.rules.leverage import smallest_change
from mentors.rules.team import read_depth
from mentors.services.targets import (
    decline,
    open_target,
    reopen,
    set_adjacent,
    set_aside,
    set_facts,
)
from smartpick.campaign.access import current_cycle
from smartpick.common.errors import RuleBroken
from smartpick.common.search import fold
from smartpick.common.undo import offer_undo

SORTS = {"leverage": "Leverage", "name": "Name", "last": "Last contact"}
COLUMNS = (
    ("to_contact", "To contact"), ("contacted", "Contacted"), ("meeting_set", "Meeting set"),
    *Stage.choices,
)  # fmt: skip
FOLDED = (("edge", "At the edge"), ("declined", "Declined"), ("set_aside", "Set aside"))
NEXT_DEED = {
    "to_contact": ("home:person", "Prepare the first email"),
    "contacted": ("mentors:new-meeting", "Set a meeting"),
    "meeting_set": ("mentors:new-meeting", "Prepare"),
}


def show_targets(request: HttpRequest) -> HttpResponse:
    """Chosen people first, by leverage; then those to consider, three to five of them proposed."""
    cycle = current_cycle(request.user)
    today = timezone.localdate()
    people = people_of(cycle, today=today)
    depth = read_depth([member_of(one.target) for one in people.chosen if one.target], today=today)
    asked, ignored = _asked(request)
    context = {
        "people": people,
        "chosen": _sorted(_filtered(people.chosen, asked), asked["sort"]),
        "consider": _sorted(_filtered(people.consider, asked), asked["sort"]),
        "is_filtered": any(asked[name] for name in ("q", "role", "specialty", "stage", "dean")),
        "counters": depth.counters,
        "depth": depth,
        "asked": asked,
        "ignored": ignored,
        "roles": Role.choices,
        "stages": [*COLUMNS, *FOLDED],
        "sorts": SORTS.items(),
        "specialties": sorted({_specialty(one) for one in _all(people)} - {""}),
        "adjacent_form": AdjacentForm(
            initial={"specialties": ", ".join(people.campaign.adjacent)}, prefix="adjacent"
        ),
    }
    return render(request, "mentors/target_list.html", context)


def _all(people: People) -> list[PersonLine]:
    return [*people.chosen, *people.consider]


def _specialty(line: PersonLine) -> str:
    return line.faculty.specialty if line.faculty else ""


def _asked(request: HttpRequest) -> tuple[dict[str, str], list[str]]:
    """The filters of the address; one that no longer exists is left out and named."""
    known = {
        "role": {value for value, _ in Role.choices},
        "stage": {value for value, _ in (*COLUMNS, *FOLDED)},
        "sort": set(SORTS),
        "dean": {"1"},
    }
    names = ("q", "role", "specialty", "stage", "dean", "sort")
    asked = {name: request.GET.get(name, "").strip()[:120] for name in names}
    ignored = [name for name, values in known.items() if asked[name] and asked[name] not in values]
    asked |= dict.fromkeys(ignored, "")
    asked["sort"] = asked["sort"] or "leverage"
    return asked, ignored


def _filtered(lines: tuple[PersonLine, ...], asked: dict[str, str]) -> list[PersonLine]:
    words = fold(asked["q"]).split()
    return [
        line
        for line in lines
        if all(word in _searched(line) for word in words)
        and (not asked["role"] or asked["role"] in line.role_codes)
        and (not asked["specialty"] or asked["specialty"] == _specialty(line))
        and (not asked["stage"] or asked["stage"] == line.column)
        and (not asked["dean"] or bool(line.dean_sentence))
    ]


def _searched(line: PersonLine) -> str:
    place = line.faculty.place if line.faculty else ""
    return fold(line.name, line.role_words, place)


def _sorted(lines: list[PersonLine], sort: str) -> list[PersonLine]:
    if sort == "name":
        return sorted(lines, key=lambda line: line.name.casefold())
    if sort == "last":
        days = {
            id(one): one.last_contact.on_date.toordinal() if one.last_contact else 0
            for one in lines
        }
        return sorted(lines, key=lambda line: -days[id(line)])
    return lines


def show_board(request: HttpRequest) -> HttpResponse:
    people = people_of(current_cycle(request.user), today=timezone.localdate())
    columns = [
        (value, label, [one for one in people.chosen if one.column == value])
        for value, label in COLUMNS
    ]
    folded = [
        (label, [one for one in people.chosen if one.column == value]) for value, label in FOLDED
    ]
    shown = request.GET.get("column", "to_contact")
    context = {"columns": columns, "folded": folded, "count": len(people.chosen), "shown": shown}
    return render(request, "mentors/board.html", context)


@require_POST
def choose_person(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The person becomes a target; the sixth asks, on the list, whom to set aside."""
    person = get_person(request.user, code)
    if person.faculty is None:
        raise Http404
    try:
        target = open_target(
            cycle=person.cycle, faculty=person.faculty, why=request.POST.get("why", "").strip(),
            by=request.user, now=timezone.now(),
        )  # fmt: skip
    except RuleBroken as why:
        messages.warning(request, str(why))
        return redirect("mentors:targets")
    offer_undo(
        request, f"{target.name} is on your list.",
        reverse("mentors:set-state", args=[code]), state="set_aside",
    )  # fmt: skip
    return redirect("mentors:targets")


@require_POST
def change_state(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    target = get_target(request.user, code)
    asked = request.POST.get("state", "")
    deeds = {"set_aside": set_aside, "declined": decline, "open": reopen}
    if asked not in deeds:
        raise Http404
    was = target.state
    deeds[asked](target=target, now=timezone.now())
    back = "open" if was not in (TargetState.SET_ASIDE, TargetState.DECLINED) else was
    words = {"set_aside": "set aside", "declined": "declined", "open": "back on the list"}[asked]
    offer_undo(
        request, f"{target.name}: {words}.",
        reverse("mentors:set-state", args=[code]), state=back,
    )  # fmt: skip
    return redirect("mentors:targets")


def edit_facts(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """People edit the facts; the number follows."""
    person = get_person(request.user, code)
    if person.faculty is None:
        raise Http404
    applicant = person.cycle.applicant
    form = FactsForm(
        request.POST if request.method == "POST" else None,
        initial=_known(
            LeverageFact.objects.belonging_to(request.user).filter(faculty=person.faculty)
        ),
    )
    if request.method == "POST" and form.is_valid():
        set_facts(
            applicant=applicant, faculty=person.faculty, values=form.values,
            source=form.cleaned_data["source"],
        )  # fmt: skip
        messages.success(request, f"Saved. The list is in the new order; look for {person.name}.")
        return redirect(f"{reverse('mentors:targets')}#p-{person.faculty.code}")
    today = timezone.localdate()
    line, campaign = one_line(person.cycle, person.faculty, person.target, today=today)
    others = [
        one.leverage
        for one in _all(people_of(person.cycle, today=today))
        if one.leverage and one.code != line.code
    ]
    change = smallest_change(line.leverage, others, campaign) if line.leverage else None
    context = {"form": form, "line": line, "change": change, "person": person}
    return render(request, "mentors/facts_form.html", context)


def _known(facts: Any) -> dict[str, Any]:
    rows = {fact.kind: fact for fact in facts}
    knows = rows.get(FactKind.KNOWS)
    source = next((fact.source for fact in rows.values() if fact.source), "")
    return {
        "facts": [kind for kind in rows if kind != FactKind.KNOWS],
        "knows_pds": knows.value if knows else "",
        "source": source,
    }


@require_POST
def edit_adjacent(request: HttpRequest) -> HttpResponse:
    form = AdjacentForm(request.POST, prefix="adjacent")
    if form.is_valid():
        set_adjacent(cycle=current_cycle(request.user), specialties=form.names)
        messages.success(request, "Saved. The numbers follow.")
    else:
        messages.warning(request, " ".join(words for _, words in form.problems))
    return redirect("mentors:targets")
