"""The log of looks: told to its person at once, and kept by the database itself."""

import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from smartpick.access_table import TABLE
from smartpick.campaign import access
from smartpick.campaign.models import ViewEntry
from tests.access.test_matrix import address_of, enter, prove

ADVISEE = [name for name, line in TABLE.items() if line.of == "an advisee who shares"]


def make_look():
    entry = ViewEntry(subject_code=uuid4(), viewer_code=uuid4(), viewer_name="Dean", role="dean",
                      how="opened", what="autopsy", at=timezone.now())  # fmt: skip
    entry.save()
    return entry


def refused(sql):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except DatabaseError as why:
        return "insert-only" in str(why)
    return False


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.feature("X15")
@pytest.mark.proof("A1")
@pytest.mark.parametrize("sql", [
    "UPDATE campaign_viewentry SET viewer_name = 'Nobody'",
    "UPDATE campaign_viewentry SET at = NULL",
    "DELETE FROM campaign_viewentry",
    "DELETE FROM campaign_viewentry WHERE id > 0",
])  # fmt: skip
def test_database_itself_refuses_to_change_or_delete_a_look(sql, told):
    entry = make_look()

    assert refused(sql)

    assert ViewEntry.objects.get(pk=entry.pk).viewer_name == "Dean"
    with told.control("the same words on a table without the guard"):
        other = sql.replace("campaign_viewentry", "campaign_notification")
        other = other.replace("viewer_name", "text").replace("at = NULL", "read_at = NULL")
        assert refused(other)
    told.figure("1 look kept against raw SQL")


@pytest.mark.django_db
@pytest.mark.sqlite
def test_raw_queryset_of_the_base_manager_gets_no_further_than_the_database():
    """The model's own guard can be gone around; the database's cannot."""
    entry = make_look()
    for deed in (
        lambda: ViewEntry._base_manager.filter(pk=entry.pk).update(viewer_name="Nobody"),
        lambda: ViewEntry._base_manager.filter(pk=entry.pk)._raw_delete(using="default"),
    ):
        with pytest.raises(DatabaseError, match="insert-only"), transaction.atomic():
            deed()

    assert ViewEntry.objects.get(pk=entry.pk).viewer_name == "Dean"


@pytest.mark.django_db
@pytest.mark.feature("X15")
@pytest.mark.proof("A1", "A2")
def test_each_look_stands_on_the_applicants_next_page_with_its_second(cast, told, monkeypatch):
    """One entry a look, read by Maya on her very next page, under the place in the menu."""
    dean, maya = Client(), Client()
    enter(dean, cast, "dean_okafor")
    prove(dean)  # which one of the pages asks for
    maya.force_login(cast.maya)
    shown = {}
    for name in ADVISEE:
        if "GET" not in TABLE[name].methods:
            continue
        before, began = ViewEntry.objects.count(), timezone.now()
        dean.get(address_of(name, cast))
        page = re.sub(r"\s+", " ", maya.get(reverse("home:who-sees")).content.decode())
        made = ViewEntry.objects.count() - before
        newest = ViewEntry.objects.latest("id")
        row = page.split("<tbody>")[1].split("</tr>")[0]
        shown[name] = (made, began <= newest.at <= timezone.now(), "Dean Okafor" in row,
                       newest.what in row or newest.how == "listed")  # fmt: skip

    assert {name: seen for name, seen in shown.items() if seen != (1, True, True, True)} == {}
    with told.control("a gate that forgets to write"):
        monkeypatch.setattr(access, "log_view", lambda *_, **__: None)
        before = ViewEntry.objects.count()
        dean.get(address_of("dean:autopsy", cast))
        assert ViewEntry.objects.count() == before + 1
    told.figure(f"{len(shown)} pages of a dean: one entry each, on the next page of its person")


@pytest.mark.django_db
def test_export_and_deletion_name_no_operator_way_in(client, cast):
    """Nobody who runs the server gets to another's file or deletes another's account."""
    for person in ("operator", "admin_park", "dean_okafor"):
        enter(client, cast, person)
        session = client.session
        session["proved"] = [cast.people[person].pk, int(timezone.now().timestamp())]
        session.save()
        assert client.get(address_of("records:export-file", cast)).status_code == 404
