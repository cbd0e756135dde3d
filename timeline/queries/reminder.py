"""What the reminder rules need to know of one cycle, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from smartpick.accounts.models import User
from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem
from smartpick.outbox.choices import Purpose, State
from smartpick.outbox.models import Intent
from timeline.choices import Mode
from timeline.models import ReminderPreference, Snooze, ToldStep
from timeline.queries.items import all_items
from timeline.queries.soap import as_days, as_moments, soap_weeks
from timeline.rules.reminder import LedgerKey, Moments, Reminder, Wishes, next_look, reminder_on
from timeline.rules.steps import Dated

HOME_ZONE = "America/New_York"
LEDGER_DAYS = 200  # longer than any step can wait for its mail
IN_DOUBT = (State.FAILED, State.UNCONFIRMED)


@dataclass(frozen=True)
class Desk:
    """One cycle as the reminders see it at one moment."""

    cycle: Cycle
    user: User
    preference: ReminderPreference
    wishes: Wishes
    items: tuple[DatedItem, ...]
    dated: tuple[Dated, ...]
    told: frozenset[LedgerKey]
    doubtful: frozenset[LedgerKey]
    soap: tuple[Moments, ...]
    mailed_on: date | None

    @property
    def can_be_mailed(self) -> bool:
        user = self.user
        return bool(user.is_active and user.email and self.cycle.closed_on is None)

    def mail_on(self, day: date) -> Reminder | None:
        return reminder_on(
            day, self.dated, self.told, self.wishes, soap=self.soap, doubtful=self.doubtful
        )

    def next_look(self, now: datetime) -> datetime | None:
        if not self.can_be_mailed:
            return None
        return next_look(
            now,
            self.dated,
            self.told,
            self.wishes,
            soap=self.soap,
            doubtful=self.doubtful,
            mailed_on=self.mailed_on,
        )

    def item(self, key: str) -> DatedItem:
        return next(item for item in self.items if item.key == key)


def mail_key(user: User, day: date) -> str:
    """One mail on a local day at most, by the unique key of the outbox."""
    return f"reminder:{user.code}:{day.isoformat()}"


def zone_of(user: User) -> str:
    """The person's own zone, else their school's, else Eastern."""
    applicant = getattr(user, "applicant", None)
    school = applicant.school if applicant else None
    for name in (user.time_zone, school.time_zone if school else ""):
        if name and name in available_timezones():
            return str(name)
    return HOME_ZONE


def local_day(user: User, now: datetime) -> date:
    return now.astimezone(ZoneInfo(zone_of(user))).date()


def wishes_of(preference: ReminderPreference, zone: str) -> Wishes:
    pause = (preference.pause_from, preference.pause_until)
    return Wishes(
        mode=preference.mode,
        weekday=preference.weekday,
        at=time(preference.hour),
        zone=zone,
        pauses=((pause[0], pause[1]),) if pause[0] and pause[1] else (),
        stopped=frozenset(preference.stopped),
        settled_on=preference.settled_on,
    )


def read_desk(cycle: Cycle, *, now: datetime) -> Desk:
    """`cycle` comes with its applicant, user and school selected."""
    user = cycle.applicant.user
    zone = zone_of(user)
    today = now.astimezone(ZoneInfo(zone)).date()
    preference = preference_or_default(user, now=now)
    weeks = soap_weeks(cycle, today)
    every = all_items(cycle, today=today, soap=as_days(weeks))
    items = tuple(item for item in every if item.is_open)
    told, doubtful = _ledger(user, today)
    mailed = Intent.objects.filter(unique_key=mail_key(user, today)).exists()
    return Desk(
        cycle=cycle,
        user=user,
        preference=preference,
        wishes=wishes_of(preference, zone),
        items=items,
        dated=dated_of(items, snoozes_of(user)),
        told=told,
        doubtful=doubtful,
        soap=as_moments(weeks),
        mailed_on=today if mailed else None,
    )


def preference_or_default(user: User, *, now: datetime) -> ReminderPreference:
    """The person's own, or what holds until they choose: not saved here."""
    found = ReminderPreference.objects.filter(user=user).first()
    if found is not None:
        return found
    local = now.astimezone(ZoneInfo(zone_of(user)))
    fresh = ReminderPreference(user=user, mode=Mode.WEEKLY)
    late = local.time() >= fresh.at
    fresh.settled_on = local.date() if late else local.date() - timedelta(days=1)
    return fresh


def snoozes_of(user: User) -> dict[str, date]:
    return dict(Snooze.objects.filter(user=user).values_list("item_key", "until"))


def dated_of(items: Sequence[DatedItem], snoozes: dict[str, date]) -> tuple[Dated, ...]:
    return tuple(
        Dated(
            key=item.key,
            kind=str(item.kind),
            on=item.on,
            starts_on=item.starts_on,
            late_after=item.late_after,
            made_on=item.made_on,
            snoozed_until=snoozes.get(item.key),
            leads_program=item.leads_programs,
        )
        for item in items
    )


def _ledger(user: User, today: date) -> tuple[frozenset[LedgerKey], frozenset[LedgerKey]]:
    """What was told, and what of it may not have arrived; a cancelled mail told nothing."""
    since = today - timedelta(days=LEDGER_DAYS)
    rows = ToldStep.objects.filter(user=user, on__gte=since)
    troubled = dict(
        Intent.objects.filter(
            owner_code=user.code,
            purpose=Purpose.REMINDER,
            state__in=[*IN_DOUBT, State.CANCELLED],
        ).values_list("unique_key", "state")
    )
    told, doubtful = set(), set()
    for row in rows:
        key = (row.item_key, row.step, row.on)
        state = troubled.get(row.mail_key)
        if state != State.CANCELLED:
            told.add(key)
        if state in IN_DOUBT:
            doubtful.add(key)
    return frozenset(told), frozenset(doubtful)
