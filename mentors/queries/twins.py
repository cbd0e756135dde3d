"""Who of a list could be the person of a row: by address, by ORCID, by name plus institution."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.db.models.functions import Lower

from mentors.models.faculty import Faculty
from mentors.owner import Owner
from mentors.parsing.names import alike, same_name, twin_key

Facts = Mapping[str, Any]
NAMESAKES_CAP = 200  # of one family name and first letter; a list with more is looked at by hand


def twins_of(owner: Owner, rows: Sequence[Facts]) -> list[Faculty | None]:
    """For each row the entry that is the same person, or nothing. Three statements for all rows."""
    people = Faculty.objects.filter(**owner.condition)
    emails = {facts["email"].lower() for facts in rows if facts.get("email")}
    orcids = {facts["orcid"] for facts in rows if facts.get("orcid")}
    keys = {twin_key(facts["name"]) for facts in rows}
    lowered = people.alias(lower_email=Lower("email")).exclude(email="")
    by_email = {one.email.lower(): one for one in lowered.filter(lower_email__in=emails)}
    by_orcid = {one.orcid: one for one in people.exclude(orcid="").filter(orcid__in=orcids)}
    by_key: dict[str, list[Faculty]] = {}
    for one in people.filter(twin_key__in=keys):
        by_key.setdefault(one.twin_key, []).append(one)
    return [
        by_email.get(str(facts.get("email", "")).lower())
        or by_orcid.get(facts.get("orcid"))
        or namesake(facts, by_key.get(twin_key(facts["name"]), []))
        for facts in rows
    ]


def namesake(facts: Facts, people: Sequence[Faculty]) -> Faculty | None:
    """The same name at the same institution, unless an address or ORCID says otherwise."""
    for one in people[:NAMESAKES_CAP]:
        if _told_apart(facts, one):
            continue
        if alike(facts["name"], str(facts.get("institution", "")), one.name, one.institution):
            return one
    return None


def _told_apart(facts: Facts, one: Faculty) -> bool:
    email, orcid = str(facts.get("email", "")).lower(), facts.get("orcid", "")
    return bool(email and one.email and email != one.email.lower()) or bool(
        orcid and one.orcid and orcid != one.orcid
    )


def look_alikes(owners: Sequence[Owner], facts: Facts) -> list[Faculty]:
    """Who is asked about before a person is typed in twice: the name alone is enough here."""
    found = []
    for owner in owners:
        people = Faculty.objects.filter(**owner.condition)
        email = str(facts.get("email", ""))
        if email:
            found += list(people.filter(email__iexact=email)[:1])
        for one in people.listed().filter(twin_key=twin_key(facts["name"]))[:NAMESAKES_CAP]:
            if same_name(facts["name"], one.name) and one not in found:
                found.append(one)
    return found[:5]


def likely_twins(owner: Owner, *, limit: int = 50) -> list[tuple[Faculty, Faculty]]:
    """Pairs of one list that look like one person: for the page that merges them."""
    rows = Faculty.objects.filter(**owner.condition).listed()
    shared = (
        rows.values("twin_key").annotate(n=Count("id")).filter(n__gt=1).order_by("twin_key")
    ).values_list("twin_key", flat=True)[: limit * 4]
    groups: dict[str, list[Faculty]] = {}
    for one in rows.filter(twin_key__in=list(shared)).order_by("twin_key", "id"):
        groups.setdefault(one.twin_key, []).append(one)
    pairs = [
        (first, second)
        for people in groups.values()
        for at, first in enumerate(people[:20])
        for second in people[at + 1 : 20]
        if not _told_apart({"email": second.email, "orcid": second.orcid}, first)
        and _near(first, second)
    ]
    return pairs[:limit]


def _near(first: Faculty, second: Faculty) -> bool:
    """A missing institution counts as any here: a person decides, not this list."""
    here = first.institution or second.institution
    return alike(first.name, here, second.name, second.institution or here)
