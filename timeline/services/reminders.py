"""What a person decides about reminders: when, of what, and what waits. Each marks the dates."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from smartpick.accounts.models import User
from smartpick.campaign.models import Cycle
from smartpick.campaign.services import mark_dates_changed
from smartpick.common.errors import RuleBroken
from smartpick.outbox.models import Intent
from smartpick.outbox.services import enqueue, lift
from timeline import emails
from timeline.choices import Mode, ReminderKind
from timeline.models import ReminderPreference, Snooze
from timeline.queries.reminder import local_day, preference_or_default, read_desk
from timeline.rules.reminder import reminder_on

LONGEST_SNOOZE_DAYS = 366
QUIET_MODES = frozenset({Mode.NEVER, Mode.DEADLINES})


def own_preference(*, user: User, now: datetime) -> ReminderPreference:
    found = preference_or_default(user, now=now)
    if found.pk is None:
        found, _ = ReminderPreference.objects.get_or_create(
            user=user, defaults={"settled_on": found.settled_on}
        )
    return found


@transaction.atomic
def save_preference(
    *,
    user: User,
    mode: str,
    weekday: int,
    hour: int,
    pause_from: date | None,
    pause_until: date | None,
    stopped: Sequence[str],
    subject_style: str,
    now: datetime,
) -> ReminderPreference:
    """Who comes back from silence hears of the next week, not of what they did not want to hear."""
    held = own_preference(user=user, now=now)
    if held.mode in QUIET_MODES and mode not in QUIET_MODES:
        held.settled_on = local_day(user, now)
    held.mode, held.weekday, held.hour = mode, weekday, hour
    held.pause_from, held.pause_until = pause_from, pause_until
    held.stopped, held.subject_style = sorted(set(stopped)), subject_style
    held.full_clean()
    held.save()
    mark_user(user=user, now=now)
    return held


def mark_user(*, user: User, now: datetime) -> None:
    for cycle in Cycle.objects.filter(applicant__user=user, closed_on__isnull=True):
        mark_dates_changed(cycle=cycle, now=now)


@transaction.atomic
def snooze(*, user: User, item_key: str, until: date, now: datetime) -> Snooze:
    """Hides a thing from lists and digests until a day. Its own date stays as it is."""
    today = local_day(user, now)
    if until <= today:
        raise RuleBroken("That day is not ahead. Choose tomorrow or later.")
    if until > today + timedelta(days=LONGEST_SNOOZE_DAYS):
        raise RuleBroken("That is more than a year ahead. Choose a nearer day.")
    held, _ = Snooze.objects.update_or_create(
        user=user, item_key=item_key, defaults={"until": until}
    )
    mark_user(user=user, now=now)
    return held


@transaction.atomic
def end_snooze(*, user: User, item_key: str, now: datetime) -> None:
    Snooze.objects.filter(user=user, item_key=item_key).delete()
    mark_user(user=user, now=now)


@transaction.atomic
def stop_kind(*, user: User, kind: str, now: datetime) -> None:
    """No more reminders of one kind; its dates stay in the app and in the calendar."""
    held = own_preference(user=user, now=now)
    held.stopped = sorted({*held.stopped, ReminderKind(kind).value})
    held.save(update_fields=["stopped", "updated_at"])
    mark_user(user=user, now=now)


@transaction.atomic
def stop_kind_of(*, intent: Intent, now: datetime) -> str:
    """After one press in a mail: the kind of its first line ends for this person.

    The choice is kept with the person, so the address is free again for mails that begin with
    another kind. Returns the label, or nothing when the mail was none of ours.
    """
    kind = intent.kind.removesuffix("_reminders")
    user = User.objects.filter(code=intent.owner_code).first() if intent.owner_code else None
    if user is None or kind not in ReminderKind.values:
        return ""
    stop_kind(user=user, kind=kind, now=now)
    lift(address=intent.to, kind=intent.kind)
    return str(ReminderKind(kind).label)


def send_now(*, cycle: Cycle, now: datetime) -> bool:
    """The digest of the next seven days, at once; it tells nothing off the ledger.

    False when nothing falls due.
    """
    desk = read_desk(cycle, now=now)
    today = local_day(desk.user, now)
    wishes = desk.wishes.at_once(today)
    found = reminder_on(today, desk.dated, (), wishes, soap=desk.soap)
    if found is None:
        return False
    enqueue(emails.sent_now(desk, found, now=now), now=now)
    return True
