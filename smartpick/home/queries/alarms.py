"""What the record itself says ought to be done: too little is dated, or a repair stands still."""

from datetime import date

from django.urls import reverse

from autopsy.choices import Weakness
from autopsy.models import MatchAutopsy
from autopsy.queries.change import change_of
from autopsy.rules.change import FIRST_ALARM
from autopsy.rules.repair import STALL_DAYS
from smartpick.campaign.choices import Lever
from smartpick.common.dated import DatedItem
from smartpick.home.queries.standing import Resting, Standing
from smartpick.home.rules.week import Candidate

SUBMIT = "submit"


def alarms_of(
    autopsy: MatchAutopsy, standing: Standing, items: list[DatedItem], today: date
) -> list[Candidate]:
    found = [_thin_delta(autopsy, items, today), _stalled(standing.resting_repair, today)]
    return [each for each in found if each]


def _thin_delta(autopsy: MatchAutopsy, items: list[DatedItem], today: date) -> Candidate | None:
    """CH-04. The two readings that it costs are made inside the last 90 days alone."""
    submit = next((one.on for one in items if one.part == SUBMIT), None)
    if submit is None or not 0 <= (submit - today).days <= FIRST_ALARM:
        return None
    change = change_of(autopsy, today=today)
    if change is None or change.alarm is None:
        return None
    return Candidate(
        key=f"delta-{autopsy.cycle.code}-{change.alarm.mark}",
        title="What changed since the Match?",
        reason=change.alarm_words,
        url=reverse("home:narrative"),
        lever=Lever.UPGRADES,
        on=submit,
        unblocks=2,
    )


def _stalled(plan: Resting | None, today: date) -> Candidate | None:
    """RP-04: a repair that nothing has moved for four weeks."""
    if plan is None or (today - plan.last_on).days < STALL_DAYS:
        return None
    return Candidate(
        key=f"repair-{plan.code}",
        title=f"Repair: {Weakness(plan.weakness).label.lower()}",
        reason="28 days without a step. What is in the way of the next one?",
        url=reverse("mentors:repair", args=[plan.weakness]),
        lever=Lever.ADVOCATES if plan.weakness == Weakness.LETTERS else Lever.UPGRADES,
        unblocks=1,
    )
