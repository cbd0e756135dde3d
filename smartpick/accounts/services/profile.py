"""What a person says of themselves, once, for every page that prints it."""

from typing import Any

from django.db import transaction

from smartpick.accounts.models import Applicant, User

FIELDS = ("print_name", "degree", "school_name", "phone", "aamc_id", "paper")


def read(user: User) -> dict[str, Any]:
    values: dict[str, Any] = {"theme": user.theme, "time_zone": user.time_zone}
    person = Applicant.objects.filter(user=user).first()
    if person is None:
        return values | {"print_name": user.name}
    return values | {name: getattr(person, name) for name in FIELDS}


@transaction.atomic
def save(*, user: User, data: dict[str, Any]) -> None:
    """Another zone is marked, so that the reminders follow it."""
    if data["time_zone"] != user.time_zone:
        user.reach_changed = True
    user.name = data["print_name"]
    user.theme = data["theme"] or user.theme
    user.time_zone = data["time_zone"]
    user.save(update_fields=["name", "theme", "time_zone", "reach_changed"])
    person = Applicant.objects.filter(user=user).first()
    if person is None:
        return
    for name in FIELDS:
        setattr(person, name, data[name])
    person.save(update_fields=[*FIELDS, "updated_at"])


@transaction.atomic
def save_start(*, applicant: Applicant, print_name: str, school_name: str) -> None:
    """The first page's two lines; an empty one changes nothing. A proved school stays."""
    applicant.print_name = print_name or applicant.print_name
    if applicant.school_id is None:
        applicant.school_name = school_name or applicant.school_name
    applicant.save(update_fields=["print_name", "school_name", "updated_at"])
    if print_name and not applicant.user.name:
        applicant.user.name = print_name
        applicant.user.save(update_fields=["name"])
