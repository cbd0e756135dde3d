"""Dated items of this floor: meetings, and promises on both sides. Check-ins are worked out above
from `queries.team.rhythm_facts`."""

from datetime import date, timedelta

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from mentors.choices import MeetingState, Side
from mentors.models import Commitment, Meeting, Target
from mentors.queries.names import initials_of
from mentors.rules.stage import Work
from smartpick.campaign.models import Cycle
from smartpick.campaign.rules.soap import PROGRAM_ROLES
from smartpick.common.dated import DatedItem, DatedKind, Standing

KEPT_DAYS = 90
STANDING = {
    MeetingState.PLANNED: Standing.OPEN,
    MeetingState.HELD: Standing.DONE,
    MeetingState.CANCELLED: Standing.DROPPED,
    MeetingState.NO_SHOW: Standing.DROPPED,
}


def dated_items(cycle: Cycle, *, today: date) -> list[DatedItem]:
    """Meetings with a day and promises with a day: open ones and those of the last 90 days."""
    since = today - timedelta(days=KEPT_DAYS)
    meetings = (
        Meeting.objects.filter(target__cycle=cycle, at__isnull=False)
        .filter(Q(state=MeetingState.PLANNED) | Q(at__date__gte=since))
        .select_related("target__faculty")
        .order_by("at", "id")
    )
    promises = (
        Commitment.objects.filter(target__cycle=cycle, due_on__isnull=False)
        .filter(Q(delivered_on__isnull=True) | Q(delivered_on__gte=since))
        .select_related("target__faculty", "target__mentorship")
        .prefetch_related("moves")
        .order_by("due_on", "id")
    )
    prefetch_related_objects([row.target for row in (*meetings, *promises)], "faculty__roles")
    return [*(_meeting(row) for row in meetings), *(_promise(row) for row in promises)]


def leads_programs(target: Target) -> bool:
    """A PD, APD, chair or coordinator: whom the SOAP lock closes (T5)."""
    roles = target.faculty.roles.all() if target.faculty else ()
    return any(held.role in PROGRAM_ROLES for held in roles)


def _meeting(meeting: Meeting) -> DatedItem:
    target = meeting.target
    at = timezone.localtime(meeting.at)
    standing = STANDING[MeetingState(meeting.state)]
    return DatedItem(
        kind=DatedKind.MEETING,
        origin="meeting",
        origin_code=meeting.code,
        on=at.date(),
        at=meeting.at,
        zone=meeting.zone,
        minutes=meeting.minutes,
        title=f"Meeting with {target.name}",
        neutral="A meeting",
        initials=f"Meeting with {initials_of(target.name)}",
        person=target.name,
        leads_programs=leads_programs(target),
        lever="advocates",
        reason=meeting.place,
        words={"name": target.name, "place": meeting.place},
        standing=standing,
        closed_on=at.date() if standing is not Standing.OPEN else None,
        made_on=timezone.localtime(meeting.created_at).date(),
        changed_at=meeting.updated_at,
        url_name="mentors:meeting",
        url_args=(str(meeting.code),),
        button="Prepare",
    )


def _promise(row: Commitment) -> DatedItem:
    target, mine = row.target, row.by == Side.ME
    moves = tuple((move.on_date, move.to_date, move.agreed) for move in row.moves.all())
    due = Work(due_on=row.due_on, moves=moves).holds_until
    at_edge = bool(getattr(target, "mentorship", None) and target.mentorship.edge_since)
    standing = Standing.DONE if row.delivered_on else Standing.OPEN
    if row.dropped_because or (at_edge and not row.delivered_on):
        standing = Standing.DROPPED
    who = f"to {target.name}" if mine else f"from {target.name}"
    return DatedItem(
        kind=DatedKind.COMMITMENT,
        origin="commitment",
        origin_code=row.code,
        on=due,  # type: ignore[arg-type]  # the query asks for a day
        is_deadline=mine,
        title=f"{row.what}, promised {who}",
        neutral="A promise that falls due",
        initials=f"Promise {'to' if mine else 'from'} {initials_of(target.name)}",
        person=target.name,
        leads_programs=leads_programs(target),
        lever="advocates",
        reason=f"Promised on {row.made_on:%b} {row.made_on.day}",
        words={"what": row.what, "name": target.name, "mine": mine},
        standing=standing,
        closed_on=row.delivered_on,
        made_on=row.made_on,
        changed_at=row.updated_at,
        waits_on="" if mine else target.name,
        url_name="home:person",
        url_args=(str(target.faculty.code if target.faculty else target.code),),
    )
