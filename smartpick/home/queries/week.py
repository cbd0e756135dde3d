"""This week: candidates from every floor, what waits on others, what was done. Constant queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from autopsy.models import MatchAutopsy
from autopsy.queries.sections import section_lines
from mentors.models.mentorship import Mentorship
from smartpick.accounts.choices import LinkState
from smartpick.accounts.models.advising import AdvisingLink
from smartpick.campaign.choices import InMatch
from smartpick.campaign.models import Cycle, Task
from smartpick.campaign.queries.soap import soap_week
from smartpick.campaign.rules.levers import judge_share, share_sentence
from smartpick.campaign.rules.soap import EASTERN
from smartpick.common.dated import DatedItem
from smartpick.home.queries.candidates import candidates_of
from smartpick.home.queries.standing import Standing, standing_of
from smartpick.home.rules.week import (
    AT_MOST,
    Candidate,
    When,
    in_order,
    reason_with_order,
    when_of,
)
from timeline.models import Plan, PlanItem
from timeline.queries.agenda import PHASES, aim_of
from timeline.queries.items import all_items
from timeline.queries.reminder import snoozes_of
from timeline.rules.anchors import Anchors, season_word
from timeline.services.plan import anchors_of

FIRST_DAYS = 7
AWAY_DAYS = 21
MARCH = 3


@dataclass(frozen=True)
class Row:
    """One action as it is drawn."""

    candidate: Candidate
    reason: str
    when: When
    number: int


@dataclass(frozen=True)
class Waiting:
    name: str
    note: str
    url: str


@dataclass(frozen=True)
class Seat:
    name: str
    filled: int
    wanted: str
    note: str


@dataclass(frozen=True)
class Week:
    monday: date
    rows: list[Row]
    more: list[Row]
    waiting: list[Waiting]
    done: list[tuple[str, date]]
    logged: int
    is_new: bool
    was_away: bool
    next_title: str
    next_on: date | None
    months_left: int
    phase_word: str
    phase: str
    aim: str
    seats: list[Seat]
    asks_in_match: bool
    soap_sentence: str
    luxury_line: str


def week_of(autopsy: MatchAutopsy, links: list[AdvisingLink], *, now: datetime) -> Week:
    cycle = autopsy.cycle
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    prefetch_related_objects([cycle], "plan_items")
    items = all_items(cycle, today=today)
    sections, standing = section_lines(autopsy), standing_of(autopsy)
    plan_rows = list(cycle.plan_items.all())
    plan = getattr(cycle, "plan", None)
    anchors = _anchors(cycle, plan)
    done = _done(cycle, plan_rows, monday)
    snoozed = snoozes_of(cycle.applicant.user)
    candidates = [
        each
        for each in candidates_of(autopsy, sections, standing, links, items, plan_rows, today)
        if snoozed.get(each.key, today) <= today
    ]
    rows = _rows(in_order(candidates, today=today), today)
    ahead = [item for item in items if item.is_open and item.on > today]
    following = min(ahead, key=lambda item: item.on, default=None)
    word = season_word(today, anchors=anchors, short=plan.is_short) if plan and anchors else ""
    asks, sentence = _soap(cycle, now)
    submit = anchors["submit"] if anchors else None
    months = (submit.on.year - today.year) * 12 + submit.on.month - today.month if submit else 0
    return Week(
        monday=monday,
        rows=rows[:AT_MOST],
        more=rows[AT_MOST:],
        waiting=_waiting(standing, links, items),
        done=done,
        logged=standing.logged,
        is_new=not any(line.is_begun for line in sections) and not standing.logged,
        was_away=_was_away(standing, now),
        next_title=following.title if following else "",
        next_on=following.on if following else None,
        months_left=max(0, months),
        phase_word=word,
        phase=PHASES.get(word, ""),
        aim=aim_of(word),
        seats=seats_of(cycle),
        asks_in_match=asks,
        soap_sentence=sentence,
        luxury_line=_luxury_line(cycle, today),
    )


def _rows(ordered: list[Candidate], today: date) -> list[Row]:
    return [
        Row(each, reason_with_order(each), when_of(each, today=today), number)
        for number, each in enumerate(ordered, start=1)
    ]


def _anchors(cycle: Cycle, plan: Plan | None) -> Anchors | None:
    if plan is None or cycle.failed_year is None:
        return None
    return anchors_of(cycle, short=plan.is_short, service=plan.service)


def _waiting(
    standing: Standing, links: list[AdvisingLink], items: list[DatedItem]
) -> list[Waiting]:
    """Whose move it is, when it is not mine. A review is nobody's to see before it is finished."""
    found = []
    number = standing.submitted_number
    if number and not standing.submitted_is_read:
        found = [
            Waiting(
                name=link.membership.user.shown_name,
                note=f"has your version {number}",
                url=reverse("autopsy:version", args=[number]),
            )
            for link in links
            if link.state == LinkState.ACTIVE
        ]
    return found + [
        Waiting(item.waits_on, item.reason or item.title,
                reverse(item.url_name, args=item.url_args))
        for item in items
        if item.waits_on and item.is_open
    ]  # fmt: skip


def _done(cycle: Cycle, plan_rows: list[PlanItem], monday: date) -> list[tuple[str, date]]:
    tasks = Task.objects.filter(cycle=cycle, done_at__isnull=False)
    recent = [
        (task.title, timezone.localdate(task.done_at))
        for task in tasks.filter(done_at__date__gte=monday).order_by("-done_at")[:5]
    ]
    recent += [
        (row.title, row.done_on) for row in plan_rows if row.done_on and row.done_on >= monday
    ]
    return sorted(recent, key=lambda pair: pair[1], reverse=True)


def _was_away(standing: Standing, now: datetime) -> bool:
    """Nothing was done here for three weeks, though something was before."""
    last = standing.last_at
    return last is not None and now - last > timedelta(days=AWAY_DAYS)


def seats_of(cycle: Cycle) -> list[Seat]:
    """The team's slots with their gaps: core, process, skills."""
    held = list(
        Mentorship.objects.filter(target__cycle=cycle, edge_since__isnull=True).values_list(
            "seat", flat=True
        )
    )
    return [
        Seat("Core", held.count("core"), "1-2", "in your target specialty"),
        Seat("Process", held.count("process"), "1", "a director, associate director or dean"),
        Seat("Skills", held.count("skills"), "0-1", "research or quality improvement; optional"),
    ]


def _soap(cycle: Cycle, now: datetime) -> tuple[bool, str]:
    """Whether it is asked now, and the sentence of the lock where it holds."""
    if now.astimezone(EASTERN).month != MARCH:
        return False, ""
    week = soap_week(now)
    held = week.holds(now)
    locked = held and cycle.in_match != InMatch.NO
    return held, week.sentence if locked else ""


def _luxury_line(cycle: Cycle, today: date) -> str:
    """One line, in the first week of a month that has its Monday behind it."""
    if not (today.day <= FIRST_DAYS and today.weekday() < today.day):
        return ""
    levers = open_levers(cycle)
    return share_sentence(levers) if judge_share(levers).level == "note" else ""


def open_levers(cycle: Cycle) -> list[str]:
    return list(
        Task.objects.filter(cycle=cycle, done_at__isnull=True, skipped_at__isnull=True).values_list(
            "lever", flat=True
        )
    )
