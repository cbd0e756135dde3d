"""The people around each member of the cast: a private person with every text a team keeps."""

from django.utils import timezone

from autopsy.models import RepairPlan
from mentors.services import meetings, promises, stages, targets
from tests.factories import make_faculty

# The address names that speak of a row of Maya's.
CODED = (
    "home:person", "mentors:facts", "mentors:choose", "mentors:set-state", "mentors:edit-choice",
    "mentors:move-stage", "mentors:undo-move", "mentors:seat", "mentors:edge",
    "mentors:from-edge", "mentors:rhythm", "mentors:log-contact", "mentors:add-promise",
    "mentors:add-concern", "mentors:summary-for", "mentors:remove-contact",
    "mentors:move-promise", "mentors:deliver", "mentors:reopen-promise",
    "mentors:remove-concern", "mentors:remove-action", "mentors:remove-opinion",
    "mentors:meeting-ics", "mentors:reopen-meeting", "mentors:call-off", "mentors:kit",
    "mentors:kit-pdf", "mentors:meeting",
    "mentors:notes", "mentors:made",
)  # fmt: skip


def codes_of_people(applicant):
    cycle = applicant.cycles.get(closed_on=None)
    target = cycle.targets.get()
    meeting = target.meetings.first().code
    rows = {
        "mentors:remove-contact": target.contacts.first().code,
        "mentors:move-promise": target.commitments.first().code,
        "mentors:deliver": target.commitments.first().code,
        "mentors:reopen-promise": target.commitments.first().code,
        "mentors:remove-concern": target.concerns.first().code,
        "mentors:remove-action": cycle.tasks.filter(origin_code=meeting).first().code,
        "mentors:remove-opinion": target.opinions.first().code,
    }
    meetings = {
        "meeting",
        "kit-pdf",
        "meeting-ics",
        "reopen-meeting",
        "call-off",
        "kit",
        "notes",
        "made",
    }
    rows |= dict.fromkeys((f"mentors:{name}" for name in meetings), meeting)
    # Nothing private stands in the entry's own code: all of a person is asked by it.
    return {name: rows.get(name, target.faculty.code) for name in CODED}


def add_people(applicant, c):
    """A private person with every text that the team keeps."""
    cycle, user = applicant.cycles.get(closed_on=None), applicant.user
    now = timezone.now()
    today = now.date()
    faculty = make_faculty(
        c("faculty"), specialty="Family Medicine", private_to=applicant, institution=c("place")
    )
    target = targets.open_target(cycle=cycle, faculty=faculty, why=c("why"), by=user, now=now)
    targets.set_facts(
        applicant=applicant, faculty=faculty, values={"knows_pds": c("knows")}, source=c("source")
    )
    stages.take_seat(target=target, seat="core", by=user, now=now)
    targets.record_contact(
        target=target, kind="call", on_date=today, now=now, today=today, note=c("contact")
    )
    data = {"at": now, "place": c("room"), "is_exploratory": True, "lane": c("lane")}
    meeting = meetings.plan_meeting(target=target, data=data, by=user, now=now)
    meetings.choose_questions(meeting=meeting, questions=["path"], own=c("question"))
    notes = {"said": c("said"), "priorities": [c("heard")], "avoid": [c("shun")],
             "offers": c("offers"), "people": c("others"), "realism": "with_changes",
             "reason": c("because"), "update_allowed": "yes", "weeks": 6}  # fmt: skip
    made = meetings.hold_meeting(meeting=meeting, held_on=today, notes=notes,
                                 agreed={"introduction": c("introduce")}, by=user,
                                 now=now)  # fmt: skip
    meetings.turn_advice_into_tasks(advice=made.advice, held_on=today, now=now)
    promises.promise(
        target=target, by="me", what=c("promise"), made_on=today, due_on=today, now=now
    )
    promises.note_concern(target=target, kind="fantasy_plan", on_date=today, today=today,
                          note=c("concern"))  # fmt: skip
    promises.record_opinion(
        target=target, specialty=c("field"), senior_role="pd", realism="realistic", on_date=today,
        today=today, tier=c("tier"), regions=c("regions"), reason=c("opinion"),
    )  # fmt: skip
    stages.move_stage(target=target, goal="advisor", evidence="own_judgement", note=c("moved"),
                      on_date=today, by=user, now=now)  # fmt: skip
    plan = RepairPlan.objects.get(cycle=cycle)
    promises.attach_helper(plan=plan, target=target, sentence=c("sentence"))
