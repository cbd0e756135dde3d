"""One line of the cohort: what is kept of an advisee as days, and what follows from it today.

Kept as days, so that a line stays right while the counts in its sentences grow; `changes_on` is the
next day on which its level or place could change (AT-01 to AT-10).
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any

from smartpick.common.evidence import Judgement
from smartpick.dean.rules.attention import (
    LEVELS,
    RULES,
    AdviseeFacts,
    LetterDue,
    Quiet,
    Thresholds,
    judge_attention,
    quieted_on,
)

Keys = frozenset[str]
LEVEL_STEP, RULE_STEP = 100_000_000, 10_000_000  # above them the ordinal of a day
DATES_KEPT = 6


@dataclass(frozen=True)
class Ahead:
    """A day that comes, the key it is shared by ('' for what any link shows), and its noun."""

    on: date
    key: str
    words: str


@dataclass(frozen=True)
class Standing:
    """What is known of one advisee under the keys that are on; None is not known or not shared."""

    review_since: date | None = None
    question_since: date | None = None
    letter_due_on: date | None = None
    logged_on: date | None = None
    core_due_on: date | None = None
    core_mentors: int | None = None
    direction_due_on: date | None = None
    stage_since: date | None = None
    stage: str = ""
    update_due_on: date | None = None
    dates: tuple[Ahead, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    # what the line shows beside its reasons
    last_contact_on: date | None = None
    letters_answered: int | None = None
    letters_count: int | None = None
    sections_done: int = 0
    version: int = 0
    verdict: str = ""
    season: str = ""
    track: str = ""
    specialty: str = ""
    first_met_on: date | None = None
    sponsor_since: date | None = None
    # what the school's report counts, and no page shows of one person
    direction: str = ""
    cause: str = ""
    high_ratings: tuple[str, ...] = ()
    outcome: str = ""
    submitted_on: date | None = None


# --- kept and read --------------------------------------------------------------------------------


def as_kept(standing: Standing) -> dict[str, Any]:
    """Plain values for a column; what says nothing is left out."""
    told = {name: _plain(value) for name, value in asdict(standing).items()}
    return {name: value for name, value in told.items() if value not in (None, "", [], 0)} | {
        name: 0 for name in ("core_mentors", "letters_answered", "letters_count") if told[name] == 0
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def read_kept(kept: Mapping[str, Any]) -> Standing:
    values = dict(kept)
    for one in fields(Standing):
        if one.name.endswith(("_on", "_since")) and values.get(one.name):
            values[one.name] = date.fromisoformat(values[one.name])
    values["high_ratings"] = tuple(kept.get("high_ratings", []))
    values["dates"] = tuple(
        Ahead(date.fromisoformat(one["on"]), one["key"], one["words"])
        for one in kept.get("dates", [])
    )
    values["quiet"] = tuple(
        Quiet(one["rule"], date.fromisoformat(one["until"]) if one["until"] else None)
        for one in kept.get("quiet", [])
    )
    return Standing(**values)


# --- what follows from it today -------------------------------------------------------------------


def facts_on(standing: Standing, *, name: str, keys: Keys, today: date) -> AdviseeFacts:
    def since(on: date | None) -> int | None:
        return None if on is None else (today - on).days

    letters: tuple[LetterDue, ...] = ()
    if standing.letter_due_on:
        letters = (LetterDue((standing.letter_due_on - today).days, is_answered=False),)
    update = standing.update_due_on if "people" in keys else None
    return AdviseeFacts(
        name=name,
        review_waiting_days=since(standing.review_since),
        question_waiting_days=since(standing.question_since),
        letters=letters,
        days_since_logged=since(standing.logged_on),
        core_days_past=since(standing.core_due_on),
        core_due_on=standing.core_due_on,
        core_mentors=standing.core_mentors,
        direction_days_past=since(standing.direction_due_on),
        days_in_stage=since(standing.stage_since),
        stage=standing.stage,
        shared=keys,
        dated_in_days=tuple((one.on - today).days for one in _shared_dates(standing, keys)),
        update_due=update is not None and update <= today,
        quieted=quieted_on(standing.quiet, today),
    )


def judge(
    standing: Standing, *, name: str, keys: Keys, today: date, limits: Thresholds
) -> Judgement:
    return judge_attention(facts_on(standing, name=name, keys=keys, today=today), limits)


def next_date(standing: Standing, *, keys: Keys, today: date) -> Ahead | None:
    ahead = [one for one in _shared_dates(standing, keys) if one.on >= today]
    return min(ahead, key=lambda one: one.on, default=None)


def _shared_dates(standing: Standing, keys: Keys) -> list[Ahead]:
    return [one for one in standing.dates if not one.key or one.key in keys]


def place_of(judged: Judgement, standing: Standing, *, today: date) -> int:
    """AT-10 as one number that does not move from day to day: level, first reason, and the day
    that its count runs from. For a letter fewer days left, for all else more days, is earlier."""
    level = LEVELS.index(judged.level) * LEVEL_STEP
    if not judged.because:
        return level
    reason = judged.because[0]
    days = reason.value if isinstance(reason.value, int) else 0
    on = today + timedelta(days=days if reason.field == "AT-03" else -days)
    return level + RULES.index(reason.field) * RULE_STEP + on.toordinal()


def changes_on(standing: Standing, *, today: date, limits: Thresholds) -> date | None:
    """The next day on which the level, a reason or the season could be another."""
    return min((on for on in _turns(standing, today, limits) if on > today), default=None)


def _turns(s: Standing, today: date, limits: Thresholds) -> Iterator[date]:
    for on, days in (
        (s.review_since, limits.review_days + 1),
        (s.question_since, limits.question_days),
        (s.letter_due_on, -limits.letter_soon_days),
        (s.logged_on, limits.silent_days),
        (s.core_due_on, limits.core_days),
        (s.direction_due_on, limits.direction_days),
        (s.stage_since, limits.stage_days),
        (s.update_due_on, 0),
    ):
        if on is not None:
            yield on + timedelta(days=days)
    if _is_silent(s, today, limits):  # not each deed that ends a silence marks the cycle
        yield today + timedelta(days=1)
    for one in s.dates:
        yield one.on - timedelta(days=limits.due_soon_days)
        yield one.on + timedelta(days=1)
    for mark in s.quiet:
        if mark.until is not None:
            yield mark.until
    if s.season:  # a season's word follows the month
        yield (today.replace(day=1) + timedelta(days=32)).replace(day=1)


def _is_silent(s: Standing, today: date, limits: Thresholds) -> bool:
    return s.logged_on is not None and (today - s.logged_on).days >= limits.silent_days
