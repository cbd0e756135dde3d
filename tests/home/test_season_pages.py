"""The narrative, the weeks after submission, the end of a cycle and the way to the next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from smartpick.campaign.models import Cycle, CycleResult, InterviewDay, KeyDate, Narrative
from smartpick.campaign.rules.narrative import out_of_step
from smartpick.campaign.services import add_task, record_progress, save_narrative
from tests.factories import autopsy_of, make_applicant
from timeline.services.plan import build_plan

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
TODAY = timezone.localdate()


@pytest.fixture
def cycle(db):
    call_command("load_reference")
    cycle = autopsy_of(make_applicant("season@alum.example", name="Season")).cycle
    Cycle.objects.filter(pk=cycle.pk).update(failed_year=2026, track="long", target_year=2028)
    cycle.refresh_from_db()
    build_plan(cycle=cycle, today=date(2026, 11, 23), now=NOW)
    return cycle


@pytest.fixture
def web(client, cycle):
    client.force_login(cycle.applicant.user)
    return client


def match_day_was(cycle, day):
    KeyDate.objects.filter(cycle=cycle, key="match_day").update(starts_on=day, ends_on=day)


@pytest.mark.feature("1.6")
@pytest.mark.parametrize(
    ("text", "edited", "newest", "words"),
    [
        ("", None, None, ""),
        ("Two abstracts", date(2026, 9, 1), None, "No proof is recorded"),
        ("Two abstracts", date(2026, 9, 1), date(2026, 10, 30), ""),
        ("Two abstracts", date(2026, 9, 1), date(2026, 10, 31), "older than your newest proof"),
    ],
    ids=["empty", "no proof", "59 days", "60 days"],
)
def test_text_without_or_behind_its_proof_is_marked(text, edited, newest, words):
    told = out_of_step(text=text, edited_on=edited, newest_proof_on=newest)

    assert words in told
    assert bool(told) is bool(words)


@pytest.mark.feature("1.6")
def test_each_changed_save_is_a_version_and_an_unchanged_text_keeps_its_day(cycle):
    texts = {"went_wrong": "One tier", "changed": "Two abstracts", "safer_now": ""}
    save_narrative(cycle=cycle, texts=texts, facts=[], now=NOW)
    save_narrative(cycle=cycle, texts=texts, facts=[], now=NOW + timedelta(days=9))
    later = save_narrative(
        cycle=cycle, texts=texts | {"went_wrong": "One region"}, facts=[],
        now=NOW + timedelta(days=10),
    )  # fmt: skip

    assert list(Narrative.objects.order_by("number").values_list("number", "is_current")) == [
        (1, False), (2, True),
    ]  # fmt: skip
    assert (later.went_wrong_on, later.changed_on) == (date(2026, 12, 3), date(2026, 11, 23))


@pytest.mark.feature("1.6")
def test_narrative_page_keeps_what_was_typed_and_names_its_facts(web, cycle):
    entry = record_progress(
        cycle=cycle, kind="abstract", title="Poster", done_on=TODAY, today=TODAY
    )
    page = web.post("/narrative/", {"went_wrong": "x" * 312, "changed": "kept"}).content.decode()
    assert "is 12 characters over its limit of 300" in page
    assert "kept" in page

    web.post("/narrative/", {"went_wrong": "One tier", "changed": "A poster",
                             "facts": [str(entry.code)], "safer_now": ""})  # fmt: skip
    page = web.get("/narrative/").content.decode()
    assert "version 1" in page
    assert f"{TODAY:%b} {TODAY.day}, {TODAY.year}: Poster" in page
    assert "One tier" in web.get("/narrative/versions/").content.decode()


def test_after_submission_opens_with_the_day_and_counts_days_alone(web, cycle):
    assert "Opens when you have submitted" in web.get("/after-submission/").content.decode()

    ahead = {"submitted_on": str(TODAY + timedelta(days=1))}
    assert "still to come" in web.post("/after-submission/", ahead).content.decode()
    web.post("/after-submission/", {"submitted_on": str(TODAY - timedelta(days=30))})
    early = {"on_date": str(TODAY - timedelta(days=40)), "state": "held"}
    page = web.post("/after-submission/days/", early).content.decode()
    assert "That is before you submitted. Check one date." in page
    for number in range(10):
        day = TODAY - timedelta(days=number)
        web.post("/after-submission/days/", {"on_date": str(day), "state": "held"})

    page = web.get("/after-submission/").content.decode()
    assert "0 offered, 10 held, 0 declined; 0 mock." in page
    assert "the interview day itself is what counts" in page
    assert "What is on it is asked nowhere here." in page
    web.post(f"/after-submission/days/{InterviewDay.objects.first().code}/")
    assert InterviewDay.objects.count() == 9


def test_closing_is_not_offered_before_match_day(web, cycle):
    page = web.get("/cycle/close/").content.decode()
    assert "still running" in page

    web.post("/cycle/close/", {"result": "unmatched", "sure": "on"})
    assert Cycle.objects.get(pk=cycle.pk).is_open


def test_unmatched_again_opens_the_next_cycle_and_keeps_this_one_to_read(web, cycle):
    add_task(cycle=cycle, title="An old action", now=NOW)
    match_day_was(cycle, TODAY)
    assert "Choose what happened" in web.post("/cycle/close/", {}).content.decode()
    assert "Tick the box" in web.post("/cycle/close/", {"result": "unmatched"}).content.decode()

    web.post("/cycle/close/", {"result": "unmatched", "sure": "on"})

    old = Cycle.objects.get(pk=cycle.pk)
    following = Cycle.objects.get(closed_on=None)
    assert (old.closed_on, following.failed_year) == (TODAY, 2028)
    assert CycleResult.objects.get(cycle=old).result == "unmatched"
    page = web.get(f"/cycles/{old.code}/").content.decode()
    assert "An old action" in page
    task = old.tasks.get()
    assert web.post(f"/actions/{task.code}/done/").status_code == 403


@pytest.mark.feature("X11")
def test_matched_cycle_can_be_opened_again_for_14_days(web, cycle):
    match_day_was(cycle, TODAY)
    web.post("/cycle/close/", {"result": "matched_target", "specialty": "Surgery", "sure": "on"})
    assert not Cycle.objects.filter(closed_on=None).exists()
    assert web.get("/week/").headers["Location"] == "/cycles/"

    Cycle.objects.update(closed_on=TODAY - timedelta(days=15))
    page = web.post(f"/cycles/{cycle.code}/reopen/", follow=True).content.decode()
    assert "for 14 days after it was closed" in page

    Cycle.objects.update(closed_on=TODAY - timedelta(days=14))
    web.post(f"/cycles/{cycle.code}/reopen/")
    assert Cycle.objects.get(pk=cycle.pk).is_open


def test_next_cycle_that_holds_work_keeps_the_old_one_closed(web, cycle):
    match_day_was(cycle, TODAY)
    web.post("/cycle/close/", {"result": "one_year", "sure": "on"})
    add_task(cycle=Cycle.objects.get(closed_on=None), title="New", now=NOW)

    page = web.post(f"/cycles/{cycle.code}/reopen/", follow=True).content.decode()

    assert "already holds work" in page
    assert not Cycle.objects.get(pk=cycle.pk).is_open
