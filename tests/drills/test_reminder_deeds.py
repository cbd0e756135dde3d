"""R16: after any deed, what the sweep keeps in mind is what would be worked out from scratch."""

import contextlib
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from mentors.models import StageMove
from mentors.services import meetings, stages, targets
from mentors.services.promises import promise
from mentors.services.stages import set_rhythm
from mentors.services.targets import record_contact, remove_contact
from outreach.services import answer as answers
from outreach.services import draft as drafts
from outreach.services import send as sending
from smartpick.accounts.services import profile
from smartpick.campaign.models import Cycle, Task
from smartpick.campaign.services import (
    add_task,
    answer_in_match,
    finish_task,
    move_task,
    reopen_task,
    skip_task,
)
from smartpick.common.errors import RuleBroken
from tests.drills.reminder_people import choose_daily, mentor_of, person, task_of
from tests.drills.reminder_year import (
    ZONES,
)
from timeline.models import PlanItem
from timeline.queries.reminder import local_day, read_desk
from timeline.services import items, reminders
from timeline.services.compare import compare_reminders
from timeline.services.plan import build_plan, replan, switch_track
from timeline.services.sweep import sweep_reminders

MINUTE = timedelta(minutes=1)


def _forgetful(task, now):
    """The planted service: it changes a date and says nothing."""
    Task.objects.filter(pk=task.pk).update(due_on=now.date() + timedelta(days=1))


def _moved_zone(who, rng, now):
    data = dict.fromkeys(profile.FIELDS, "") | {"theme": "", "paper": "letter"}
    profile.save(user=who.user, data=data | {"time_zone": rng.choice(ZONES)})


def _chose(who, rng, now):
    pause = now.date() + timedelta(days=rng.randint(0, 5))
    paused = rng.random() < 0.3
    reminders.save_preference(
        user=who.user, mode=rng.choice(("weekly", "daily", "deadlines", "never")),
        weekday=rng.randint(0, 6), hour=rng.randint(8, 17),
        pause_from=pause if paused else None, pause_until=pause if paused else None,
        stopped=rng.sample(["task", "window"], rng.randint(0, 1)), subject_style="neutral", now=now,
    )  # fmt: skip


def _forget_contact(target, now):
    """All but the meeting that the rhythm rests on."""
    contact = target.contacts.exclude(kind="meeting_held").last()
    if contact:
        remove_contact(contact=contact, now=now)


def deeds_of(who, rng, now):
    """Every service that can change a reminder, on this person's things."""
    cycle = who.cycles.get(closed_on=None)
    task = rng.choice(list(cycle.tasks.all()))
    target = cycle.targets.get()
    today = local_day(who.user, now)
    ahead = today + timedelta(days=rng.randint(1, 20))
    key = f"task-{task.code}"
    return {
        **deeds_of_the_year(cycle, rng, today, now),
        **deeds_of_a_meeting(target, rng, today, now),
        **deeds_of_a_mentor(target, who.user, rng, today, now),
        **deeds_of_a_mail(target, rng, today, now),
        "add": lambda: add_task(cycle=cycle, title="New", due_on=ahead, now=now),
        "move": lambda: move_task(task=task, due_on=ahead, now=now),
        "finish": lambda: finish_task(task=task, now=now),
        "skip": lambda: skip_task(task=task, because="", now=now),
        "reopen": lambda: reopen_task(task=task, now=now),
        "snooze": lambda: reminders.snooze(user=who.user, item_key=key, until=ahead, now=now),
        "unsnooze": lambda: reminders.end_snooze(user=who.user, item_key=key, now=now),
        "stop": lambda: reminders.stop_kind(user=who.user, kind="window", now=now),
        "choose": lambda: _chose(who, rng, now),
        "zone": lambda: _moved_zone(who, rng, now),
        "contact": lambda: record_contact(
            target=target, kind="reply_received", on_date=today, today=today, now=now
        ),
        "forget": lambda: _forget_contact(target, now),
        "promise": lambda: promise(
            target=target, by="me", what="A draft", made_on=today, due_on=ahead, now=now
        ),
        "rhythm": lambda: set_rhythm(
            mentorship=target.mentorship,
            is_off=rng.random() < 0.2,
            due_weeks=None,
            late_weeks=None,
            away_from=today,
            away_until=ahead,
            now=now,
        ),
    }


def deeds_of_the_year(cycle, rng, today, now):
    item = rng.choice(list(PlanItem.objects.filter(cycle=cycle, starts_on__isnull=False)))
    first = today + timedelta(days=rng.randint(0, 30))
    last = first + timedelta(days=rng.randint(0, 40))
    track = rng.choice(("short", "long", "undecided"))
    return {
        "move item": lambda: items.move_item(item=item, starts_on=first, ends_on=last, now=now),
        "unmove item": lambda: items.undo_move(item=item, now=now),
        "finish item": lambda: items.finish_item(item=item, done_on=today, now=now),
        "skip item": lambda: items.skip_item(item=item, because="", today=today, now=now),
        "take back": lambda: items.take_back(item=item, now=now),
        "track": lambda: switch_track(cycle=cycle, track=track, today=today, now=now),
        "replan": lambda: replan(cycle=cycle, now=now),
        "in match": lambda: answer_in_match(
            cycle=cycle, answer=rng.choice(("yes", "no", "unknown")), now=now
        ),
    }


def deeds_of_a_meeting(target, rng, today, now):
    at = now + timedelta(hours=rng.randint(20, 400))
    data = {"at": at, "zone": "America/New_York", "minutes": 30, "place": "Zoom"}
    by = target.cycle.applicant.user
    deeds = {
        "plan meeting": lambda: meetings.plan_meeting(target=target, data=data, by=by, now=now)
    }
    meeting = target.meetings.order_by("?").first()
    if meeting is None:
        return deeds
    called_off = rng.choice(("cancelled", "no_show"))
    return deeds | {
        "move meeting": lambda: meetings.change_meeting(
            meeting=meeting, data=data, moved_by="me", today=today, now=now
        ),
        "call off": lambda: meetings.call_off(
            meeting=meeting, kind=called_off, by="them", today=today, now=now
        ),
        "reopen meeting": lambda: meetings.reopen_meeting(meeting=meeting, now=now),
        "hold meeting": lambda: meetings.hold_meeting(
            meeting=meeting, held_on=today, notes={"said": "Write", "update_allowed": "yes",
            "weeks": rng.choice((4, 6, 8))}, agreed={"read": "my page"}, by=by, now=now,
        ),
    }  # fmt: skip


def deeds_of_a_mentor(target, by, rng, today, now):
    held = {"target": target, "by": by, "now": now}
    goal = rng.choice(("contacted", "advisor", "sponsor_in_training", "sponsor"))
    last = StageMove.objects.filter(target=target).first()
    deeds = {
        "stage": lambda: stages.move_stage(
            goal=goal, evidence="own_judgement", note="", on_date=today, **held
        ),
        "seat": lambda: stages.take_seat(seat=rng.choice(("core", "process", "")), **held),
        "edge": lambda: stages.move_to_edge(**held),
        "back from edge": lambda: stages.back_from_edge(**held),
        "set aside": lambda: targets.set_aside(target=target, now=now),
        "on the list": lambda: targets.reopen(target=target, now=now),
    }
    return deeds | ({"undo stage": lambda: stages.undo_move(move=last, now=now)} if last else {})


def deeds_of_a_mail(target, rng, today, now):
    mail = target.messages.order_by("?").first()
    kind = rng.choice(("first", "update", "thanks_recap", "letter_ask"))
    deeds = {"write": lambda: drafts.begin(target=target, kind=kind, now=now)}
    if mail is None:
        return deeds
    reply = {"answer": rng.choice(("replied", "meeting", "declined")), "text": ""}
    return deeds | {
        "mark sent": lambda: sending.mark_sent(message=mail, on_date=today, now=now, today=today),
        "not sent": lambda: sending.not_sent(message=mail, now=now, today=today),
        "answer": lambda: answers.record_answer(
            message=mail, on_date=today, now=now, today=today, **reply
        ),
        "forget answer": lambda: answers.forget_answer(message=mail, now=now),
        "wait": lambda: answers.wait_for(message=mail, days=rng.choice((10, 14, None)), now=now),
        "follow up": lambda: drafts.begin(target=target, kind="follow_up", now=now, follows=mail),
    }


@pytest.mark.drill("R16")
@pytest.mark.feature("X32")
def test_after_any_service_the_cache_is_what_would_be_worked_out(db, size, told):
    rng = random.Random(16)  # noqa: S311 - the same
    who = person(1, "America/New_York")
    task_of(who, date(2026, 11, 30))
    mentor_of(who, "pd", "Rivera", met_on=date(2026, 10, 12))
    Cycle.objects.filter(applicant=who).update(failed_year=2026, track="long")
    now, done, named = datetime(2026, 11, 20, 15, tzinfo=UTC), Counter(), set()
    build_plan(cycle=who.cycles.get(), today=now.date(), now=now)
    for _ in range(size(60, 2000)):
        deeds = deeds_of(who, rng, now)
        name = rng.choice(list(deeds))
        named |= set(deeds)
        with contextlib.suppress(RuleBroken):
            deeds[name]()
            done[name] += 1
        sweep_reminders(now=now)
        sweep_reminders(now=now)
        cycle = Cycle.objects.select_related("applicant__user", "applicant__school").get(
            applicant=who
        )
        assert cycle.next_reminder_at == read_desk(cycle, now=now).next_look(now)
        now += timedelta(minutes=rng.randint(1, 600))
    sweep_reminders(now=now)
    assert compare_reminders(now=now) == 0
    with told.control("with a service that forgets its mark"):
        other = person(2, "America/New_York")
        choose_daily(other)
        task = task_of(other, now.date() + timedelta(days=90))
        sweep_reminders(now=now)
        _forgetful(task, now)
        assert compare_reminders(now=now + 20 * MINUTE) == 0
    told.figure(f"{done.total()} deeds of {len(done)} services: 0 differences")
    assert size(named, set(done)) == named
