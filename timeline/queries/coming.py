"""Every mail of the coming twelve months, before it exists: the sweep's own rules, run ahead."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from smartpick.accounts.models import User
from smartpick.campaign.models import Cycle
from smartpick.common.dated import DatedItem
from timeline.queries.reminder import Desk, read_desk
from timeline.rules.reminder import NEVER, Reminder, coming, first_day
from timeline.rules.steps import DIGEST
from timeline.rules.words import clock_words, line_of

YEAR_DAYS = 365


@dataclass(frozen=True)
class ComingMail:
    on: date
    at: str  # in the person's own zone
    noun: str
    lines: tuple[str, ...]


def coming_of(user: User, now: datetime) -> list[ComingMail]:
    """The same by the person alone, for a page that shows nothing else of their plan."""
    cycle = (
        Cycle.objects.belonging_to(user)
        .filter(closed_on__isnull=True)
        .select_related("applicant__user", "applicant__school")
        .first()
    )
    return coming_mails(read_desk(cycle, now=now), now) if cycle else []


def coming_mails(desk: Desk, now: datetime) -> list[ComingMail]:
    return [_shown(desk, mail) for mail in _ahead(desk, now)]


def next_mail(desk: Desk, now: datetime) -> ComingMail | None:
    found = next(iter(_ahead(desk, now)), None)
    return _shown(desk, found) if found else None


def _ahead(desk: Desk, now: datetime) -> list[Reminder]:
    if not desk.can_be_mailed or desk.wishes.mode == NEVER:
        return []
    first = first_day(now, desk.wishes, desk.mailed_on)
    last = first + timedelta(days=YEAR_DAYS)
    return list(
        coming(
            first, last, desk.dated, desk.told, desk.wishes, soap=desk.soap, doubtful=desk.doubtful
        )
    )


def _shown(desk: Desk, mail: Reminder) -> ComingMail:
    zone = desk.wishes.zone
    lines = tuple(
        line_of(line, desk.item(line.step.item.key), zone).sentence for line in mail.lines
    )
    noun = "Digest" if mail.kind == DIGEST else "Day mail"
    return ComingMail(mail.on, clock_words(mail.at.astimezone(ZoneInfo(zone))), noun, lines)


def in_the_pause(desk: Desk) -> list[DatedItem]:
    """What has its date while nothing is mailed: it stays in the app."""
    return [item for item in desk.items if desk.wishes.is_paused(item.on)]
