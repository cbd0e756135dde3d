"""What goes by itself on its day: rows as their tables declare, trials, files, unused accounts."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Max, Min, Model, ProtectedError, Q, QuerySet

from outreach.services.trial import clear_expired
from smartpick.accounts.models import School, User
from smartpick.campaign.models import ActivityEntry
from smartpick.outbox.services import enqueue
from smartpick.records import emails
from smartpick.records.choices import ErasureWhy
from smartpick.records.declared import dated
from smartpick.records.models import ErasureRequest, RetentionRun
from smartpick.records.queries.erasure import roles_that_bind
from smartpick.records.rules import FIRST_WARNING, MONTHS_ALONE, SECOND_WARNING, unused_goes_on
from smartpick.records.services.erasure import begin, keep_account, warn
from smartpick.records.services.export import drop_expired
from timeline.rules.template import months_after

ENDINGS = {
    "accounts.Invitation": ("used_at", "withdrawn_at"),
    "accounts.JoinCode": ("withdrawn_at",),
}
BATCH = 500


def keep_to_days(*, now: datetime) -> dict[str, int]:
    """Everything whose days are over, table by table; what went is counted for the operator."""
    deeds: dict[str, Callable[..., int]] = {
        "trials": clear_expired, "exports": drop_expired, "sessions": end_sessions,
    }  # fmt: skip
    told = {name: deed(now=now) for name, deed in deeds.items()}
    for model, said in dated():
        told[str(model._meta.verbose_name_plural)] = _clear(model, said.since, said.kept_days, now)
    for measure, count in told.items():
        if count:
            note(measure=measure, count=count, now=now)
    return told


def note(*, measure: str, count: int, now: datetime) -> None:
    RetentionRun.objects.get_or_create(on_date=now.date(), measure=measure[:40])
    mine = RetentionRun.objects.filter(on_date=now.date(), measure=measure[:40])
    mine.update(count=F("count") + count)


def _clear(model: type[Model], since: str, days: int | None, now: datetime) -> int:
    before = now - timedelta(days=days or 0)
    old = Q(**{f"{since}__lt": before if _is_moment(model, since) else before.date()})
    for column in ENDINGS.get(model._meta.label, ()):
        old |= Q(**{f"{column}__lt": before})
    return _delete(model._base_manager.filter(old))


def _is_moment(model: type[Model], name: str) -> bool:
    return model._meta.get_field(name).get_internal_type() == "DateTimeField"


def _delete(rows: "QuerySet[Any]") -> int:
    """One by one where a row is still needed by another: that one stays a day longer."""
    try:
        with transaction.atomic():
            return rows.delete()[1].get(rows.model._meta.label, 0)
    except ProtectedError:
        count = 0
        for row in rows:
            try:
                with transaction.atomic():
                    row.delete()
                    count += 1
            except ProtectedError:
                continue
        return count


def end_sessions(*, now: datetime) -> int:
    """Sessions that ran out, and their lines in the list of devices."""
    count = Session.objects.filter(expire_date__lt=now).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("pk")).delete()
    return count


# --- accounts that nobody uses --------------------------------------------------------------------


def warn_unused(*, now: datetime) -> int:
    """First and second warning of unused accounts; whoever came back is left alone. How many."""
    for request in _unused().filter(user__last_login__gt=F("asked_at")).select_related("user"):
        keep_account(user=request.user, now=now)
    near = _unused().filter(
        warned_at__isnull=True, due_at__lte=now + SECOND_WARNING, due_at__gt=now
    )
    count = sum(warn(request, now=now) for request in near.select_related("user"))
    for user in _maybe_unused(now).iterator(chunk_size=BATCH):
        day = unused_goes_on(last_use(user).date(), months_of(user), today=now.date())
        if day is not None and not roles_that_bind(user):
            count += _warn_first(user, datetime.combine(day, time(12), tzinfo=UTC), now)
    return count


def _unused() -> "QuerySet[ErasureRequest]":
    return ErasureRequest.objects.filter(why=ErasureWhy.UNUSED, cancelled_at__isnull=True)


def _maybe_unused(now: datetime) -> "QuerySet[User]":
    """Nobody with an open request, or a sign-in in the shortest time that counts."""
    shortest = School.objects.aggregate(least=Min("retention_months"))["least"] or MONTHS_ALONE
    months = min(shortest, MONTHS_ALONE)
    before = months_after(now.date() + FIRST_WARNING, -months)
    quiet = Q(last_login__date__lte=before) | Q(
        last_login__isnull=True, joined_at__date__lte=before
    )
    people = User.objects.filter(quiet, is_guest=False, is_staff=False, erase_on__isnull=True)
    return people.select_related("applicant__school")


def last_use(user: User) -> datetime:
    """The last sign-in or deed on a record, whichever is later."""
    deeds = ActivityEntry.objects.filter(cycle__applicant__user=user).aggregate(at=Max("at"))
    moments: list[datetime | None] = [user.joined_at, user.last_login, deeds["at"]]
    return max(moment for moment in moments if moment is not None)


def months_of(user: User) -> int:
    applicant = getattr(user, "applicant", None)
    school = applicant.school if applicant else None
    return school.retention_months if school else MONTHS_ALONE


@transaction.atomic
def _warn_first(user: User, due_at: datetime, now: datetime) -> int:
    request = begin(user=user, why=ErasureWhy.UNUSED, due_at=due_at, now=now)
    enqueue(emails.unused(request=request), now=now)
    return 1
