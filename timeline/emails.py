"""The digest of a week and the mail of a day: plain text, complete by itself, one link each."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from smartpick.outbox.choices import Purpose
from smartpick.outbox.services import Mail
from timeline.choices import ReminderKind, SubjectStyle
from timeline.queries.reminder import Desk, mail_key
from timeline.rules.reminder import DAILY, WEEKLY, Reminder
from timeline.rules.steps import DIGEST
from timeline.rules.words import line_of, subject_of

WHY = {
    (DIGEST, WEEKLY): "you chose one mail a week",
    (DIGEST, DAILY): "you chose one mail a day",
}
WHY_DAY = "one of these has a day of its own: a letter, a meeting, a decision, a late update"
WHY_LATE = "there was a pause, or our mail did not go for a while."


def reminder(desk: Desk, told: Reminder, *, stop: str = "") -> Mail:
    """The one mail of a local day. Its kind is that of its first line: what one press stops."""
    first = told.lines[0].step.item
    return Mail(
        unique_key=mail_key(desk.user, told.on),
        kind=f"{first.kind}_reminders",
        purpose=Purpose.REMINDER,
        to=desk.user.email,
        owner_code=desk.user.code,
        subject_code=told.kind,
        subject=subject(desk, told),
        text=body(desk, told, stop=stop),
    )


def subject(desk: Desk, told: Reminder) -> str:
    first = desk.item(told.lines[0].step.item.key)
    specific = desk.preference.subject_style == SubjectStyle.SPECIFIC
    return subject_of(told, desk.wishes.mode, first=first, specific=specific)


def body(desk: Desk, told: Reminder, *, stop: str = "") -> str:
    lines = [line_of(line, desk.item(line.step.item.key), desk.wishes.zone) for line in told.lines]
    first_kind = ReminderKind(told.lines[0].step.item.kind)
    context = {
        "site": settings.SITE_URL,
        "first_name": (desk.user.name.split() or [""])[0],
        "is_late": told.is_late,
        "why_late": WHY_LATE,
        "lines": [
            {"sentence": line.sentence, "path": reverse("timeline:reminder", args=[line.key])}
            for line in lines
        ],
        "week": reverse("home:week"),
        "because": WHY.get((told.kind, desk.wishes.mode), WHY_DAY),
        "settings": reverse("timeline:reminders"),
        "stop": stop,
        "stop_kind": f"reminders of {first_kind.label.lower()}",
    }
    return render_to_string("timeline/mail/reminder.txt", context)


def sent_now(desk: Desk, told: Reminder, *, now: datetime) -> Mail:
    """The digest of the coming days because somebody pressed for it: it is no reminder."""
    return Mail(
        unique_key=f"digest_now:{desk.user.code}:{now.isoformat(timespec='minutes')}",
        kind="digest_on_request",
        to=desk.user.email,
        owner_code=desk.user.code,
        subject=subject(desk, told),
        text=body(desk, told),
    )


def differences(*, to: str, count: int, kinds: str, day: str) -> Mail:
    """To the operator: numbers alone, nobody's record."""
    context = {"count": count, "kinds": kinds, "day": day, "site": settings.SITE_URL}
    return Mail(
        unique_key=f"reminder_differences:{to}:{day}",
        kind="reminder_differences",
        to=to,
        subject=f"Reminders: {count} did not agree on {day}",
        text=render_to_string("timeline/mail/differences.txt", context),
    )
