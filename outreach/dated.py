"""Dated items of this floor: letters to ask for, and letters that are due (LT-09)."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mentors.models import FacultyRole
from mentors.queries.names import initials_of
from outreach.choices import LetterState
from outreach.models import Letter
from outreach.queries.letter import with_plan_days
from smartpick.campaign.models import Cycle
from smartpick.campaign.rules.soap import PROGRAM_ROLES
from smartpick.common.dated import DatedItem, DatedKind, Standing

KEPT_DAYS = 90
IN_THE_SERVICE = (LetterState.REQUESTED, LetterState.UPLOADED)
THEIR_MOVE = (LetterState.ASKED, LetterState.REQUESTED)
STATE_WORDS = {
    LetterState.PLANNED: "not asked for yet",
    LetterState.ASKED: "asked, no answer yet",
    LetterState.ANSWERED: "answered, no material sent",
    LetterState.MATERIAL: "material sent, not requested yet",
    LetterState.REQUESTED: "requested, not uploaded yet",
}


def dated_items(cycle: Cycle, *, today: date) -> list[DatedItem]:
    """The day to ask by and the day due of each letter; what closed stays 90 days. One query."""
    since = today - timedelta(days=KEPT_DAYS)
    rows = (
        Letter.objects.filter(target__cycle=cycle)
        .filter(
            (Q(uploaded_on__isnull=True) | Q(uploaded_on__gte=since))
            & (Q(ended_on__isnull=True) | Q(ended_on__gte=since))
        )
        .select_related("target__faculty")
        .annotate(
            leads=Exists(
                FacultyRole.objects.filter(
                    faculty=OuterRef("target__faculty"), role__in=PROGRAM_ROLES
                )
            ),
        )
        .order_by("id")
    )
    return [item for row in with_plan_days(rows) for item in (_ask(row), _due(row, today)) if item]


def _ask(letter: Any) -> DatedItem | None:
    on = letter.ask_by or letter.plan_ask_by
    if on is None:
        return None
    standing = Standing.DONE if letter.asked_on else Standing.OPEN
    if letter.ended and not letter.asked_on:
        standing = Standing.DROPPED
    elif letter.uploaded_on and not letter.asked_on:
        standing = Standing.DONE  # it was written before this list began
    return _item(
        letter,
        part="ask",
        on=on,
        title=f"Ask {letter.writer} for a strong letter",
        neutral="An ask of my plan",
        reason="A no in time is more use than a maybe in August.",
        standing=standing,
        closed_on=letter.asked_on or letter.uploaded_on or letter.ended_on,
        leads=letter.leads,
    )


def _due(letter: Any, today: date) -> DatedItem | None:
    on = letter.due_on or letter.plan_due_on
    if on is None:
        return None
    standing = Standing.DONE if letter.uploaded_on else Standing.OPEN
    if not letter.is_open:
        standing = Standing.DROPPED
    state = LetterState(letter.state)
    return _item(
        letter,
        part="due",
        on=on,
        title=f"Letter from {letter.writer}",
        neutral="A letter falls due",
        reason=f"{STATE_WORDS.get(state, state.label)}.".capitalize(),
        standing=standing,
        closed_on=letter.uploaded_on or letter.ended_on or letter.answered_on,
        # What is already requested goes on in SOAP week (AD-03).
        leads=letter.leads and state not in IN_THE_SERVICE,
        waits=state in THEIR_MOVE and on >= today,
    )


def _item(
    letter: Letter, *, part: str, on: date, title: str, neutral: str, reason: str,
    standing: Standing, closed_on: date | None, leads: bool, waits: bool = False,
) -> DatedItem:  # fmt: skip
    return DatedItem(
        kind=DatedKind.LETTER,
        origin="letter",
        origin_code=letter.code,
        part=part,
        on=on,
        is_deadline=True,
        title=title,
        neutral=neutral,
        initials=f"Letter: {initials_of(letter.writer)}",
        person=letter.writer,
        leads_programs=leads,
        lever="advocates",
        reason=reason,
        words={
            "name": letter.writer,
            "state": STATE_WORDS.get(LetterState(letter.state), "") if part == "due" else "",
        },
        standing=standing,
        closed_on=closed_on if standing is not Standing.OPEN else None,
        made_on=timezone.localtime(letter.created_at).date(),
        changed_at=letter.updated_at,
        waits_on=letter.writer if waits else "",
        url_name="outreach:letter",
        url_args=(str(letter.code),),
        button="Open the letter",
    )
