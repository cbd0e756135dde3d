"""Keeping people true: add, edit, mark, limit, remove. What is searched is written here."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from mentors.choices import Role, RoleSource
from mentors.models.faculty import Authorship, Endorsement, Faculty, FacultyRole
from mentors.owner import Owner, owner_word
from mentors.parsing.columns import division_of
from mentors.parsing.names import bare_name, last_key, twin_key
from smartpick.common.errors import RuleBroken, StaleEdit
from smartpick.common.search import fold
from smartpick.outbox.choices import StopReason
from smartpick.outbox.services import lift, suppress

Roles = Iterable[tuple[str, str]]  # (role, specialty)
FACTS = (
    "name", "institution", "division", "city", "state", "specialty", "email", "orcid", "links",
    "found_at",
)  # fmt: skip
# What hangs on a person and is part of them. Anything else that points here is history.
PARTS: frozenset[type] = frozenset({FacultyRole, Authorship, Endorsement})
OUTREACH = "outreach"  # the kind of every mail that an applicant writes
SAME_EMAIL = "Somebody with this email address is in the list already."


def keys_for(facts: Mapping[str, Any], roles: Roles, word: str) -> dict[str, str]:
    """The three columns that lists and searches are read by."""
    titles = [Role(role).label for role, _ in roles]
    told = [facts.get(field, "") for field in ("institution", "specialty", "city", "state")]
    name = facts["name"]
    return {
        "last_key": last_key(name),
        "twin_key": twin_key(name),
        "search_key": f"{word} {fold(name, *told, *titles)}",
    }


@transaction.atomic
def add_person(*, owner: Owner, facts: Mapping[str, Any], roles: Roles, today: date) -> Faculty:
    """One person more. Raises RuleBroken when the address is in this list already."""
    roles = list(roles)
    told = _told(facts)
    try:
        with transaction.atomic():
            person = Faculty.objects.create(
                **owner.columns, **told, **keys_for(told, roles, owner.word)
            )
    except IntegrityError:
        raise RuleBroken(SAME_EMAIL) from None
    _write_roles(person, roles, today)
    return person


def _told(facts: Mapping[str, Any]) -> dict[str, Any]:
    told = {field: facts.get(field) or "" for field in FACTS}
    told["name"] = bare_name(told["name"]) or told["name"]
    told["division"] = told["division"] or division_of("", told["state"])
    return told


@transaction.atomic
def edit_person(
    *, person: Faculty, facts: Mapping[str, Any], roles: Roles, expected_version: int, today: date
) -> None:
    """Raises StaleEdit when somebody saved since, RuleBroken for an address that another has."""
    roles = list(roles)
    told = _told(facts)
    word = owner_word(person.school_id, person.private_to_id)
    try:
        with transaction.atomic():
            _write(person, expected_version, **told, **keys_for(told, roles, word))
    except IntegrityError:
        raise RuleBroken(SAME_EMAIL) from None
    _write_roles(person, roles, today)
    if person.do_not_contact and person.email:
        suppress(address=person.email, kind=OUTREACH, reason=StopReason.ASKED)


def _write(person: Faculty, expected_version: int, **values: Any) -> None:
    hit = Faculty.objects.filter(pk=person.pk, version=expected_version).update(
        version=F("version") + 1, **values
    )
    person.refresh_from_db()
    if not hit:
        raise StaleEdit(
            current={field: getattr(person, field) for field in FACTS},
            version=person.version,
            by="",
            at=person.updated_at,
        )


def _write_roles(person: Faculty, roles: Roles, today: date) -> None:
    wanted = set(roles)
    held = {(row.role, row.specialty): row for row in person.roles.all()}
    gone = [row.pk for pair, row in held.items() if pair not in wanted]
    person.roles.filter(pk__in=gone).delete()
    FacultyRole.objects.bulk_create(
        FacultyRole(faculty=person, role=role, specialty=specialty, source=RoleSource.TYPED,
                    checked_on=today)
        for role, specialty in sorted(wanted - held.keys())
    )  # fmt: skip


@transaction.atomic
def settle(
    *, person: Faculty, yearly_limit: int | None, left_on: date | None, do_not_contact: bool
) -> None:
    """What holds for the whole school: the limit, the day they left, and 'do not write to me'.

    The last closes the address too: what waits to go there does not leave, whoever wrote it.
    """
    before = person.do_not_contact
    _touch(person, yearly_limit=yearly_limit, left_on=left_on, do_not_contact=do_not_contact)
    if person.email and do_not_contact:
        suppress(address=person.email, kind=OUTREACH, reason=StopReason.ASKED)
    elif person.email and before:
        lift(address=person.email, kind=OUTREACH)


def restore(*, person: Faculty) -> None:
    _touch(person, archived_on=None)


def _touch(person: Faculty, **values: Any) -> None:
    Faculty.objects.filter(pk=person.pk).update(version=F("version") + 1, **values)
    person.refresh_from_db()


@transaction.atomic
def remove_person(*, person: Faculty, today: date) -> bool:
    """Gone for good, or out of the lists when somebody's history hangs on them. True when gone."""
    if has_history(person):
        _touch(person, archived_on=today)
        return False
    person.delete()
    return True


def has_history(person: Faculty) -> bool:
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: person}).exists()
        for relation in Faculty._meta.related_objects
        if relation.related_model not in PARTS
    )
