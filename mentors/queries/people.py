"""The applicant's people with their leverage, in a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from autopsy.choices import DirectionChoice
from autopsy.models import AppliedSpecialty, Direction
from autopsy.models.facts import GeographyFacts
from mentors.choices import OPEN_STATES, ContactKind, FactKind, MeetingState, Role, TargetState
from mentors.models import (
    AdjacentSpecialty,
    Commitment,
    Contact,
    Endorsement,
    Faculty,
    LeverageFact,
    Meeting,
    Mentorship,
    Recommendation,
    Target,
)
from mentors.rules import leverage as lv
from mentors.rules.protection import FOLLOW_UP_DAYS
from mentors.rules.stage import DOWNSHIFTED
from smartpick.accounts.models import Applicant
from smartpick.campaign.models import Cycle

CONSIDER_MOST = 60
Facts = dict[int, dict[str, str]]
ANSWERS = frozenset({ContactKind.REPLY, ContactKind.MEETING, ContactKind.CALL})


def lanes_of(cycle: Cycle) -> tuple[str, ...]:
    """The target and the chosen backup; while torn both lanes; before that, what was applied to."""
    chosen = Direction.objects.filter(cycle=cycle, is_current=True).first()
    if chosen is not None and chosen.target:
        second = chosen.second_lane if chosen.choice == DirectionChoice.TORN else chosen.backup
        return tuple(name for name in (chosen.target, second) if name)
    rows = AppliedSpecialty.objects.filter(autopsy__cycle=cycle, is_primary=True)
    return tuple(rows.values_list("specialty", flat=True)[:1])


def open_slots(seats: Sequence[str]) -> tuple[str, ...]:
    """Seats that nobody holds: two core, one process, one optional skills."""
    core = ("core",) * max(0, 2 - list(seats).count("core"))
    rest = tuple(seat for seat in ("process", "skills") if seat not in seats)
    return core + rest


def campaign_of(cycle: Cycle, targets: Iterable[Target], *, today: date) -> lv.Campaign:
    held = [t.mentorship for t in targets if t.is_active]
    geography = GeographyFacts.objects.filter(autopsy__cycle=cycle).first()
    applicant = cycle.applicant
    names = {applicant.school_name, applicant.school.name if applicant.school else ""}
    return lv.Campaign(
        year=today.year,
        lanes=lanes_of(cycle),
        adjacent=tuple(
            AdjacentSpecialty.objects.filter(cycle=cycle).values_list("specialty", flat=True)
        ),
        institutions=tuple(sorted(name for name in names if name)),
        divisions=tuple((geography.divisions if geography else None) or ()),
        open_slots=open_slots([one.seat for one in held]),
        open_targets=sum(t.state in OPEN_STATES and not hasattr(t, "mentorship") for t in targets),
    )


FACULTY_PARTS = (
    "roles",
    "authorships__paper",
    Prefetch(
        "endorsements", Endorsement.objects.filter(active=True), to_attr="active_endorsements"
    ),
)


def own_targets(cycle: Cycle) -> list[Target]:
    rows = Target.objects.filter(cycle=cycle).select_related("faculty", "mentorship", "cycle")
    return list(
        rows.prefetch_related(
            *(
                Prefetch(f"faculty__{part.prefetch_through}", part.queryset, to_attr=part.to_attr)
                if isinstance(part, Prefetch)
                else f"faculty__{part}"
                for part in FACULTY_PARTS
            ),
            Prefetch("contacts", Contact.objects.order_by("on_date", "id")),
            Prefetch("meetings", Meeting.objects.order_by("at").prefetch_related("misses")),
            Prefetch("commitments", Commitment.objects.prefetch_related("moves")),
            "concerns",
        )
    )


def facts_of(applicant: Applicant) -> Facts:
    found: Facts = defaultdict(dict)
    for fact in LeverageFact.objects.filter(applicant=applicant):
        found[fact.faculty_id][fact.kind] = fact.value
    return found


def loads_of(faculty_ids: Sequence[int], *, but: Applicant) -> dict[int, int]:
    """How many other applicants are contacting each of these people or working with them now."""
    busy = Q(state__in=[TargetState.CONTACTED, TargetState.MEETING_SET])
    working = Q(mentorship__isnull=False, mentorship__edge_since__isnull=True)
    rows = (
        Target.objects.filter(
            busy | working, faculty_id__in=faculty_ids, cycle__closed_on__isnull=True
        )
        .exclude(cycle__applicant=but)
        .values_list("faculty_id", "cycle__applicant_id")
        .distinct()
    )
    counts: dict[int, int] = defaultdict(int)
    for faculty_id, _ in rows:
        counts[faculty_id] += 1
    return counts


def silent_follow_ups(contacts: Sequence[Contact], today: date) -> int:
    """Follow-ups, each old enough, since the last answer."""
    answered = max((c.on_date for c in contacts if c.kind in ANSWERS), default=date.min)
    return sum(
        c.kind == ContactKind.SENT
        and c.message_kind == "follow_up"
        and c.on_date > answered
        and (today - c.on_date).days >= FOLLOW_UP_DAYS
        for c in contacts
    )


def person_of(
    faculty: Faculty,
    facts: dict[str, str],
    *,
    load: int = 0,
    target: Target | None = None,
    today: date,
) -> lv.Person:
    roles = [lv.RoleHeld(r.role, r.specialty or faculty.specialty) for r in faculty.roles.all()]
    known = [name.strip() for name in facts.get(FactKind.KNOWS, "").split(",") if name.strip()]
    return lv.Person(
        id=str(faculty.code),
        name=faculty.name,
        roles=tuple(roles or [lv.RoleHeld(Role.OTHER, faculty.specialty)]),
        institution=faculty.institution,
        division=faculty.division,
        papers=tuple(
            lv.PaperFact(a.paper.year, a.position)
            for a in faculty.authorships.all()
            if a.paper.year
        ),
        saw_clinically=FactKind.SAW in facts,
        helped_unmatched=bool(faculty.recommended),
        selection_committee=FactKind.SELECTS in facts,
        knows_pds=tuple(known),
        has_project=FactKind.PROJECT in facts,
        knows_roles=FactKind.ROLES in facts,
        presents=FactKind.PRESENTS in facts,
        unanswered_follow_ups=silent_follow_ups(list(target.contacts.all()), today)
        if target
        else 0,
        has_concern=bool(target and target.concerns.all()),
        load=load,
        capacity=faculty.yearly_limit,
        status=status_of(faculty, target),
    )


def status_of(faculty: Faculty, target: Target | None) -> str:
    if faculty.do_not_contact:
        return "do_not_write"
    if target is None:
        return ""
    held = getattr(target, "mentorship", None)
    if held is not None:
        return DOWNSHIFTED if held.edge_since else "mentor"
    closed = (TargetState.DECLINED, TargetState.SET_ASIDE)
    return str(target.state) if target.state in closed else "target"


@dataclass(frozen=True)
class PersonLine:
    """One row of the list: a chosen person, or one to consider."""

    faculty: Faculty | None
    target: Target | None
    leverage: lv.Leverage | None
    is_busy: bool = False  # said without the number
    recommended_by: str = ""  # a dean's own sentence to this applicant

    @property
    def code(self) -> str:
        return str(self.faculty.code if self.faculty else self.target.code)  # type: ignore[union-attr]

    @property
    def name(self) -> str:
        return self.faculty.name if self.faculty else self.target.snapshot_name  # type: ignore[union-attr]

    @property
    def score(self) -> int:
        return self.leverage.score if self.leverage else 0

    @property
    def role_words(self) -> str:
        if self.faculty is None:
            return self.target.snapshot_role if self.target else ""
        roles = [role.get_role_display() for role in self.faculty.roles.all()]
        return ", ".join([*roles, *([self.faculty.specialty] if self.faculty.specialty else [])])

    @property
    def role_codes(self) -> frozenset[str]:
        return frozenset(r.role for r in self.faculty.roles.all()) if self.faculty else frozenset()

    @property
    def dean_sentence(self) -> str:
        if self.recommended_by:
            return self.recommended_by
        said = getattr(self.faculty, "active_endorsements", None) or []
        return f'{said[0].dean_name}: "{said[0].sentence}"' if said else ""

    @property
    def last_contact(self) -> Contact | None:
        contacts = list(self.target.contacts.all()) if self.target else []
        return contacts[-1] if contacts else None

    @property
    def next_meeting(self) -> Meeting | None:
        planned = [
            m for m in (self.target.meetings.all() if self.target else []) if
            m.state == MeetingState.PLANNED
        ]  # fmt: skip
        return planned[0] if planned else None

    @property
    def mentorship(self) -> Mentorship | None:
        return getattr(self.target, "mentorship", None) if self.target else None

    @property
    def stage(self) -> str:
        """Its stage or state in a word."""
        if self.target is None:
            return "To consider"
        if self.mentorship is not None:
            return (
                "At the edge" if self.mentorship.edge_since else self.mentorship.get_stage_display()
            )
        return self.target.get_state_display()

    @property
    def column(self) -> str:
        if self.target is None:
            return "consider"
        if self.mentorship is not None:
            return "edge" if self.mentorship.edge_since else str(self.mentorship.stage)
        return str(self.target.state)


@dataclass(frozen=True)
class People:
    """All of an applicant's people, weighed for their campaign."""

    campaign: lv.Campaign
    chosen: tuple[PersonLine, ...]
    consider: tuple[PersonLine, ...]
    proposal: lv.Proposal


def people_of(cycle: Cycle, *, today: date) -> People:
    targets = own_targets(cycle)
    campaign = campaign_of(cycle, targets, today=today)
    others, said = _to_consider(cycle, targets)
    ids = [t.faculty_id for t in targets if t.faculty_id] + [f.pk for f in others]
    loads, facts = loads_of(ids, but=cycle.applicant), facts_of(cycle.applicant)
    chosen = [_line(t.faculty, t, facts, loads, campaign, today) for t in targets]
    consider = [_line(f, None, facts, loads, campaign, today, said.get(f.pk, "")) for f in others]
    weighed = [line.leverage for line in consider if line.leverage]
    return People(
        campaign,
        tuple(sorted(chosen, key=_order)),
        tuple(sorted(consider, key=_order)),
        lv.propose(weighed, campaign),
    )


def _order(line: PersonLine) -> tuple[int, str]:
    return (-line.score, line.name.casefold())


def _line(
    faculty: Faculty | None,
    target: Target | None,
    facts: Facts,
    loads: dict[int, int],
    campaign: lv.Campaign,
    today: date,
    said: str = "",
) -> PersonLine:
    if faculty is None:
        return PersonLine(None, target, None)
    load = loads.get(faculty.pk, 0)
    person = person_of(faculty, facts.get(faculty.pk, {}), load=load, target=target, today=today)
    busy = load >= lv.BUSY_LOAD or lv.is_at_limit(person)
    return PersonLine(faculty, target, lv.weigh(person, campaign), busy, said)


def _to_consider(cycle: Cycle, targets: Sequence[Target]) -> tuple[list[Faculty], dict[int, str]]:
    """One's own people, those that a dean named or endorsed, and those with a ticked fact."""
    applicant = cycle.applicant
    told = Recommendation.objects.filter(applicant=applicant, set_aside_at__isnull=True)
    said = {r.faculty_id: f'{r.dean_name}: "{r.sentence}"' for r in told}
    rows = (
        Faculty.objects.visible_to(applicant.user)
        .listed()
        .filter(
            Q(private_to=applicant)
            | Q(pk__in=said)
            | Q(recommended=True)
            | Q(leverage_facts__applicant=applicant)
        )
        .exclude(pk__in=[t.faculty_id for t in targets if t.faculty_id])
        .distinct()
        .prefetch_related(*FACULTY_PARTS)[:CONSIDER_MOST]
    )
    return list(rows), said


def one_line(
    cycle: Cycle, faculty: Faculty, target: Target | None, *, today: date
) -> tuple[PersonLine, lv.Campaign]:
    """One person, weighed as the list weighs them."""
    targets = own_targets(cycle)
    own = next((t for t in targets if target is not None and t.pk == target.pk), None)
    campaign = campaign_of(cycle, targets, today=today)
    loads = loads_of([faculty.pk], but=cycle.applicant)
    facts = facts_of(cycle.applicant)
    shown = own.faculty if own is not None and own.faculty else faculty
    return _line(shown, own, facts, loads, campaign, today), campaign
