"""Who needs the dean, why, and in which order (AT-01 to AT-10).

Source: thresholds of the cohort page (guides; each school may edit them); rulebook section 13. Only
what the person shares is read: no sign-ins, no ranks, no chance of matching, no order by quality.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from smartpick.common.evidence import Evidence, Judgement, Source

NEEDS_YOU, DUE_SOON, ON_TRACK = "needs_you", "due_soon", "on_track"
INVITED, NOT_SHARED = "invited", "not_shared"
LEVELS = (NEEDS_YOU, DUE_SOON, ON_TRACK, INVITED, NOT_SHARED)
TOP_BLOCK, REASONS_SHOWN = 5, 2  # AT-10
KNOWN_BECAUSE_DAYS = 30  # AT-09: how long "I know, because ..." holds
RULES = ("AT-01", "AT-02", "AT-03", "AT-04", "AT-05", "AT-06", "AT-07")
KEYS = {
    "AT-03": frozenset({"letters"}),
    "AT-04": frozenset({"people", "plan"}),
    "AT-05": frozenset({"people", "plan"}),
    "AT-06": frozenset({"direction"}),
    "AT-07": frozenset({"people"}),
}
SOURCE = Source("Thresholds of the cohort page; a school may edit them")


@dataclass(frozen=True)
class Thresholds:
    """The days a school may edit. Each is the first day that counts, but for the review, where
    it is the last day that does not."""

    review_days: int = 5
    question_days: int = 1
    letter_soon_days: int = 14
    silent_days: int = 21
    core_days: int = 30
    direction_days: int = 30
    stage_days: int = 90
    due_soon_days: int = 14


DEFAULTS = Thresholds()


def limits_from(edited: Mapping[str, int]) -> Thresholds:
    """The usual days with those that a school edited; a name that is no threshold is left out."""
    return replace(DEFAULTS, **{k: v for k, v in edited.items() if hasattr(DEFAULTS, k)})


@dataclass(frozen=True)
class LetterDue:
    """A letter that is needed; a day that has passed is below zero."""

    due_in_days: int
    is_answered: bool


@dataclass(frozen=True)
class AdviseeFacts:
    """What is known of one advisee; None gives no reason."""

    name: str
    state: str = ""  # invited or not_shared; else judged
    review_waiting_days: int | None = None
    question_waiting_days: int | None = None
    letters: tuple[LetterDue, ...] = ()
    days_since_logged: int | None = None
    core_days_past: int | None = None
    core_due_on: date | None = None
    core_mentors: int | None = None
    direction_days_past: int | None = None
    days_in_stage: int | None = None
    stage: str = ""
    shared: frozenset[str] | None = None  # None: everything
    dated_in_days: tuple[int, ...] = ()
    update_due: bool = False
    quieted: frozenset[str] = frozenset()


def judge_attention(facts: AdviseeFacts, limits: Thresholds = DEFAULTS) -> Judgement:
    """The level with every reason that stands, in the order of the table."""
    if facts.state in (INVITED, NOT_SHARED):
        return Judgement(facts.state, (), "AT-08", SOURCE)
    reasons = tuple(
        reason
        for reason in _reasons(facts, limits)
        if reason.field not in facts.quieted and _is_shared(reason, facts)
    )
    if reasons:
        return Judgement(NEEDS_YOU, reasons, "AT-08", SOURCE)
    soon = any(0 <= days <= limits.due_soon_days for days in facts.dated_in_days)
    level = DUE_SOON if soon or facts.update_due else ON_TRACK
    return Judgement(level, (), "AT-08", SOURCE)


def _is_shared(reason: Evidence, facts: AdviseeFacts) -> bool:
    return facts.shared is None or reason.keys <= facts.shared


# --- the reasons --------------------------------------------------------------------------------


def _reasons(f: AdviseeFacts, limits: Thresholds) -> Iterator[Evidence]:
    """AT-01 to AT-07; the field of each is its rule, its value the days that order it."""
    waited, asked = f.review_waiting_days, f.question_waiting_days
    if waited is not None and waited > limits.review_days:
        yield _reason("AT-01", waited, f"Autopsy has waited {_days(waited)} for your review.")
    if asked is not None and asked >= limits.question_days:
        yield _reason("AT-02", asked, f"Asked you something {_days(asked)} ago.")
    yield from _letter(f, limits)
    silent = f.days_since_logged
    if silent is not None and silent >= limits.silent_days:
        yield _reason("AT-04", silent, f"Nothing logged for {_days(silent)}.")
    past = f.core_days_past
    if past is not None and past >= limits.core_days and f.core_mentors == 0:
        yield _reason("AT-05", past, _no_core(past, f.core_due_on))
    late = f.direction_days_past
    if late is not None and late >= limits.direction_days:
        yield _reason("AT-06", late, f"Direction is open {_days(late)} past its date.")
    still = f.days_in_stage
    if still is not None and still >= limits.stage_days:
        yield _reason("AT-07", still, f"{f.stage or 'Stage'} unchanged for {_days(still)}.")


def _letter(f: AdviseeFacts, limits: Thresholds) -> Iterator[Evidence]:
    open_ones = [one.due_in_days for one in f.letters if not one.is_answered]
    left = min(open_ones, default=None)
    if left is None or left > limits.letter_soon_days:
        return
    when = "is due today" if left == 0 else f"is due in {_days(left)}"
    if left < 0:
        when = f"was due {_days(-left)} ago"
    yield _reason("AT-03", left, f"A letter {when} and is not answered.")


def _no_core(past: int, due_on: date | None) -> str:
    if due_on is None:
        return f"No core mentor, {_days(past)} past the date in the plan."
    return f"No core mentor; the plan had one by {due_on:%B} {due_on.day}."


def _reason(rule: str, days: int, sentence: str) -> Evidence:
    return Evidence(rule, days, sentence, KEYS.get(rule, frozenset()))


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def reason_line(judgement: Judgement) -> str:
    """AT-10: the first two reasons, "and {n} more"."""
    told = [reason.sentence for reason in judgement.because]
    more = len(told) - REASONS_SHOWN
    shown = " ".join(told[:REASONS_SHOWN])
    return f"{shown} And {more} more." if more > 0 else shown


# --- quieted reasons ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Quiet:
    """AT-09: one reason of one advisee is snoozed, handed to staff, or known."""

    rule: str
    until: date | None = None  # the first day that it speaks again; None: handed to staff


def quieted_on(marks: Sequence[Quiet], today: date) -> frozenset[str]:
    return frozenset(mark.rule for mark in marks if mark.until is None or today < mark.until)


# --- the cohort ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cohort:
    judged: Mapping[str, Judgement]
    order: list[str] = field(default_factory=list)

    @property
    def needing(self) -> list[str]:
        return [key for key in self.order if self.judged[key].level == NEEDS_YOU]

    @property
    def top(self) -> list[str]:
        return self.needing[:TOP_BLOCK]


def read_cohort(people: Mapping[str, AdviseeFacts], limits: Thresholds = DEFAULTS) -> Cohort:
    """Every advisee by the caller's own key, judged and in the order of AT-10."""
    judged = {key: judge_attention(facts, limits) for key, facts in people.items()}
    return Cohort(judged, sorted(judged, key=lambda key: _place(people[key].name, judged[key])))


def _place(name: str, told: Judgement) -> tuple[int, int, int, str]:
    first, days = len(RULES), 0
    if told.because:
        reason = told.because[0]
        first, value = RULES.index(reason.field), reason.value
        count = value if isinstance(value, int) else 0
        days = count if reason.field == "AT-03" else -count  # a letter: fewer days left first
    return (LEVELS.index(told.level), first, days, name.casefold())
