"""Stages of a mentorship: what a move asks for, reliability, and when one stalls (ST-01 to ST-08).

Source: the seed's sections 5, 7 and 11; rulebook section 8. Counts and days without a source are
guides. Missing evidence is a note, never a lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from smartpick.common.evidence import Evidence, Judgement, Source

IDENTIFIED, CONTACTED = "identified", "contacted"
ADVISOR, TRAINING, SPONSOR = "advisor", "sponsor_in_training", "sponsor"
DOWNSHIFTED = "downshifted"
LADDER = (IDENTIFIED, CONTACTED, ADVISOR, TRAINING, SPONSOR)
ACTIVE = frozenset({ADVISOR, TRAINING, SPONSOR})
WORKING = frozenset({TRAINING, SPONSOR})
DELIVERED_FOR_SPONSOR = 2  # guide
SEEN_TWICE = 2  # RP-01
STALL_ADVISOR_DAYS, STALL_TRAINING_DAYS = 90, 60  # guide
NOT_SAID = "not_said"
SOURCE = Source("The three phases of a mentorship; counts are our guide", "guide")

LACKING = {
    "ST-01:message_or_talk": "a message sent, or a talk with its date",
    "ST-02:meeting_held": "one meeting held",
    "ST-02:feasibility": "their answer on what is realistic, or a priority they named",
    "ST-03:opportunity": "an opportunity that they named",
    "ST-03:commitment_begun": "one piece of work begun, with a deadline",
    "ST-04:two_delivered": "two pieces of work delivered",
    "ST-04:seen_twice": "more than two times together, in person or by voice",
    "ST-04:attach_name": "their words, with the date, that they will attach their name",
}


@dataclass(frozen=True)
class Work:
    """One commitment of the applicant's to this mentor, with the days it was moved to."""

    due_on: date | None = None
    delivered_on: date | None = None
    is_begun: bool = True
    by_them: bool = False
    is_dropped: bool = False
    moves: tuple[tuple[date, date, bool], ...] = ()  # on which day, to which day, agreed by them

    @property
    def holds_until(self) -> date | None:
        """A day moved with their agreement, on or before the day it fell due, counts instead."""
        due = self.due_on
        for on, to, agreed in self.moves:
            if agreed and due is not None and on <= due:
                due = to
        return due


@dataclass(frozen=True)
class StageFacts:
    message_sent: bool = False
    talked: bool = False
    meeting_held: bool = False
    realism: str = ""
    priorities: int = 0
    opportunity_named: bool = False
    works: tuple[Work, ...] = ()
    seen_count: int = 0
    willing_words: bool = False


def missing_for(start: str, goal: str, facts: StageFacts) -> tuple[str, ...]:
    """What a move lacks, as rule:evidence in the order of the table. Moving back asks nothing."""
    if DOWNSHIFTED in (goal, start) or goal not in LADDER or start not in LADDER:
        return ()
    steps = LADDER[LADDER.index(start) + 1 : LADDER.index(goal) + 1]
    return tuple(name for step in steps for name in _lacking(step, facts))


def judge_move(start: str, goal: str, facts: StageFacts) -> Judgement:
    missing = missing_for(start, goal, facts)
    because = tuple(Evidence(name, None, LACKING[name]) for name in missing)
    return Judgement("lacks" if missing else "shown", because, "ST-01 to ST-04", SOURCE)


def _lacking(step: str, facts: StageFacts) -> list[str]:
    mine = [work for work in facts.works if not work.by_them and not work.is_dropped]
    delivered = sum(work.delivered_on is not None for work in mine)
    tests = {
        CONTACTED: (("ST-01:message_or_talk", facts.message_sent or facts.talked),),
        ADVISOR: (
            ("ST-02:meeting_held", facts.meeting_held),
            ("ST-02:feasibility", facts.realism not in ("", NOT_SAID) or facts.priorities > 0),
        ),
        TRAINING: (
            ("ST-03:opportunity", facts.opportunity_named),
            ("ST-03:commitment_begun", any(work.is_begun and work.due_on for work in mine)),
        ),
        SPONSOR: (
            ("ST-04:two_delivered", delivered >= DELIVERED_FOR_SPONSOR),
            ("ST-04:seen_twice", facts.seen_count > SEEN_TWICE),
            ("ST-04:attach_name", facts.willing_words),
        ),
    }
    return [name for name, holds in tests.get(step, ()) if not holds]


def next_stage(stage: str) -> str | None:
    if stage not in LADDER or stage == SPONSOR:
        return None
    return LADDER[LADDER.index(stage) + 1]


@dataclass(frozen=True)
class Reliability:
    kept: int = 0
    late: int = 0
    open: int = 0

    @property
    def sentence(self) -> str:
        return f"{self.kept} kept, {self.late} late, {self.open} open."


def reliability(works: Sequence[Work], *, today: date) -> Reliability:
    """ST-06: three counts, no percentage; dropped ones and their own promises count nowhere."""
    words = [_kept(work, today) for work in works if not work.by_them and not work.is_dropped]
    return Reliability(words.count("kept"), words.count("late"), words.count("open"))


def _kept(work: Work, today: date) -> str:
    due = work.holds_until
    if work.delivered_on is not None:
        return "kept" if due is None or work.delivered_on <= due else "late"
    return "late" if due is not None and due < today else "open"


def is_stalled(
    stage: str,
    *,
    today: date,
    first_meeting_on: date | None = None,
    opportunity_on: date | None = None,
    stage_since: date | None = None,
    delivered_on: Sequence[date] = (),
) -> bool:
    """ST-07: an advisor without an opportunity, or work that stopped. Offer defined work, or ask
    whether this person stays an adviser."""
    if stage == ADVISOR and opportunity_on is None and first_meeting_on is not None:
        return (today - first_meeting_on).days >= STALL_ADVISOR_DAYS
    if stage == TRAINING:
        last = max(delivered_on, default=stage_since)
        return last is not None and (today - last).days >= STALL_TRAINING_DAYS
    return False
