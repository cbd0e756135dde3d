"""A repair with its people: how often each has seen the applicant, and the proof that is there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Coalesce, Greatest

from autopsy.choices import RepairState
from autopsy.models import RepairPlan
from autopsy.rules.repair import PLANS, Known, rules_of
from mentors.choices import ContactKind, Side
from mentors.models import Commitment, Contact, RepairHelper, Target
from mentors.queries.person import known_of
from smartpick.campaign.models import Cycle, ProgressEntry

KIND_WORDS = {
    ContactKind.CLINIC: ("clinic or ward day", "clinic or ward days"),
    ContactKind.MEETING: ("meeting", "meetings"),
    ContactKind.CALL: ("call", "calls"),
    ContactKind.DELIVERED: ("piece of work handed over", "pieces of work handed over"),
}
PROOFS_SHOWN = 8


@dataclass(frozen=True)
class HelperLine:
    """One helper with every kind of contact that shows them the work (RP-01)."""

    helper: RepairHelper
    known: Known
    counts: tuple[str, ...]

    @property
    def target(self) -> Target:
        return self.helper.target


@dataclass(frozen=True)
class ProofLine:
    on: date
    words: str


def helpers_of(plan: RepairPlan, *, today: date) -> list[HelperLine]:
    rows = RepairHelper.objects.filter(plan=plan).select_related("target__faculty", "target__cycle")
    rows = rows.prefetch_related(
        Prefetch("target__contacts", Contact.objects.order_by("on_date", "id"))
    )
    return [
        HelperLine(row, known_of(row.target, today=today), seen_words(row.target.contacts.all()))
        for row in rows.order_by("id")
    ]


def seen_words(contacts: Iterable[Contact]) -> tuple[str, ...]:
    """'3 clinic or ward days', '1 meeting': what was counted, in the order of its weight."""
    counts = Counter(contact.kind for contact in contacts)
    return tuple(
        f"{counts[kind]} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in KIND_WORDS.items()
        if counts[kind]
    )


def proofs_of(plan: RepairPlan, helpers: Iterable[HelperLine]) -> list[ProofLine]:
    """What is dated since the plan began: kept promises to its people, and lines of the logbook
    that name a finding of it."""
    people = [line.target.pk for line in helpers]
    rules = rules_of(next(code for code, name in PLANS.items() if name == plan.weakness))
    kept = Commitment.objects.filter(
        target__in=people, by=Side.ME, delivered_on__gte=plan.active_since
    ).select_related("target__faculty")
    lines = [
        ProofLine(row.delivered_on, f"{row.what}, to {row.target.name}")
        for row in kept
        if row.delivered_on
    ]
    logged = ProgressEntry.objects.filter(
        cycle=plan.cycle, repairs__in=rules, done_on__gte=plan.active_since
    )
    lines += [
        ProofLine(row.done_on, f"{row.title}{f' ({row.shown_by})' if row.shown_by else ''}")
        for row in logged
    ]
    return sorted(lines, key=lambda line: line.on, reverse=True)[:PROOFS_SHOWN]


def resting_plans(cycle: Cycle | OuterRef) -> QuerySet[RepairPlan]:
    """Active plans with the day of their last step, else of their beginning; the longest first."""
    last = Coalesce(Max("steps__done_on"), F("active_since"))
    plans: QuerySet[RepairPlan] = RepairPlan.objects.filter(cycle=cycle, state=RepairState.ACTIVE)
    return plans.annotate(last_on=Greatest(F("active_since"), last)).order_by("last_on", "id")
