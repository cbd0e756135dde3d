"""One person in one look: what the next stage lacks, promises, concerns, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from autopsy.rules.repair import Known, how_well_known
from mentors.choices import ContactKind, MeetingState, PromiseKind, Side, Stage, TargetState
from mentors.models import Advice, Commitment, Meeting, MeetingMiss, Target
from mentors.queries.team import reliability_of, works_of
from mentors.rules.protection import (
    Introduction,
    Log,
    Missed,
    flags_of,
    keep_as_support,
)
from mentors.rules.stage import (
    CONTACTED,
    DOWNSHIFTED,
    IDENTIFIED,
    LACKING,
    Reliability,
    StageFacts,
    is_stalled,
    missing_for,
    next_stage,
)
from smartpick.common.evidence import Judgement

ANSWERS = frozenset({ContactKind.REPLY, ContactKind.MEETING, ContactKind.CALL})
TALKS = frozenset({ContactKind.MEETING, ContactKind.CALL, ContactKind.CLINIC})
STAGE_WORDS = {IDENTIFIED: "To contact", CONTACTED: "Contacted", **dict(Stage.choices)}


def stage_of(target: Target) -> str:
    """Where the person stands, in the words of the rules."""
    held = getattr(target, "mentorship", None)
    if held is not None:
        return DOWNSHIFTED if held.edge_since else str(held.stage)
    return IDENTIFIED if target.state == TargetState.TO_CONTACT else CONTACTED


def known_of(target: Target, *, today: date) -> Known:
    """RP-01: how often seen, for how long, in a word."""
    contacts = [(c.on_date, c.kind) for c in target.contacts.all()]
    return how_well_known(contacts, today=today, track=target.cycle.track)


def stage_facts(target: Target, *, today: date) -> StageFacts:
    contacts = list(target.contacts.all())
    kinds = {c.kind for c in contacts}
    notes = list(Advice.objects.filter(meeting__target=target))
    said = [a.realism for a in notes if a.realism != "not_said"]
    said += [o.realism for o in target.opinions.all() if o.realism != "not_said"]
    return StageFacts(
        message_sent=ContactKind.SENT in kinds,
        talked=bool(kinds & TALKS),
        meeting_held=ContactKind.MEETING in kinds,
        realism=said[-1] if said else "",
        priorities=sum(len(a.priorities) for a in notes),
        opportunity_named=bool(target.opportunity),
        works=tuple(works_of(target)),
        seen_count=known_of(target, today=today).seen_count,
        willing_words=bool(target.willing_words and target.willing_on),
    )


def what_next_lacks(target: Target, *, today: date) -> tuple[str, ...]:
    """In words, what the next stage still needs."""
    here = stage_of(target)
    goal = next_stage(here)
    if goal is None:
        return ()
    return tuple(
        LACKING[name] for name in missing_for(here, goal, stage_facts(target, today=today))
    )


def misses_of(target: Target) -> list[MeetingMiss]:
    return list(MeetingMiss.objects.filter(meeting__target=target))


def log_of(target: Target, misses: Sequence[MeetingMiss], *, qualification: str = "") -> Log:
    """What the log holds of one mentor, for the flags."""
    contacts = list(target.contacts.all())
    promised = [
        c for c in target.commitments.all()
        if c.by == Side.THEM and c.kind == PromiseKind.INTRODUCTION and not c.dropped_because
    ]  # fmt: skip
    return Log(
        follow_ups=tuple(c.on_date for c in contacts if c.message_kind == "follow_up"),
        answers=tuple(c.on_date for c in contacts if c.kind in ANSWERS),
        missed=tuple(Missed(m.on_date, m.by == Side.THEM) for m in misses),
        introductions=tuple(Introduction(c.made_on, c.what, c.delivered_on) for c in promised),
        observed=tuple({c.kind for c in target.concerns.all()}),
        qualification_level=qualification if qualification == "strong" else "",
    )


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    on: date
    kind: str  # for the filter: contact, meeting, promise, stage, note
    title: str
    note: str = ""
    code: str = ""


@dataclass(frozen=True)
class PersonView:
    target: Target
    here: str
    lacks: tuple[str, ...]
    known: Known
    reliability: Reliability
    flags: Judgement
    support: str
    is_stalled: bool
    history: tuple[Event, ...]
    theirs: tuple[Commitment, ...]
    mine: tuple[Commitment, ...]
    planned: tuple[Meeting, ...]


def person_view(target: Target, *, today: date, qualification: str, plain: bool) -> PersonView:
    """`plain` says that the numbers of the record spoke for themselves before the Match."""
    promises = list(target.commitments.all())
    meetings = list(target.meetings.all())
    contacts = list(target.contacts.all())
    misses = misses_of(target)
    held = getattr(target, "mentorship", None)
    met = [c.on_date for c in contacts if c.kind == ContactKind.MEETING]
    return PersonView(
        target=target,
        here=stage_of(target),
        lacks=what_next_lacks(target, today=today),
        known=known_of(target, today=today),
        reliability=reliability_of(target, today=today),
        flags=flags_of(log_of(target, misses, qualification=qualification), today=today),
        support=keep_as_support(
            target.name,
            advised_before=target.advised_before,
            saw_numbers_then=target.saw_numbers_then,
            challenged_then=target.challenged_then,
            numbers_were_plain=plain,
        ),
        is_stalled=is_stalled(
            stage_of(target),
            today=today,
            first_meeting_on=min(met, default=None),
            opportunity_on=target.opportunity_on,
            stage_since=held.stage_since if held else None,
            delivered_on=[c.delivered_on for c in promises if c.by == Side.ME and c.delivered_on],
        ),
        history=history_of(target, meetings, misses, promises),
        theirs=tuple(c for c in promises if c.by == Side.THEM),
        mine=tuple(c for c in promises if c.by == Side.ME),
        planned=tuple(m for m in meetings if m.state == MeetingState.PLANNED),
    )


def history_of(
    target: Target, meetings: list[Meeting], misses: list[MeetingMiss], promises: list[Commitment]
) -> tuple[Event, ...]:
    """Newest first; a delivery stands as the contact that it is."""
    of_meeting = {m.code for m in meetings}
    events = [
        Event(
            c.on_date,
            "meeting" if c.origin_code in of_meeting else "contact",
            str(c.get_kind_display()),
            c.note,
            str(c.origin_code if c.origin_code in of_meeting else c.code),
        )
        for c in target.contacts.all()
    ]
    events += [
        Event(m.on_date, "stage", f"Stage: {STAGE_WORDS.get(m.goal, m.goal)}", m.note)
        for m in target.moves.all()
    ]
    events += [
        Event(c.made_on, "promise", f"{'You' if c.by == Side.ME else 'They'} promised: {c.what}")
        for c in promises
    ]
    events += [
        Event(
            m.on_date,
            "meeting",
            f"Meeting {m.get_kind_display().lower()}, by {m.get_by_display().lower()}",
        )
        for m in misses
    ]
    return tuple(sorted(events, key=lambda event: event.on, reverse=True))
