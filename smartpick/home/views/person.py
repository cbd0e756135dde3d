"""The page of one person: it stands here because it will show the mails to them as well."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from autopsy.models import MatchAutopsy
from autopsy.queries.reading import read_live
from mentors.access import PersonHere, get_person
from mentors.choices import Stage
from mentors.queries.people import PersonLine, one_line
from mentors.queries.person import person_view
from mentors.rules.protection import ADVICE
from mentors.rules.stage import LADDER
from outreach.queries.letter import letters_of_person
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.rules.soap import PROGRAM_ROLES

STRONG = "strong"
MISSED = frozenset({"DX-22", "DX-23"})
RIGID = 3  # FL-12: RT-02


def show_person(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    person = get_person(request.user, code)
    today = timezone.localdate()
    line = PersonLine(None, person.target, None)
    if person.faculty is not None:
        line, _ = one_line(person.cycle, person.faculty, person.target, today=today)
    context: dict[str, Any] = {"line": line, "target": person.target, "soap": _soap(person, line)}
    if person.target is not None:
        level, plain = _numbers(person.cycle.autopsy)
        target = line.target or person.target
        view = person_view(target, today=today, qualification=level, plain=plain)
        context |= {
            "view": view,
            "track": _track(view.here),
            "promises": [*view.mine, *view.theirs],
            "concerns": list(target.concerns.all()),
            "advice_words": ADVICE[view.flags.level],
            "letters": letters_of_person(person.target),
        }
    return render(request, "home/person.html", context)


def _soap(person: PersonHere, line: PersonLine) -> str:
    """The one sentence of SOAP week, beside whoever leads a program (T5)."""
    shown = line.target.faculty if line.target else person.faculty  # the list has read its roles
    leads = shown is not None and any(held.role in PROGRAM_ROLES for held in shown.roles.all())
    week = soap_lock(person.cycle, timezone.now()) if leads else None
    return week.sentence if week else ""


def _numbers(autopsy: MatchAutopsy) -> tuple[str, bool]:
    """The level of qualification, and whether the numbers spoke for themselves (FL-12)."""
    reading = read_live(autopsy)
    level = reading.diagnosis.causes["qualification"].level
    fired = {f.rule for f in reading.diagnosis.findings if f.counts}
    rigidity = reading.ratings["geography"].value or 0
    plain = (level == STRONG and bool(fired & MISSED)) or rigidity >= RIGID
    return str(level), plain


def _track(here: str) -> list[tuple[str, str, str]]:
    """The three stages, each past, here or to come."""
    at = LADDER.index(here) if here in LADDER else -1
    return [
        (name, label, "here" if name == here else "past" if LADDER.index(name) < at else "next")
        for name, label in Stage.choices
    ]
