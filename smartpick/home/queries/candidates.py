"""What could be done this week, from every floor; the rules choose among it."""

from datetime import date

from django.urls import reverse

from autopsy.choices import Section
from autopsy.models import MatchAutopsy
from autopsy.queries.sections import SectionLine, next_section
from smartpick.accounts.choices import LinkState, Party
from smartpick.accounts.models.advising import AdvisingLink
from smartpick.campaign.choices import Lever
from smartpick.campaign.models import Task
from smartpick.common.dated import DatedItem, DatedKind
from smartpick.home.queries.alarms import alarms_of
from smartpick.home.queries.standing import Standing
from smartpick.home.rules.week import Candidate, is_for_this_week
from timeline.choices import ItemState
from timeline.models import PlanItem

PROMISES = frozenset({DatedKind.COMMITMENT, DatedKind.CHECK_IN, DatedKind.FOLLOW_UP})
BUTTONS = {"task": "Open", "plan_item": "Open the step"}
BY_OTHERS = "PL-17"  # mentors do it


def candidates_of(
    autopsy: MatchAutopsy,
    sections: list[SectionLine],
    standing: Standing,
    links: list[AdvisingLink],
    items: list[DatedItem],
    plan_rows: list[PlanItem],
    today: date,
) -> list[Candidate]:
    found = [
        _request(link)
        for link in links
        if link.state == LinkState.ASKED and link.asked_by == Party.DEAN
    ]
    rows = {str(row.code): row for row in plan_rows}
    step = _autopsy_step(sections, standing, {row.template_key: row for row in plan_rows})
    if step:
        found.append(step)
    found += alarms_of(autopsy, standing, items, today)
    found += [
        _from_item(item, rows, today)
        for item in items
        if item.is_open and not item.waits_on and _is_shown(item, rows, step, today)
    ]
    undated = Task.objects.filter(
        cycle=autopsy.cycle, due_on__isnull=True, done_at__isnull=True, skipped_at__isnull=True
    )
    return found + [_undated(task) for task in undated.order_by("created_at")[:20]]


def _is_shown(
    item: DatedItem, rows: dict[str, PlanItem], step: Candidate | None, today: date
) -> bool:
    if item.kind is DatedKind.OFFICIAL:
        return False
    if item.origin == "track":
        return item.first_day <= today <= item.on  # of each week's question this week's
    row = rows.get(str(item.origin_code))
    if row and step and step.key == item.key:
        return False  # the autopsy's own step stands in its place
    if row and row.template_key == BY_OTHERS:
        return False
    if item.kind is DatedKind.MONTHLY and item.on < today:
        return False  # past months are not made up
    first = item.first_day if item.starts_on or item.kind is not DatedKind.TASK else today
    return is_for_this_week(min(first, item.on), item.on, today=today)


def _request(link: AdvisingLink) -> Candidate:
    return Candidate(
        key=f"link-{link.code}",
        title=f"{link.membership.user.shown_name} asks to advise you",
        reason="Nothing is shared before you have read what would be. Your dean waits.",
        url=reverse("accounts:link-accept", args=[link.code]),
        button="Read the request",
        lever=Lever.ADVOCATES,
        promised=True,
    )


def _autopsy_step(
    lines: list[SectionLine], standing: Standing, by_key: dict[str, PlanItem]
) -> Candidate | None:
    """The next step of the autopsy, on the day of the plan's own first item when there is one."""
    done = sum(line.is_done for line in lines)
    section = next_section(lines)
    target = _autopsy_target(standing, section, done)
    if target is None:
        return None
    title, reason, url, button = target
    item = by_key.get("PL-01")
    dated = item is not None and item.is_open
    return Candidate(
        key=f"plan_item-{item.code}" if dated and item else "autopsy",
        title=title,
        reason=reason,
        url=url,
        button=button,
        lever=Lever.NARRATIVE,
        on=item.ends_on if dated and item else None,
        unblocks=len(lines) - done + 1,
    )


def _autopsy_target(
    standing: Standing, section: Section | None, done: int
) -> tuple[str, str, str, str] | None:
    if done == 0:
        return (
            "Start your match autopsy",
            "It takes about 15 minutes, and everything else here is built from it.",
            reverse("autopsy:sections"),
            "Start",
        )
    if section is not None:
        return (
            f"Go on with the autopsy: {section.label}",
            f"{done} of 10 sections are done. The diagnosis grows with each.",
            reverse("autopsy:edit-section", args=[section.value.replace("_", "-")]),
            "Continue",
        )
    if not standing.has_version:
        return ("Print the one page", "All ten sections are done. A mentor reads it in 30 seconds.",
                reverse("autopsy:summary"), "Open the page")  # fmt: skip
    if not standing.has_answer:
        return ("Write the answer said aloud",
                '"Why do you think you did not match?" comes in every meeting.',
                reverse("autopsy:answer"), "Write it")  # fmt: skip
    return None


def _from_item(item: DatedItem, rows: dict[str, PlanItem], today: date) -> Candidate:
    row = rows.get(str(item.origin_code))
    reason = item.reason
    if row is not None:
        reason = _plan_reason(row, item, today)
    return Candidate(
        key=item.key,
        title=item.title,
        reason=reason,
        url=reverse(item.url_name, args=item.url_args),
        button=BUTTONS.get(item.origin, item.button),
        lever=item.lever,
        on=item.on,
        from_on=item.starts_on,
        was=_was(row),
        late_after=item.late_after,
        promised=item.kind in PROMISES or item.blocks > 0,
        unblocks=item.blocks,
        origin=item.origin,
        code=str(item.origin_code),
    )


def _plan_reason(row: PlanItem, item: DatedItem, today: date) -> str:
    words = f"Hands over: {row.deliverable}."
    if row.state == ItemState.CAUGHT_UP:
        return f"{words} Placed here because you joined later."
    if item.starts_on and item.starts_on > today:
        return f"{words} It begins {item.starts_on:%b} {item.starts_on.day}."
    return words


def _was(row: PlanItem | None) -> str:
    if row is None or not row.moved_by_hand or row.earlier_ends_on is None:
        return ""
    return f"was {row.earlier_ends_on:%b} {row.earlier_ends_on.day}"


def _undated(task: Task) -> Candidate:
    return Candidate(
        key=f"task-{task.code}",
        title=task.title,
        reason=task.why,
        url=reverse("home:action", args=[task.code]),
        lever=task.lever,
        origin="task",
        code=str(task.code),
    )
