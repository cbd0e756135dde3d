"""A few months of the demo people's year: the plan, actions, the logbook, the three texts."""

from datetime import datetime, timedelta

from autopsy.models import MatchAutopsy
from smartpick.campaign import services
from smartpick.campaign.choices import Lever, ProgressKind
from timeline.models import PlanItem
from timeline.services.items import finish_item, read_joining
from timeline.services.plan import build_plan
from timeline.services.roles import FIELDS, keep_role

ACTIONS = (
    ("Send the methods section to Dr. Ito", Lever.UPGRADES, 3, "She reads on Fridays."),
    ("Ask for one clinic day a week", Lever.ADVOCATES, 9, "A letter needs somebody who saw me."),
    ("Read two case reports of the journal", Lever.LUXURY, None, ""),
    ("Rewrite the first paragraph of the statement", Lever.NARRATIVE, 20, ""),
)
LEDGER = (
    (ProgressKind.ABSTRACT, "Abstract on trauma outcomes submitted", 12, "Confirmation mail",
     "Dr. Ito"),
    (ProgressKind.CLINICAL_BLOCK, "Two weeks in the trauma clinic", 30, "Schedule", "Dr. Hale"),
    (ProgressKind.LETTER_AGREED, "Dr. Hale agreed to write", 6, "His words in my notes",
     "Dr. Hale"),
)  # fmt: skip
TEXTS = {
    "went_wrong": "I applied to one tier in one region, with no letter from the specialty.",
    "changed": "A trauma outcomes abstract is submitted, and a surgeon who saw me for two weeks "
    "agreed to write.",
    "safer_now": "Programs can see the work, ask the people, and read a list that fits.",
}
EMPTY_ROLE = dict.fromkeys(FIELDS, "") | {"starts_on": None, "ends_on": None}
ROLES = (
    {"title": "Trauma research fellow", "kind": "research", "leadership": "yes",
     "leadership_proof": "Weekly with Dr. Ito", "deliverables": "yes",
     "deliverables_proof": "Abstract by December, paper by May", "clinical_visibility": "no",
     "eras_title": "yes", "letter_writers": "yes", "earlier_holders": "partly",
     "earlier_holders_said": "Two of three are residents"},
    {"title": "Scribe, Mercy ED", "kind": "scribe", "leadership": "no", "deliverables": "no",
     "clinical_visibility": "yes", "eras_title": "no"},
)  # fmt: skip
BEGAN_DAYS = 90  # they joined three months ago


def live_a_year(autopsy: MatchAutopsy, now: datetime) -> None:
    cycle, today = autopsy.cycle, now.date()
    cycle.refresh_from_db()
    began = today - timedelta(days=BEGAN_DAYS)
    plan = build_plan(cycle=cycle, today=began, now=now)
    if plan is None:
        return
    read_joining(plan=plan, today=began)
    for key in ("PL-01", "PL-02"):
        item = PlanItem.objects.get(cycle=cycle, template_key=key)
        finish_item(item=item, done_on=began + timedelta(days=20), now=now)
    for title, lever, days, why in ACTIONS:
        due = today + timedelta(days=days) if days else None
        services.add_task(cycle=cycle, title=title, lever=lever, due_on=due, why=why, now=now)
    done = services.add_task(cycle=cycle, title="Draft the abstract", lever=Lever.UPGRADES, now=now)
    services.finish_task(task=done, now=now)
    facts = [
        str(services.record_progress(
            cycle=cycle, kind=kind, title=title, done_on=today - timedelta(days=ago), today=today,
            shown_by=shown, with_whom=person,
        ).code)
        for kind, title, ago, shown, person in LEDGER
    ]  # fmt: skip
    services.save_narrative(cycle=cycle, texts=TEXTS, facts=facts[:2], now=now)
    for told in ROLES:
        keep_role(cycle=cycle, role=None, data=EMPTY_ROLE | told, expected_version=0, now=now)
