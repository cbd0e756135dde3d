"""What the application plan is made of: the list, what changed, who may be called."""

from datetime import date

from autopsy.choices import ProgramMix
from mentors.models import Target
from outreach.choices import LetterState
from outreach.models import Ask, Letter
from outreach.queries.asks import Reference, references_of
from outreach.queries.facts import Record, record_of
from outreach.rules.plan import (
    CHANGED_CAP,
    MOST_ROWS,
    NAME_CAP,
    REFERENCE_CAP,
    REFERENCES_SHOWN,
    WHY_CAP,
    PlanRow,
    PlanSheet,
    Strip,
    cut,
    fitted,
    in_order,
)
from smartpick.campaign.models import Cycle, Narrative
from smartpick.picks.models import ProgramPick


def plan_of(cycle: Cycle, *, today: date, reader: Target | None = None) -> PlanSheet:
    """The whole sheet, cut to thirty programs; `reader` is the mentor whom it is for."""
    record = record_of(cycle)
    picks = list(
        ProgramPick.objects.filter(cycle=cycle, excluded=False).select_related(
            "program", "knows__faculty"
        )
    )
    narrative = Narrative.objects.filter(cycle=cycle, is_current=True).first()
    rows = tuple(in_order([_row(pick, reader) for pick in picks]))
    sheet = PlanSheet(
        name=_name(cycle),
        target=record.target or record.specialty,
        for_whom=cut(reader.name, NAME_CAP) if reader else "",
        printed_on=f"{today:%B} {today.day}, {today.year}",
        changed=cut(narrative.changed, CHANGED_CAP) if narrative else "",
        since=cycle.failed_year,
        last=_last(record),
        this=_this(picks),
        references=tuple(_reference(one.ask) for one in _printing(cycle, today))[:REFERENCES_SHOWN],
        rows=rows,
    )
    return fitted(sheet, MOST_ROWS)


def _name(cycle: Cycle) -> str:
    person = cycle.applicant
    name = cut(person.shown_name, 60)
    return f"{name}, {person.degree}" if person.degree else name


def _row(pick: ProgramPick, reader: Target | None) -> PlanRow:
    knows = ""
    if pick.knows:
        knows = "you" if reader and pick.knows_id == reader.pk else cut(pick.knows.name, 18)
    return PlanRow(
        program=cut(pick.program.name, NAME_CAP),
        state=pick.program.state,
        tier=pick.tier,
        why=cut(pick.why, WHY_CAP),
        knows=knows,
    )


def _last(record: Record) -> Strip:
    divisions = record.of("geography", "divisions")
    mix = record.of("specialty", "program_mix")
    return Strip(
        programs=record.of("applications", "programs_applied"),
        regions=len(divisions) if divisions else None,
        mix=ProgramMix(mix).label if mix else "",
    )


def _this(picks: list[ProgramPick]) -> Strip:
    if not picks:
        return Strip(programs=0)
    regions = {pick.program.division for pick in picks} - {""}
    tiers = {pick.tier for pick in picks} - {""}
    return Strip(len(picks), len(regions) or None, len(tiers) or None)


def _printing(cycle: Cycle, today: date) -> list[Reference]:
    return [one for one in references_of(cycle, today=today) if one.prints]


def _reference(ask: Ask) -> str:
    until = f", until {ask.until:%B} {ask.until.year}" if ask.until else ""
    scope = f" ({ask.scope})" if ask.scope else ""
    told = f"{ask.target.name}, by {ask.get_route_display().lower()}{until}{scope}"
    return cut(told, REFERENCE_CAP)


def readers_of(cycle: Cycle) -> list[Target]:
    """For whom it can be made out: mentors, and whoever said yes to a letter."""
    rows = Target.objects.filter(cycle=cycle).select_related("faculty", "mentorship")
    yes = set(
        Letter.objects.filter(target__cycle=cycle, ended="", answered_on__isnull=False)
        .exclude(state=LetterState.DECLINED)
        .values_list("target_id", flat=True)
    )
    return [one for one in rows.order_by("snapshot_name") if one.is_active or one.pk in yes]
