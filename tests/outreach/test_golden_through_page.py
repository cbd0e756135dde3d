"""The golden mails once more, typed into the composer of a person whose record says the same."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from autopsy.models.applications import ApplicationFacts
from autopsy.services.direction import choose
from mentors.models import Contact, FacultyRole, Target
from outreach.models import Message
from outreach.services import draft as drafts
from outreach.services.document import add_document
from smartpick.campaign.models import Cycle
from tests.factories import autopsy_of, fill, make_applicant, make_target, plain_pdf
from tests.outreach.golden_mails import CASES, FILE, merged

pytestmark = pytest.mark.django_db
SPECIALTIES = {
    "orthopaedic surgery": "Orthopaedic Surgery",
    "family medicine": "Family Medicine",
    "internal medicine": "Internal Medicine",
}
CAUSES = ("qualification", "coherence", "interview")
COUNTS = (
    ("applied", "programs_applied"), ("received", "interviews_offered"),
    ("attended", "interviews_attended"),
)  # fmt: skip
ROLES = {"CLERKSHIP_DIRECTOR": "clerkship"}
SOAP_DAY = datetime(2026, 3, 17, 16, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Puts the clock of the page on a moment."""

    def put(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return put


def record_as(name):
    """A record made by the services alone that says what the case's context says."""
    told = FILE["contexts"][name]
    person, direction = told["applicant"], told["direction"]
    own = (told["own_institutions"] or [""])[0]
    maya = make_applicant(
        f"{name}@alum.example", name=person["name"], phone=person["cell"],
        school_name=person["school"] or own,
    )  # fmt: skip
    autopsy = autopsy_of(maya)
    primary = SPECIALTIES[direction["primary"][0]]
    backups = {f"backup_{n}": SPECIALTIES[one] for n, one in enumerate(direction["backups"], 1)}
    fill(autopsy, "specialty", graduation_year=person["graduation_year"], match_year=2026,
         match_result="unmatched", primary_specialty=primary, **backups)  # fmt: skip
    numbers = told["numbers"]
    fill(autopsy, "applications", **{field: numbers[name] for name, field in COUNTS})
    fill(autopsy, "exams", exam_series="usmle", step2_score=numbers["step2"])
    causes = dict(zip(CAUSES, told["gaps"], strict=False))
    fill(autopsy, "questions", **{f"own_{cause}": "main" for cause in causes},
         **{f"evidence_{cause}": text for cause, text in causes.items()})  # fmt: skip
    data = {"choice": "same", "target": SPECIALTIES[direction["target"]], "backup": "",
            "second_lane": "", "reason": "", "story": "", "story_experience": "",
            "what_changed": "", "decide_by": None}  # fmt: skip
    choose(cycle=autopsy.cycle, data=data, decided=False, by=maya.user, now=timezone.now())
    Cycle.objects.filter(pk=autopsy.cycle_id).update(track=told["track"])
    for kind in ("cv", "eras"):
        add_document(applicant=maya, cycle=autopsy.cycle, kind=kind, name=f"{kind}.pdf",
                     content=plain_pdf(), by=maya.user, now=timezone.now())  # fmt: skip
    for number, one in enumerate(told["other_targets"]):
        make_target(maya, email=f"other{number}@riverside.example", **one)
    who = told["recipient"]
    return make_target(maya, name=who["name"], institution=who["institution"], why=told["reason"])


def message_as(case, target):
    """The mail of one case: its reader, its files and what is known of the two."""
    told = merged(FILE["contexts"][case["context"]], case["overrides"])
    target = Target.objects.get(pk=target.pk)
    FacultyRole.objects.filter(faculty=target.faculty).delete()
    for role in told["recipient"]["roles"]:
        FacultyRole.objects.create(faculty=target.faculty, role=ROLES.get(role, role.lower()))
    mentor, today = told["mentor"], timezone.localdate()
    first = today - timedelta(days=mentor["days_known"])
    Contact.objects.bulk_create(
        Contact(target=target, kind="clinic_together", on_date=first)
        for _ in range(mentor["seen_count"])
    )
    for name, field in COUNTS:
        if told["numbers"][name] is None:
            ApplicationFacts.objects.filter(autopsy__cycle=target.cycle).update(**{field: None})
    facts = {"first_name_ok": told["recipient"]["first_name_ok"],
             "letter_agreed": mentor.get("letter_agreed", False)}  # fmt: skip
    first_kind = told.get("follows_kind", "")
    follows = first_kind and Message.objects.create(
        target=target, kind=first_kind, state="sent", sent_on=today, subject="S", body="B"
    )
    message = Message.objects.create(
        target=target, kind=case["kind"], facts=facts, follows=follows or None
    )
    drafts.attach_files(message=message, kinds=told["attachments"])
    return message


def checks_on_the_page(client, message, case):
    answer = client.post(
        f"/emails/{message.code}/check/", {"subject": case["subject"], "body": case["body"]},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    checked = answer.context["checked"]
    shown = answer.content.decode()
    assert shown.count(">Fix<") == len(checked.must)
    assert shown.count(">Consider<") == len(checked.consider)
    return {"must_fix": sorted(check.id for check in checked.must),
            "consider": sorted(check.id for check in checked.consider)}  # fmt: skip


@pytest.mark.feature("5.1", "5.2", "5.13", "5.14", "7.13")
@pytest.mark.parametrize("context", FILE["contexts"])
def test_golden_mails_are_checked_the_same_on_the_page(client, at, context):
    call_command("load_reference", verbosity=0)
    day = datetime.fromisoformat(f"{FILE['contexts'][context]['today']}T16:00+00:00")
    at(day)
    target = record_as(context)
    cases = [case for case in CASES if case["context"] == context]

    wrong = []
    for case in cases:
        at(SOAP_DAY if case["overrides"].get("soap_week") else day)
        with transaction.atomic():
            client.force_login(target.cycle.applicant.user)
            found = checks_on_the_page(client, message_as(case, target), case)
            transaction.set_rollback(True)
        if found != case["expected"]:
            wrong.append((case["id"], found, case["expected"]))

    assert wrong == []
    assert len(cases) > 40
