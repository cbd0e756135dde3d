"""The people around the first demo applicant: invented faculty, and a year of meeting them."""

from datetime import date, datetime, timedelta

from mentors.choices import ContactKind, MoveEvidence, Role, Seat, Side
from mentors.models import Faculty, Target
from mentors.owner import Owner
from mentors.services import meetings, promises, stages, targets
from mentors.services.advice import endorse
from mentors.services.faculty import add_person
from smartpick.accounts.models import School, User
from smartpick.campaign.models import Cycle

ORTHOPEDICS = "Orthopaedic Surgery"
HOSPITAL = "Riverside School of Medicine (invented)"
# name, role, specialty, institution, endorsed by the dean in these words
FACULTY = (
    ("Amara Okafor", Role.PD, ORTHOPEDICS, HOSPITAL,
     "She has taken two re-applicants seriously and said so in writing."),
    ("Jonas Hale", Role.APD, ORTHOPEDICS, "Lakeside Medical Center (invented)", ""),
    ("Mariko Ito", Role.RESEARCH, ORTHOPEDICS, HOSPITAL, ""),
    ("Stefan Lindqvist", Role.CLERKSHIP, "Surgery", HOSPITAL, ""),
    ("Ruth Adeyemi", Role.STUDENT_AFFAIRS, "", HOSPITAL,
     "Knows how programs read a second application."),
    ("Robert Novak", Role.OTHER, ORTHOPEDICS, HOSPITAL, ""),
    ("Sofia Birk", Role.SUB_I, ORTHOPEDICS, "Hillcrest Hospital (invented)",
     "Answers within a week and names what she would change."),
    ("Tom\u00e1s Reyes", Role.CHAIR, ORTHOPEDICS, "Bayview University (invented)", ""),
    ("Helen Brandt", Role.GME, "", HOSPITAL, "Finds gap-year roles that are really open."),
)  # fmt: skip


def school_faculty(school: School, dean: User, today: date) -> dict[str, Faculty]:
    """The school's entries, made once."""
    found = {}
    for name, role, specialty, place, sentence in FACULTY:
        person = Faculty.objects.filter(school=school, name=name).first()
        if person is None:
            facts = {"name": name, "specialty": specialty, "institution": place}
            person = add_person(
                owner=Owner(school=school), facts=facts, roles=[(role, specialty)], today=today
            )
            if sentence:
                endorse(person=person, dean=dean, sentence=sentence)
        found[name] = person
    return found


def build_team(cycle: Cycle, school: School, dean: User, now: datetime) -> None:
    """Two mentors, one of them stalled work; two targets; one at the edge; one to meet."""
    by, today = cycle.applicant.user, now.date()
    people = school_faculty(school, dean, today)
    chosen = {
        name: targets.open_target(cycle=cycle, faculty=people[name], why=why, by=by, now=now)
        for name, why in (
            ("Amara Okafor", "Runs the program I rotated in; our dean recommends her."),
            ("Jonas Hale", "Spoke about re-applicants at the residents' day."),
            ("Mariko Ito", "Has a fracture registry that needs a first author."),
            ("Ruth Adeyemi", "Knows how the process reads me."),
            ("Robert Novak", "Advised me before the Match."),
        )
    }
    targets.set_facts(
        applicant=cycle.applicant, faculty=people["Amara Okafor"],
        values={"saw_clinically": "yes", "knows_pds": "T. Reyes, M. Berg"}, source="my rotation",
    )  # fmt: skip
    targets.set_facts(
        applicant=cycle.applicant, faculty=people["Mariko Ito"], values={"has_project": "yes"}
    )
    _mentors(chosen, by, today, now)
    _to_meet(chosen["Jonas Hale"], by, now)


def _mentors(chosen: dict[str, Target], by: User, today: date, now: datetime) -> None:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    okafor, adeyemi, novak = (
        chosen[name] for name in ("Amara Okafor", "Ruth Adeyemi", "Robert Novak")
    )
    meeting = meetings.plan_meeting(
        target=okafor, by=by, now=now,
        data={"at": now - timedelta(days=48), "place": "Video call", "minutes": 25},
    )  # fmt: skip
    made = meetings.hold_meeting(
        meeting=meeting, held_on=ago(48), agreed={"introduction": "Introduce me to Dr. Reyes"},
        by=by, now=now,
        notes={
            "said": "One paper and two letters by June would change how the file reads.",
            "priorities": ["Paper with Dr. Ito", "Two letters by June"],
            "avoid": ["Applying to one region"], "realism": "with_changes",
            "reason": "Needs a paper and two letters.", "saw_numbers": "yes", "specific": "yes",
            "update_allowed": "yes", "weeks": 6,
        },
    )  # fmt: skip
    meetings.turn_advice_into_tasks(advice=made.advice, held_on=ago(20), now=now)
    promises.promise(target=okafor, by=Side.ME, what="Abstract draft", made_on=ago(48),
                     due_on=ago(1), now=now)  # fmt: skip
    targets.record_contact(target=okafor, kind=ContactKind.REPLY, on_date=ago(35), now=now,
                           today=today, note="Good plan. Send me the draft.")  # fmt: skip
    stages.move_stage(target=okafor, goal="advisor", evidence=MoveEvidence.MEETING, note="",
                      on_date=ago(48), by=by, now=now)  # fmt: skip
    stages.take_seat(target=okafor, seat=Seat.CORE, by=by, now=now)
    promises.record_opinion(
        target=okafor, specialty=ORTHOPEDICS, senior_role="pd", realism="with_changes",
        on_date=ago(48), today=today, saw_numbers="yes", reason="Needs a paper and two letters.",
        tier="Community and mid-size programs", regions="Pacific, Mountain",
    )  # fmt: skip
    for target, kind in ((adeyemi, ContactKind.MEETING), (novak, ContactKind.CALL)):
        targets.record_contact(target=target, kind=kind, on_date=ago(30), now=now, today=today)
    stages.take_seat(target=adeyemi, seat=Seat.PROCESS, by=by, now=now)
    stages.move_stage(target=novak, goal="advisor", evidence=MoveEvidence.JUDGEMENT, note="",
                      on_date=ago(200), by=by, now=now)  # fmt: skip
    targets.edit_target(target=novak, why=novak.why, advised_before=True, saw_numbers_then=False,
                        challenged_then=False)  # fmt: skip
    promises.note_concern(target=novak, kind="vague_reassurance", on_date=ago(30), today=today)
    stages.move_to_edge(target=novak, by=by, now=now)


def _to_meet(target: Target, by: User, now: datetime) -> None:
    at = (now + timedelta(days=7)).replace(hour=16, minute=0, second=0, microsecond=0)
    data = {"at": at, "place": "Video call", "minutes": 25}
    meetings.plan_meeting(target=target, data=data, by=by, now=now)
