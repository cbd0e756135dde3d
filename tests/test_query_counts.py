"""Statements of each page: no more than its bar, and as many with sixty rows as with one.

One statement of the ORM costs a third of a bare page, so this is the bar that speed rests on. A new
page that is not named here may use OTHERS; better than that is worth a line.
"""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from autopsy.models import Revision
from smartpick.access_table import TABLE, Who
from smartpick.campaign.choices import How, Verb
from smartpick.campaign.models import Notification, ViewEntry
from smartpick.campaign.services import note_activity
from tests.access.test_matrix import address_of

OTHERS = 30  # a list of people reads eleven tables of them
# Above their goal of 10 stand: This week, which asks each floor for what is due; the page of one
# person and of the facts about them, which weigh them as the list does, against everybody on it
# (11 tables of people, 9 of the autopsy); and a mail to them, which stands on all of that.
AT_MOST = {
    "home:help": 2, "home:status": 2, "home:privacy": 2, "accounts:settings": 2,
    "accounts:profile": 4, "home:notifications": 4, "home:week": 28, "home:person": 31,
    "mentors:facts": 43, "outreach:message": 40, "outreach:preview": 36, "home:who-sees": 9,
    "autopsy:edit-section": 7, "autopsy:versions": 5, "autopsy:history": 5,
    "autopsy:version": 8, "autopsy:summary-pdf": 9, "autopsy:diagnosis": 15,
    "autopsy:summary": 14, "autopsy:review": 14, "mentors:direction": 13, "mentors:repair": 6,
    "dean:cohort": 9, "dean:attention": 10, "dean:write-to": 7, "dean:reviews": 10,
    "dean:invitations": 6, "dean:autopsy": 14, "dean:notes": 11, "dean:advisee": 10,
    "dean:advisee-people": 14, "dean:advisee-plan": 13, "dean:tasks": 8,
}  # fmt: skip
DEANS = {name for name, line in TABLE.items() if line.who is Who.DEAN}
COUNTED = sorted(name for name, line in TABLE.items() if "GET" in line.methods)
UTILITY = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def statements(client, address):
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    said = [one["sql"] for one in caught.captured_queries if not one["sql"].startswith(UTILITY)]
    return answer.status_code, len(said)


def counts(client, cast):
    """Of every page that opens for Maya, or for the dean she shares with: its statements."""
    told = {}
    for person, names in (("maya", set(COUNTED) - DEANS), ("dean_okafor", DEANS & set(COUNTED))):
        client.force_login(cast.people[person])
        client.get("/status/")
        for name in sorted(names):
            client.get(address_of(name, cast))  # figures are kept in the process from here on
            status, count = statements(client, address_of(name, cast))
            if status == 200:
                told[name] = count
    return told


def grow(cast, count):
    """Sixty of each thing that piles up on a record."""
    maya = cast.applicants["maya"]
    cycle = maya.cycles.get(closed_on=None)
    now = timezone.now()
    for number in range(count):
        note_activity(cycle=cycle, verb=Verb.EDITED, noun=f"x{number}", by=maya.user, now=now)
        hour = now.replace(year=2000 + number)
        Revision.objects.create(autopsy=cycle.autopsy, section="exams", by=maya.user, hour=hour,
                                before={"line": "x"}, at=hour)  # fmt: skip
    Notification.objects.bulk_create(
        Notification(user=maya.user, kind="review", text="x", target_name="x", made_at=now)
        for _ in range(count)
    )
    ViewEntry.objects.bulk_create(
        ViewEntry(subject_code=maya.code, viewer_code=maya.code, viewer_name="x", role="dean",
                  how=How.OPENED, what="x", at=now)
        for _ in range(count)
    )  # fmt: skip


@pytest.fixture
def two_sizes(client, cast, settings):
    settings.REFERENCE_KEPT_SECONDS = 60  # as a server keeps them
    call_command("load_reference", verbosity=0)
    few = counts(client, cast)
    grow(cast, 60)
    return few, counts(client, cast)


def test_pages_cost_the_same_with_sixty_rows_and_stay_under_their_bars(two_sizes):
    few, many = two_sizes

    assert {name: (few[name], many[name]) for name in few if many[name] != few[name]} == {}
    assert {
        name: (count, AT_MOST.get(name, OTHERS))
        for name, count in few.items()
        if count > AT_MOST.get(name, OTHERS)
    } == {}
    assert set(AT_MOST) <= set(few)


def test_autosave_and_save_of_a_section_stay_under_their_bars(client, cast):
    client.force_login(cast.maya)
    address = address_of("autopsy:edit-section", cast).replace("specialty", "class-rank")
    version = client.get(address).context["form"].initial["version"]
    counted = {}
    # The first save of an hour also writes that hour's line of the logbook.
    later = (("first", f"{address}save/"), ("autosave", f"{address}save/"), ("save", address))
    for name, where in later:
        with CaptureQueriesContext(connection) as caught:
            answer = client.post(where, {"class_quartile": "2", "version": version})
        version += 1
        assert answer.status_code == (302 if name == "save" else 200)
        counted[name] = len([q for q in caught if not q["sql"].startswith(UTILITY)])

    assert counted["first"] <= 11, counted
    assert counted["autosave"] <= 8, counted
    assert counted["save"] <= 10, counted
