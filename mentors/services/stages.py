"""Stages, seats, rhythm and the edge. A move is applied at once and can be undone."""

from datetime import date, datetime

from django.db import transaction

from mentors.choices import Seat, Stage, TargetState
from mentors.models import Mentorship, StageMove, Target
from mentors.queries.person import stage_of
from mentors.rules.stage import DOWNSHIFTED, IDENTIFIED, LADDER
from mentors.rules.team import CORE_MAX
from mentors.services.targets import set_state
from smartpick.accounts.models import User
from smartpick.campaign.choices import Verb
from smartpick.campaign.services import mark_dates_changed, note_activity
from smartpick.common.errors import RuleBroken

SEAT_WORDS = {Seat.CORE: "core", Seat.PROCESS: "process", Seat.SKILLS: "skills"}


@transaction.atomic
def move_stage(
    *, target: Target, goal: str, evidence: str, note: str, on_date: date, by: User, now: datetime
) -> StageMove:
    """Applied at once; what it lacks is a note on the page, never a lock. Kept as a row."""
    if on_date > now.date():
        raise RuleBroken("Use today or an earlier date.")
    if goal not in LADDER:
        raise RuleBroken("Choose a stage.")
    move = StageMove.objects.create(
        target=target,
        start=stage_of(target),
        goal=goal,
        evidence=evidence,
        note=note[:300],
        on_date=on_date,
    )
    _apply(target, goal, on_date, now)
    _noted(target, f"stage of {target.name}", by, now)
    return move


def _apply(target: Target, goal: str, on_date: date, now: datetime) -> None:
    if goal in Stage.values:
        held, _ = Mentorship.objects.update_or_create(
            target=target,
            defaults={"stage": goal, "stage_since": on_date, "edge_since": None},
        )
        target.mentorship = held
        if target.state in (TargetState.TO_CONTACT, TargetState.DECLINED, TargetState.SET_ASIDE):
            set_state(target=target, state=TargetState.CONTACTED, now=now)
    else:
        Mentorship.objects.filter(target=target).delete()
        wanted = TargetState.TO_CONTACT if goal == IDENTIFIED else TargetState.CONTACTED
        set_state(target=target, state=wanted, now=now)
    mark_dates_changed(cycle=target.cycle, now=now)


@transaction.atomic
def undo_move(*, move: StageMove, now: datetime) -> None:
    """Back to where it stood; only the last move of a person can be undone."""
    last = StageMove.objects.filter(target=move.target).first()
    if last is None or last.pk != move.pk:
        raise RuleBroken("Something moved since. Choose the stage on the page.")
    target = Target.objects.select_related("mentorship", "cycle").get(pk=move.target_id)
    if move.start == DOWNSHIFTED:
        held = target.mentorship
        held.edge_since = move.on_date
        held.save(update_fields=["edge_since", "updated_at"])
        mark_dates_changed(cycle=target.cycle, now=now)
    else:
        before = (
            StageMove.objects.filter(target=target, goal=move.start).exclude(pk=move.pk).first()
        )
        _apply(target, move.start, before.on_date if before else move.on_date, now)
    move.delete()


@transaction.atomic
def take_seat(*, target: Target, seat: str, by: User, now: datetime) -> list[str]:
    """Sit down or (with '') get up. A third core seat is refused; a second process mentor is said.

    Somebody who is no mentor yet becomes an adviser by taking a seat, by the person's own word.
    """
    others = Mentorship.objects.filter(
        target__cycle=target.cycle, seat=seat, edge_since__isnull=True
    ).exclude(target=target)
    if seat == Seat.CORE and others.count() >= CORE_MAX:
        names = " and ".join(held.target.name for held in others.select_related("target__faculty"))
        raise RuleBroken(f"{names} hold the core seats. Free one first.")
    if seat and not hasattr(target, "mentorship"):
        move_stage(
            target=target, goal=Stage.ADVISOR, evidence="own_judgement", note="",
            on_date=now.date(), by=by, now=now,
        )  # fmt: skip
    held = Mentorship.objects.get(target=target)
    held.seat = seat
    if seat:
        held.edge_since = None
    held.save(update_fields=["seat", "edge_since", "updated_at"])
    target.mentorship = held
    mark_dates_changed(cycle=target.cycle, now=now)
    if seat == Seat.PROCESS and others.exists():
        return ["A second process mentor. One is usually enough."]
    return []


@transaction.atomic
def move_to_edge(*, target: Target, by: User, now: datetime) -> Mentorship:
    """Stays on record, leaves counters, check-ins and drafts. Nothing is sent to anybody."""
    held = getattr(target, "mentorship", None)
    if held is None:
        raise RuleBroken("Only a mentor can move to the edge. Set a target aside instead.")
    held.edge_since = now.date()
    held.save(update_fields=["edge_since", "updated_at"])
    _noted(target, f"{target.name}: to the edge", by, now)
    mentorship: Mentorship = held
    return mentorship


@transaction.atomic
def back_from_edge(*, target: Target, by: User, now: datetime) -> Mentorship:
    """Silent, at any time, to the stage that one had; a full core bench costs the seat."""
    held: Mentorship | None = getattr(target, "mentorship", None)
    if held is None:
        raise RuleBroken("Only a mentor can come back from the edge.")
    full = Mentorship.objects.filter(
        target__cycle=target.cycle, seat=Seat.CORE, edge_since__isnull=True
    ).exclude(pk=held.pk)
    if held.seat == Seat.CORE and full.count() >= CORE_MAX:
        held.seat = ""
    held.edge_since = None
    held.save(update_fields=["edge_since", "seat", "updated_at"])
    _noted(target, f"{target.name}: back from the edge", by, now)
    return held


@transaction.atomic
def set_rhythm(
    *,
    mentorship: Mentorship,
    is_off: bool,
    due_weeks: int | None,
    late_weeks: int | None,
    away_from: date | None,
    away_until: date | None,
    now: datetime,
) -> None:
    if (due_weeks is None) != (late_weeks is None):
        raise RuleBroken("Give both numbers of weeks, or neither.")
    if due_weeks is not None and late_weeks is not None and due_weeks >= late_weeks:
        raise RuleBroken("Late comes after due: give a larger number of weeks.")
    if away_from and away_until and away_until < away_from:
        raise RuleBroken("The last day away comes before the first.")
    mentorship.rhythm_off = is_off
    mentorship.rhythm_due_weeks, mentorship.rhythm_late_weeks = due_weeks, late_weeks
    mentorship.away_from, mentorship.away_until = away_from, away_until
    mentorship.save()
    mark_dates_changed(cycle=mentorship.target.cycle, now=now)


def _noted(target: Target, noun: str, by: User, now: datetime) -> None:
    cycle = target.cycle
    note_activity(
        cycle=cycle, verb=Verb.EDITED, noun=noun[:60], by=by, now=now, object_code=target.code
    )
    mark_dates_changed(cycle=cycle, now=now)
