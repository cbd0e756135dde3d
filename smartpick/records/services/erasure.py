"""Deleting everything of one person: asked, fourteen days of grace, two warnings, then gone.

What stays is listed on the page: who looked (under a code), counts without names, the ledger, and
hashed addresses that said "never again".
"""

import logging
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import IntegrityError, models, transaction

from outreach.services.document import erase_files
from smartpick.accounts.models import AdvisingLink, Applicant, EmailObjection, Invitation, User
from smartpick.campaign.models import Notification
from smartpick.campaign.services import notify
from smartpick.common.errors import RuleBroken
from smartpick.outbox.services import enqueue, erase_person
from smartpick.records import emails, ledger
from smartpick.records.choices import ErasureWhy
from smartpick.records.declared import personal, rows_of
from smartpick.records.models import Erased, ErasureRequest, Export
from smartpick.records.queries.erasure import deans_to_tell, open_request, roles_that_bind

GRACE = timedelta(days=14)
LAST_WARNING = timedelta(days=3)
log = logging.getLogger(__name__)


@transaction.atomic
def ask_erasure(*, user: User, typed: str, now: datetime) -> ErasureRequest:
    """Sets the day, mails the person, and tells each linked dean, so that the school can print
    what it must keep. Raises RuleBroken for a wrong address and for whoever holds an office."""
    if typed.strip().casefold() != user.email.casefold():
        raise RuleBroken(f"That does not match {user.email}.")
    if roles := roles_that_bind(user):
        raise RuleBroken(f"You are {', '.join(roles)}. Hand that over first, then delete.")
    if (held := open_request(user)) is not None and held.why == ErasureWhy.ASKED:
        return held
    try:
        with transaction.atomic():
            keep_account(user=user, now=now)  # a day set for disuse gives way to their own
            asked = begin(user=user, why=ErasureWhy.ASKED, due_at=now + GRACE, now=now)
    except IntegrityError:
        return ErasureRequest.objects.get(user=user, cancelled_at__isnull=True)
    enqueue(emails.erasure_asked(request=asked), now=now)
    return asked


def begin(*, user: User, why: str, due_at: datetime, now: datetime) -> ErasureRequest:
    """A day is set; the deans of this person hear of it, without a name."""
    asked = ErasureRequest.objects.create(user=user, why=why, asked_at=now, due_at=due_at)
    User.objects.filter(pk=user.pk).update(erase_on=due_at.date())
    for link in deans_to_tell(user, now=now):
        dean = link.membership.user
        notify(
            user=dean, kind="erasure", now=now, target_name="dean:advisee",
            target_code=str(link.applicant.code),
            text=f"An advisee's account is deleted on {due_at:%B} {due_at.day}, notes included.",
        )  # fmt: skip
        enqueue(emails.erasure_told(request=asked, link=link), now=now)
    return asked


@transaction.atomic
def keep_account(*, user: User, now: datetime) -> bool:
    """Takes the day back; False when none was set."""
    open_ones = ErasureRequest.objects.filter(user=user, cancelled_at__isnull=True)
    hit = open_ones.update(cancelled_at=now)
    User.objects.filter(pk=user.pk, erase_on__isnull=False).update(erase_on=None)
    if hit:
        user.erase_on = None
    return hit == 1


def warn_due(*, now: datetime, before: timedelta = LAST_WARNING) -> int:
    """The last warning, once, some days before what was asked for is done."""
    near = ErasureRequest.objects.filter(
        why=ErasureWhy.ASKED, cancelled_at__isnull=True, warned_at__isnull=True,
        due_at__lte=now + before, due_at__gt=now,
    )  # fmt: skip
    return sum(warn(request, now=now) for request in near.select_related("user"))


@transaction.atomic
def warn(request: ErasureRequest, *, now: datetime) -> int:
    mine = ErasureRequest.objects.filter(
        pk=request.pk, warned_at__isnull=True, cancelled_at__isnull=True
    )
    if not mine.update(warned_at=now):
        return 0
    enqueue(emails.erasure_near(request=request), now=now)
    return 1


def erase_due(*, now: datetime) -> int:
    """Everybody whose day has come; one that fails is logged and tried again with the next tick."""
    due = ErasureRequest.objects.filter(cancelled_at__isnull=True, due_at__lte=now)
    count = 0
    for request in due.select_related("user"):
        try:
            count += erase_one(request, now=now)
        except Exception as why:
            log.error("erasure failed", extra={"kind": type(why).__name__})
    return count


@transaction.atomic
def erase_one(request: ErasureRequest, *, now: datetime) -> bool:
    """Takes the row first, so that a press of "Keep" and two workers each win once or not at all.
    Somebody who took an office in the grace is kept."""
    mine = ErasureRequest.objects.filter(pk=request.pk, cancelled_at__isnull=True, due_at__lte=now)
    if not mine.update(updated_at=now):
        return False
    came_back = request.user.last_login and request.user.last_login > request.asked_at
    if roles_that_bind(request.user) or (request.why == ErasureWhy.UNUSED and came_back):
        return not keep_account(user=request.user, now=now)
    erase(user=request.user, why=request.why, now=now)
    return True


@transaction.atomic
def erase(*, user: User, why: str, now: datetime) -> Counter[str]:
    """Files, mails, sessions, then each table as it declares, the highest floor first; the ledger
    last. Run twice it finds nothing. Returns how many rows of each table went."""
    addresses = addresses_of(user)
    files = _erase_files(user)
    gone = Counter({"outbox.Intent": erase_person(owner_code=user.code, addresses=addresses)})
    gone["sessions.Session"] = _end_sessions(user)
    _forget_outside(user, addresses)
    for model, said in reversed(list(personal())):
        if said.erased and model is not User:
            gone += _without_links(rows_of(user, model, said))
    code = user.code
    gone += Counter(user.delete()[1])
    Erased.objects.get_or_create(
        user_code=code,
        defaults={
            "on_date": now.date(), "why": why, "rows_count": sum(gone.values()),
            "files_count": files,
        },
    )  # fmt: skip
    # Before the commit: a code too many erases nobody, a code too few would bring one back.
    ledger.write(code, now.date())
    return gone


def addresses_of(user: User) -> set[str]:
    """Each address that was ever theirs here, as far as it is still known."""
    told = {user.email} | set(
        EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    )
    told |= set(EmailObjection.objects.filter(user=user).values_list("old_email", flat=True))
    return told - {""}


def _erase_files(user: User) -> int:
    count = 0
    for applicant in Applicant.objects.filter(user=user):
        count += erase_files(applicant=applicant)
    for export in Export.objects.filter(user=user).exclude(file=""):
        export.file.delete(save=False)
        count += 1
    return count


def _end_sessions(user: User) -> int:
    """A session names its user only inside, so each is opened; erasing is rare."""
    mine = [
        session.pk
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    return Session.objects.filter(pk__in=mine).delete()[0]


def _forget_outside(user: User, addresses: set[str]) -> None:
    """What names this person in others' rows: invitations, a former link, bells, packets."""
    invited = models.Q(used_by=user)
    for address in addresses:
        invited |= models.Q(email__iexact=address)
    Invitation.objects.filter(invited).delete()
    AdvisingLink.objects.filter(membership__user=user).delete()
    for applicant in Applicant.objects.filter(user=user):
        Notification.objects.filter(target_code=str(applicant.code)).delete()
        _forget_packets(str(applicant.code))


def _forget_packets(code: str) -> None:
    """A dean's file with this person's pages in it: made anew without them when asked for.

    It names people in a list, by code; it lives a day, so there are few to look at. By its name,
    because `dean` stands on the same floor.
    """
    packets = apps.get_model("dean", "Bundle")._base_manager
    held = [pk for pk, scope in packets.values_list("pk", "scope") if code in map(str, scope)]
    packets.filter(pk__in=held).delete()


def _without_links(rows: "models.QuerySet[Any]") -> Counter[str]:
    return Counter(rows.order_by().select_related(None).delete()[1])


def obey_ledger(*, now: datetime) -> int:
    """A database put back from a backup holds people who were erased since: they go again."""
    codes = ledger.codes()
    back = User.objects.filter(code__in=codes) if codes else User.objects.none()
    count = 0
    for user in list(back):
        erase(user=user, why=ErasureWhy.ASKED, now=now)
        count += 1
    return count
