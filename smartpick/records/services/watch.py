"""Telling people what became of their mail, and operators what became of the house."""

from datetime import datetime

from django.db import transaction

from smartpick.accounts.models import User
from smartpick.campaign.services import notify
from smartpick.outbox.choices import State
from smartpick.outbox.models import Intent, Pulse
from smartpick.records.queries.health import HealthLine, health

MAIL_FAILED = "mail_failed"
HEALTH = "health"


def tell_owners(*, now: datetime) -> int:
    """A line in the bell for each mail that was not delivered or not confirmed, once."""
    troubled = Intent.objects.filter(
        state__in=[State.FAILED, State.UNCONFIRMED], told_at__isnull=True, owner_code__isnull=False
    )
    return sum(_tell_owner(intent, now) for intent in troubled.order_by("pk")[:500])


@transaction.atomic
def _tell_owner(intent: Intent, now: datetime) -> int:
    mine = Intent.objects.filter(pk=intent.pk, state=intent.state, told_at__isnull=True)
    if not mine.update(told_at=now):
        return 0
    people = User.objects.filter(is_active=True, is_guest=False)
    owner = people.filter(code=str(intent.owner_code)).first()
    if owner is None:
        return 0
    failed = intent.state == State.FAILED
    what = "was not delivered" if failed else "may or may not have arrived"
    notify(
        user=owner,
        kind=MAIL_FAILED,
        text=f"A mail to {intent.to} {what}."[:200],
        target_name="records:mail",
        now=now,
    )
    return 1


def watch_house(*, now: datetime, broker: bool) -> int:
    """Tells the operators of each line that turned red, once until it is well again."""
    lines = health(now=now, broker=broker)
    red = {line.name: line for line in lines if line.is_red}
    well = Pulse.objects.filter(name__startswith="red: ").exclude(
        name__in=[f"red: {name}" for name in red]
    )
    well.delete()
    return sum(_tell_operators(line, now) for line in red.values())


@transaction.atomic
def _tell_operators(line: HealthLine, now: datetime) -> int:
    _, fresh = Pulse.objects.get_or_create(
        name=f"red: {line.name}"[:40], defaults={"at": now, "red_since": line.since or now}
    )
    if not fresh:
        return 0
    for operator in User.objects.filter(is_staff=True, is_active=True):
        notify(
            user=operator,
            kind=HEALTH,
            text=f"{line.name}: {line.words}"[:200],
            target_name="records:operator",
            now=now,
        )
    return 1
