"""What changed since the Match: answers line by line, what is dated, the two alarms."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from autopsy.queries.change import change_of, open_weaknesses
from autopsy.services.versions import freeze
from smartpick.campaign.models import KeyDate, ProgressEntry
from smartpick.campaign.services import record_progress
from smartpick.home.queries.week import week_of
from tests.factories import autopsy_of, fill, make_applicant
from timeline.services.plan import build_plan

TODAY = date(2026, 8, 10)
NOW = datetime(2026, 8, 10, 12, tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture
def autopsy(db):
    call_command("load_reference", verbosity=0)
    person = make_applicant("wren@alum.example", name="Wren Vale")
    autopsy = autopsy_of(person)
    cycle = autopsy.cycle
    cycle.failed_year, cycle.target_year, cycle.track = 2026, 2027, "short"
    cycle.save()
    fill(autopsy, "specialty", asked_type="us_md", graduation_year=2026, match_year=2026,
         match_result="unmatched", primary_specialty="Orthopaedic Surgery")  # fmt: skip
    fill(autopsy, "research", publications=0, abstracts_talks=0, outputs_in_specialty=0)
    fill(autopsy, "applications", programs_applied=62, interviews_offered=1,
         interviews_attended=1, letters_in_specialty=0, mock_interviews=0)  # fmt: skip
    freeze(autopsy=autopsy, why="printed", by=person.user, now=NOW)
    build_plan(cycle=cycle, today=date(2026, 4, 1), now=NOW)
    return autopsy


@pytest.fixture
def page(client, autopsy):
    client.force_login(autopsy.cycle.applicant.user)
    return client


def prove(autopsy, rule, **data):
    return record_progress(
        cycle=autopsy.cycle, title="Abstract submitted", today=TODAY, repairs=rule,
        **{"kind": "abstract", "done_on": date(2026, 7, 1), "shown_by": "Confirmation"} | data,
    )  # fmt: skip


@pytest.mark.feature("C1")
def test_answers_are_compared_line_by_line_with_the_version_at_the_match(autopsy):
    fill(autopsy, "research", version=1, publications=1, abstracts_talks=0, outputs_in_specialty=1)
    fill(autopsy, "applications", version=1, programs_applied=62, interviews_offered=1,
         interviews_attended=1, letters_in_specialty=0, mock_interviews=2)  # fmt: skip

    change = change_of(autopsy, today=TODAY)

    assert {(line.label, line.then, line.now, line.word) for line in change.lines} == {
        ("Publications", "0", "1", "better"),
        ("Outputs in specialty", "0", "1", "better"),
        ("Mock interviews", "0", "2", "better"),
    }
    assert change.frozen_words == "Frozen on August 10, 2026, your first version."


@pytest.mark.feature("C1", "1.7")
def test_finding_is_open_until_an_answer_or_a_dated_proof_names_it(autopsy):
    before = change_of(autopsy, today=TODAY)
    named = before.delta.open_ones[0].rule
    prove(autopsy, named)
    prove(autopsy, before.delta.open_ones[1].rule, done_on=date(2026, 3, 1))  # before Match Day
    after = change_of(autopsy, today=TODAY)

    assert before.delta.level == "none"
    assert (after.delta.states[named], after.delta.delta) == ("worked_on", 1)
    assert after.proofs_count == 1


def test_no_rank_and_no_private_word_is_compared(autopsy):
    assert "rank" not in str(change_of(autopsy, today=TODAY))


@pytest.mark.feature("C1")
def test_thin_change_is_an_action_of_this_week_until_something_is_dated(autopsy):
    thin = [row.candidate.title for row in _rows(autopsy)]
    for one in change_of(autopsy, today=TODAY).delta.open_ones[:3]:
        prove(autopsy, one.rule)
    strong = [row.candidate.title for row in _rows(autopsy)]

    assert "What changed since the Match?" in thin
    assert "What changed since the Match?" not in strong


def _rows(autopsy, now=NOW):
    week = week_of(autopsy, [], now=now)
    return [*week.rows, *week.more]


def test_alarm_is_silent_before_its_mark_and_after_submission(autopsy):
    submit = KeyDate.objects.get(cycle=autopsy.cycle, key="submit").starts_on
    marks = [
        change_of(autopsy, today=submit - timedelta(days=days)).alarm for days in (91, 90, 30, -1)
    ]

    assert [alarm and alarm.mark for alarm in marks] == [None, 90, 30, None]


@pytest.mark.feature("1.6", "C1")
def test_narrative_page_shows_the_change_and_leads_to_the_log(page, autopsy):
    fill(autopsy, "research", version=1, publications=1, abstracts_talks=0, outputs_in_specialty=1)

    body = page.get(reverse("home:narrative")).content.decode()

    assert "What changed since the Match" in body
    assert "Publications" in body
    assert "things that can change have something dated behind them." in body
    rule = open_weaknesses(autopsy)[0].rule
    assert f"{reverse('home:log')}?repairs=" in body
    page.post(reverse("home:log"), {
        "kind": "abstract", "title": "Case report", "done_on": timezone.localdate().isoformat(),
        "shown_by": "PMID 1", "repairs": rule})  # fmt: skip
    assert ProgressEntry.objects.get().repairs == rule


def test_editing_a_line_of_the_logbook_keeps_what_it_answers(page, autopsy):
    rule = open_weaknesses(autopsy)[0].rule
    entry = prove(autopsy, rule)
    where = reverse("home:progress", args=[entry.code])
    told = {"kind": "abstract", "title": "New title", "done_on": "2026-07-01", "repairs": rule}

    assert f'value="{rule}" selected' in page.get(where).content.decode()
    page.post(where, told)

    entry.refresh_from_db()
    assert (entry.title, entry.repairs) == ("New title", rule)


def test_without_a_version_there_is_nothing_to_compare(client, db):
    person = make_applicant("new@alum.example")
    client.force_login(person.user)

    body = client.get(reverse("home:narrative")).content.decode()

    assert "Nothing is frozen yet to compare with." in body
