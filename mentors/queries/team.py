"""The team: seats and who could fill them, depth, the edge; and what the rhythm is read from."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from mentors.choices import ContactKind, Seat, TargetState
from mentors.models import Contact, Target
from mentors.queries.people import People, PersonLine, people_of
from mentors.rules import leverage as lv
from mentors.rules.protection import Candidate, takes_freed_time
from mentors.rules.stage import DOWNSHIFTED, Reliability, Work, reliability
from mentors.rules.team import Depth, Member, read_depth
from smartpick.campaign.models import Cycle
from smartpick.campaign.rules.soap import PROGRAM_ROLES

REACHED = frozenset({ContactKind.SENT, ContactKind.MEETING, ContactKind.CALL, ContactKind.CLINIC})
SUGGESTED = 3
SEAT_FOR = {
    Seat.CORE: "A mentor in the specialty who reaches directors",
    Seat.PROCESS: "A director or student affairs: how the process reads you",
    Seat.SKILLS: "Optional: research, QI or clinical skills",
}


def works_of(target: Target) -> list[Work]:
    return [
        Work(
            due_on=c.due_on,
            delivered_on=c.delivered_on,
            by_them=c.by == "them",
            is_dropped=bool(c.dropped_because),
            moves=tuple((m.on_date, m.to_date, m.agreed) for m in c.moves.all()),
        )
        for c in target.commitments.all()
    ]


def reliability_of(target: Target, *, today: date) -> Reliability:
    return reliability(works_of(target), today=today)


def member_of(target: Target) -> Member:
    """Asks and advocacy join from the floor above, which passes its own days."""
    contacts = list(target.contacts.all())
    held = getattr(target, "mentorship", None)
    closed = (TargetState.DECLINED, TargetState.SET_ASIDE)
    state = str(target.state) if target.state in closed else ""
    stage = (DOWNSHIFTED if held.edge_since else str(held.stage)) if held else state
    mine = [c.delivered_on for c in target.commitments.all() if c.by == "me" and c.delivered_on]
    return Member(
        name=target.name,
        stage=stage,
        seat=held.seat if held else "",
        contacted_on=min((c.on_date for c in contacts if c.kind in REACHED), default=None),
        met_on=min((c.on_date for c in contacts if c.kind == ContactKind.MEETING), default=None),
        delivered_on=min(mine, default=None),
    )


@dataclass(frozen=True)
class SeatView:
    """One seat: who holds it, or who could."""

    seat: Seat
    number: int
    holder: PersonLine | None
    suggested: tuple[PersonLine, ...] = ()

    @property
    def label(self) -> str:
        return f"{self.seat.label} {self.number}" if self.number else str(self.seat.label)

    @property
    def purpose(self) -> str:
        return SEAT_FOR[self.seat]


@dataclass(frozen=True)
class TeamView:
    people: People
    seats: tuple[SeatView, ...]
    unseated: tuple[PersonLine, ...]
    edge: tuple[PersonLine, ...]
    depth: Depth

    @property
    def is_complete(self) -> bool:
        return all(one.holder for one in self.seats if one.seat != Seat.SKILLS)

    @property
    def core_specialties(self) -> tuple[str, ...]:
        found = [
            one.holder.faculty.specialty
            for one in self.seats
            if one.seat == Seat.CORE and one.holder and one.holder.faculty
        ]
        return tuple(dict.fromkeys(name for name in found if name))

    @property
    def open_words(self) -> str:
        names = [one.label.lower() for one in self.seats if not one.holder and one.seat != "skills"]
        return ", ".join(names)


def team_of(cycle: Cycle, *, today: date) -> TeamView:
    people = people_of(cycle, today=today)
    active = [line for line in people.chosen if line.target and line.target.is_active]
    taken = {line.mentorship.seat for line in active if line.mentorship and line.mentorship.seat}
    seats: list[SeatView] = []
    for seat, number in ((Seat.CORE, 1), (Seat.CORE, 2), (Seat.PROCESS, 0), (Seat.SKILLS, 0)):
        holders = [one for one in active if one.mentorship and one.mentorship.seat == seat]
        place = number - 1 if number else 0
        holder = holders[place] if place < len(holders) else None
        suggested = () if holder else _who_could(seat, people)
        seats.append(SeatView(seat, number, holder, suggested))
    shown = {one.holder.code for one in seats if one.holder}
    return TeamView(
        people=people,
        seats=tuple(seats),
        unseated=tuple(one for one in active if one.code not in shown) if taken else tuple(active),
        edge=tuple(one for one in people.chosen if one.column == "edge"),
        depth=read_depth(
            [member_of(one.target) for one in people.chosen if one.target], today=today
        ),
    )


def _who_could(seat: str, people: People) -> tuple[PersonLine, ...]:
    """From one's own targets and mentors without a seat, best first."""
    found = [
        line
        for line in people.chosen
        if line.leverage
        and line.column not in ("edge", TargetState.DECLINED, TargetState.SET_ASIDE)
        and not (line.mentorship and line.mentorship.seat)
        and lv.fits(line.leverage.person, seat, people.campaign)
    ]
    return tuple(found[:SUGGESTED])


def freed_time_goes_to(team: TeamView, *, but: Target, today: date) -> list[PersonLine]:
    """FL-13: the mentors who show up, most kept promises first, then the most recent contact."""
    lines = {
        one.name: one
        for one in team.people.chosen
        if one.target and one.target.is_active and one.target.pk != but.pk
    }
    order = takes_freed_time(
        [
            Candidate(
                name,
                reliability_of(one.target, today=today).kept if one.target else 0,
                one.last_contact.on_date if one.last_contact else None,
            )
            for name, one in lines.items()
        ]
    )
    return [lines[name] for name in order]


# --- what check-ins and updates are read from --------------------------------------------------


@dataclass(frozen=True)
class RhythmFacts:
    """One mentor as the rules of check-ins read them; nothing is stored but the contacts."""

    target: Target
    name: str
    stage: str  # downshifted at the edge; empty before there is a stage
    seat: str
    roles: tuple[str, ...]
    rhythm: tuple[int, int] | None
    is_off: bool
    away: tuple[date, date] | None
    history: tuple[Contact, ...] = field(default=())

    @property
    def code(self) -> UUID:
        return self.target.code

    @property
    def leads_programs(self) -> bool:
        return bool(PROGRAM_ROLES & set(self.roles))


def rhythm_facts(cycle: Cycle) -> list[RhythmFacts]:
    """Every mentor of a cycle with every contact, oldest first; four statements."""
    return rhythm_facts_of([cycle.pk]).get(cycle.pk, [])


def rhythm_facts_of(cycles: Collection[int]) -> dict[int, list[RhythmFacts]]:
    """The same of many cycles, by their keys, in as many statements."""
    rows = (
        Target.objects.filter(cycle__in=cycles, mentorship__isnull=False)
        .select_related("faculty", "mentorship")
        .prefetch_related(
            "faculty__roles", Prefetch("contacts", Contact.objects.order_by("on_date", "id"))
        )
        .order_by("id")
    )
    found: dict[int, list[RhythmFacts]] = {}
    for target in rows:
        found.setdefault(target.cycle_id, []).append(_rhythm(target))
    return found


def _rhythm(target: Target) -> RhythmFacts:
    held = target.mentorship
    due, late = held.rhythm_due_weeks, held.rhythm_late_weeks
    away = (held.away_from, held.away_until) if held.away_from and held.away_until else None
    roles = tuple(r.role for r in target.faculty.roles.all()) if target.faculty else ()
    return RhythmFacts(
        target=target,
        name=target.name,
        stage=DOWNSHIFTED if held.edge_since else str(held.stage),
        seat=held.seat,
        roles=roles,
        rhythm=(due, late) if due is not None and late is not None else None,
        is_off=held.rhythm_off,
        away=away,
        history=tuple(target.contacts.all()),
    )
