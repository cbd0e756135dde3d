"""Two entries that are one person. Whatever points at the one points at the other afterwards.

Written over the relations that the models declare, so that a table of a later floor is carried
along without being named here. Where both entries have a row that may exist once (the same target
of the same applicant), the two rows are made one in the same way, down to their own rows.
"""

from typing import Any

from django.db import models, transaction
from django.db.models import F, Q

from mentors.models.faculty import Faculty
from mentors.owner import owner_word
from mentors.services.faculty import FACTS, PARTS, keys_for
from smartpick.common.errors import RuleBroken

FILLED = tuple(field for field in FACTS if field not in ("name", "email"))


@transaction.atomic
def merge_people(*, kept: Faculty, gone: Faculty) -> Faculty:
    """Both of one owner. `kept` keeps its own facts; what it lacks it takes from `gone`."""
    if kept.pk == gone.pk:
        raise RuleBroken("Choose two different people.")
    if (kept.school_id, kept.private_to_id) != (gone.school_id, gone.private_to_id):
        raise RuleBroken("These two are not in the same list.")
    _carry(kept, gone, without=frozenset())
    values: dict[str, Any] = {
        field: getattr(gone, field) for field in FILLED if not getattr(kept, field)
    }
    values["do_not_contact"] = kept.do_not_contact or gone.do_not_contact
    values["yearly_limit"] = (
        kept.yearly_limit if kept.yearly_limit is not None else gone.yearly_limit
    )
    values["recommended"] = kept.endorsements.filter(active=True).exists()
    email = kept.email or gone.email
    gone.delete()
    _write(kept, email=email, **values)
    return kept


@transaction.atomic
def use_school_entry(*, own: Faculty, entry: Faculty) -> Faculty:
    """An applicant's own addition gives way to the school's entry; nothing typed goes to it."""
    if own.private_to_id is None or entry.school_id is None:
        raise RuleBroken("Choose one of your own people and one of the school's.")
    _carry(entry, own, without=PARTS)
    own.delete()
    return entry


def _write(person: Faculty, **values: Any) -> None:
    facts = {field: getattr(person, field) for field in FACTS} | values
    roles = list(person.roles.values_list("role", "specialty"))
    word = owner_word(person.school_id, person.private_to_id)
    Faculty.objects.filter(pk=person.pk).update(
        version=F("version") + 1, **values, **keys_for(facts, roles, word)
    )
    person.refresh_from_db()


def _carry(kept: models.Model, gone: models.Model, *, without: frozenset[type]) -> None:
    for relation in kept._meta.related_objects:
        if relation.related_model in without or relation.many_to_many:
            continue
        rows = relation.related_model._base_manager
        for row in list(rows.filter(**{relation.field.name: gone})):
            twin = _twin(row, relation.field.name, kept)
            if twin is None:
                rows.filter(pk=row.pk).update(**{relation.field.name: kept})
                continue
            _carry(twin, row, without=frozenset())
            _fill(twin, row)
            rows.filter(pk=row.pk).delete()


def _twin(row: models.Model, field: str, kept: models.Model) -> models.Model | None:
    """The row of `kept` that this one would collide with."""
    manager = type(row)._base_manager
    if getattr(row._meta.get_field(field), "unique", False):
        return manager.filter(**{field: kept}).first()
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or field not in constraint.fields:
            continue
        condition = constraint.condition or Q()
        if not manager.filter(condition, pk=row.pk).exists():
            continue
        same = {name: getattr(row, name) for name in constraint.fields} | {field: kept}
        if None in same.values():
            continue
        twin = manager.filter(condition, **same).first()
        if twin is not None:
            return twin
    return None


def _fill(twin: models.Model, row: models.Model) -> None:
    """What the row that stays has not said, the other may have."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
        and not field.unique
        and getattr(twin, field.attname) in (None, "")
        and getattr(row, field.attname) not in (None, "")
    }
    if values:
        type(twin)._base_manager.filter(pk=twin.pk).update(**values)
