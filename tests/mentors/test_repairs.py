"""A repair tied to people: contacts counted by kind, 'seen twice' said, proofs of completion."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from autopsy.models import RepairPlan
from autopsy.services.direction import start_repair
from mentors.queries.repairs import helpers_of, proofs_of
from mentors.services.promises import attach_helper, deliver, promise
from mentors.services.targets import record_contact
from smartpick.campaign.services import record_progress
from smartpick.home.queries.week import week_of
from tests.factories import autopsy_of, make_applicant, make_target

NOW = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("America/Chicago"))
TODAY = NOW.date()


@pytest.fixture
def person(db):
    return make_applicant("wren@alum.example", name="Wren Vale")


@pytest.fixture
def plan(person):
    held = start_repair(cycle=autopsy_of(person).cycle, weakness="letters", by=person.user,
                        now=NOW - timedelta(days=100))  # fmt: skip
    attach_helper(plan=held, target=make_target(person, name="Amara Okafor"), sentence="Weekly?")
    return held


def see(plan, kind, days_ago):
    record_contact(target=plan.helpers.get().target, kind=kind, now=NOW, today=TODAY,
                   on_date=TODAY - timedelta(days=days_ago))  # fmt: skip


def known(plan):
    (line,) = helpers_of(plan, today=TODAY)
    return line


@pytest.mark.feature("9.1", "9.2")
def test_contacts_with_the_writer_are_counted_by_kind_and_mail_is_not(plan):
    for days in (90, 60):
        see(plan, "clinic_together", days)
    see(plan, "message_sent", 95)
    twice = known(plan)
    see(plan, "meeting_held", 30)
    growing = known(plan)
    for days in (29, 28, 27, 26, 25):
        see(plan, "call", days)
    close = known(plan)

    assert (twice.known.word, twice.counts) == ("seen_twice", ("2 clinic or ward days",))
    assert (growing.known.word, growing.known.days_known) == ("growing", 95)
    assert close.known.word == "close"
    assert close.counts == ("2 clinic or ward days", "1 meeting", "5 calls")


@pytest.mark.feature("9.2")
def test_page_of_the_repair_warns_of_a_writer_who_saw_them_twice(client, person, plan):
    client.force_login(person.user)
    see(plan, "clinic_together", 10)

    body = client.get(reverse("mentors:repair", args=["letters"])).content.decode()

    assert "seen 1 time" in body
    assert "nobody can write in detail about someone they saw twice" in body


@pytest.mark.feature("9.6")
def test_proof_is_what_was_delivered_to_its_people_and_what_the_logbook_names(person, plan):
    target = plan.helpers.get().target
    made = promise(target=target, by="me", what="Chart review", made_on=TODAY, due_on=TODAY,
                   now=NOW)  # fmt: skip
    cycle = plan.cycle
    day = TODAY - timedelta(days=3)
    told = {"cycle": cycle, "kind": "clinical_block", "done_on": day, "today": TODAY}
    record_progress(**told, title="Clinic block", shown_by="Schedule", repairs="DX-38")
    record_progress(**told, title="Something else", repairs="DX-51")
    before = proofs_of(plan, helpers_of(plan, today=TODAY))
    deliver(commitment=made, on_date=TODAY, now=NOW, today=TODAY)

    after = proofs_of(plan, helpers_of(plan, today=TODAY))

    assert [line.words for line in before] == ["Clinic block (Schedule)"]
    assert [line.words for line in after] == [
        "Chart review, to Amara Okafor", "Clinic block (Schedule)",
    ]  # fmt: skip


@pytest.mark.feature("9.1")
def test_repair_that_stands_still_is_an_action_of_this_week(person, plan):
    still = [row.candidate.title for row in _rows(person)]
    step = plan.steps.first()
    step.done_on, step.proof = TODAY, "Met on Monday"
    step.save()
    moved = [row.candidate.title for row in _rows(person)]

    assert "Repair: letters" in still
    assert "Repair: letters" not in moved


def _rows(person):
    week = week_of(autopsy_of(person), [], now=NOW)
    return [*week.rows, *week.more]


@pytest.mark.feature("9.3", "9.5", "9.6")
@pytest.mark.parametrize("weakness", ["letters", "scores", "professionalism"])
def test_each_playbook_is_walked_to_its_end_with_proof_of_each_step(client, person, weakness):
    client.force_login(person.user)
    where = reverse("mentors:repair", args=[weakness])
    client.post(where)
    steps = list(RepairPlan.objects.get(weakness=weakness).steps.all())
    day = timezone.localdate().isoformat()

    bare = client.post(reverse("mentors:repair-step", args=[steps[0].code]), {"done_on": day})
    for step in steps:
        client.post(reverse("mentors:repair-step", args=[step.code]),
                    {"done_on": day, "proof": "Seen by Dr. Okafor"})  # fmt: skip

    assert "Name the proof: a date and place, a person or a document." in bare.content.decode()
    assert RepairPlan.objects.get(weakness=weakness).state == "done"
    assert client.get(where).content.decode().count("Proof: Seen by Dr. Okafor") == len(steps)
