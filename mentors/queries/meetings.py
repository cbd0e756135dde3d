"""Meetings of a campaign, and what the kit of one is made of."""

from dataclasses import dataclass

from autopsy.models import MatchAutopsy
from autopsy.queries.reading import read_live
from autopsy.rules.questions import proposed_priorities, question_list
from mentors.choices import MeetingState
from mentors.models import Meeting
from mentors.rules.meeting import CHOSEN_AT_FIRST, questions_for
from smartpick.campaign.choices import PriorityKind
from smartpick.campaign.models import Cycle, Priority


@dataclass(frozen=True)
class KitParts:
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    is_drafted: bool  # the lines are proposed, none was written yet
    offered: tuple[tuple[str, str], ...]

    def chosen(self, meeting: Meeting) -> tuple[str, ...]:
        """The questions that will be printed; the first four while none were chosen."""
        if not meeting.questions and not meeting.own_question:
            return tuple(text for _, text in self.offered[:CHOSEN_AT_FIRST])
        texts = dict(self.offered)
        own = (meeting.own_question,) if meeting.own_question else ()
        return (*(texts[key] for key in meeting.questions if key in texts), *own)


def meetings_of(cycle: Cycle) -> tuple[list[Meeting], list[Meeting]]:
    """Those to come, soonest first and undated ones last; then those that are over."""
    rows = list(
        Meeting.objects.filter(target__cycle=cycle)
        .select_related("target__faculty", "advice")
        .order_by("at", "id")
    )
    planned = [row for row in rows if row.state == MeetingState.PLANNED]
    planned.sort(key=lambda row: (row.at is None, row.at.timestamp() if row.at else 0))
    return planned, [row for row in reversed(rows) if row.state != MeetingState.PLANNED]


def kit_parts(autopsy: MatchAutopsy, meeting: Meeting) -> KitParts:
    reading = read_live(autopsy)
    rows = list(Priority.objects.filter(cycle=autopsy.cycle).order_by("kind", "rank"))
    do = [row.text for row in rows if row.kind == PriorityKind.DO]
    avoid = [row.text for row in rows if row.kind == PriorityKind.AVOID]
    if not rows:
        do, avoid = proposed_priorities(reading.diagnosis.findings)
    faculty = meeting.target.faculty
    roles = [held.role for held in faculty.roles.all()] if faculty else []
    offered = questions_for(roles, question_list(reading.facts, do))
    return KitParts(tuple(do), tuple(avoid), not rows, tuple(offered))
