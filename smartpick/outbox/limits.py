"""What may not go now although it is due: too late, stopped, or more than anybody should get."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count

from smartpick.outbox.choices import Purpose, State
from smartpick.outbox.models import Intent, Suppression
from smartpick.outbox.rules import address_hash

TOO_LATE = "It came too late to be of use, so it was not sent."
STOPPED = "This address gets no more mail of this kind."
NOT_LISTED = "This server writes to listed addresses alone."
PERSON_LIMIT = "It waits: the limit of mails a day was reached."
RECIPIENT_LIMIT = "It waits: this address got as many mails as one may in a week."
Verdict = tuple[str, str, datetime | None]  # state, outcome, new due moment


def room_this_minute(*, now: datetime) -> int:
    sent = Intent.objects.filter(sent_at__gt=now - timedelta(minutes=1)).count()
    return max(0, int(settings.OUTBOX_PER_MINUTE) - sent)


def stopped_kinds(intents: list[Intent]) -> set[tuple[str, str]]:
    hashes = {address_hash(intent.to) for intent in intents}
    rows = Suppression.objects.filter(address_hash__in=hashes)
    return set(rows.values_list("address_hash", "kind"))


def verdicts(intents: list[Intent], *, now: datetime) -> dict[int, Verdict]:
    """For each that may not go now: what becomes of it."""
    stopped = stopped_kinds(intents)
    limited = [one for one in intents if one.purpose != Purpose.SECURITY]
    people, addresses = sent_lately(limited, now=now)
    found: dict[int, Verdict] = {}
    for intent in intents:
        verdict = refusal(intent, stopped, now=now) or None
        if verdict is None and intent.purpose != Purpose.SECURITY:
            verdict = over_limit(intent, people, addresses, now=now)
        if verdict is not None:
            found[intent.pk] = verdict
    return found


def refusal(intent: Intent, stopped: set[tuple[str, str]], *, now: datetime) -> Verdict | None:
    if intent.good_until is not None and intent.good_until < now:
        return State.CANCELLED, TOO_LATE, None
    mark = address_hash(intent.to)
    if intent.purpose != Purpose.SECURITY and stopped & {(mark, "all"), (mark, intent.kind)}:
        return State.CANCELLED, STOPPED, None
    listed = settings.OUTBOX_ALLOW_LIST
    if listed and not {intent.to, intent.cc or intent.to} <= set(listed):
        return State.CANCELLED, NOT_LISTED, None
    return None


def over_limit(
    intent: Intent, people: Counter[object], addresses: Counter[object], *, now: datetime
) -> Verdict | None:
    """Counts this one in, so that a batch cannot pass the limit together."""
    if intent.owner_code and people[intent.owner_code] >= settings.OUTBOX_PER_PERSON_A_DAY:
        return State.QUEUED, PERSON_LIMIT, now + timedelta(hours=1)
    if addresses[intent.to] >= settings.OUTBOX_PER_RECIPIENT_A_WEEK:
        return State.QUEUED, RECIPIENT_LIMIT, now + timedelta(hours=6)
    people[intent.owner_code] += 1
    addresses[intent.to] += 1
    return None


def sent_lately(intents: list[Intent], *, now: datetime) -> tuple[Counter[object], Counter[object]]:
    owners = {one.owner_code for one in intents if one.owner_code}
    day = Intent.objects.filter(owner_code__in=owners, sent_at__gt=now - timedelta(days=1))
    week = Intent.objects.filter(
        to__in={one.to for one in intents}, sent_at__gt=now - timedelta(days=7)
    )
    return (
        Counter(dict(day.values_list("owner_code").annotate(Count("id")).order_by())),
        Counter(dict(week.values_list("to").annotate(Count("id")).order_by())),
    )
