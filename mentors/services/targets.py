"""Choosing people: a target opened, its state, its why, the facts of its leverage."""

import uuid
from datetime import date, datetime

from django.db import transaction

from mentors.choices import OPEN_STATES, ContactKind, FactKind, TargetState
from mentors.models import AdjacentSpecialty, Contact, Faculty, LeverageFact, Recommendation, Target
from smartpick.accounts.models import Applicant, User
from smartpick.campaign.choices import Verb
from smartpick.campaign.models import Cycle
from smartpick.campaign.services import mark_dates_changed, note_activity
from smartpick.common.errors import RuleBroken
from smartpick.common.search import fold

MEETS = frozenset({ContactKind.MEETING, ContactKind.CALL, ContactKind.CLINIC, ContactKind.SENT})


@transaction.atomic
def open_target(
    *, cycle: Cycle, faculty: Faculty, why: str = "", by: User, now: datetime
) -> Target:
    """The person is chosen; one who was set aside before comes back with their history.

    A dean who recommended them reads that the advice was taken.
    """
    if faculty.do_not_contact:
        raise RuleBroken(f"{faculty.name} asked not to be written to.")
    target, made = Target.objects.get_or_create(
        cycle=cycle,
        faculty=faculty,
        defaults={
            "snapshot_name": faculty.name,
            "snapshot_role": _role_words(faculty)[:120],
            "why": why[:300],
            "search_key": fold(faculty.name, why),
        },
    )
    if not made and target.state in (TargetState.SET_ASIDE, TargetState.DECLINED):
        set_state(target=target, state=_state_by_contacts(target), now=now)
    said = Recommendation.objects.filter(applicant=cycle.applicant, faculty=faculty)
    said.filter(added_at=None).update(added_at=now)
    if made:
        noun = f"target: {faculty.name}"
        note_activity(
            cycle=cycle, verb=Verb.EDITED, noun=noun[:60], by=by, now=now, object_code=target.code
        )
        mark_dates_changed(cycle=cycle, now=now)
    return target


def _role_words(faculty: Faculty) -> str:
    roles = list(faculty.roles.all())
    words = roles[0].get_role_display() if roles else ""
    return ", ".join(part for part in (words, faculty.specialty) if part)


def _state_by_contacts(target: Target) -> str:
    reached = target.contacts.filter(kind__in=MEETS).exists()
    return TargetState.CONTACTED if reached else TargetState.TO_CONTACT


@transaction.atomic
def set_state(*, target: Target, state: str, now: datetime) -> Target:
    target.state = state
    target.version += 1
    target.save(update_fields=["state", "version", "updated_at"])
    mark_dates_changed(cycle=target.cycle, now=now)
    return target


def set_aside(*, target: Target, now: datetime) -> Target:
    return set_state(target=target, state=TargetState.SET_ASIDE, now=now)


def decline(*, target: Target, now: datetime) -> Target:
    return set_state(target=target, state=TargetState.DECLINED, now=now)


def reopen(*, target: Target, now: datetime) -> Target:
    """Back on the list, where the contacts say that it stood."""
    return set_state(target=target, state=_state_by_contacts(target), now=now)


def edit_target(
    *,
    target: Target,
    why: str,
    advised_before: bool,
    saw_numbers_then: bool | None,
    challenged_then: bool | None,
) -> Target:
    target.why, target.advised_before = why, advised_before
    target.saw_numbers_then, target.challenged_then = saw_numbers_then, challenged_then
    target.search_key = fold(target.name, why)
    target.version += 1
    target.save(
        update_fields=[
            "why", "advised_before", "saw_numbers_then", "challenged_then", "search_key",
            "version", "updated_at",
        ]
    )  # fmt: skip
    return target


def note_opportunity(*, target: Target, words: str, on_date: date, today: date) -> Target:
    """Work that they offered (ST-03)."""
    _not_ahead(on_date, today)
    target.opportunity, target.opportunity_on = words, on_date if words else None
    target.save(update_fields=["opportunity", "opportunity_on", "updated_at"])
    return target


def note_willing(*, target: Target, words: str, on_date: date, today: date) -> Target:
    """Their word that they will attach their name (ST-04)."""
    _not_ahead(on_date, today)
    target.willing_words, target.willing_on = words, on_date if words else None
    target.save(update_fields=["willing_words", "willing_on", "updated_at"])
    return target


def _not_ahead(on_date: date, today: date) -> None:
    if on_date > today:
        raise RuleBroken("Use today or an earlier date.")


@transaction.atomic
def set_facts(
    *, applicant: Applicant, faculty: Faculty, values: dict[str, str], source: str = ""
) -> None:
    """The facts of one person as ticked: an empty value takes the fact away."""
    for kind in FactKind.values:
        if kind not in values:
            continue
        value = values[kind].strip()
        if not value:
            LeverageFact.objects.filter(applicant=applicant, faculty=faculty, kind=kind).delete()
            continue
        LeverageFact.objects.update_or_create(
            applicant=applicant,
            faculty=faculty,
            kind=kind,
            defaults={"value": value[:160], "source": source[:120]},
        )


@transaction.atomic
def set_adjacent(*, cycle: Cycle, specialties: list[str]) -> None:
    AdjacentSpecialty.objects.filter(cycle=cycle).exclude(specialty__in=specialties).delete()
    for name in dict.fromkeys(specialties):
        AdjacentSpecialty.objects.get_or_create(cycle=cycle, specialty=name)


@transaction.atomic
def record_contact(
    *,
    target: Target,
    kind: str,
    on_date: date,
    now: datetime,
    today: date,
    message_kind: str = "",
    update_weeks: int | None = None,
    note: str = "",
    origin_code: uuid.UUID | None = None,
) -> Contact:
    """Something that happened, on its day. It restarts the count of weeks and moves a target that
    was still to be contacted. The same origin writes its contact over. Raises RuleBroken for a day
    to come."""
    _not_ahead(on_date, today)
    values = {
        "target": target,
        "kind": kind,
        "on_date": on_date,
        "message_kind": message_kind,
        "update_weeks": update_weeks,
        "note": note[:300],
    }
    if origin_code is None:
        contact = Contact.objects.create(**values)
    else:
        contact, _ = Contact.objects.update_or_create(origin_code=origin_code, defaults=values)
    if kind in MEETS and target.state == TargetState.TO_CONTACT:
        set_state(target=target, state=TargetState.CONTACTED, now=now)
    mark_dates_changed(cycle=target.cycle, now=now)
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, now: datetime) -> None:
    """Undo: nothing is stored but the contacts, so every count follows."""
    target = contact.target
    contact.delete()
    if target.state == TargetState.CONTACTED and not target.contacts.exists():
        set_state(target=target, state=TargetState.TO_CONTACT, now=now)
    mark_dates_changed(cycle=target.cycle, now=now)


def is_open_target(target: Target) -> bool:
    return target.state in OPEN_STATES and not hasattr(target, "mentorship")
