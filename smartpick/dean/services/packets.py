"""Making a packet: asked for by a dean, made by a worker in parts, kept for a day.

A worker renews its lease as it goes and keeps its parts with the log of who was printed in one
transaction, so that whoever takes over goes on where it stopped and nobody is printed unlogged.
"""

import io
import time
import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from autopsy.models import AutopsyVersion
from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.models import Membership, User
from smartpick.accounts.roles import roles_of
from smartpick.campaign.choices import How
from smartpick.campaign.models import ViewEntry
from smartpick.common.claims import claim, renew, worker_name
from smartpick.common.errors import RuleBroken, TooLong
from smartpick.common.search import fold
from smartpick.common.wake import wake
from smartpick.dean import pdf
from smartpick.dean.choices import BundleForm, BundleState
from smartpick.dean.models import AdviseeRow, Bundle, BundlePart
from smartpick.dean.queries.packets import rows_in, versions_in
from smartpick.dean.services.rows import work_out_changed_links

KEPT = timedelta(hours=24)
LEASE = timedelta(minutes=2)
CHUNK = 100  # advisees whose records are read at once
FLUSH_SECONDS = 5.0  # how often progress is told and the lease renewed
MAKE_BUNDLES = "smartpick.dean.tasks.make_bundles"
NOTHING, ENDED, TOO_LONG = "nothing submitted", "stopped sharing", "the page cannot be made to fit"


@transaction.atomic
def ask_for_packet(
    *,
    membership: Membership,
    codes: Sequence[str],
    form: str,
    paper: str,
    order: str,
    by: User,
    now: datetime,
) -> Bundle:
    """`codes` are in their order. Raises RuleBroken for none."""
    if not codes:
        raise RuleBroken("Tick at least one advisee.")
    bundle = Bundle.objects.create(
        who=by, membership=membership, form=form, paper=paper, order=order, scope=list(codes),
        expires_at=now + KEPT,
    )  # fmt: skip
    wake(MAKE_BUNDLES)
    return bundle


def make_waiting(*, limit: int = 20) -> int:
    """Packets that wait, one after the other; how many were worked on."""
    me, waiting = worker_name(), Bundle.objects.filter(state=BundleState.WAITING)
    for count in range(limit):
        taken = claim(waiting, me=me, now=timezone.now(), lease=LEASE)
        if not taken:
            return count
        make(taken[0], me=me)
    return limit


def make(bundle: Bundle, *, me: str) -> None:
    """Goes on after the last part that was kept. Gives up when somebody else took it over."""
    deans = [held.pk for held in roles_of(bundle.who).deans]
    work_out_changed_links(memberships=deans, now=timezone.now())
    for start in range(bundle.done_count, bundle.total, CHUNK):
        if not _make_chunk(bundle, start, me):
            return
    _finish(bundle, me)


def _make_chunk(bundle: Bundle, start: int, me: str) -> bool:
    codes = bundle.scope[start : start + CHUNK]
    rows = rows_in(roles_of(bundle.who).deans, codes, today=timezone.localdate())
    versions = versions_in(rows.values())
    made: list[tuple[BundlePart | None, AdviseeRow | None]] = []
    since = time.monotonic()
    for number, code in enumerate(codes, start=start):
        made.append(_part(bundle, number, code, rows.get(code), versions))
        if time.monotonic() - since > FLUSH_SECONDS:
            if not _keep(bundle, made, me):
                return False
            made, since = [], time.monotonic()
    return _keep(bundle, made, me)


def _part(
    bundle: Bundle,
    number: int,
    code: str,
    row: AdviseeRow | None,
    versions: dict[int, AutopsyVersion],
) -> tuple[BundlePart | None, AdviseeRow | None]:
    version = versions.get(row.cycle_id or 0) if row else None
    if row is None or version is None:
        bundle.left_out.append([code, NOTHING if row else ENDED])
        return None, None
    try:
        page = pdf.advisee_page(version, frozenset(row.keys), paper=bundle.paper)
    except TooLong:
        bundle.left_out.append([code, TOO_LONG])
        return None, None
    return BundlePart(bundle=bundle, number=number, name=row.name, body=page.body), row


@transaction.atomic
def _keep(
    bundle: Bundle, made: Sequence[tuple[BundlePart | None, AdviseeRow | None]], me: str
) -> bool:
    now = timezone.now()
    done = bundle.done_count + len(made)
    if not renew(bundle, me=me, now=now, lease=LEASE, done_count=done, left_out=bundle.left_out):
        return False
    bundle.done_count = done
    BundlePart.objects.bulk_create(part for part, _ in made if part is not None)
    ViewEntry.objects.bulk_create(
        ViewEntry(
            subject_code=row.applicant_code, viewer_code=bundle.who.code,
            viewer_name=bundle.who.shown_name[:60], role=SchoolRole.DEAN, keys=row.keys,
            how=How.PRINTED, what="autopsy page, in a packet", at=now,
        )
        for _, row in made
        if row is not None
    )  # fmt: skip
    return True


def _finish(bundle: Bundle, me: str) -> None:
    parts = list(bundle.parts.all())
    body = _zip(parts) if bundle.form == BundleForm.ZIP else _merged(parts)
    with transaction.atomic():
        mine = Bundle.objects.filter(pk=bundle.pk, claimed_by=me)
        hit = mine.update(
            state=BundleState.DONE if parts else BundleState.FAILED, body=body or None,
            claimed_by="", lease_until=None, expires_at=timezone.now() + KEPT,
        )  # fmt: skip
        if hit:
            BundlePart.objects.filter(bundle=bundle).delete()


def _merged(parts: Sequence[BundlePart]) -> bytes:
    """One document with an outline by name. Each page stays as it was drawn."""
    if not parts:
        return b""
    import pikepdf  # noqa: PLC0415  (heavy, and only the worker sews packets)

    whole, out = pikepdf.new(), io.BytesIO()
    with whole.open_outline() as outline:
        for part in parts:
            with pikepdf.open(io.BytesIO(bytes(part.body))) as one:
                outline.root.append(pikepdf.OutlineItem(part.name, len(whole.pages)))
                whole.pages.extend(one.pages)
    whole.docinfo["/Title"] = "Advisees"
    whole.save(out)
    return out.getvalue()


def _zip(parts: Sequence[BundlePart]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as held:
        for place, part in enumerate(parts, start=1):
            stem = fold(part.name).replace(" ", "-") or "advisee"
            held.writestr(f"{place:03}-{stem[:50]}.pdf", bytes(part.body))
    return out.getvalue()


def forget_expired(*, now: datetime) -> int:
    """Packets older than a day are gone, made or not."""
    count, _ = Bundle.objects.filter(expires_at__lt=now).delete()
    return count
