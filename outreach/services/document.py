"""Keeping and dropping files. The row and the file come and go together."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from outreach.files import check_file, megabytes, shown_name
from outreach.models import Document
from outreach.queries.document import bytes_held, bytes_held_by_all, largest, next_number
from smartpick.accounts.models import Applicant, User
from smartpick.campaign.choices import Verb
from smartpick.campaign.models import Cycle
from smartpick.campaign.services import note_activity
from smartpick.common.errors import RuleBroken

MOST_AN_HOUR = 30


def add_document(
    *, applicant: Applicant, cycle: Cycle, kind: str, name: str, content: bytes, by: User,
    now: datetime,
) -> Document:  # fmt: skip
    """Checks, keeps and numbers a file; the same bytes again are the version that is there.

    Raises RuleBroken with words for the person. A full disk raises OSError, and no row is left.
    """
    _refuse_flood(applicant, now)
    looked = check_file(name=name, content=content)
    digest = hashlib.sha256(content).hexdigest()
    held = Document.objects.filter(applicant=applicant, kind=kind)
    newest: Document | None = held.order_by("-number").first()
    if newest and newest.sha256 == digest:
        return newest
    _refuse_over_quota(applicant, len(content))
    with transaction.atomic():
        Applicant.objects.select_for_update().get(pk=applicant.pk)
        document = Document(
            applicant=applicant, kind=kind, number=next_number(applicant, kind),
            name=shown_name(name), size=len(content), sha256=digest, pages_count=looked.pages,
        )  # fmt: skip
        document.file.save("", ContentFile(content), save=False)
        try:
            document.save()
        except Exception:
            document.file.delete(save=False)
            raise
        note_activity(
            cycle=cycle, verb=Verb.EDITED, noun=f"{document.get_kind_display()} (file)", by=by,
            now=now, object_code=document.code,
        )  # fmt: skip
    return document


def _refuse_flood(applicant: Applicant, now: datetime) -> None:
    lately = Document.objects.filter(
        applicant=applicant, created_at__gte=now - timedelta(hours=1)
    ).count()
    if lately >= MOST_AN_HOUR:
        raise RuleBroken(f"{MOST_AN_HOUR} files in an hour is the limit. Add the next one later.")


def _refuse_over_quota(applicant: Applicant, size: int) -> None:
    held, quota = bytes_held(applicant), settings.DOCUMENTS_QUOTA
    if held + size > quota:
        big = ", ".join(f"{row.name} ({megabytes(row.size)})" for row in largest(applicant))
        raise RuleBroken(
            f"Your files hold {megabytes(held)} of {megabytes(quota)}. Remove one first; the "
            f"largest: {big}."
        )
    if bytes_held_by_all() + size > settings.DOCUMENTS_TOTAL:
        raise OSError("the store of documents is full")


def remove_document(*, document: Document) -> None:
    """The row goes first: a file without a row is never served, a row without a file fails."""
    store, name = document.file.storage, str(document.file.name)
    with transaction.atomic():
        document.delete()
        transaction.on_commit(lambda: store.delete(name))


def show_to_dean(*, document: Document, shown: bool, now: datetime) -> None:
    document.shown_at = now if shown else None
    document.save(update_fields=["shown_at", "updated_at"])


def erase_files(*, applicant: Applicant) -> int:
    """Every file of a person, when their record is erased; rows go by themselves."""
    rows = list(Document.objects.filter(applicant=applicant))
    for row in rows:
        row.file.delete(save=False)
    return len(rows)
