"""Programs that somebody may speak to, who knows whom there, and how many they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentors.choices import TargetState
from mentors.models import Target
from outreach.choices import ContactState
from outreach.models import ProgramContact
from outreach.rules.advocacy import (
    FEWEST_PROGRAMS,
    MOST_PROGRAMS,
    Contact,
    counted_programs,
    is_after_submission,
    judge_contacts,
)
from smartpick.campaign.models import Cycle, KeyDate
from smartpick.common.evidence import Judgement
from smartpick.picks.models import ProgramPick

CLOSED = (TargetState.DECLINED, TargetState.SET_ASIDE)


@dataclass(frozen=True)
class ContactList:
    rows: tuple[ProgramContact, ...]
    judgement: Judgement
    count: int
    submit_on: date | None
    is_before_submission: bool

    @property
    def counter(self) -> str:
        """How many programs are named, beside how many are wanted (AD-04)."""
        return f"{self.count} of {FEWEST_PROGRAMS}-{MOST_PROGRAMS}"


def contacts_of(cycle: Cycle) -> list[ProgramContact]:
    """Every row with its program and people, in one statement."""
    return list(
        ProgramContact.objects.filter(pick__cycle=cycle).select_related(
            "pick__program", "pick__knows__faculty", "target__faculty"
        )
    )


def as_rule(row: ProgramContact) -> Contact:
    """A program that was left out of the list counts as marked unrealistic."""
    who = str(row.target.code) if row.target else ""
    return Contact(str(row.pick.code), who, row.state, is_realistic=not row.pick.excluded)


def submit_day(cycle: Cycle) -> date | None:
    held = KeyDate.objects.filter(cycle=cycle, key="submit").first()
    return held.starts_on if held else None


def contact_list(
    cycle: Cycle, *, today: date, rows: Sequence[ProgramContact] | None = None
) -> ContactList:
    held = contacts_of(cycle) if rows is None else rows
    told, submit_on = [as_rule(row) for row in held], submit_day(cycle)
    # Without a plan there is no day of submission, and fewer than ten inform of nothing yet.
    judged = judge_contacts(told, submit_on=submit_on or date.max, today=today)
    return ContactList(
        rows=tuple(held),
        judgement=judged,
        count=counted_programs(told),
        submit_on=submit_on,
        is_before_submission=submit_on is None or is_after_submission(submit_on, today),
    )


def programs_to_name(cycle: Cycle) -> list[ProgramPick]:
    """Programs of the list that may be named, those where somebody knows somebody first."""
    rows = (
        ProgramPick.objects.filter(cycle=cycle, excluded=False)
        .select_related("program", "knows__faculty")
        .order_by("program__name", "id")
    )
    return sorted(rows, key=lambda pick: pick.knows_id is None)


def people_to_name(cycle: Cycle) -> list[Target]:
    rows = Target.objects.filter(cycle=cycle).exclude(state__in=CLOSED)
    return list(rows.select_related("faculty").order_by("snapshot_name", "id"))


def program_names(target: Target) -> tuple[str, ...]:
    """What an ask for outreach names: rows of this mentor, else programs where they know somebody.

    A declined row and a program that was left out are not asked for again.
    """
    named = ProgramContact.objects.filter(target=target, pick__excluded=False)
    names = list(
        named.exclude(state=ContactState.DECLINED).values_list("pick__program__name", flat=True)
    )
    if not names:
        known = ProgramPick.objects.filter(knows=target, excluded=False)
        names = list(known.order_by("program__name").values_list("program__name", flat=True))
    return tuple(names)
