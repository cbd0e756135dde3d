"""DatedItem: what every floor hands to the calendar. Pure.

Reminders, the feed, the agenda and This week ask each floor for its items when they draw or
remind; nothing is copied anywhere. An item is a whole: where it stands, what it says to its owner,
and what it may say where others can read along.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class DatedKind(StrEnum):
    """The kinds of the reminder rules (RM, F.1)."""

    LETTER = "letter"
    CHECK_IN = "check_in"
    WINDOW = "window"
    COMMITMENT = "commitment"
    TASK = "task"
    FOLLOW_UP = "follow_up"
    MONTHLY = "monthly"
    OFFICIAL = "official"
    DECISION = "decision"
    MEETING = "meeting"
    FAILED_MAIL = "failed_mail"


class Standing(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"  # skipped, merged, withdrawn, cancelled: gone from lists, told to the feed


@dataclass(frozen=True, kw_only=True)
class DatedItem:
    """One dated thing.

    `on` is the day that judges it: a window's last day, a check-in's due day, a meeting's day.
    `(origin, origin_code, part)` names it for ever; `part` tells several dates of one row apart
    ('202611' of the monthly check-in, 'ask' of a letter).
    """

    kind: DatedKind
    origin: str  # the noun of the row it comes from: task, plan_item, season_date, letter ...
    origin_code: UUID
    part: str = ""
    on: date
    starts_on: date | None = None  # first day of a window
    late_after: date | None = None  # check-ins: late from the day after
    at: datetime | None = None  # the moment, where there is one
    zone: str = ""  # of the moment, as it was given
    minutes: int = 0  # how long a meeting lasts
    is_deadline: bool = False

    title: str  # for its owner's eyes
    neutral: str  # for a calendar that others see: nothing private
    initials: str = ""  # the same with initials for names; empty where it names nobody
    person: str = ""  # whom it concerns
    leads_programs: bool = False  # concerns a PD, APD, chair, coordinator or program (T5)
    lever: str = ""  # '' serves none
    reason: str = ""  # why now, one sentence
    words: Mapping[str, object] = dataclasses.field(default_factory=dict)  # for its sentences

    standing: Standing = Standing.OPEN
    closed_on: date | None = None
    made_on: date | None = None  # steps before this day are never told
    changed_at: datetime | None = None  # the row's last change, for DTSTAMP
    waits_on: str = ""  # the other person's name, when the next move is theirs
    blocks: int = 0  # how many other things wait for this one
    status: str = ""  # of an official date: confirmed, expected, projected
    source: str = ""

    url_name: str = ""
    url_args: tuple[str, ...] = ()
    button: str = "Open"

    @property
    def key(self) -> str:
        """Names the item in the ledger, in a snooze and in a calendar's UID."""
        return f"{self.origin}-{self.origin_code}{f'-{self.part}' if self.part else ''}"

    @property
    def is_open(self) -> bool:
        return self.standing is Standing.OPEN

    @property
    def first_day(self) -> date:
        return self.starts_on or self.on
