"""Saving one section: the values, the revision of this editing hour, the activity entry."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from autopsy.choices import Cause, Exam, Rating, RedFlagKind, Section, SectionStatus
from autopsy.models import (
    AppliedSpecialty,
    CauseAnswer,
    ExamResult,
    MatchAutopsy,
    RedFlag,
    RedFlagFacts,
    Revision,
    SectionState,
    SelfRating,
    SpecialtyFacts,
)
from autopsy.queries.sections import COLUMNS, PROFILE_FIELDS, Values, read_section
from smartpick.accounts.models import User
from smartpick.campaign.choices import Verb
from smartpick.campaign.models import ActivityEntry, Cycle
from smartpick.campaign.services import mark_campaign_changed, note_activity
from smartpick.common.errors import StaleEdit

BACKUPS = 3


def start_autopsy(*, cycle: Cycle, today: date) -> MatchAutopsy:
    autopsy, _ = MatchAutopsy.objects.get_or_create(cycle=cycle, defaults={"started_on": today})
    return autopsy


@transaction.atomic
def save_section(
    *,
    autopsy: MatchAutopsy,
    section: str,
    values: Mapping[str, Any],
    expected_version: int,
    by: User,
    now: datetime,
    state: str | None = SectionStatus.IN_PROGRESS,
    tab: str = "",
    turn: int = 0,
) -> int:
    """Writes the whole section as given; a name that is not in `values` becomes 'not answered'.
    Without a `state` the section keeps the one it has.

    Returns the section's version. Raises StaleEdit, and writes nothing, when another form saved
    since version `expected_version` was read. An older save of the same form (`tab`) that comes
    in after a newer one (`turn`) is let go: what stands is newer. Side effects, in order: the
    section's counter and state, the revision of this hour, the values, the activity entry of this
    hour.
    """
    turns = SectionState.objects.filter(autopsy=autopsy, section=section)
    took = _take_turn(turns, expected_version, tab, turn, state, by, now)
    row: SectionState | None = turns.select_related("saved_by").first()
    if row is None:
        SectionState.objects.get_or_create(autopsy=autopsy, section=section)
        took = _take_turn(turns, expected_version, tab, turn, state, by, now)
        row = turns.select_related("saved_by").get()
    if not took:
        if tab and row.tab == tab and turn < row.tab_turn:
            return row.version
        raise _stale(row)
    if state == SectionStatus.DONE:  # a dean's list tells how many are
        mark_campaign_changed(cycle=autopsy.cycle, now=now)
    begun = _keep_revision(autopsy, section, read_section(autopsy, section), by, now)
    _write(autopsy, section, values, now)
    if begun:
        _note_once_an_hour(autopsy, section, by, now)
    return row.version


def _take_turn(
    turns: "QuerySet[SectionState]",
    expected: int,
    tab: str,
    turn: int,
    state: str | None,
    by: User,
    now: datetime,
) -> bool:
    """One conditional update decides who comes first; a form never conflicts with itself."""
    mine = Q(tab=tab, tab_base__lte=expected) if tab else Q(pk__in=[])
    begun = Case(
        When(state=SectionStatus.NOT_STARTED, then=Value(SectionStatus.IN_PROGRESS)),
        default=F("state"),
    )
    hit = turns.filter(mine & Q(tab_turn__lte=turn) | Q(version=expected) & ~mine).update(
        tab_base=Case(When(mine, then=F("tab_base")), default=F("version")),
        tab=tab,
        tab_turn=turn,
        version=F("version") + 1,
        state=state or begun,
        saved_by=by,
        saved_at=now,
        updated_at=now,
    )
    return hit == 1


def _stale(row: SectionState) -> StaleEdit:
    return StaleEdit(
        current=read_section(row.autopsy, row.section),
        version=row.version,
        by=row.saved_by.shown_name if row.saved_by else "",
        at=row.saved_at,
    )


def _keep_revision(
    autopsy: MatchAutopsy, section: str, before: Values, by: User, now: datetime
) -> bool:
    """The text as it stood when this hour of editing began; an empty one is nothing to keep.

    False when this person's editing in this hour is on record already, by this very row.
    """
    if not before:
        return True
    hour = now.replace(minute=0, second=0, microsecond=0)
    _, made = Revision.objects.get_or_create(
        autopsy=autopsy,
        section=section,
        by=by,
        hour=hour,
        defaults={"before": as_json(before), "at": now},
    )
    return made


def as_json(values: Mapping[str, Any]) -> Values:
    """Dates and decimals as text: what a snapshot or a revision can hold."""
    kept: Values = {}
    for name, value in values.items():
        if isinstance(value, date):
            kept[name] = value.isoformat()
        elif isinstance(value, Decimal):
            kept[name] = str(value)
        else:
            kept[name] = value
    return kept


def _note_once_an_hour(autopsy: MatchAutopsy, section: str, by: User, now: datetime) -> None:
    label = Section(section).label
    hour = now.replace(minute=0, second=0, microsecond=0)
    noted = ActivityEntry.objects.filter(
        cycle=autopsy.cycle, verb=Verb.EDITED, noun=label, by=by, at__gte=hour
    )
    if not noted.exists():
        note_activity(cycle=autopsy.cycle, verb=Verb.EDITED, noun=label, by=by, now=now)


# --- the tables of each section -----------------------------------------------------------------


def _write(autopsy: MatchAutopsy, section: str, values: Mapping[str, Any], now: datetime) -> None:
    for model, names in COLUMNS[section]:
        cells = {name: _cell(model, name, values) for name in names}
        rows = model._default_manager.filter(autopsy=autopsy)
        # The section's turn is taken, so nobody else writes between these two.
        if not rows.update(**cells, updated_at=now):
            model._default_manager.create(autopsy=autopsy, **cells)
    writer = WRITERS.get(Section(section))
    if writer:
        writer(autopsy, values)


def _cell(model: type[models.Model], name: str, values: Mapping[str, Any]) -> Any:
    value = values.get(name)
    if value is not None:
        return value
    field = model._meta.get_field(name)
    if isinstance(field, models.Field) and not field.null:
        return field.get_default()
    return None


def _write_specialty(autopsy: MatchAutopsy, values: Mapping[str, Any]) -> None:
    cycle = autopsy.cycle
    person = cycle.applicant
    for name in PROFILE_FIELDS:
        field = person._meta.get_field(name)
        empty = None if getattr(field, "null", False) else ""
        setattr(person, name, empty if values.get(name) is None else values[name])
    person.applicant_type = values.get("asked_type") or ""
    person.save(update_fields=[*PROFILE_FIELDS, "applicant_type", "updated_at"])
    if cycle.failed_year != values.get("match_year"):
        cycle.failed_year = values.get("match_year")
        cycle.save(update_fields=["failed_year", "updated_at"])
    backups = _backups(values)
    SpecialtyFacts.objects.filter(autopsy=autopsy).update(
        backups_answered=bool(backups) or values.get("backup_specialties") is not None
    )
    AppliedSpecialty.objects.filter(autopsy=autopsy).delete()
    primary = values.get("primary_specialty")
    rows = [(primary, values.get("primary_programs"), True)] if primary else []
    rows += [(name, count, False) for name, count in backups if name != primary]
    AppliedSpecialty.objects.bulk_create(
        AppliedSpecialty(
            autopsy=autopsy,
            specialty=name,
            programs_count=count,
            is_primary=first,
            position=position,
        )
        for position, (name, count, first) in enumerate(rows)
    )


def _backups(values: Mapping[str, Any]) -> list[tuple[str, int | None]]:
    found: dict[str, int | None] = {}
    for number in range(1, BACKUPS + 1):
        name = values.get(f"backup_{number}")
        if name:
            found.setdefault(name, values.get(f"backup_{number}_programs"))
    return list(found.items())


def _write_exams(autopsy: MatchAutopsy, values: Mapping[str, Any]) -> None:
    ExamResult.objects.filter(autopsy=autopsy).delete()
    rows = []
    for exam in Exam:
        status, attempts, score = (
            values.get(f"{exam}_{part}") for part in ("status", "attempts", "score")
        )
        if status or attempts is not None or score is not None:
            rows.append(
                ExamResult(
                    autopsy=autopsy,
                    exam=exam,
                    status=status or "",
                    attempts=attempts,
                    score=score,
                )
            )
    ExamResult.objects.bulk_create(rows)


def _write_red_flags(autopsy: MatchAutopsy, values: Mapping[str, Any]) -> None:
    flags = values.get("red_flags") or []
    RedFlagFacts.objects.filter(autopsy=autopsy).update(
        withheld=bool(values.get("red_flags_withheld")), none="none" in flags
    )
    RedFlag.objects.filter(autopsy=autopsy).delete()
    RedFlag.objects.bulk_create(
        RedFlag(
            autopsy=autopsy,
            kind=kind,
            what_happened=values.get(f"{kind}_happened") or "",
            what_was_done=values.get(f"{kind}_done") or "",
        )
        for kind in RedFlagKind.values
        if kind in flags and kind != RedFlagKind.NONE
    )


def _write_questions(autopsy: MatchAutopsy, values: Mapping[str, Any]) -> None:
    for cause in Cause:
        CauseAnswer.objects.update_or_create(
            autopsy=autopsy,
            cause=cause,
            defaults={
                "answer": values.get(f"own_{cause}") or "",
                "evidence": values.get(f"evidence_{cause}") or "",
                "disagreement": values.get(f"disagreement_{cause}") or "",
                "kept_luck": bool(values.get(f"kept_luck_{cause}")),
            },
        )


def _write_ratings(autopsy: MatchAutopsy, values: Mapping[str, Any]) -> None:
    for rating in Rating:
        SelfRating.objects.update_or_create(
            autopsy=autopsy,
            rating=rating,
            defaults={
                "value": values.get(f"own_rating_{rating}"),
                "line": values.get(f"line_{rating}") or "",
            },
        )


WRITERS = {
    Section.SPECIALTY: _write_specialty,
    Section.EXAMS: _write_exams,
    Section.RED_FLAGS: _write_red_flags,
    Section.QUESTIONS: _write_questions,
    Section.RATINGS: _write_ratings,
}
