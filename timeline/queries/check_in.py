"""Check-ins: worked out from the contacts each time they are asked for; nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mentors.models import Contact
from mentors.queries.team import RhythmFacts, rhythm_facts
from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem, DatedKind
from timeline.queries.soap import as_days, soap_weeks
from timeline.rules.check_in import NONE, CheckIn, Contacted, Days, Rhythm, judge_check_in


@dataclass(frozen=True)
class MentorDue:
    """One mentor with the judgement of their rhythm."""

    facts: RhythmFacts
    check_in: CheckIn


def check_ins(
    cycle: Cycle, *, today: date, soap: tuple[Days, ...] | None = None
) -> list[MentorDue]:
    """Every mentor with a rhythm, the nearest due day first."""
    closed = as_days(soap_weeks(cycle, today)) if soap is None else soap
    return judged_rhythms(rhythm_facts(cycle), today=today, soap=closed)


def judged_rhythms(
    facts: Iterable[RhythmFacts], *, today: date, soap: tuple[Days, ...]
) -> list[MentorDue]:
    judged = [MentorDue(one, _judge(one, today, soap)) for one in facts]
    found = [one for one in judged if one.check_in.state != NONE]
    return sorted(found, key=lambda one: (one.check_in.due_on or today, one.facts.name))


def _judge(facts: RhythmFacts, today: date, soap: tuple[Days, ...]) -> CheckIn:
    due, late = facts.rhythm or (None, None)
    rhythm = Rhythm(
        stage=facts.stage,
        seat=facts.seat,
        is_off=facts.is_off,
        due_weeks=due,
        late_weeks=late,
        roles=frozenset(facts.roles),
    )
    history = [_contacted(row) for row in facts.history]
    return judge_check_in(
        rhythm, history, today, quiet=[facts.away] if facts.away else [], soap=soap
    )


def _contacted(row: Contact) -> Contacted:
    return Contacted(row.on_date, row.kind, row.message_kind, row.update_weeks)


def check_in_items(
    cycle: Cycle, *, today: date, soap: tuple[Days, ...] | None = None
) -> list[DatedItem]:
    """As dated things, named by the day they count from: a new contact makes a new one."""
    return [_item(one, today) for one in check_ins(cycle, today=today, soap=soap)]


def _item(one: MentorDue, today: date) -> DatedItem:
    found, facts = one.check_in, one.facts
    since = found.counted_from
    if since is None or found.due_on is None or found.late_after is None:
        raise ValueError("A rhythm without a day reached the calendar.")
    mentorship = facts.target.mentorship
    return DatedItem(
        kind=DatedKind.CHECK_IN,
        origin="mentorship",
        origin_code=mentorship.code,
        part=since.on.isoformat(),
        on=found.due_on,
        late_after=found.late_after,
        title=f"Update {facts.name}",
        neutral="An update to write",
        person=facts.name,
        leads_programs=facts.leads_programs,
        lever="advocates",
        reason=found.judgement.because[0].sentence,
        words={"name": facts.name, "since": since.on},
        made_on=since.on + timedelta(days=1),
        changed_at=mentorship.updated_at,
        url_name="home:person",
        url_args=(str(facts.target.faculty.code if facts.target.faculty else facts.code),),
        button="Write the update",
    )
