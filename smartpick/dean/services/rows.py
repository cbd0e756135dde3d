"""The lines of the cohort list: worked out from scratch, for marked people and for those whose day
has come. Consent is read anew each time; a link that does not stand has no line."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Mod
from django.utils import timezone

from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.models import AdvisingLink, User
from smartpick.accounts.querysets import open_link
from smartpick.campaign.choices import How
from smartpick.campaign.models import Cycle, ViewEntry
from smartpick.common.search import fold
from smartpick.dean.models import AdviseeRow
from smartpick.dean.models.cohort import NAME_CAP
from smartpick.dean.queries.standing import standings_of
from smartpick.dean.rules.attention import limits_from
from smartpick.dean.rules.standing import Keys, Standing, as_kept, changes_on, judge, place_of

BATCH = 500
BATCHES_AT_ONCE = 20
WRITTEN = (
    "membership", "cycle", "applicant_code", "name", "name_key", "class_year", "specialty",
    "level", "place", "rules", "standing", "keys", "attention_changes_on", "computed_at",
)  # fmt: skip


@transaction.atomic
def work_out(*, applicants: Collection[int], now: datetime) -> int:
    """Every line of these people, with all their deans. How many lines stand.

    The marks go first: whoever changes something meanwhile waits for this transaction and marks
    again, so that no change is lost between the reading and the writing.
    """
    Cycle.objects.filter(applicant__in=applicants, campaign_changed_at__isnull=False).update(
        campaign_changed_at=None
    )
    mine = AdvisingLink.objects.filter(applicant__in=applicants)
    mine.filter(changed_at__isnull=False).update(changed_at=None)
    today = timezone.localdate(now)
    links = [
        link
        for link in mine.filter(
            open_link(today, prefix=""), applicant__user__is_guest=False
        ).select_related("applicant__user", "membership__school")
        if link.applicant.user_id != link.membership.user_id
    ]
    AdviseeRow.objects.filter(link__applicant__in=applicants).exclude(link__in=links).delete()
    standings = standings_of(links, now=now)
    rows = [_row(link, *standings[link.pk], today=today, now=now) for link in links]
    AdviseeRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["link"], update_fields=WRITTEN
    )
    return len(rows)


def _row(
    link: AdvisingLink,
    standing: Standing,
    keys: Keys,
    cycle: Cycle | None,
    *,
    today: date,
    now: datetime,
) -> AdviseeRow:
    limits = limits_from(link.membership.school.thresholds)
    name = link.applicant.shown_name[:NAME_CAP]
    judged = judge(standing, name=name, keys=keys, today=today, limits=limits)
    turn = changes_on(standing, today=today, limits=limits)
    return AdviseeRow(
        link=link,
        membership=link.membership,
        cycle=cycle,
        applicant_code=link.applicant.code,
        name=name,
        name_key=fold(name)[:NAME_CAP],
        class_year=link.applicant.class_year,
        specialty=standing.specialty,
        level=judged.level,
        place=place_of(judged, standing, today=today),
        rules=" ".join(reason.field for reason in judged.because),
        standing=as_kept(standing),
        keys=sorted(keys),
        attention_changes_on=turn,
        computed_at=now,
    )


def line_is_fresh(*, link: AdvisingLink, now: datetime) -> bool:
    """Whether the line of this link is there and no older than its marks."""
    return (
        AdviseeRow.objects.filter(link=link, link__changed_at=None)
        .exclude(attention_changes_on__lte=timezone.localdate(now))
        .exclude(cycle__campaign_changed_at__isnull=False)
        .exists()
    )


def work_out_line(*, link: AdvisingLink, now: datetime) -> None:
    """On the spot, for a page about one advisee."""
    if not line_is_fresh(link=link, now=now):
        work_out(applicants=[link.applicant_id], now=now)


def work_out_changed_links(*, memberships: Collection[int], now: datetime) -> int:
    """On the spot, before this dean's page counts: links that opened, ended or have other keys."""
    changed = AdvisingLink.objects.filter(membership__in=memberships, changed_at__isnull=False)
    people = set(changed.values_list("applicant", flat=True)[: BATCH * 4])
    return work_out(applicants=people, now=now) if people else 0


def sweep_rows(*, now: datetime) -> int:
    """Marked links, marked campaigns, and lines whose day has come; how many lines were written."""
    today = timezone.localdate(now)
    waiting = (
        AdvisingLink.objects.filter(changed_at__isnull=False).values_list("applicant", flat=True),
        Cycle.objects.filter(campaign_changed_at__isnull=False).values_list("applicant", flat=True),
        AdviseeRow.objects.filter(attention_changes_on__lte=today).values_list(
            "link__applicant", flat=True
        ),
    )
    written = 0
    for rows in waiting:
        for _ in range(BATCHES_AT_ONCE):
            people = set(rows[:BATCH])
            if not people:
                break
            written += work_out(applicants=people, now=now)
    return written


def mark_school_changed(*, school_id: int, now: datetime) -> None:
    """Other thresholds: every line of the school is worked out anew by the next sweep."""
    AdvisingLink.objects.filter(membership__school=school_id, row__isnull=False).update(
        changed_at=now
    )


def compare_rows(*, now: datetime, share: int = 100) -> list[int]:
    """One line in `share`, by the day, against a full computation: the links that differed.

    They are worked out anew. A fresh mark is no difference.
    """
    today = timezone.localdate(now)
    rows = list(
        AdviseeRow.objects.filter(link__changed_at=None)
        .exclude(cycle__campaign_changed_at__isnull=False)
        .exclude(attention_changes_on__lte=today)
        .annotate(part=Mod("id", share))
        .filter(part=today.toordinal() % share)
        .select_related("link__applicant__user", "link__membership__school")
    )
    standings = standings_of([row.link for row in rows], now=now)
    differing = [
        row.link
        for row in rows
        if (right := _row(row.link, *standings[row.link_id], today=today, now=now))
        and any(getattr(row, name) != getattr(right, name) for name in ("place", "rules", "keys"))
    ]
    work_out(applicants=[link.applicant_id for link in differing], now=now)
    return [link.pk for link in differing]


@transaction.atomic
def log_rows(
    *,
    viewer: User,
    rows: Collection[AdviseeRow],
    now: datetime,
    how: str = How.LISTED,
    what: str = "cohort",
) -> None:
    """Who was shown in the list; 'listed' once a day for each line, so a page that is opened again
    writes nothing."""
    today = timezone.localdate(now)
    listed = how == How.LISTED
    fresh = [row for row in rows if not listed or row.listed_on != today]
    if not fresh:
        return
    ViewEntry.objects.bulk_create(
        [
            ViewEntry(
                subject_code=row.applicant_code,
                viewer_code=viewer.code,
                viewer_name=viewer.shown_name[:60],
                role=SchoolRole.DEAN,
                keys=row.keys,
                how=how,
                what=what,
                at=now,
                listed_on=today if listed else None,
            )
            for row in fresh
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    if listed:
        AdviseeRow.objects.filter(pk__in=[row.pk for row in fresh]).update(listed_on=today)
