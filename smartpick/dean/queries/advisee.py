"""One advisee's campaign as far as it is shared: each part by its key, none with its texts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Prefetch, QuerySet

from autopsy.models import Direction, RepairPlan
from mentors.choices import Stage
from mentors.models import Contact, Recommendation, Target
from mentors.queries.person import what_next_lacks
from outreach.models import Letter
from outreach.queries.letter import proofs_of_letters, with_plan_days
from smartpick.accounts.models import User
from smartpick.campaign.access import Shared
from smartpick.campaign.models import Cycle, CycleResult, KeyDate, ProgressEntry, Task
from smartpick.dean.choices import SHOWN_ORIGINS
from smartpick.dean.rules.attention import Thresholds
from smartpick.dean.rules.shown import KEYS_OF_WEAKNESS
from smartpick.picks.models import ProgramPick
from timeline.models import PlanItem

ROWS = 200


def open_cycle_of(shared: Shared) -> Cycle | None:
    return Cycle.objects.filter(applicant=shared.applicant, closed_on=None).first()


def milestones(cycle: Cycle) -> "QuerySet[KeyDate]":
    """Which dates the plan named: any link shows them."""
    return KeyDate.objects.filter(cycle=cycle).order_by("starts_on", "key")


# --- people ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonRow:
    target: Target
    lacks: tuple[str, ...]
    stall_days: int | None

    @property
    def stage(self) -> str:
        held = getattr(self.target, "mentorship", None)
        if held is None:
            return str(self.target.get_state_display())
        words = "At the edge" if held.edge_since else str(held.get_stage_display())
        return f"{words}, {held.get_seat_display().lower()} seat" if held.seat else words


def people_of(shared: Shared, *, today: date, limits: Thresholds) -> list[PersonRow]:
    """Names, stages and the last contact; what the next stage lacks for who stands still."""
    rows = (
        Target.objects.filter(cycle__applicant=shared.applicant, cycle__closed_on=None)
        .select_related("cycle", "faculty", "mentorship")
        .prefetch_related(
            "faculty__roles", "commitments__moves", "opinions",
            Prefetch("contacts", Contact.objects.order_by("on_date", "id")),
        )
        .annotate(last_on=Max("contacts__on_date"))
        .order_by("snapshot_name", "id")
    )[:ROWS]  # fmt: skip
    return [_person(target, today, limits) for target in rows]


def _person(target: Target, today: date, limits: Thresholds) -> PersonRow:
    held = getattr(target, "mentorship", None)
    still = None
    if held is not None and held.edge_since is None and held.stage != Stage.SPONSOR:
        still = (today - held.stage_since).days
    stalls = still is not None and still >= limits.stage_days
    lacks = what_next_lacks(target, today=today) if stalls else ()
    return PersonRow(target, lacks, still if stalls else None)


def recommended_to(shared: Shared, dean: User) -> "QuerySet[Recommendation]":
    """What this dean recommended to them, and what became of it."""
    return (
        Recommendation.objects.filter(applicant=shared.applicant, dean=dean)
        .select_related("faculty")
        .order_by("-created_at")
    )


# --- plan, letters, programs, tasks ---------------------------------------------------------------


def plan_rows(cycle: Cycle) -> "QuerySet[PlanItem]":
    return PlanItem.objects.filter(cycle=cycle, ends_on__isnull=False).order_by("ends_on", "id")


def actions_of(cycle: Cycle) -> "QuerySet[Task]":
    """Titles and dates, no reasons: only those with a day that repeat nothing private."""
    rows = Task.objects.filter(cycle=cycle, due_on__isnull=False, origin__in=SHOWN_ORIGINS)
    return rows.only("title", "due_on", "done_at").order_by("due_on", "id")[:ROWS]


def ledger_of(cycle: Cycle) -> "QuerySet[ProgressEntry]":
    """What was done; but no line that an answer to a letter wrote, which would tell how it fell."""
    rows = ProgressEntry.objects.filter(cycle=cycle).exclude(pk__in=proofs_of_letters(cycle))
    return rows.order_by("-done_on", "-id")[:ROWS]


def direction_of(cycle: Cycle) -> Direction | None:
    return Direction.objects.filter(cycle=cycle, is_current=True).only(
        "choice", "target", "backup", "decide_by", "decided_on"
    ).first()  # fmt: skip


def repairs_of(cycle: Cycle, keys: frozenset[str]) -> list[RepairPlan]:
    """Only weaknesses whose own answers are shared too."""
    rows = RepairPlan.objects.filter(cycle=cycle).order_by("weakness")
    return [row for row in rows if KEYS_OF_WEAKNESS[row.weakness] <= keys]


def result_of(cycle: Cycle) -> CycleResult | None:
    return CycleResult.objects.filter(cycle=cycle).first()


def letters_of(cycle: Cycle) -> "QuerySet[Letter]":
    """Author, state and days, the plan's where they follow it; never the words that were said."""
    rows = (
        Letter.objects.filter(target__cycle=cycle)
        .select_related("target__faculty")
        .defer("words_said", "named", "wants")
        .order_by("target__snapshot_name", "id")
    )
    return with_plan_days(rows)


def programs_of(cycle: Cycle) -> "QuerySet[ProgramPick]":
    rows = ProgramPick.objects.filter(cycle=cycle, excluded=False).select_related("program")
    return rows.order_by("tier", "program__name")[:ROWS]


def tasks_given(shared: Shared, dean: User) -> "QuerySet[Task]":
    """What this dean gave, in whatever cycle, and nothing else of their list."""
    rows = Task.objects.filter(cycle__applicant=shared.applicant, given_by=dean)
    return rows.order_by("done_at", "skipped_at", "due_on", "id")
