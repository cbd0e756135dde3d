"""What deans say about people: to all applicants of the school, or to one advisee."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from mentors.models.faculty import Endorsement, Faculty, Recommendation
from smartpick.accounts.models import Applicant, User
from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.rules.soap import starts_contact
from smartpick.campaign.services import notify
from smartpick.common.errors import RuleBroken


@transaction.atomic
def endorse(*, person: Faculty, dean: User, sentence: str) -> None:
    """This dean's sentence now; an earlier one of the same dean is kept as it was, not active."""
    if person.school_id is None:
        raise RuleBroken("Only people of the school's list are recommended.")
    person.endorsements.filter(dean=dean, active=True).update(active=False)
    Endorsement.objects.create(
        faculty=person, dean=dean, dean_name=dean.shown_name[:60], sentence=sentence
    )
    _tell_list(person)


@transaction.atomic
def pause_endorsement(*, person: Faculty, dean: User) -> None:
    person.endorsements.filter(dean=dean, active=True).update(active=False)
    _tell_list(person)


def _tell_list(person: Faculty) -> None:
    stands = person.endorsements.filter(active=True).exists()
    Faculty.objects.filter(pk=person.pk).update(recommended=stands, version=F("version") + 1)
    person.refresh_from_db()


def recommend(
    *, person: Faculty, applicant: Applicant, dean: User, sentence: str, now: datetime
) -> Recommendation:
    """'Talk to her': to one advisee, who finds it in the bell and above the directory.

    Raises RuleBroken when it was said before, and in SOAP week for a program's people (T5).
    """
    _refuse_soap(person, applicant, now)
    try:
        with transaction.atomic():
            said = Recommendation.objects.create(
                faculty=person,
                applicant=applicant,
                dean=dean,
                dean_name=dean.shown_name[:60],
                sentence=sentence,
            )
    except IntegrityError:
        raise RuleBroken("You recommended this person to this advisee already.") from None
    notify(
        user=applicant.user,
        kind="faculty",
        text=f"{dean.shown_name} recommends somebody to you.",
        target_name="mentors:directory",
        now=now,
    )
    return said


def _refuse_soap(person: Faculty, applicant: Applicant, now: datetime) -> None:
    cycle = Cycle.objects.filter(applicant=applicant, closed_on__isnull=True).first()
    week = soap_lock(cycle, now) if cycle else None
    if week and starts_contact(
        "dean_write_to", to_roles=[role.role for role in person.roles.all()]
    ):
        raise RuleBroken(week.sentence)


def set_aside(*, said: Recommendation, now: datetime) -> None:
    Recommendation.objects.filter(pk=said.pk, set_aside_at__isnull=True).update(set_aside_at=now)
