"""This week: what comes first and why, what waits, what goes and comes back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from autopsy.choices import Section
from smartpick.campaign.models import Cycle, ProgressEntry, Task
from smartpick.campaign.rules.levers import judge_share
from smartpick.campaign.services import add_task
from smartpick.home.forms.when import read_day
from smartpick.home.queries.week import week_of
from smartpick.home.rules.week import Candidate, in_order, reason_with_order, when_of
from tests.factories import autopsy_of, fill, make_applicant
from timeline.services.plan import build_plan

JOINED = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def candidate(key, **more):
    return Candidate(key=key, title=key, reason="", url="/", **more)


# --- rules, without a database --------------------------------------------------------------------


def test_order_is_promises_then_days_then_what_opens_most():
    found = in_order([
        candidate("opens one"),
        candidate("opens five", unblocks=5),
        candidate("in december", on=date(2026, 12, 5)),
        candidate("tomorrow", on=date(2026, 11, 24)),
        candidate("passed", on=date(2026, 8, 31)),
        candidate("promised", promised=True, on=date(2027, 1, 5)),
    ], today=JOINED)  # fmt: skip

    assert [each.key for each in found] == [
        "promised", "tomorrow", "in december", "passed", "opens five", "opens one",
    ]  # fmt: skip


def test_reason_says_why_it_stands_there():
    assert reason_with_order(candidate("a", promised=True)) == "Somebody waits for it."
    assert reason_with_order(candidate("a", unblocks=5)) == "It opens 5 more steps."
    assert reason_with_order(candidate("a", on=JOINED, unblocks=5)) == ""


@pytest.mark.parametrize(
    ("more", "bold", "rest"),
    [
        ({}, "This week", "no fixed date"),
        ({"on": date(2027, 1, 15), "was": "was July"}, "By Jan 15, 2027", "was July"),
        ({"on": date(2026, 11, 2)}, "Was Nov 2", "move it, finish it or leave it out"),
        ({"on": JOINED}, "Today", ""),
        ({"on": JOINED, "late_after": date(2026, 12, 1)}, "Due", "late after Dec 1"),
        ({"on": date(2026, 12, 9), "from_on": date(2026, 11, 26)}, "From Nov 26", "until Dec 9"),
    ],
)
def test_day_is_said_without_blame(more, bold, rest):
    when = when_of(candidate("a", **more), today=JOINED)

    assert (when.bold, when.rest) == (bold, rest)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("dec 3", date(2026, 12, 3)),
        ("3 december", date(2026, 12, 3)),
        ("jan 5", date(2027, 1, 5)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("in a month", date(2026, 12, 23)),
        ("tomorrow", date(2026, 11, 24)),
        ("monday", date(2026, 11, 30)),
        ("2026-12-24", date(2026, 12, 24)),
        ("feb 29", None),
        ("soon", None),
        ("in 9999 weeks", None),
        ("31/31", None),
    ],
)
def test_day_is_read_as_people_write_it(typed, day):
    assert read_day(typed, JOINED) == day


@pytest.mark.feature("1.4")
@pytest.mark.parametrize(
    ("levers", "level"),
    [
        (["luxury"] * 3, "cannot say"),
        (["luxury"] * 4, "note"),
        (["advocates"] * 10 + ["luxury"] * 3, "fine"),
        (["advocates"] * 10 + ["luxury"] * 4, "note"),
        (["advocates"] * 3 + ["luxury"] * 2, "note"),
        (["advocates", "narrative", "upgrades", "luxury"], "fine"),
    ],
)
def test_luxuries_are_said_above_three_or_a_third(levers, level):
    assert judge_share(levers).level == level


# --- pages ----------------------------------------------------------------------------------------


@pytest.fixture
def autopsy(db):
    call_command("load_reference")
    autopsy = autopsy_of(make_applicant("week@alum.example", name="Week Person"))
    Cycle.objects.filter(pk=autopsy.cycle_id).update(failed_year=2026, track="long")
    autopsy.cycle.refresh_from_db()
    build_plan(cycle=autopsy.cycle, today=JOINED, now=NOW)
    return autopsy


@pytest.fixture
def web(client, autopsy):
    client.force_login(autopsy.cycle.applicant.user)
    return client


def test_new_person_gets_one_action(web, autopsy):
    page = web.get("/week/").content.decode()

    assert page.count("data-action tabindex") == 1
    assert "Start your match autopsy" in page
    assert "What follows" in page


@pytest.mark.feature("1.3")
def test_at_most_three_stand_first_each_with_its_lever(autopsy):
    fill(autopsy, Section.RESEARCH, publications=1, abstracts_talks=0)
    for number in range(4):
        add_task(cycle=autopsy.cycle, title=f"Action {number}", now=NOW)

    week = week_of(autopsy, [], now=NOW)

    assert [(row.candidate.title, row.when.bold) for row in week.rows] == [
        ("Go on with the autopsy: Specialty and backups", "By Nov 29"),
        ("Monthly check-in with mentors", "By Nov 30"),
        ("Outputs: drafts, abstracts, audits", "By Nov 30"),
    ]
    assert len(week.more) >= 4
    assert {row.candidate.lever for row in week.rows} <= {"narrative", "upgrades", "advocates"}


def test_this_week_asks_a_constant_number_of_statements(
    web, autopsy, django_assert_max_num_queries
):
    fill(autopsy, Section.RESEARCH, publications=1, abstracts_talks=0)
    web.get("/week/")
    with django_assert_max_num_queries(60) as few:
        web.get("/week/")
    for number in range(30):
        add_task(cycle=autopsy.cycle, title=f"Action {number}", due_on=JOINED, now=timezone.now())
    with django_assert_max_num_queries(len(few)):
        web.get("/week/")


@pytest.mark.feature("X11")
def test_done_leaves_the_list_and_undo_brings_it_back(web, autopsy):
    fill(autopsy, Section.RESEARCH, publications=1, abstracts_talks=0)
    task = add_task(cycle=autopsy.cycle, title="Send the draft", lever="upgrades", now=NOW)

    page = web.post(f"/actions/{task.code}/done/", follow=True).content.decode()
    assert "Done: Send the draft." in page
    assert f"/actions/{task.code}/reopen/" in page

    page = web.post(f"/actions/{task.code}/reopen/", follow=True).content.decode()
    assert "Open again: Send the draft." in page
    assert Task.objects.get().is_open


def test_later_hides_until_its_day_and_undo_brings_it_back(web, autopsy):
    fill(autopsy, Section.RESEARCH, publications=1, abstracts_talks=0)
    task = add_task(cycle=autopsy.cycle, title="Sort the shelf", now=NOW)
    key = f"task-{task.code}"

    web.post("/week/later/", {"key": key, "later": "two_weeks", "title": task.title})
    week = week_of(autopsy, [], now=timezone.now())
    assert key not in {row.candidate.key for row in week.rows + week.more}
    week = week_of(autopsy, [], now=timezone.now() + timedelta(days=14))
    assert key in {row.candidate.key for row in week.rows + week.more}

    web.post("/week/now/", {"key": key})
    week = week_of(autopsy, [], now=timezone.now())
    assert key in {row.candidate.key for row in week.rows + week.more}
    assert web.post("/week/later/", {"key": "'; drop", "later": "monday"}).status_code == 404


def test_action_needs_a_title_and_a_day_that_can_be_read(web):
    answer = web.post("/actions/new/", {"title": "", "due_on": "soonish", "why": "kept"})
    page = answer.content.decode()

    assert "Say in a few words what the action is." in page
    assert "Use a date such as Dec 3" in page
    assert "kept" in page
    assert not Task.objects.exists()


@pytest.mark.feature("1.3", "1.4")
def test_effort_counts_levers_and_puts_off_the_luxuries(web, autopsy):
    for number in range(4):
        add_task(cycle=autopsy.cycle, title=f"Luxury {number}", now=NOW)
    add_task(cycle=autopsy.cycle, title="Ask Dr. Ito", lever="advocates", now=NOW)

    page = web.get("/week/effort/").content.decode()
    assert "4 of 5 open actions serve no lever" in page

    page = web.post("/week/effort/luxuries/", follow=True).content.decode()
    assert "4 put off until" in page
    week = week_of(autopsy, [], now=timezone.now())
    assert "Luxury 1" not in {row.candidate.title for row in week.rows + week.more}


@pytest.mark.feature("1.7")
def test_logbook_holds_what_was_logged_by_month_and_person(web, autopsy):
    web.post("/week/logbook/new/", {"kind": "abstract", "title": "Poster accepted",
             "done_on": "2026-11-02", "with_whom": "Dr. Ito", "shown_by": "mail"})  # fmt: skip
    web.post("/week/logbook/new/", {"kind": "exam", "title": "Step 3", "done_on": "2026-10-02"})

    page = web.get("/week/logbook/").content.decode()
    assert "November 2026" in page
    assert "October 2026" in page
    assert "Nov 2: Poster accepted (mail)" in page
    filtered = web.get("/week/logbook/?with=Dr.+Ito").content.decode()
    assert "Poster accepted" in filtered
    assert "Step 3" not in filtered

    refused = web.post("/week/logbook/new/", {"kind": "exam", "title": "", "done_on": "2099-01-01"})
    assert "still to come" in refused.content.decode()
    assert "Say in a few words what was done." in refused.content.decode()
    assert ProgressEntry.objects.count() == 2


@pytest.mark.feature("1.2")
def test_phase_says_whom_the_work_speaks_to_now(autopsy):
    fall = week_of(autopsy, [], now=NOW)
    interviews = week_of(autopsy, [], now=datetime(2027, 10, 1, tzinfo=UTC))

    assert (fall.phase_word, "people who open doors" in fall.aim) == ("Fall", True)
    assert (interviews.phase_word, interviews.aim[:27]) == (
        "Interviews", "You stand before programs a",
    )  # fmt: skip


@pytest.mark.feature("1.8")
def test_team_shows_its_empty_seats(web, autopsy):
    fill(autopsy, Section.RESEARCH, publications=1, abstracts_talks=0)

    page = web.get("/week/").content.decode()

    assert "0 of 1-2" in page
    assert "0 of 0-1" in page


def test_match_week_asks_and_locks_until_it_is_answered_no(autopsy):
    monday = datetime(2027, 3, 15, 15, tzinfo=UTC)
    week = week_of(autopsy, [], now=monday)
    assert week.asks_in_match
    assert "programs must contact you first" in week.soap_sentence

    autopsy.cycle.in_match = "no"
    week = week_of(autopsy, [], now=monday)
    assert (week.asks_in_match, week.soap_sentence) == (True, "")


def test_answer_about_the_match_is_kept_and_nonsense_is_not(web, autopsy):
    web.post("/week/in-match/", {"in_match": "no"})
    web.post("/week/in-match/", {"in_match": "perhaps"})

    assert Cycle.objects.get(pk=autopsy.cycle_id).in_match == "no"


def test_start_lays_out_the_year(client, db):
    call_command("load_reference")
    person = make_applicant("start@alum.example", name="Start")
    client.force_login(person.user)

    client.post("/start/", {"print_name": "Start", "match_service": "NRMP", "failed_year": "2026",
                            "track": "long"})  # fmt: skip

    assert autopsy_of(person).cycle.plan_items.count() == 20
