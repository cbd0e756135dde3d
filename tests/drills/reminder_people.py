"""People with dated things, as the drills of reminders need them."""

from datetime import UTC, date, datetime

from mentors.models import Contact, Faculty, FacultyRole, Mentorship, Target
from smartpick.campaign.models import Task
from smartpick.campaign.services import (
    add_task,
    mark_dates_changed,
)
from smartpick.outbox.models import Intent
from tests.factories import make_applicant
from timeline.services import reminders

LONG_AGO = datetime(2026, 3, 20, 12, tzinfo=UTC)


def person(number, zone, **task):
    who = make_applicant(f"p{number}@alum.example", name=f"Person {number}")
    who.user.time_zone = zone
    who.user.save(update_fields=["time_zone"])
    return who


def task_of(who, day, title="Read the draft"):
    cycle = who.cycles.get(closed_on=None)
    made = add_task(cycle=cycle, title=title, due_on=day, now=LONG_AGO)
    Task.objects.filter(pk=made.pk).update(created_at=LONG_AGO)
    return made


def reminders_of(who):
    return Intent.objects.filter(purpose="reminder", owner_code=who.user.code)


def choose_daily(who, now=LONG_AGO):
    reminders.save_preference(
        user=who.user, mode="daily", weekday=0, hour=8, pause_from=None, pause_until=None,
        stopped=[], subject_style="neutral", now=now,
    )  # fmt: skip


def mentor_of(who, role, name, met_on=date(2027, 2, 1)):
    """Somebody who was met; on 1 February 2027 their update is due on 15 March."""
    cycle = who.cycles.get(closed_on=None)
    faculty = Faculty.objects.create(private_to=who, name=name, last_key=name.lower())
    FacultyRole.objects.create(faculty=faculty, role=role)
    target = Target.objects.create(cycle=cycle, faculty=faculty, snapshot_name=name)
    Mentorship.objects.create(target=target, stage_since=met_on)
    Contact.objects.create(target=target, on_date=met_on, kind="meeting_held")
    mark_dates_changed(cycle=cycle, now=LONG_AGO)
