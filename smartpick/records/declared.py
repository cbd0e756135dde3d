"""What each table that is no `Owned` says of itself: whose it is, whether it leaves with its
person's export, and what becomes of it when they are erased. `Owned` tables say it themselves.

`checks.py` refuses to start while a table says nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

from smartpick.accounts.models import Applicant, User
from smartpick.campaign.owned import Owned

# Never in an export: what stands for a person at a door, and what only serves the machine.
UNEXPORTED = frozenset(
    "password token_hash search_key last_key twin_key claimed_by lease_until file".split()
)


@dataclass(frozen=True)
class Said:
    """Of one table. `home` is the way to its user, or with `by_code` to their code."""

    home: str
    exported: bool = True
    by_code: str = ""  # "user" or "applicant": the column holds a code, no foreign key
    erased: bool = True
    kept_days: int | None = None
    since: str = "created_at"  # the column that the days count from
    where: dict[str, Any] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()  # columns that do not leave
    why: str = ""


NOBODYS = Said("", exported=False, erased=False, why="nobody's: facts, rights or machinery")
SCHOOLS = Said("", exported=False, erased=False, why="a school's, kept while it is open")

SAID: dict[str, Said] = {
    "accounts.User": Said("pk", hidden=("reach_changed", "is_superuser")),
    "accounts.Applicant": Said("user"),
    "accounts.EmailObjection": Said("user", kept_days=7, since="made_at"),
    "accounts.School": SCHOOLS,
    "accounts.Membership": Said("user", kept_days=1095, since="ended_on"),
    "accounts.Invitation": Said(
        "used_by", kept_days=90, since="expires_at", why="an open one is the school's"
    ),
    "accounts.JoinCode": Said(
        "", exported=False, erased=False, kept_days=90, since="expires_at", why="a school's"
    ),
    "accounts.AdvisingLink": Said("applicant__user"),
    "accounts.ShareGrant": Said("link__applicant__user"),
    "campaign.ViewEntry": Said(
        "subject_code", by_code="applicant", erased=False, why="kept under a code: who looked"
    ),
    "campaign.Notification": Said("user", kept_days=90, since="made_at"),
    "outbox.Intent": Said(
        "owner_code", by_code="user", hidden=("text",), why="its text goes after 90 days, not it"
    ),
    "outbox.Attachment": Said(
        "intent__owner_code", by_code="user", exported=False, why="beside its mail, as a file"
    ),
    "outbox.Attempt": Said("intent__owner_code", by_code="user"),
    "outbox.Suppression": Said(
        "", exported=False, erased=False, why="a hash of an address that said never again"
    ),
    "outbox.MailRoom": NOBODYS,
    "outbox.Pulse": NOBODYS,
    "mentors.Endorsement": Said("", exported=False, erased=False, why="of a school's directory"),
    "mentors.ImportPart": Said(
        "run__private_to__user", exported=False, kept_days=7, why="its rows are exported"
    ),
    "timeline.FeedToken": Said("user"),
    "timeline.FeedEvent": Said("user", exported=False, why="is calendar.ics"),
    "timeline.ReminderPreference": Said("user"),
    "timeline.Snooze": Said("user"),
    "timeline.ToldStep": Said("user"),
    "dean.SavedFilter": Said("user"),
    "dean.Bundle": Said(
        "who", exported=False, hidden=("body",), why="pages of others, gone in a day by their task"
    ),
    "dean.BundlePart": Said("bundle__who", exported=False, why="as its bundle"),
    "dean.CohortTally": SCHOOLS,
    "records.Export": Said("user", exported=False, kept_days=1, why="this file itself"),
    "records.ErasureRequest": Said("user"),
    "records.RetentionRun": Said(
        "", exported=False, erased=False, kept_days=730, since="on_date", why="counts by day"
    ),
    "records.ViewCount": NOBODYS,
    "records.Erased": Said(
        "", exported=False, erased=False, why="the ledger: a code and a day, so that a backup obeys"
    ),
    "admin.LogEntry": Said("user", exported=False, why="an operator's deeds in the admin pages"),
    "account.EmailAddress": Said("user"),
    "account.EmailConfirmation": Said(
        "email_address__user", exported=False, why="a key that opens a door"
    ),
    "mfa.Authenticator": Said("user", hidden=("data",)),
    "usersessions.UserSession": Said("user", hidden=("session_key", "data")),
    "socialaccount.SocialAccount": Said("user", hidden=("extra_data",)),
    "socialaccount.SocialToken": Said(
        "account__user", exported=False, why="a key that opens a door"
    ),
    "socialaccount.SocialApp": NOBODYS,
    "sessions.Session": Said("", exported=False, why="ended with the account, by what they hold"),
}
NOBODYS_APPS = frozenset({"reference", "contenttypes", "auth"})


def said_of(model: type[Model]) -> Said | None:
    if issubclass(model, Owned):
        return Said(
            f"{model.owner_path}__user",
            exported=model.exported,
            kept_days=model.kept_days,
            where=model.exported_where,
        )
    if model._meta.app_label in NOBODYS_APPS:
        return NOBODYS
    return SAID.get(model._meta.label)


def personal() -> Iterator[tuple[type[Model], Said]]:
    """Each table that holds somebody's rows, low floors first."""
    for model in apps.get_models():
        said = said_of(model)
        if said and said.home:
            yield model, said


def dated() -> Iterator[tuple[type[Model], Said]]:
    """Each table whose rows go after so many days, by their own column."""
    for model in apps.get_models():
        said = said_of(model)
        if said and said.kept_days and said.since in {f.name for f in model._meta.fields}:
            yield model, said


def rows_of(user: User, model: type[Model], said: Said) -> "QuerySet[Any]":
    """This person's rows of a table, with what their foreign keys name."""
    rows = model._base_manager.all()
    if said.by_code:
        applicant = Applicant.objects.filter(user=user).first()
        code = user.code if said.by_code == "user" else getattr(applicant, "code", None)
        rows = rows.filter(**{said.home: code}) if code else rows.none()
    else:
        rows = rows.filter(**{said.home: user.pk})
    names = [f.name for f in model._meta.fields if isinstance(f, ForeignKey)]
    rows = rows.select_related(*names) if names else rows
    return rows.order_by("pk")
