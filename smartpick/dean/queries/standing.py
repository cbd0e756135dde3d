"""What the cohort list knows of advisees: read for many links at once, key by key.

The number of statements does not grow with the number of links. Nothing is read into a line that
its link does not share.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Max, Min, Q
from django.db.models.fields.json import KT
from django.utils import timezone

from autopsy.choices import ReviewState, SectionStatus
from autopsy.models import AutopsyVersion, Direction, Review, SectionState
from mentors.choices import ContactKind, MeetingState, Seat, Stage, TargetState
from mentors.models import Contact, Meeting
from mentors.queries.team import RhythmFacts, rhythm_facts_of
from outreach.models import Letter
from outreach.models.letter import OPEN as OPEN_LETTER
from smartpick.accounts.models import AdvisingLink, ShareGrant
from smartpick.campaign.models import Cycle, CycleResult, KeyDate, ProgressEntry, Task
from smartpick.dean.choices import SHOWN_ORIGINS
from smartpick.dean.models import AttentionMark, DeanQuestion
from smartpick.dean.rules.attention import Quiet
from smartpick.dean.rules.standing import DATES_KEPT, Ahead, Standing
from timeline.choices import OPEN_STATES
from timeline.models import Plan, PlanItem
from timeline.queries.check_in import judged_rhythms
from timeline.queries.season import season_rows
from timeline.queries.soap import as_days, weeks_of_seasons
from timeline.rules.anchors import season_of, season_word, work_out_anchors
from timeline.rules.template import BY_KEY

SAID = ("qualification", "coherence", "interview")
RATED = ("competitiveness", "geography", "quality", "interview")
ANSWERS = {f"said_{name}": KT(f"snapshot__sections__questions__own_{name}") for name in SAID} | {
    f"rated_{name}": KT(f"snapshot__sections__ratings__own_rating_{name}") for name in RATED
}
HIGH = ("3", "4")
DIRECTION_ITEM, CORE_ITEM = "PL-05", "PL-06"
LETTERS_DUE = ("PL-15", "letters_due")
Keys = frozenset[str]
Day = date | None


@dataclass
class Ground:
    """Everything that was read, by cycle or by link, before it is put together."""

    keys: dict[int, Keys] = field(default_factory=dict)
    cycles: dict[int, Cycle] = field(default_factory=dict)  # by applicant
    done: dict[int, tuple[int, Day]] = field(default_factory=dict)
    versions: dict[int, AutopsyVersion] = field(default_factory=dict)
    verdicts: dict[tuple[int, int], str] = field(default_factory=dict)  # (version, dean)
    asked: dict[tuple[int, int], date] = field(default_factory=dict)  # (applicant, dean)
    contacts: dict[int, dict[str, Day]] = field(default_factory=dict)
    progress: dict[int, date] = field(default_factory=dict)
    mentors: dict[int, list[RhythmFacts]] = field(default_factory=dict)
    items: dict[int, list[PlanItem]] = field(default_factory=dict)
    ahead: dict[int, list[Ahead]] = field(default_factory=dict)
    directions: dict[int, Direction] = field(default_factory=dict)
    marks: dict[tuple[int, int], list[Quiet]] = field(default_factory=dict)
    seasons: dict[int, str] = field(default_factory=dict)
    results: dict[int, CycleResult] = field(default_factory=dict)  # by applicant, the newest
    updates: dict[int, date] = field(default_factory=dict)
    letters: dict[int, list[Letter]] = field(default_factory=dict)
    letters_due: dict[int, date] = field(default_factory=dict)  # the plan's own day


def standings_of(
    links: Iterable[AdvisingLink], *, now: datetime
) -> dict[int, tuple[Standing, Keys, Cycle | None]]:
    """By link: where its advisee stands, under which keys, in which cycle."""
    held = list(links)
    today = timezone.localdate(now)
    ground = _read(held, today)
    return {
        link.pk: (
            _standing(link, ground),
            ground.keys.get(link.pk, frozenset()),
            ground.cycles.get(link.applicant_id),
        )
        for link in held
    }


# --- reading --------------------------------------------------------------------------------------


def _read(links: list[AdvisingLink], today: date) -> Ground:
    people = [link.applicant_id for link in links]
    deans = {link.membership.user_id for link in links}
    ground = Ground()
    for link, key in ShareGrant.objects.filter(link__in=links, until=None).values_list(
        "link", "key"
    ):
        ground.keys[link] = ground.keys.get(link, frozenset()) | {key}
    # The open cycle stands last, else the newest closed one: it is shown, and judged no more.
    for cycle in Cycle.objects.filter(applicant__in=people).order_by(
        F("closed_on").asc(nulls_last=True), "id"
    ):
        ground.cycles[cycle.applicant_id] = cycle
    cycles = [cycle.pk for cycle in ground.cycles.values()]
    _read_autopsies(ground, cycles, deans)
    _read_campaigns(ground, cycles, today)
    _read_plans(ground, cycles, today)
    asked = DeanQuestion.objects.filter(applicant__in=people, dean__in=deans, answered_on=None)
    for applicant, dean, on in (
        asked.order_by().values("applicant", "dean").annotate(on=Min("asked_on")).values_list(
            "applicant", "dean", "on"
        )
    ):  # fmt: skip
        ground.asked[applicant, dean] = on
    results = CycleResult.objects.filter(cycle__applicant__in=people).select_related("cycle")
    for result in results.order_by("cycle__opened_on", "id"):
        ground.results[result.cycle.applicant_id] = result
    marks = AttentionMark.objects.filter(applicant__in=people, by__in=deans, ended_at=None)
    for mark in marks:
        quiet = Quiet(mark.rule, mark.until)
        ground.marks.setdefault((mark.applicant_id, mark.by_id), []).append(quiet)
    return ground


def _read_autopsies(ground: Ground, cycles: list[int], deans: set[int]) -> None:
    states = SectionState.objects.filter(autopsy__cycle__in=cycles).order_by()
    for cycle, done, at in states.values_list("autopsy__cycle").annotate(
        done=Count("id", filter=Q(state=SectionStatus.DONE)), at=Max("saved_at")
    ):
        ground.done[cycle] = (done, timezone.localtime(at).date() if at else None)
    versions = AutopsyVersion.objects.filter(
        autopsy__cycle__in=cycles, submitted_at__isnull=False, withdrawn_at=None
    )
    for version in (
        versions.defer("snapshot", "diagnosis")
        .annotate(specialty=KT("snapshot__sections__specialty__primary_specialty"), **ANSWERS)
        .select_related("autopsy")
        .order_by("number")
    ):
        ground.versions[version.autopsy.cycle_id] = version
    reviews = Review.objects.filter(
        version__in=ground.versions.values(), dean__in=deans, state=ReviewState.FINISHED
    )
    for version_id, dean, verdict in reviews.order_by("finished_at").values_list(
        "version", "dean", "verdict"
    ):
        ground.verdicts[version_id, dean] = verdict


def _read_campaigns(ground: Ground, cycles: list[int], today: date) -> None:
    met = Q(kind=ContactKind.MEETING)
    for row in (
        Contact.objects.filter(target__cycle__in=cycles)
        .order_by()
        .values("target__cycle")
        .annotate(last=Max("on_date"), first_met=Min("on_date", filter=met))
    ):
        ground.contacts[row["target__cycle"]] = row
    ground.progress = dict(
        ProgressEntry.objects.filter(cycle__in=cycles)
        .order_by()
        .values_list("cycle")
        .annotate(Max("done_on"))
    )
    ground.mentors = rhythm_facts_of(cycles)
    weeks = as_days(weeks_of_seasons(today))
    by_key = {cycle.pk: cycle for cycle in ground.cycles.values()}
    for key, facts in ground.mentors.items():
        soap = () if by_key[key].in_match == "no" else weeks
        for one in judged_rhythms(facts, today=today, soap=soap):
            due = one.check_in.due_on
            if due is not None:
                _add(ground, key, Ahead(due, "people", "update"))
                ground.updates[key] = min(due, ground.updates.get(key, due))
    meetings = Meeting.objects.filter(
        target__cycle__in=cycles, state=MeetingState.PLANNED, at__date__gte=today
    )
    for key, at in meetings.values_list("target__cycle", "at"):
        _add(ground, key, Ahead(timezone.localtime(at).date(), "people", "meeting"))
    tasks = Task.objects.filter(
        cycle__in=cycles,
        done_at=None,
        skipped_at=None,
        due_on__gte=today,
        origin__in=SHOWN_ORIGINS,
    ).order_by("due_on")
    for key, on in tasks.values_list("cycle", "due_on"):
        _add(ground, key, Ahead(on, "plan", "action"))
    planned = KeyDate.objects.filter(cycle__in=cycles, key__in=LETTERS_DUE).order_by("-key")
    ground.letters_due = dict(planned.values_list("cycle", "ends_on"))  # PL-15 has the last word
    letters = Letter.objects.filter(OPEN_LETTER, target__cycle__in=cycles)
    for letter in letters.select_related("target").only("answered_on", "due_on", "target__cycle"):
        ground.letters.setdefault(letter.target.cycle_id, []).append(letter)
    for one in Direction.objects.filter(cycle__in=cycles, is_current=True):
        ground.directions[one.cycle_id] = one


def _read_plans(ground: Ground, cycles: list[int], today: date) -> None:
    items = PlanItem.objects.filter(
        cycle__in=cycles, ends_on__isnull=False, state__in=OPEN_STATES
    ).order_by("ends_on")
    for item in items:
        ground.items.setdefault(item.cycle_id, []).append(item)
        if item.ends_on and item.ends_on >= today:
            noun = BY_KEY[item.template_key].neutral.lower()
            _add(ground, item.cycle_id, Ahead(item.ends_on, "plan", noun))
    words: dict[tuple[int, bool, str], str] = {}
    for plan in Plan.objects.filter(cycle__in=cycles):
        kind = (plan.failed_year, plan.is_short, plan.service)
        if kind not in words:
            words[kind] = _season(*kind, today)
        ground.seasons[plan.cycle_id] = words[kind]


def _season(year: int, short: bool, service: str, today: date) -> str:
    rows = season_rows(service, (year, season_of(year, short=short)))
    anchors = work_out_anchors(
        match_year=year, short=short, service=service, rows=rows, learned_on=None
    )
    return season_word(today, anchors=anchors, short=short)


def _add(ground: Ground, cycle: int, one: Ahead) -> None:
    ground.ahead.setdefault(cycle, []).append(one)


# --- putting together -----------------------------------------------------------------------------


JUDGED = (
    "review_since", "letter_due_on", "logged_on", "core_due_on", "direction_due_on",
    "stage_since", "update_due_on", "dates",
)  # fmt: skip


def _standing(link: AdvisingLink, ground: Ground) -> Standing:
    keys = ground.keys.get(link.pk, frozenset())
    pair = (link.applicant_id, link.membership.user_id)
    told: dict[str, Any] = {
        "question_since": ground.asked.get(pair),
        "quiet": tuple(ground.marks.get(pair, ())),
    }
    cycle = ground.cycles.get(link.applicant_id)
    if cycle is not None:
        told |= _campaign(cycle, link, ground, keys)
    if cycle is not None and cycle.closed_on is not None:
        told = {name: value for name, value in told.items() if name not in JUDGED}
        told["season"] = ""
    result = ground.results.get(link.applicant_id)
    if result is not None and "plan" in keys:
        told |= {"outcome": result.result, "submitted_on": result.submitted_on}
    return Standing(**told)


def _campaign(cycle: Cycle, link: AdvisingLink, ground: Ground, keys: Keys) -> dict[str, Any]:
    told = _autopsy(cycle, link, ground, keys)
    told |= {"track": cycle.track, "season": ground.seasons.get(cycle.pk, "")}
    told |= _people(cycle, ground) if "people" in keys else {}
    told |= _direction(cycle, ground, keys) if "direction" in keys else {}
    if {"people", "plan"} <= keys:
        told |= _core(cycle, ground)
    ahead = [one for one in ground.ahead.get(cycle.pk, ()) if one.key in keys]
    if "letters" in keys:
        told |= _letters(cycle, ground)
        due = told["letter_due_on"]
        ahead += [Ahead(due, "letters", "letter")] if due else []
    told["dates"] = tuple(sorted(ahead, key=lambda one: one.on)[:DATES_KEPT])
    return told


def _autopsy(cycle: Cycle, link: AdvisingLink, ground: Ground, keys: Keys) -> dict[str, Any]:
    version = ground.versions.get(cycle.pk)
    done, _ = ground.done.get(cycle.pk, (0, None))
    if version is None or version.submitted_at is None:
        return {"sections_done": done}
    verdict = ground.verdicts.get((version.pk, link.membership.user_id), "")
    told: dict[str, Any] = {
        "sections_done": done, "version": version.number, "verdict": verdict
    }  # fmt: skip
    if not verdict:
        told["review_since"] = timezone.localtime(version.submitted_at).date()
    if "specialty" in keys:
        told["specialty"] = version.specialty or ""  # type: ignore[attr-defined]
    if "questions" in keys:
        main = [name for name in SAID if getattr(version, f"said_{name}") == "main"]
        told["cause"] = "several" if len(main) > 1 else "".join(main)
    if "ratings" in keys:
        told["high_ratings"] = tuple(
            name for name in RATED if getattr(version, f"rated_{name}") in HIGH
        )
    return told


def _people(cycle: Cycle, ground: Ground) -> dict[str, Any]:
    contacts = ground.contacts.get(cycle.pk, {})
    active = [one for one in ground.mentors.get(cycle.pk, ()) if _is_active(one)]
    stages = [one.target.mentorship for one in active]
    slow = min(
        (held for held in stages if held.stage != Stage.SPONSOR),
        key=lambda held: held.stage_since,
        default=None,
    )
    sponsors = [held.stage_since for held in stages if held.stage == Stage.SPONSOR]
    return {
        "last_contact_on": contacts.get("last"),
        "first_met_on": contacts.get("first_met"),
        "sponsor_since": max(sponsors, default=None),
        "core_mentors": sum(one.seat == Seat.CORE for one in active),
        "stage_since": slow.stage_since if slow else None,
        "stage": slow.get_stage_display() if slow else "",
        "update_due_on": ground.updates.get(cycle.pk),
    }


def _is_active(one: RhythmFacts) -> bool:
    closed = (TargetState.DECLINED, TargetState.SET_ASIDE)
    return one.target.mentorship.edge_since is None and one.target.state not in closed


def _core(cycle: Cycle, ground: Ground) -> dict[str, Any]:
    """What leans on both: the silence, and the plan's own day for the team."""
    days = (
        ground.contacts.get(cycle.pk, {}).get("last"),
        ground.progress.get(cycle.pk),
        ground.done.get(cycle.pk, (0, None))[1],
        cycle.opened_on,
    )
    item = _item(cycle, ground, CORE_ITEM)
    return {
        "logged_on": max(day for day in days if day is not None),
        "core_due_on": item.ends_on if item else None,
    }


def _letters(cycle: Cycle, ground: Ground) -> dict[str, Any]:
    """A letter without a day of its own is due on the plan's."""
    letters = ground.letters.get(cycle.pk, [])
    planned = ground.letters_due.get(cycle.pk)
    waiting = [one.due_on or planned for one in letters if one.answered_on is None]
    return {
        "letters_count": len(letters),
        "letters_answered": sum(one.answered_on is not None for one in letters),
        "letter_due_on": min((day for day in waiting if day), default=None),
    }


def _direction(cycle: Cycle, ground: Ground, keys: Keys) -> dict[str, Any]:
    held = ground.directions.get(cycle.pk)
    if held is not None and held.decided_on is not None:
        # What they aim at now says more than what they left.
        return {"specialty": held.target, "direction": str(held.choice)}
    item = _item(cycle, ground, DIRECTION_ITEM)
    planned = item.ends_on if item and "plan" in keys else None
    return {"direction_due_on": (held.decide_by if held else None) or planned}


def _item(cycle: Cycle, ground: Ground, key: str) -> PlanItem | None:
    found = (one for one in ground.items.get(cycle.pk, ()) if one.template_key == key)
    return next(found, None)
