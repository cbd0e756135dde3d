"""The year in the browser's terms: pages, moves, refusals, ways back."""

from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
from django.core.management import call_command
from django.utils import timezone

from smartpick.campaign.models import Cycle
from smartpick.campaign.services import add_task
from tests.factories import autopsy_of, make_applicant
from timeline.models import Plan, PlanItem
from timeline.services.plan import build_plan

pytestmark = pytest.mark.django_db
JOINED = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def cycle(db):
    call_command("load_reference")
    cycle = autopsy_of(make_applicant("pages@alum.example", name="Pages Person")).cycle
    Cycle.objects.filter(pk=cycle.pk).update(failed_year=2026, track="long")
    cycle.refresh_from_db()
    return cycle


@pytest.fixture
def web(client, cycle):
    build_plan(cycle=cycle, today=JOINED, now=NOW)
    client.force_login(cycle.applicant.user)
    return client


def item(cycle, key):
    return PlanItem.objects.get(cycle=cycle, template_key=key)


@pytest.mark.feature("12.2", "12.3", "12.4", "12.5", "12.6")
@pytest.mark.feature("12.7", "12.10", "12.11", "12.13")
def test_timeline_lists_each_open_step_with_what_it_hands_over(web, cycle):
    page = web.get("/timeline/").content.decode()

    for row in PlanItem.objects.filter(cycle=cycle, state__in=["planned", "caught_up"]):
        assert row.title in page
        assert f"Hands over: {row.deliverable}." in page
    assert "You joined in fall 2026" in page
    assert "Nothing is counted as late." in page
    assert "9:00 PM Eastern" not in page  # no hour is known for a projected day
    assert "Projected" in page


def test_timeline_without_a_year_asks_for_it_and_without_a_plan_offers_one(client, cycle):
    client.force_login(cycle.applicant.user)
    assert "Lay out my year" in client.get("/timeline/").content.decode()

    client.post("/timeline/lay-out/")
    assert Plan.objects.filter(cycle=cycle).exists()

    Plan.objects.all().delete()
    Cycle.objects.update(failed_year=None)
    assert "Say which Match" in client.get("/timeline/").content.decode()


def test_pages_of_the_year_ask_a_constant_number_of_statements(
    web, cycle, django_assert_max_num_queries
):
    web.get("/timeline/")
    with django_assert_max_num_queries(22) as few:
        web.get("/timeline/")
    for number in range(30):
        add_task(cycle=cycle, title=f"Action {number}", due_on=JOINED, now=timezone.now())
    with django_assert_max_num_queries(len(few)):
        web.get("/timeline/")


@pytest.mark.feature("X11")
def test_moving_keeps_the_days_and_offers_the_way_back(web, cycle):
    row = item(cycle, "PL-09")
    days = {"starts_on": "2026-12-05", "ends_on": "Dec 20, 2026"}

    page = web.post(f"/timeline/items/{row.code}/", days, follow=True).content.decode()

    assert "Moved: Preliminary program list with mentors." in page
    assert "Moved from Dec 1 - Dec 31." in page
    web.post(f"/timeline/items/{row.code}/unmove/")
    assert item(cycle, "PL-09").starts_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("key", "days", "words"),
    [
        ("PL-09", {"starts_on": "soon", "ends_on": "2026-12-20"}, "use a date such as"),
        ("PL-09", {"starts_on": "2026-12-21", "ends_on": "2026-12-20"}, "comes before the first"),
        ("PL-09", {"starts_on": "2027-10-01", "ends_on": "2027-10-02"}, "Keep it anyway?"),
        ("PL-19", {"starts_on": "2028-03-05", "ends_on": "2028-03-05"}, "rank lists close"),
    ],
    ids=["no date", "order", "after submission", "past its end"],
)
def test_bad_days_are_said_beside_the_field_and_change_nothing(web, cycle, key, days, words):
    row = item(cycle, key)

    page = web.post(f"/timeline/items/{row.code}/", days).content.decode()

    assert words in page
    assert days["starts_on"] in page
    assert item(cycle, key).version == row.version


def test_day_after_submission_is_kept_when_asked(web, cycle):
    row = item(cycle, "PL-09")
    days = {"starts_on": "2027-10-01", "ends_on": "2027-10-02", "keep": "on"}

    web.post(f"/timeline/items/{row.code}/", days)

    assert item(cycle, "PL-09").ends_on == date(2027, 10, 2)


@pytest.mark.feature("X11")
def test_done_and_not_for_me_offer_their_way_back(web, cycle):
    row = item(cycle, "PL-01")
    page = web.post(f"/timeline/items/{row.code}/done/", follow=True).content.decode()
    assert "Done: Autopsy and data review." in page
    assert f"/timeline/items/{row.code}/back/" in page

    web.post(f"/timeline/items/{row.code}/back/")
    assert item(cycle, "PL-01").is_open

    web.post(f"/timeline/items/{row.code}/skip/", {"because": "Did it at home"})
    assert item(cycle, "PL-01").state_reason == "Did it at home"


def test_what_was_done_before_joining_is_ticked_in_one_list(web, cycle):
    codes = [str(item(cycle, key).code) for key in ("PL-01", "PL-02")]

    web.post("/timeline/done/", {"done": [*codes, "not-a-code"]})

    assert [item(cycle, key).state for key in ("PL-01", "PL-02", "PL-03")] == [
        "done", "done", "caught_up",
    ]  # fmt: skip


@pytest.mark.feature("12.14")
@pytest.mark.parametrize("track", ["long", "short"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_year_prints_on_one_landscape_page(web, cycle, track, paper):
    cycle.applicant.paper = paper
    cycle.applicant.save()
    Cycle.objects.update(track=track)
    cycle.refresh_from_db()
    Plan.objects.all().delete()
    PlanItem.objects.all().delete()
    build_plan(cycle=cycle, today=date(2026, 3, 21), now=NOW)

    answer = web.get("/timeline.pdf")

    with pikepdf.open(BytesIO(answer.content)) as pdf:
        box = pdf.pages[0].mediabox
        assert len(pdf.pages) == 1
        assert box[2] > box[3]


@pytest.mark.feature("12.15")
def test_track_page_shows_both_prices_and_switches(web, cycle):
    page = web.get("/cycle/track/").content.decode()
    assert "45 weeks" in page
    assert "8 weeks" in page

    refused = web.post("/cycle/track/", {"track": "short"}).content.decode()
    assert "too late to begin for that season" in refused

    page = web.post("/cycle/track/", {"track": "short", "submitted": "on"}, follow=True)
    assert "Your year is laid out anew." in page.content.decode()
    assert Plan.objects.get().is_short
    assert "Interviews" in page.content.decode()


def test_another_persons_item_is_not_found(web, cycle):
    other = autopsy_of(make_applicant("else@alum.example", name="Else")).cycle
    Cycle.objects.filter(pk=other.pk).update(failed_year=2026)
    other.refresh_from_db()
    build_plan(cycle=other, today=JOINED, now=NOW)

    assert web.get(f"/timeline/items/{item(other, 'PL-01').code}/").status_code == 404
    assert web.post(f"/timeline/items/{item(other, 'PL-01').code}/done/").status_code == 404
