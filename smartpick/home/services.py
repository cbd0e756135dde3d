"""The visitor's trial and the first page: deeds that join floors."""

from datetime import datetime

from django.db import transaction

from autopsy.models import MatchAutopsy
from autopsy.queries.sections import read_section, section_states
from autopsy.services.sections import save_section, start_autopsy
from smartpick.accounts.models import Applicant, User
from smartpick.campaign.choices import Verb
from smartpick.campaign.services import note_activity, open_cycle


def open_record(*, user: User, now: datetime) -> MatchAutopsy:
    """The person's applicant row, open cycle and autopsy; made when they are not there yet."""
    with transaction.atomic():
        applicant, _ = Applicant.objects.get_or_create(user=user)
        cycle = open_cycle(applicant=applicant, now=now)
        return start_autopsy(cycle=cycle, today=now.date())


def held_record(user: User) -> MatchAutopsy | None:
    """The autopsy of the open cycle with what 'This week' reads of both; nothing is made."""
    found = MatchAutopsy.objects.changeable_by(user)
    return found.select_related(
        "cycle__applicant__user", "cycle__applicant__school", "cycle__plan"
    ).first()


def own_record(*, user: User, now: datetime) -> MatchAutopsy:
    """As `open_record`, in one statement for somebody whose record is there."""
    return held_record(user) or open_record(user=user, now=now)


@transaction.atomic
def adopt_trial(*, trial: User, user: User, sections: list[str], now: datetime) -> list[str]:
    """Copies the chosen trial sections into the account, only where it is empty; nothing is
    overwritten. Returns those taken. The trial itself stays until its seven days are over."""
    source = MatchAutopsy.objects.filter(cycle__applicant__user=trial).first()
    target = open_record(user=user, now=now)
    if source is None:
        return []
    states, held = section_states(source), section_states(target)
    taken = []
    for section in sections:
        if section not in states or section in held:
            continue
        save_section(
            autopsy=target,
            section=section,
            values=read_section(source, section),
            expected_version=0,
            by=user,
            now=now,
            state=states[section].state,
        )
        taken.append(section)
    if taken:
        note_activity(cycle=target.cycle, verb=Verb.CLAIMED, noun="trial answers", by=user, now=now)
    return taken
