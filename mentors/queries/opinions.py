"""Opinions as a table, compared."""

from dataclasses import dataclass
from datetime import date

from autopsy.rules.direction import MeetingFact, Mentor, OpinionFact
from mentors.choices import MeetingState
from mentors.models import Meeting, Opinion, Target
from mentors.rules.protection import SENIOR, Compared, Said, compare
from smartpick.campaign.models import Cycle

ROLE_OF_RULES = {"clerkship": "clerkship_director", "sub_i": "sub_i_director", "gme": "gme_dio"}


def opinions_of(cycle: Cycle) -> list[Opinion]:
    rows = Opinion.objects.filter(target__cycle=cycle)
    return list(rows.select_related("target__faculty", "introduced_by__faculty"))


def senior_role_of(target: Target) -> str:
    """PD or APD when one of their roles is; else the first role, else other."""
    roles = [held.role for held in target.faculty.roles.all()] if target.faculty else []
    return next((role for role in roles if role in SENIOR), roles[0] if roles else "other")


def said_of(rows: list[Opinion]) -> list[Said]:
    return [
        Said(
            person=row.target.name,
            role=row.senior_role,
            realism=row.realism,
            saw_numbers=row.saw_numbers == "yes",
            reason=row.reason,
            introduced_by=row.introduced_by.name if row.introduced_by else "",
        )
        for row in rows
    ]


@dataclass(frozen=True)
class OpinionTable:
    rows: tuple[Opinion, ...]
    compared: Compared

    @property
    def marked(self) -> list[tuple[Opinion, str]]:
        """Each with what stands beside it: an outlier, or that no numbers were seen."""
        out = self.compared.outlier
        return [
            (
                row,
                out.sentence
                if out and out.person == row.target.name
                else ("" if row.saw_numbers == "yes" else "without numbers"),
            )
            for row in self.rows
        ]


def compared(cycle: Cycle, specialty: str = "") -> OpinionTable:
    rows = [row for row in opinions_of(cycle) if not specialty or row.specialty == specialty]
    return OpinionTable(tuple(rows), compare(said_of(rows)))


# --- the same facts in the words of the rules of direction --------------------------------------


def mentors_for_direction(cycle: Cycle) -> list[Mentor]:
    targets = (
        Target.objects.filter(cycle=cycle, mentorship__isnull=False)
        .select_related("faculty", "mentorship")
        .prefetch_related("faculty__roles", "faculty__leverage_facts")
    )
    return [_mentor(target, cycle.applicant_id) for target in targets]


def _mentor(target: Target, applicant_id: int) -> Mentor:
    held, faculty = target.mentorship, target.faculty
    roles = tuple(ROLE_OF_RULES.get(r.role, r.role) for r in faculty.roles.all()) if faculty else ()
    knows = [
        fact.value
        for fact in (faculty.leverage_facts.all() if faculty else ())
        if fact.kind == "knows_pds" and fact.applicant_id == applicant_id
    ]
    return Mentor(
        name=target.name,
        specialty=faculty.specialty if faculty else "",
        roles=roles,
        stage="downshifted" if held.edge_since else held.stage,
        seat=held.seat or None,
        knows_pds=tuple(knows),
    )


def opinions_for_direction(cycle: Cycle) -> list[OpinionFact]:
    return [
        OpinionFact(
            person=row.target.name,
            role=row.senior_role,
            specialty=row.specialty,
            realism=row.realism,
            saw_numbers=row.saw_numbers,
            introduced_by=row.introduced_by.name if row.introduced_by else "",
        )
        for row in opinions_of(cycle)
    ]


@dataclass(frozen=True)
class Lane:
    specialty: str
    meeting: Meeting | None
    on: date | None
    realism: str


def lane_meetings(cycle: Cycle) -> list[Meeting]:
    rows = Meeting.objects.filter(target__cycle=cycle, is_exploratory=True)
    return list(rows.select_related("target__faculty", "advice").order_by("at", "id"))


def lanes_for(meetings: list[Meeting], lanes: list[str]) -> list[Lane]:
    """One row for each lane: its meeting, or that none is set."""
    found = []
    for lane in lanes:
        own = [m for m in meetings if m.lane == lane and m.state != MeetingState.CANCELLED]
        meeting = own[0] if own else None
        advice = getattr(meeting, "advice", None)
        found.append(
            Lane(
                lane,
                meeting,
                meeting.at.date() if meeting and meeting.at else None,
                advice.get_realism_display() if advice else "",
            )
        )
    return found


def meetings_for_direction(meetings: list[Meeting]) -> list[MeetingFact]:
    return [MeetingFact(m.lane, m.state) for m in meetings]
