"""Letters of the demo people: one strong, one neutral, one to ask for, one imported and old."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from outreach.queries.letter import chosen_picks
from outreach.rules.letter_steps import Told
from outreach.services.letter import add_letter, assign_letters
from smartpick.campaign.models import Cycle

ORTHOPEDICS = "Orthopaedic Surgery"


def add_letters(cycle: Cycle, now: datetime) -> None:
    """Of the people of the team, by their names; programs to give the uploaded one to."""
    today = timezone.localdate(now)
    programs = [str(pick.code) for pick in chosen_picks(cycle)[:4]]
    people = {target.name: target for target in cycle.targets.select_related("faculty")}

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    told = {
        "Amara Okafor": Told(
            specialty=ORTHOPEDICS, asked_on=ago(48), answered_on=ago(48), offer="strong_letter",
            words_said="I would be glad to write you a strong one", waived="yes",
            named="how you ran the trauma list", wants="CV, and the abstract once it is in",
            given={"cv": ago(40).isoformat(), "highlights": ago(40).isoformat()},
        ),
        "Mariko Ito": Told(
            kind="research", asked_on=ago(9), answered_on=ago(6), offer="a_letter",
            words_said="I can write you a letter",
        ),
        "Jonas Hale": Told(specialty=ORTHOPEDICS),
        "Robert Novak": Told(
            specialty=ORTHOPEDICS, offer="a_letter", asked_on=ago(500), answered_on=ago(500),
            waived="yes", uploaded_on=ago(430), original_on=ago(430),
        ),
    }  # fmt: skip
    made = {
        name: add_letter(
            target=people[name], told=one, by=cycle.applicant.user, now=now, today=today
        )[0]
        for name, one in told.items()
    }
    pairs = [(str(made["Robert Novak"].code), code) for code in programs[:1]]
    assign_letters(cycle=cycle, programs=programs, pairs=pairs, today=today)
