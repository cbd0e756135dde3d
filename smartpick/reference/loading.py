"""Reads the shipped files into the tables. Run twice it changes nothing and says so."""

import csv
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models, transaction

from smartpick.reference.models import (
    FeeTier,
    Figure,
    LetterLimit,
    LetterRule,
    Season,
    SeasonDate,
    SignalRule,
    Specialty,
)

DATA = Path(__file__).resolve().parent / "data"
Row = dict[str, str]


def rows_of(name: str) -> Iterator[Row]:
    with (DATA / name).open(newline="", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _number(text: str) -> int | None:
    return int(text) if text else None


def _specialty(row: Row) -> dict[str, Any]:
    return dict(row)


def _season_date(row: Row) -> dict[str, Any]:
    season, _ = Season.objects.get_or_create(
        service=row.pop("service"), match_year=int(row.pop("match_year"))
    )
    return {"season": season, **row}


def _signal(row: Row) -> dict[str, Any]:
    counts = {name: _number(row[name]) for name in ("gold", "silver", "single", "total")}
    return {**row, **counts, "match_year": int(row["match_year"])}


def _fee_tier(row: Row) -> dict[str, Any]:
    counts = ("match_year", "first", "last", "flat_cents", "each_cents")
    return {**row, **{name: _number(row[name]) for name in counts}}


def _letter_limit(row: Row) -> dict[str, Any]:
    counts = {name: _number(row[name]) for name in ("match_year", "most")}
    return {**row, **counts, "by_hand": row["by_hand"] == "yes"}


def _figure(row: Row) -> dict[str, Any]:
    return {
        **row,
        "edition": int(row["edition"]),
        "value": Decimal(row["value"]),
        "n_count": _number(row["n_count"]),
        "thin": row["thin"] == "yes",
    }


Reader = Callable[[Row], dict[str, Any]]
FILES: tuple[tuple[str, type[models.Model], tuple[str, ...], Reader], ...] = (
    ("specialties.csv", Specialty, ("name",), _specialty),
    ("season_dates.csv", SeasonDate, ("season", "kind", "applies_to"), _season_date),
    ("signals.csv", SignalRule, ("match_year", "specialty"), _signal),
    (
        "fee_tiers.csv",
        FeeTier,
        ("match_year", "application_service", "first"),
        _fee_tier,
    ),
    ("letter_rules.csv", LetterRule, ("specialty",), _specialty),
    (
        "letter_limits.csv",
        LetterLimit,
        ("match_year", "application_service"),
        _letter_limit,
    ),
    (
        "figures.csv",
        Figure,
        ("specialty", "applicant_type", "measure", "statistic", "edition"),
        _figure,
    ),
)


@transaction.atomic
def load_all() -> dict[str, int]:
    """Loads every file; answers how many rows of each were new or changed."""
    return {
        model._meta.model_name or "": _load(name, model, keys, read)
        for name, model, keys, read in FILES
    }


def _load(name: str, model: type[models.Model], keys: tuple[str, ...], read: Reader) -> int:
    held = {tuple(getattr(row, key) for key in keys): row for row in model._default_manager.all()}
    fresh, changed = [], []
    names: list[str] = []
    for row in rows_of(name):
        values = read(dict(row))
        names = [field for field in values if field not in keys]
        old = held.get(tuple(values[key] for key in keys))
        if old is None:
            fresh.append(model(**values))
        elif getattr(old, "edited_at", None) is not None:
            continue  # an operator knows a later word than the file
        elif any(
            str(getattr(old, field)) != str(_as_kept(model, field, values[field]))
            for field in names
        ):
            for field in names:
                setattr(old, field, values[field])
            changed.append(old)
    model._default_manager.bulk_create(fresh, batch_size=500)
    if changed:
        model._default_manager.bulk_update(changed, names, batch_size=500)
    return len(fresh) + len(changed)


def _as_kept(model: type[models.Model], name: str, value: Any) -> Any:
    """The value as the database gives it back, so that the same file reads as unchanged."""
    field = model._meta.get_field(name)
    if isinstance(field, models.DecimalField) and value is not None:
        return Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places))
    return value
