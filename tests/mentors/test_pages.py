"""The pages of people with wrong input, without scripts."""

from datetime import timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone

from autopsy.services.direction import start_repair
from mentors.models import Commitment, Contact, Meeting, RepairHelper, Target
from mentors.services import meetings as deeds
from mentors.services import promises, stages, targets
from tests.mentors.people import ORTHO, campaign, days_ago, now, person, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(client):
    cycle = campaign()
    client.force_login(cycle.applicant.user)
    return cycle


def page(client, name, *args, **data):
    answer = client.get(reverse(name, args=args), data)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.feature("4.6", "4.7")
def test_list_filters_names_what_is_gone_and_says_when_it_is_empty(client, maya):
    target(maya)
    target(maya, "Jonas Hale", "apd", specialty="Family Medicine")

    told = page(client, "mentors:targets", role="apd", stage="vanished")
    empty = page(client, "mentors:targets", q="zzz")

    assert "Jonas Hale" in told
    assert 'filter "stage" of this address no longer exists' in told
    assert "Amara Okafor" not in told.partition('id="chosen"')[2]
    assert "Nobody chosen matches." in empty


@pytest.mark.feature("4.7")
def test_sixth_target_is_warned_about_and_not_forbidden(client, maya):
    for number in range(6):
        client.post(reverse("mentors:choose", args=[person(f"Person Number{number}").code]))

    told = page(client, "mentors:targets")

    assert "6 targets chosen, aim for 3 to 5" in told
    assert "Whom do you set aside?" in told
    assert Target.objects.count() == 6


@pytest.mark.feature("4.7")
def test_applicant_reads_that_somebody_is_busy_and_never_a_number(client, maya):
    faculty = person()
    targets.open_target(cycle=maya, faculty=faculty, by=maya.applicant.user, now=now())
    for number in range(3):
        other = campaign(f"other{number}@alum.example", "Other")
        one = targets.open_target(cycle=other, faculty=faculty, by=other.applicant.user, now=now())
        targets.record_contact(
            target=one, kind="call", on_date=days_ago(1), now=now(), today=timezone.localdate()
        )

    told = page(client, "mentors:targets")

    assert "already helping several applicants -6" in told
    assert "3 applicants" not in told


@pytest.mark.feature("7.6", "11.6")
def test_promise_is_kept_moved_dropped_and_taken_back(client, maya):
    one = target(maya)
    add = reverse("mentors:add-promise", args=[one.code])
    today = timezone.localdate().isoformat()
    wrong = client.post(add, {"by": "me", "kind": "work", "what": "Draft", "made_on": today,
                              "due_on": days_ago(3).isoformat()})  # fmt: skip
    assert "comes before the day it was promised" in wrong.content.decode()
    assert 'value="Draft"' in wrong.content.decode()

    client.post(add, {"by": "me", "kind": "work", "what": "Draft", "made_on": today})
    row = Commitment.objects.get()
    move = reverse("mentors:move-promise", args=[row.code])
    assert "Give a new day" in client.post(move, {}).content.decode()
    client.post(move, {"to_date": (timezone.localdate() + timedelta(days=9)).isoformat()})
    client.post(reverse("mentors:deliver", args=[row.code]))
    assert "1 kept, 0 late, 0 open." in page(client, "home:person", one.faculty.code)
    client.post(reverse("mentors:reopen-promise", args=[row.code]))
    client.post(move, {"because": "The project ended"})

    row.refresh_from_db()
    assert row.dropped_because == "The project ended"
    assert row.moves.count() == 1


@pytest.mark.feature("X40")
def test_invitation_is_a_calendar_file_that_invites_nobody(client, maya):
    one = target(maya)
    at = now() + timedelta(days=2)
    meeting = deeds.plan_meeting(
        target=one, data={"at": at, "zone": "UTC", "place": "Room 4"}, by=maya.applicant.user,
        now=now(),
    )  # fmt: skip

    answer = client.get(reverse("mentors:meeting-ics", args=[meeting.code]))

    event = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert answer["Content-Type"].startswith("text/calendar")
    assert event["SUMMARY"] == "Meeting with Amara Okafor"
    assert (event.decoded("DTEND") - event.decoded("DTSTART")).total_seconds() == 25 * 60
    assert "ATTENDEE" not in event


@pytest.mark.feature("6.3", "6.4")
def test_sixth_question_is_refused_and_what_was_typed_stays(client, maya):
    one = target(maya)
    meeting = deeds.plan_meeting(target=one, data={}, by=maya.applicant.user, now=now())
    keys = ["path", "tiers", "role", "letter", "screen"]

    answer = client.post(
        reverse("mentors:kit", args=[meeting.code]), {"questions": keys, "own_question": "Mine?"}
    )

    assert "Five fit in 25 minutes. Which can wait?" in answer.content.decode()
    assert 'value="Mine?"' in answer.content.decode()
    assert Meeting.objects.get().questions == []


@pytest.mark.feature("9.1")
def test_repair_shows_who_helps_and_that_twice_is_too_few(client, maya):
    one = target(maya)
    start_repair(cycle=maya, weakness="letters", by=maya.applicant.user, now=now())
    client.post(
        reverse("mentors:repair-helper", args=["letters"]),
        {"person": str(one.code), "sentence": "May I work with you?"},
    )

    told = page(client, "mentors:repair", "letters")

    assert "nobody can write in detail about someone they saw twice" in told
    assert "May I work with you?" in told
    client.post(reverse("mentors:repair-helper", args=["letters"]), {"remove": str(one.code)})
    assert not RepairHelper.objects.exists()


@pytest.mark.feature("11.7", "11.8")
def test_outlier_stands_out_in_the_table_of_direction(client, maya):
    said = (("One Pd", "pd", "not_realistic"), ("Two Apd", "apd", "not_realistic"),
            ("Three Other", "other", "realistic"))  # fmt: skip
    for name, role, realism in said:
        promises.record_opinion(
            target=target(maya, name, role), specialty=ORTHO, senior_role=role, realism=realism,
            on_date=days_ago(1), today=timezone.localdate(),
        )  # fmt: skip

    told = page(client, "mentors:direction")

    assert "2 of 2 independent senior opinions." in told
    assert told.count("differs, without numbers or reason; do not anchor on it") == 1


@pytest.mark.feature("11.7")
def test_deciding_without_an_opinion_asks_once(client, maya):
    data = {"choice": "same", "target": ORTHO, "decide": "1"}
    address = reverse("mentors:direction")

    asked = client.post(address, data).content.decode()
    answer = client.post(address, {**data, "no_opinion": "1"})

    assert "No senior opinion is recorded." in asked
    assert 'name="no_opinion" value="1"' in asked
    assert answer.status_code == 302
    assert maya.directions.get().decided_on is not None


@pytest.mark.feature("F1")
def test_earlier_mentor_with_two_no_is_kept_as_support(client, maya):
    one = target(maya, "R. Novak", "other")
    client.post(
        reverse("mentors:edit-choice", args=[one.code]),
        {"why": "Knows me", "advised_before": "on", "saw_numbers_then": "no",
         "challenged_then": "no"},
    )  # fmt: skip

    told = page(client, "home:person", one.faculty.code)

    assert "Keep R. Novak as support, and add one PD or APD who reads the full file." in told


@pytest.mark.feature("F2", "4.7")
def test_third_core_seat_is_refused_on_the_page_and_five_mentors_are_asked_about(client, maya):
    people = [target(maya, f"Person Number{number}") for number in range(5)]
    for one in people[:3]:
        client.post(reverse("mentors:seat", args=[one.code]), {"seat": "core"})
    for one in people[2:]:
        stages.move_stage(
            target=one, goal="advisor", evidence="own_judgement", note="", on_date=days_ago(1),
            by=maya.applicant.user, now=now(),
        )  # fmt: skip

    told = page(client, "mentors:team")

    assert "hold the core seats. Free one first." in told
    assert "Who moves to the edge?" in told
    assert told.count("To the edge<span") == 5


@pytest.mark.feature("11.10")
def test_edge_offers_the_freed_time_to_those_who_show_up(client, maya):
    keeps, leaves = target(maya, "Mei Ito"), target(maya, "R. Novak")
    for one in (keeps, leaves):
        stages.take_seat(target=one, seat="core", by=maya.applicant.user, now=now())

    client.post(reverse("mentors:edge", args=[leaves.code]))

    assert "Give the freed updates to Mei Ito." in page(client, "mentors:team")


def test_contact_of_tomorrow_is_refused_beside_its_field(client, maya):
    one = target(maya)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    answer = client.post(
        reverse("mentors:log-contact", args=[one.code]),
        {"kind": "call", "on_date": tomorrow, "note": "We spoke"},
    )

    assert "Use today or an earlier date." in answer.content.decode()
    assert "We spoke" in answer.content.decode()
    assert not Contact.objects.exists()
