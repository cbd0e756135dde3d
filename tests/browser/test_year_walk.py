"""Join in November, on both tracks; move, skip, undo, put off by keyboard; print the year."""

from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pytest
import vobject
from django.utils import timezone

from autopsy.choices import Section
from smartpick.campaign.models import Cycle, Task
from smartpick.campaign.services import add_task
from tests.browser.steps import barriers, press
from tests.factories import autopsy_of, fill, make_applicant
from timeline.models import Plan, PlanItem, ReminderPreference, Snooze
from timeline.services.plan import build_plan

pytestmark = pytest.mark.browser
JOINED = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
PAGES = [
    "/week/", "/week/logbook/", "/week/logbook/new/", "/week/effort/", "/actions/new/",
    "/timeline/", "/timeline/months/", "/cycle/track/", "/narrative/", "/after-submission/",
    "/cycle/close/", "/cycles/", "/account/notifications/", "/timeline/calendar/",
    "/timeline/calendar/new/", "/account/mail/",
]  # fmt: skip


@pytest.fixture
def cycle(site):
    autopsy = autopsy_of(make_applicant("year@alum.example", name="Year Walker"))
    Cycle.objects.filter(pk=autopsy.cycle_id).update(failed_year=2026, track="long")
    autopsy.cycle.refresh_from_db()
    fill(autopsy, Section.RESEARCH, publications=1, abstracts_talks=0)
    build_plan(cycle=autopsy.cycle, today=JOINED, now=NOW)
    return autopsy.cycle


def item(cycle, key):
    return PlanItem.objects.get(cycle=cycle, template_key=key)


@pytest.mark.feature("12.1", "12.2", "12.3", "12.4", "12.5", "12.6", "12.14", "12.15", "X11")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_year_is_moved_left_out_undone_switched_and_printed(site, signed_in, cycle, size):
    page = signed_in(cycle.applicant.user, size).new_page()
    found = {}
    for path in PAGES:
        page.goto(f"{site}{path}")
        found[path] = barriers(page)
    assert {path: told for path, told in found.items() if told} == {}

    page.goto(f"{site}/timeline/")
    assert page.get_by_text("You joined in fall 2026").is_visible()
    page.get_by_role("link", name="Preliminary program list with mentors").first.click()
    page.locator("[name=ends_on]").fill("2026-11-01")
    press(page, "Save these days")
    assert page.get_by_text("The last day comes before the first.").first.is_visible()
    page.locator("[name=ends_on]").fill("2026-12-20")
    press(page, "Save these days")
    assert item(cycle, "PL-09").ends_on == date(2026, 12, 20)
    press(page, "Undo")
    page.get_by_text("Back on its days").wait_for()
    assert item(cycle, "PL-09").ends_on == date(2026, 12, 31)

    page.goto(f"{site}/timeline/items/{item(cycle, 'PL-04').code}/")
    page.locator("[name=because]").fill("I hold one")
    press(page, "Leave it out")
    press(page, "Undo")
    page.get_by_text("Open again").wait_for()
    assert item(cycle, "PL-04").is_open

    page.goto(f"{site}/cycle/track/")
    page.locator("[name=track][value=short]").check()
    press(page, "Use this track")
    assert page.get_by_text("too late to begin for that season").first.is_visible()
    page.locator("[name=submitted]").check()
    press(page, "Use this track")
    page.get_by_text("Your year is laid out anew.").wait_for()
    assert Plan.objects.get().is_short

    body = page.request.get(f"{site}/timeline.pdf", timeout=90_000).body()
    with pikepdf.open(BytesIO(body)) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.feature("X7", "X8", "X9", "X33")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_mails_are_chosen_a_pause_is_set_and_the_calendar_is_subscribed(
    site, signed_in, cycle, size
):  # fmt: skip
    page = signed_in(cycle.applicant.user, size).new_page()
    page.goto(f"{site}/account/notifications/")
    page.locator("[name=mode][value=daily]").check()
    page.locator("[name=hour][value='9']").check()
    page.locator("[name=pause_from]").fill("2027-06-10")
    page.locator("[name=pause_until]").fill("2027-06-01")
    press(page, "Save settings")
    page.get_by_text("The pause ends before it starts.").first.wait_for()
    assert barriers(page) == []
    page.locator("[name=pause_until]").fill("2027-06-20")
    press(page, "Save settings")
    page.get_by_text("Settings saved. They hold from the next mail on.").wait_for()
    held = ReminderPreference.objects.get()
    assert (held.mode, held.hour, held.pause_until) == ("daily", 9, date(2027, 6, 20))
    page.get_by_role("heading", level=1, name="Next mail").wait_for()
    assert page.get_by_text("9:00 AM").count() > 3

    page.goto(f"{site}/timeline/calendar/")
    press(page, "Subscribe in my calendar")
    address = page.get_by_label("Private address").input_value()
    assert barriers(page) == []
    feed = page.request.get(site + address[address.index("/calendar/") :]).text()
    titles = {event.summary.value for event in vobject.readOne(feed).vevent_list}
    assert {"Applications may be submitted", "Match Day"} <= titles
    page.get_by_role("link", name="Make a new address").click()
    press(page, "Make a new address")
    page.get_by_label("Private address").wait_for()
    ended = page.request.get(site + address[address.index("/calendar/") :])
    assert ended.status in (404, 410)


@pytest.mark.feature("X10")
def test_link_of_a_mail_is_snoozed_and_done_by_keyboard(site, signed_in, cycle):
    task = add_task(cycle=cycle, title="Call the clinic", due_on=timezone.localdate(),
                    now=timezone.now())  # fmt: skip
    page = signed_in(cycle.applicant.user, "phone").new_page()
    page.goto(f"{site}/reminders/task-{task.code}/")
    assert barriers(page) == []

    page.locator("[name=later]").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Snooze").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Its date stays").wait_for()
    assert Snooze.objects.get().item_key == f"task-{task.code}"
    page.get_by_role("button", name="Done", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Done: Call the clinic.").wait_for()
    assert Task.objects.get().done_at is not None


def said(page, words):
    """The line with the way back, which stays in the page."""
    page.locator("#main .undo-line", has_text=words).wait_for()


@pytest.mark.feature("1.3")
def test_actions_are_put_off_and_finished_by_keyboard_alone(site, signed_in, cycle):
    for title in ("Alpha", "Beta", "Gamma"):
        add_task(cycle=cycle, title=title, lever="upgrades", due_on=timezone.localdate(),
                 now=timezone.now())  # fmt: skip
    page = signed_in(cycle.applicant.user).new_page()
    page.goto(f"{site}/week/")
    titles = page.locator("[data-actions] h2")
    first = titles.nth(0).inner_text()

    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    said(page, "Later, from")
    assert Snooze.objects.count() == 1
    assert titles.nth(0).inner_text() != first
    assert page.evaluate("document.activeElement.matches('[data-action]')")

    page.keyboard.press("e")
    said(page, "Done: ")
    assert Task.objects.filter(done_at__isnull=False).count() == 1
    press(page, "Undo")
    said(page, "Open again")
    assert Task.objects.filter(done_at__isnull=False).count() == 0
