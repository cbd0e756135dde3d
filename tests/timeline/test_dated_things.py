"""What lower floors hand to the year: follow-ups, lost mails, decisions, steps, a question."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.utils import timezone

from autopsy.models import RepairStep
from autopsy.services.direction import choose, record_step, start_repair
from outreach.models import Message
from outreach.services import draft as drafts
from outreach.services import send as sending
from outreach.services.answer import record_answer, wait_for
from outreach.tasks import read_outcomes
from smartpick.accounts.services import schools
from smartpick.campaign.models import Cycle
from smartpick.campaign.services import set_season
from smartpick.common.dated import DatedKind, Standing
from smartpick.home.queries.week import week_of
from smartpick.outbox.models import Intent
from tests.factories import autopsy_of, make_school, make_target
from tests.timeline.conftest import MONDAY
from timeline.models import FeedEvent, Plan
from timeline.queries.agenda import agenda_of, plan_items
from timeline.queries.items import all_items
from timeline.services import reminders
from timeline.services.plan import anchors_of, build_plan
from timeline.services.sweep import sweep_reminders

DAY = timedelta(days=1)
SENT_ON = date(2026, 11, 16)


def reminder_texts():
    return [mail.text for mail in Intent.objects.filter(purpose="reminder").order_by("id")]


def of_kind(cycle, kind, today=None):
    items = all_items(cycle, today=today or MONDAY.date())
    return [item for item in items if item.kind is kind]


@pytest.fixture
def mail(maya, cycle):
    """A first mail that went out a week ago and has no answer."""
    message = drafts.begin(target=make_target(maya), kind="first", now=MONDAY - 8 * DAY)
    return sending.mark_sent(message=message, on_date=SENT_ON, now=MONDAY, today=MONDAY.date())


@pytest.mark.feature("5.15", "X14", "X9")
def test_follow_up_is_told_in_the_digest_of_its_week_and_a_reply_ends_it(mail, cycle):
    (item,) = of_kind(cycle, DatedKind.FOLLOW_UP)
    sweep_reminders(now=MONDAY)

    assert (item.on, item.part) == (SENT_ON + 10 * DAY, "follow1")
    assert "No answer from Jonas Hale, MD in 10 days. One short follow-up" in reminder_texts()[0]
    record_answer(message=mail, answer="replied", on_date=MONDAY.date(), text="", now=MONDAY,
                  today=MONDAY.date())  # fmt: skip
    assert of_kind(cycle, DatedKind.FOLLOW_UP) == []


@pytest.mark.feature("5.15")
def test_follow_up_waits_as_long_as_was_chosen(mail, cycle):
    wait_for(message=mail, days=14, now=MONDAY)
    later = of_kind(cycle, DatedKind.FOLLOW_UP)
    wait_for(message=mail, days=None, now=MONDAY)

    assert [item.on for item in later] == [SENT_ON + 14 * DAY]
    assert of_kind(cycle, DatedKind.FOLLOW_UP) == []


@pytest.mark.feature("X35")
@pytest.mark.parametrize("state", ["failed", "unconfirmed", "cancelled"])
def test_mail_that_did_not_leave_earns_a_mail_of_the_day_until_it_is_dealt_with(
    maya, cycle, state
):  # fmt: skip
    now = timezone.now()
    message = drafts.begin(target=make_target(maya), kind="first", now=now)
    sending.send(message=message, nonce=message.nonce, now=now)
    Intent.objects.update(state=state, outcome="There is no such mailbox (550).", updated_at=now)
    read_outcomes()
    reminders.save_preference(
        user=maya.user, mode="deadlines", weekday=0, hour=8, pause_from=None, pause_until=None,
        stopped=[], subject_style="neutral", now=now,
    )  # fmt: skip

    for hours in range(0, 30, 3):
        sweep_reminders(now=now + timedelta(hours=hours))

    assert len(reminder_texts()) == 1
    words = "Your mail to Jonas Hale, MD did not leave: There is no such mailbox (550). It is back"
    assert words in reminder_texts()[0]
    message.refresh_from_db()
    sending.not_sent(message=message, now=now, today=now.date())
    assert of_kind(cycle, DatedKind.FAILED_MAIL, now.date()) == []
    assert Message.objects.get().state == "draft"


def torn(cycle, by, *, choice="torn", decide_by=date(2026, 11, 26)):
    data = {"choice": choice, "target": "", "backup": "", "second_lane": "", "reason": "",
            "story": "", "story_experience": "", "what_changed": "",
            "decide_by": decide_by}  # fmt: skip
    choose(cycle=cycle, data=data, decided=False, by=by, now=MONDAY - 30 * DAY)


@pytest.mark.feature("8.6")
def test_day_to_decide_by_is_told_in_its_week_and_the_day_before(maya, cycle):
    torn(cycle, maya.user)
    for days in range(4):
        sweep_reminders(now=MONDAY + days * DAY)

    assert ["Decide: the same specialty or another" in text for text in reminder_texts()] == [
        True, True,
    ]  # fmt: skip
    torn(cycle, maya.user, choice="same")
    assert of_kind(cycle, DatedKind.DECISION) == []


@pytest.mark.feature("12.14")
def test_repair_step_with_a_day_stands_in_week_year_and_digest_and_in_no_calendar(maya, cycle):
    now = MONDAY - 2 * DAY
    plan = start_repair(cycle=cycle, weakness="professionalism", by=maya.user, now=now)
    step = plan.steps.first()
    record_step(step=step, done_on=None, proof="", skipped_because="", today=now.date(),
                due_on=MONDAY.date() + 3 * DAY)  # fmt: skip
    RepairStep.objects.update(created_at=now - 30 * DAY)
    sweep_reminders(now=MONDAY)

    assert step.title in reminder_texts()[0]
    assert step.title in [row.candidate.title for row in week_of(
        autopsy_of(maya), [], now=MONDAY).rows]  # fmt: skip
    assert FeedEvent.objects.count() == 0
    record_step(step=step, done_on=MONDAY.date(), proof="Letter of the clinic", due_on=step.due_on,
                skipped_because="", today=MONDAY.date())  # fmt: skip
    (item,) = of_kind(cycle, DatedKind.TASK)
    assert item.standing is Standing.DONE


@pytest.mark.feature("X33")
def test_school_that_changes_its_zone_moves_the_mails_of_who_has_none(maya, cycle, task_on):
    school = make_school()
    maya.school, maya.user.time_zone = school, ""
    maya.save()
    maya.user.save()
    task_on(date(2026, 11, 25))
    sweep_reminders(now=MONDAY - DAY)
    values = {"time_zone": "America/Los_Angeles"}

    schools.save_settings(school=school, values=values, now=MONDAY - DAY)
    sweep_reminders(now=MONDAY - timedelta(hours=12))

    assert Cycle.objects.get().next_reminder_at == MONDAY + timedelta(hours=3)


# --- the year -------------------------------------------------------------------------------------


@pytest.fixture
def laid_out(cycle):
    """The long plan, for somebody who is not sure of the track, from April on."""
    call_command("load_reference", verbosity=0)
    set_season(cycle=cycle, failed_year=2026, track="undecided", target_year=2028)
    build_plan(cycle=cycle, today=date(2026, 4, 1), now=datetime(2026, 4, 1, tzinfo=UTC))
    cycle.refresh_from_db()
    return cycle


def agenda(cycle, today):
    plan = Plan.objects.get(cycle=cycle)
    anchors = anchors_of(cycle, short=plan.is_short, service=plan.service)
    return agenda_of(cycle, plan, plan_items(cycle), anchors, today=today, zone="America/New_York")


@pytest.mark.feature("12.14")
def test_year_shows_what_was_put_off_and_until_when(laid_out, task_on, maya):
    task = task_on(date(2026, 4, 10), title="Call the clinic")
    row = plan_items(laid_out)[1]
    now = datetime(2026, 4, 2, 15, tzinfo=UTC)
    for key in (f"task-{task.code}", f"plan_item-{row.code}"):
        reminders.snooze(user=maya.user, item_key=key, until=date(2026, 4, 20), now=now)

    lines = [line for season in agenda(laid_out, date(2026, 4, 2)).seasons for line in season.rows]

    put_off = [line.title for line in lines if ("Put off until Apr 20", "") in line.tags]
    assert sorted(put_off) == sorted(["Call the clinic", row.title])
    assert [line.on for line in lines if line.title == "Call the clinic"] == [date(2026, 4, 10)]


@pytest.mark.feature("12.15")
def test_track_that_is_open_is_asked_each_week_from_june_to_four_weeks_before(laid_out, maya):
    def asked(today):
        return [item.on for item in all_items(laid_out, today=today) if item.origin == "track"]

    weeks = asked(date(2026, 4, 1))
    now = datetime(2026, 6, 15, 13, tzinfo=UTC)
    shown = week_of(autopsy_of(maya), [], now=now)

    assert (weeks[0], len(weeks)) == (date(2026, 6, 7), 10)
    assert {(later - sooner).days for sooner, later in pairwise(weeks)} == {7}
    assert asked(date(2026, 6, 17)) == weeks
    rows = [row.candidate for row in shown.rows + shown.more]
    assert [row.url for row in rows if row.title.startswith("Choose your track")] == [
        "/cycle/track/"
    ]
    set_season(cycle=laid_out, failed_year=2026, track="long", target_year=2028)
    assert asked(date(2026, 6, 17)) == []


@pytest.mark.feature("12.1")
def test_who_heard_in_winter_has_a_year_that_begins_then(client, laid_out, maya):
    client.force_login(maya.user)
    told = {"print_name": "Maya", "match_service": "AUA", "failed_year": "2026", "track": "long"}

    wrong = client.post("/start/", told | {"learned_on": "2025-02-02"})
    ahead = client.post("/start/", told | {"learned_on": "2030-02-02", "failed_year": ""})
    client.post("/start/", told | {"learned_on": "2026-02-02"})

    held = Cycle.objects.get()
    anchors = anchors_of(held, short=False, service="ERAS")
    assert "not in the year of that Match" in wrong.content.decode()
    assert "still to come" in ahead.content.decode()
    assert (held.match_service, held.learned_on) == ("AUA", date(2026, 2, 2))
    assert anchors["failed_match_day"].on == date(2026, 2, 2)
    assert client.get("/start/").context["form"].initial["learned_on"] == date(2026, 2, 2)
