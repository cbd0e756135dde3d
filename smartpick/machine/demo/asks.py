"""Programs, asks and program contacts of the first demo applicant: one of each state."""

from datetime import datetime, timedelta

from django.utils import timezone

from mentors.models import Target
from mentors.owner import Owner
from outreach.choices import AskLevel
from outreach.rules.letter_steps import Told
from outreach.services.asks import FIELDS, count_on, record_ask
from outreach.services.contacts import name_contact
from outreach.services.letter import add_letter
from smartpick.campaign.models import Cycle
from smartpick.picks.choices import Tier
from smartpick.picks.models import ProgramPick
from smartpick.picks.services.programs import add_program, pick_program, set_tier

ORTHOPEDICS = "Orthopaedic Surgery"
# name, state, band, who knows somebody there, why it fits
PROGRAMS = (
    ("Lakeside orthopedics (invented)", "OH", Tier.REALISTIC, "Amara Okafor",
     "Took two re-applicants; reads the whole file"),
    ("North-Valley orthopedics (invented)", "OH", Tier.REALISTIC, "Jonas Hale", "Near home"),
    ("Bayview orthopedics (invented)", "CA", Tier.REACH, "Amara Okafor", "Trauma outcomes work"),
    ("Hillcrest orthopedics (invented)", "OR", Tier.REALISTIC, "", "Community, letters read first"),
    ("Summit orthopedics (invented)", "CO", Tier.LIKELY, "Mariko Ito", "Fracture registry partner"),
    ("Eastgate orthopedics (invented)", "PA", Tier.REALISTIC, "", "No graduation-year rule"),
)  # fmt: skip


def ask_around(cycle: Cycle, now: datetime) -> None:
    people = {target.name: target for target in Target.objects.filter(cycle=cycle)}
    picks = _programs(cycle, people, now)
    okafor, ito = people["Amara Okafor"], people["Mariko Ito"]
    ago = timezone.localdate(now) - timedelta(days=21)
    ready = any(letter.answered_on for letter in okafor.letters.all())
    if not ready:
        told = Told(asked_on=ago, answered_on=ago, offer="strong_letter", specifics=True,
                    named="the trauma clinic", words_said="A strong letter, gladly.")  # fmt: skip
        add_letter(target=okafor, told=told, by=None, now=now, today=timezone.localdate(now))
    _record(okafor, AskLevel.REFERENCE, now, said_on=ago, answer="yes",
            answered_on=ago + timedelta(days=1), words="They may ring my office.", route="phone",
            until=ago + timedelta(days=500), scope="any")  # fmt: skip
    count_on(target=ito, level=AskLevel.LETTER, counted=True, by=None, now=now)
    for name, who in (("Lakeside", okafor), ("Bayview", okafor), ("Summit", ito),
                      ("Hillcrest", None)):  # fmt: skip
        name_contact(pick=picks[name], target=who, now=now)


def _record(target: Target, level: AskLevel, now: datetime, **data: object) -> None:
    empty = {"words": "", "scope": "", "route": "", "until": None} | dict.fromkeys(FIELDS[:3])
    record_ask(target=target, level=level, data=empty | data, expected_version=0, by=None, now=now)


def _programs(cycle: Cycle, people: dict[str, Target], now: datetime) -> dict[str, ProgramPick]:
    found = {}
    for name, state, tier, who, why in PROGRAMS:
        facts = {"name": name, "state": state, "specialty": ORTHOPEDICS, "source": "Invented"}
        program = add_program(owner=Owner(applicant=cycle.applicant), facts=facts)
        pick = pick_program(cycle=cycle, program=program)
        set_tier(pick=pick, tier=tier, source="Dr. Okafor", today=timezone.localdate(now))
        pick.why, pick.knows = why, people.get(who)
        pick.save(update_fields=["why", "knows"])
        found[name.split()[0]] = pick
    return found
