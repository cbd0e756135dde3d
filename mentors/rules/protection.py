"""Protection from poor advice: flags, two senior opinions, the outlier, the edge (FL-01 to FL-13).

Sources: the seed's section 11, FAQ 1; rulebook section 11. The 180 days are a guide. What is said
here is said to the applicant alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from smartpick.common.evidence import Evidence, Judgement, Source

FOLLOW_UP_DAYS, FOLLOW_UPS = 10, 2
CANCEL_WINDOW_DAYS, CANCELS = 180, 2
PROMISE_DAYS = 30
SENIOR = frozenset({"pd", "apd"})
OBSERVED = {"vague_reassurance": "FL-04", "will_not_look": "FL-05", "fantasy_plan": "FL-06"}
NOT_SAID = "not_said"
ENOUGH, OUTLIER_FROM = 2, 3
SOURCE = Source("Warning signs of a mentor; days are our guide", "guide")
SECOND_OPINION = "Get a second senior opinion before you lean on this advice."
ADVICE = {"none": "", "worth_watching": "Worth watching.", "second_opinion": SECOND_OPINION}


@dataclass(frozen=True)
class Missed:
    """A meeting that was cancelled or moved, with the day it was and by whom."""

    on: date
    by_them: bool


@dataclass(frozen=True)
class Introduction:
    promised_on: date
    name: str = ""
    done_on: date | None = None


@dataclass(frozen=True)
class Log:
    """What the log holds of one mentor."""

    follow_ups: tuple[date, ...] = ()
    answers: tuple[date, ...] = ()
    missed: tuple[Missed, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    observed: tuple[str, ...] = ()
    qualification_level: str = ""  # only when strong, for FL-06


def flags_of(log: Log, *, today: date) -> Judgement:
    """FL-01 to FL-07: each flag with its sentence; two or more ask for a second opinion."""
    found = [*_silent(log, today), *_cancels(log, today), *_promises(log, today), *_observed(log)]
    level = ("none", "worth_watching", "second_opinion")[min(len(found), 2)]
    return Judgement(level, tuple(found), "FL-07", SOURCE)


def _silent(log: Log, today: date) -> list[Evidence]:
    answered = max(log.answers, default=date.min)
    waiting = sorted(on for on in log.follow_ups if on > answered)
    old = [on for on in waiting if (today - on).days >= FOLLOW_UP_DAYS]
    if len(old) < FOLLOW_UPS:
        return []
    return [Evidence("FL-01", old, f"No answer to two follow-ups since {_day(old[0])}.")]


def _cancels(log: Log, today: date) -> list[Evidence]:
    count = sum(
        one.by_them and 0 <= (today - one.on).days <= CANCEL_WINDOW_DAYS for one in log.missed
    )
    if count < CANCELS:
        return []
    return [Evidence("FL-02", count, f"{count} meetings moved or cancelled.")]


def _promises(log: Log, today: date) -> list[Evidence]:
    late = [
        one
        for one in log.introductions
        if one.done_on is None and (today - one.promised_on).days > PROMISE_DAYS
    ]
    if not late:
        return []
    words = [
        f"{one.name or 'An introduction'}: promised on {_day(one.promised_on)}." for one in late
    ]
    return [Evidence("FL-03", len(late), " ".join(words))]


def _observed(log: Log) -> list[Evidence]:
    reading = f" Your diagnosis reads {log.qualification_level}." if log.qualification_level else ""
    sentences = {
        "vague_reassurance": "You noted reassurance without numbers.",
        "will_not_look": "They have not looked at the full application.",
        "fantasy_plan": f"The plan does not match the numbers you gave.{reading}",
    }
    return [
        Evidence(rule, name, sentences[name])
        for name, rule in OBSERVED.items()
        if name in log.observed
    ]


def _day(on: date) -> str:
    return f"{on:%B} {on.day}"


# --- opinions -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """One opinion on whether the target is realistic."""

    person: str
    role: str
    realism: str
    saw_numbers: bool = False
    reason: str = ""
    introduced_by: str = ""


@dataclass(frozen=True)
class Outlier:
    person: str
    is_justified: bool
    is_far: bool

    @property
    def sentence(self) -> str:
        if self.is_justified:
            return "differs, with a reason"
        return "differs, without numbers or reason; do not anchor on it"


@dataclass(frozen=True)
class Compared:
    senior_count: int
    outlier: Outlier | None
    asks_for_third: bool

    @property
    def is_enough(self) -> bool:
        return self.senior_count >= ENOUGH

    @property
    def sentence(self) -> str:
        return f"{self.senior_count} of 2 independent senior opinions."

    @property
    def judgement(self) -> Judgement:
        because = (Evidence("opinions", self.senior_count, self.sentence),)
        return Judgement("enough" if self.is_enough else "not enough", because, "FL-10", SOURCE)


def compare(opinions: Sequence[Said]) -> Compared:
    """FL-10 and FL-11: independent directors, and at most one outlier."""
    seniors = {one.person for one in opinions if one.role in SENIOR and not one.introduced_by}
    said = {one.person: one for one in opinions if one.realism not in ("", NOT_SAID)}
    voices = list(said.values())
    third = len(voices) == ENOUGH and voices[0].realism != voices[1].realism
    return Compared(min(ENOUGH, len(seniors)), _outlier(voices), third)


def _outlier(voices: Sequence[Said]) -> Outlier | None:
    if len(voices) < OUTLIER_FROM:
        return None
    for one in voices:
        others = {other.realism for other in voices if other is not one}
        if len(others) == 1 and one.realism not in others:
            both = {one.realism, *others}
            return Outlier(
                one.person,
                is_justified=one.saw_numbers and bool(one.reason.strip()),
                is_far=both == {"realistic", "not_realistic"},
            )
    return None


# --- the mentor of before the Match -------------------------------------------------------------


def keep_as_support(
    name: str,
    *,
    advised_before: bool,
    saw_numbers_then: bool | None,
    challenged_then: bool | None,
    numbers_were_plain: bool,
) -> str:
    """FL-12: the sentence to show beside an earlier mentor; empty when nothing is asked."""
    told_no = saw_numbers_then is False and challenged_then is False
    silent = numbers_were_plain and challenged_then is not True
    if not advised_before or not (told_no or silent):
        return ""
    return f"Keep {name} as support, and add one PD or APD who reads the full file."


@dataclass(frozen=True)
class Candidate:
    name: str
    kept: int
    last_contact_on: date | None


def takes_freed_time(candidates: Sequence[Candidate]) -> list[str]:
    """FL-13: to those with the most kept commitments, then the most recent contact."""
    ordered = sorted(
        candidates,
        key=lambda one: (-one.kept, -(one.last_contact_on or date.min).toordinal(), one.name),
    )
    return [one.name for one in ordered]
