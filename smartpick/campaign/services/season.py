"""How the season went: submission, interview days, result; closing a cycle and opening the next."""

from datetime import date, datetime, timedelta

from django.db import transaction

from smartpick.accounts.models import User
from smartpick.campaign.choices import InterviewState, Result, Verb
from smartpick.campaign.models.cycle import Cycle
from smartpick.campaign.models.season import CycleResult, InterviewDay
from smartpick.campaign.services.cycle import mark_dates_changed, note_activity
from smartpick.common.errors import RuleBroken

REOPEN_DAYS = 14
GOES_ON = frozenset({Result.UNMATCHED, Result.ONE_YEAR})


@transaction.atomic
def record_submission(
    *, cycle: Cycle, submitted_on: date | None, today: date, by: User, now: datetime
) -> CycleResult:
    """The day it went out; nothing takes it back."""
    if submitted_on and submitted_on > today:
        raise RuleBroken("That day is still to come. Save it on the day you submit.")
    held = InterviewDay.objects.filter(cycle=cycle, mock=False).order_by("on_date").first()
    if submitted_on and held and held.on_date < submitted_on:
        raise RuleBroken("An interview day lies before that. Check one date.")
    result, _ = CycleResult.objects.update_or_create(
        cycle=cycle, defaults={"submitted_on": submitted_on, "recorded_by": by}
    )
    mark_dates_changed(cycle=cycle, now=now)
    return result


@transaction.atomic
def add_interview_day(
    *, cycle: Cycle, on_date: date, state: str, mock: bool, today: date
) -> InterviewDay:
    result = CycleResult.objects.filter(cycle=cycle).first()
    submitted = result.submitted_on if result else None
    if not mock and submitted and on_date < submitted:
        raise RuleBroken("That is before you submitted. Check one date.")
    if state == InterviewState.HELD and on_date > today:
        raise RuleBroken("That day is still to come. Choose offered.")
    return InterviewDay.objects.create(cycle=cycle, on_date=on_date, state=state, mock=mock)


def remove_interview_day(*, day: InterviewDay) -> None:
    day.delete()


@transaction.atomic
def close_cycle(
    *,
    cycle: Cycle,
    result: str,
    specialty: str,
    match_day: date,
    today: date,
    by: User,
    now: datetime,
) -> Cycle | None:
    """Writes the result down and closes; opens the next cycle when there is one to open.

    People and documents stand with the applicant, so they come along by themselves.
    """
    if today < match_day:
        raise RuleBroken("The result is known from Match Day on. Close this cycle then.")
    CycleResult.objects.update_or_create(
        cycle=cycle,
        defaults={"result": result, "specialty": specialty, "recorded_by": by,
                  "recorded_on": today},
    )  # fmt: skip
    cycle.closed_on = today
    cycle.next_reminder_at = None
    cycle.save(update_fields=["closed_on", "next_reminder_at", "updated_at"])
    note_activity(cycle=cycle, verb=Verb.FINISHED, noun="the cycle", by=by, now=now)
    mark_dates_changed(cycle=cycle, now=now)
    if result not in GOES_ON:
        return None
    return Cycle.objects.create(
        applicant=cycle.applicant,
        match_service=cycle.match_service,
        failed_year=cycle.target_year or match_day.year,
        opened_on=today,
    )


@transaction.atomic
def reopen_cycle(*, cycle: Cycle, today: date, now: datetime) -> Cycle:
    """Within 14 days, and only while no other cycle was begun in earnest."""
    if cycle.closed_on is None or today - cycle.closed_on > timedelta(days=REOPEN_DAYS):
        raise RuleBroken("A cycle can be opened again for 14 days after it was closed.")
    following = Cycle.objects.filter(applicant=cycle.applicant, closed_on__isnull=True).first()
    if following is not None:
        if following.activity.exists() or following.tasks.exists():
            raise RuleBroken("The next cycle already holds work. This one stays closed.")
        following.delete()
    cycle.closed_on = None
    cycle.save(update_fields=["closed_on", "updated_at"])
    mark_dates_changed(cycle=cycle, now=now)
    return cycle
