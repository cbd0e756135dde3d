"""The cohort page: a hundred derived lines by key, counts by level, filters that are links."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from smartpick.accounts.models import Membership
from smartpick.accounts.querysets import consented
from smartpick.accounts.sharing import OFF_AT_FIRST, ShareKey
from smartpick.campaign.models import Cycle
from smartpick.common.evidence import Judgement
from smartpick.dean.choices import Reason, Sort
from smartpick.dean.models import AdviseeRow
from smartpick.dean.rules.attention import (
    DUE_SOON,
    NEEDS_YOU,
    ON_TRACK,
    TOP_BLOCK,
    limits_from,
    reason_line,
)
from smartpick.dean.rules.standing import Ahead, Standing, judge, next_date, read_kept

PAGE = 100
STATES = {"needs": NEEDS_YOU, "soon": DUE_SOON, "track": ON_TRACK}
STATE_WORDS = {NEEDS_YOU: "Needs you", DUE_SOON: "Due soon", ON_TRACK: "On track"}
STATE_KINDS = {NEEDS_YOU: "late", DUE_SOON: "due", ON_TRACK: ""}
DONE_WORDS = {"sign_off": "signed off", "changes": "changes asked", "comment": "commented"}


@dataclass(frozen=True)
class CohortFilter:
    """What the address says. None of it names anybody."""

    state: str = ""
    reason: str = ""
    year: str = ""
    specialty: str = ""
    sort: str = Sort.NEED

    @property
    def pairs(self) -> list[tuple[str, str]]:
        told = [(n, getattr(self, n)) for n in ("state", "reason", "year", "specialty")]
        kept = [(name, value) for name, value in told if value]
        return kept + ([("sort", self.sort)] if self.sort != Sort.NEED else [])

    @property
    def address(self) -> str:
        return urlencode(self.pairs)

    @property
    def is_whole(self) -> bool:
        return not any((self.state, self.reason, self.year, self.specialty))

    @property
    def others(self) -> str:
        """The address without the state, for the links that choose one."""
        return urlencode([(name, value) for name, value in self.pairs if name != "state"])


def filter_of(data: QueryDict) -> CohortFilter:
    """Unknown values are as none."""
    year = data.get("year", "")[:4]
    return CohortFilter(
        state=data.get("state", "") if data.get("state") in STATES else "",
        reason=data.get("reason", "") if data.get("reason") in Reason.values else "",
        year=year if year.isascii() and year.isdigit() else "",
        specialty=data.get("specialty", "").replace("\x00", "")[:80],
        sort=Sort.NAME if data.get("sort") == Sort.NAME else Sort.NEED,
    )


@dataclass(frozen=True)
class RowView:
    """One line as it is shown today."""

    row: AdviseeRow
    standing: Standing
    judged: Judgement
    ahead: Ahead | None

    @property
    def code(self) -> uuid.UUID:
        return self.row.applicant_code

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def first_name(self) -> str:
        return self.row.name.split()[0]

    @property
    def tag(self) -> str:
        return STATE_WORDS[self.judged.level]

    @property
    def tag_kind(self) -> str:
        return STATE_KINDS[self.judged.level]

    @property
    def reason(self) -> str:
        if self.judged.because:
            return reason_line(self.judged)
        if self.judged.level == DUE_SOON and self.ahead:
            return f"{self.ahead.words.capitalize()} comes next."
        return self.not_shared

    @property
    def first_rule(self) -> str:
        return str(self.judged.because[0].field) if self.judged.because else ""

    @property
    def not_shared(self) -> str:
        """Only what is on at first is missed by its name."""
        off = [key.label for key in ShareKey if key not in (*OFF_AT_FIRST, *self.row.keys)]
        if not off:
            return ""
        if len(off) > 3:
            return f"Does not share {off[0]}, {off[1]} and {len(off) - 2} more."
        return f"Does not share {', '.join(off)}."

    @property
    def autopsy(self) -> str:
        s = self.standing
        if not s.version:
            return f"{s.sections_done} of 10 sections"
        return f"Version {s.version} {DONE_WORDS.get(s.verdict, 'waits for you')}"

    @property
    def core(self) -> str:
        held = self.standing.core_mentors
        return "-" if held is None else f"{held} of 2"

    @property
    def letters(self) -> str:
        s = self.standing
        return "-" if s.letters_count is None else f"{s.letters_answered or 0} of {s.letters_count}"


@dataclass(frozen=True)
class CohortPage:
    rows: list[RowView]
    after: uuid.UUID | None  # the link whose line ends this page, when more follow
    counts: dict[str, int]
    stale: list[int] = field(default_factory=list)  # applicants whose line is older than a mark

    @property
    def all_count(self) -> int:
        return sum(self.counts.values())

    @property
    def needing(self) -> int:
        return self.counts.get(NEEDS_YOU, 0)

    @property
    def top(self) -> list[RowView]:
        return [one for one in self.rows if one.judged.level == NEEDS_YOU][:TOP_BLOCK]

    @property
    def next_up(self) -> RowView | None:
        """Who has the nearest day, for a morning on which nobody needs the dean."""
        dated = [one for one in self.rows if one.ahead]
        return min(dated, key=lambda one: one.ahead.on if one.ahead else date.max, default=None)


def rows_of(memberships: Collection[Membership], *, today: date) -> "QuerySet[AdviseeRow]":
    """Lines of the links that stand today, of roles that the request has found to stand: the
    derived line is never the permission."""
    return AdviseeRow.objects.filter(
        consented(today, prefix="link__"),
        membership__in=[held.pk for held in memberships],
    ).select_related("link")


def filtered(rows: "QuerySet[AdviseeRow]", told: CohortFilter) -> "QuerySet[AdviseeRow]":
    if told.state:
        rows = rows.filter(level=STATES[told.state])
    if told.reason:
        rows = rows.filter(rules__contains=told.reason)
    if told.year:
        rows = rows.filter(class_year=int(told.year))
    if told.specialty:
        rows = rows.filter(specialty=told.specialty)
    return rows


def _after(rows: "QuerySet[AdviseeRow]", last: AdviseeRow, sort: str) -> "QuerySet[AdviseeRow]":
    """By key, never by number: the index is entered where the last page ended."""
    by_name = Q(name_key__gt=last.name_key) | Q(name_key=last.name_key, id__gt=last.pk)
    if sort == Sort.NAME:
        return rows.filter(by_name, name_key__gte=last.name_key)
    return rows.filter(
        Q(place__gt=last.place) | Q(place=last.place) & by_name, place__gte=last.place
    )


def cohort_page(
    memberships: Collection[Membership],
    told: CohortFilter,
    *,
    after: str,
    today: date,
    size: int = PAGE,
) -> CohortPage:
    """Three statements: the lines, their marks, the counts."""
    mine = rows_of(memberships, today=today)
    rows = filtered(mine, told)
    order = ("name_key", "id") if told.sort == Sort.NAME else ("place", "name_key", "id")
    last = mine.filter(link__code=after).first() if is_code(after) else None
    if last is not None:
        rows = _after(rows, last, told.sort)
    found = list(rows.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    counted = (
        AdviseeRow.objects.filter(membership__in=[held.pk for held in memberships])
        .order_by()
        .values_list("level")
        .annotate(Count("id"))
    )
    return CohortPage(
        rows=[shown(row, memberships, today) for row in found],
        after=found[-1].link.code if more else None,
        counts=dict(counted),
        stale=_stale(found, today),
    )


def _stale(rows: list[AdviseeRow], today: date) -> list[int]:
    marked = set(
        Cycle.objects.filter(
            campaign_changed_at__isnull=False, pk__in=[row.cycle_id for row in rows]
        ).values_list("pk", flat=True)
    )
    return [
        row.link.applicant_id
        for row in rows
        if row.cycle_id in marked
        or (row.attention_changes_on is not None and row.attention_changes_on <= today)
    ]


def is_code(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def shown(row: AdviseeRow, memberships: Collection[Membership], today: date) -> RowView:
    held = next(one for one in memberships if one.pk == row.membership_id)
    standing, keys = read_kept(row.standing), frozenset(row.keys)
    limits = limits_from(held.school.thresholds)
    judged = judge(standing, name=row.name, keys=keys, today=today, limits=limits)
    return RowView(row, standing, judged, next_date(standing, keys=keys, today=today))


# --- the list as a table --------------------------------------------------------------------------

HEADER = (
    "Advisee", "Class year", "State", "Reasons", "Season", "Track", "Autopsy", "Core mentors",
    "Last contact", "Letters answered", "Next date", "What is next",
)  # fmt: skip


def table_rows(views: Iterable[RowView]) -> Iterator[list[Any]]:
    for one in views:
        reasons = " ".join(reason.sentence for reason in one.judged.because)
        yield [
            one.name, one.row.class_year or "", one.tag, reasons or one.not_shared,
            one.standing.season, one.standing.track, one.autopsy, one.core,
            one.standing.last_contact_on or "", one.letters,
            one.ahead.on if one.ahead else "", one.ahead.words if one.ahead else "",
        ]  # fmt: skip


def every_row(
    memberships: Collection[Membership], told: CohortFilter, *, today: date
) -> Iterator[RowView]:
    rows = filtered(rows_of(memberships, today=today), told)
    order = ("name_key", "id") if told.sort == Sort.NAME else ("place", "name_key", "id")
    for row in rows.order_by(*order).iterator(chunk_size=500):
        yield shown(row, memberships, today)


def specialties_of(memberships: Collection[Membership]) -> list[str]:
    rows = AdviseeRow.objects.filter(membership__in=[held.pk for held in memberships])
    return list(rows.exclude(specialty="").values_list("specialty", flat=True).distinct()[:60])
