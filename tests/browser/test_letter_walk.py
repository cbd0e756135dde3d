"""A letter from the ask to the programs that get it, in clicks, on a laptop and on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentors.owner import Owner
from outreach.models import Letter
from outreach.rules.letter_steps import Told
from outreach.services.letter import add_letter
from smartpick.picks.services.programs import add_program, pick_program
from tests.browser.steps import Count, barriers, press
from tests.browser.test_mail_walk import told_person
from tests.factories import make_target

pytestmark = pytest.mark.browser
FIELD = "Orthopaedic Surgery"


def letter_of(maya, **values):
    told = Told(**{"specialty": FIELD, **values})
    now, today = timezone.now(), timezone.localdate()
    target = make_target(maya)
    return add_letter(target=target, told=told, by=None, now=now, today=today)[0]


@pytest.mark.feature("10.6", "10.8", "F5")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_letter_is_recorded_in_six_clicks_and_its_due_date_changes_later(site, signed_in, size):
    """Task 14: asked, 'strong' in their words, material sent, a new due date."""
    maya = told_person()
    letter = letter_of(maya)
    due = timezone.localdate() + timedelta(days=90)
    page = signed_in(maya.user, size).new_page()
    count = Count(page)
    page.goto(f"{site}/letters/")
    assert barriers(page) == []
    page.locator("tbody th a").first.click()
    page.locator("[name=offer][value=strong_letter]").check()
    page.fill("[name=words_said]", "I would write you a strong letter")
    page.locator("[name=given][value=cv]").check()
    page.fill("[name=due_on]", due.isoformat())
    count.clicks += 3
    press(page, "Save this letter", count)

    page.get_by_role("heading", name="Reads as strong").wait_for()
    print(f"task 14, {size}: {count.clicks} clicks, {count.loads} page loads")
    assert count.clicks <= 6
    assert barriers(page) == []
    letter.refresh_from_db()
    assert (letter.state, letter.asked_on, letter.due_on) == (
        "material_sent", timezone.localdate(), due,
    )  # fmt: skip

    page.fill("[name=due_on]", (due + timedelta(days=7)).isoformat())
    page.fill("[name=requested_on]", timezone.localdate().isoformat())
    press(page, "Save this letter")
    page.get_by_text(": requested").first.wait_for()
    page.fill("[name=due_on]", (due + timedelta(days=14)).isoformat())
    press(page, "Save this letter")
    page.get_by_text("Due: ").first.wait_for()
    assert Letter.objects.get().due_on == due + timedelta(days=14)


@pytest.mark.feature("10.9", "X37")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_uploaded_letter_is_given_to_programs_and_its_sheet_comes_down(site, signed_in, size):
    maya = told_person()
    letter_of(maya, offer="strong_letter", uploaded_on=timezone.localdate())
    for name in ("Lakeside", "Northgate"):
        program = add_program(owner=Owner(applicant=maya), facts={"name": name, "specialty": FIELD})
        pick_program(cycle=maya.cycles.get(closed_on=None), program=program)
    page = signed_in(maya.user, size).new_page()
    page.goto(f"{site}/week/")
    page.get_by_role("link", name="Advocacy", exact=True).locator("visible=true").first.click()
    page.get_by_role("link", name="Letters", exact=True).locator("visible=true").first.click()
    page.get_by_text("Uploaded, but 2 programs do not have it.").wait_for()
    page.get_by_role("link", name="Assign them").click()
    page.get_by_role("heading", name="1 letter for 2 programs").wait_for()
    assert barriers(page) == []

    for box in page.locator("[name=give]").all():
        box.check()
    press(page, "Save assignments")
    page.get_by_text("Saved: 2 assignments.").wait_for()
    page.goto(f"{site}/letters/")
    page.get_by_text("All uploaded and assigned. Nothing to do here.").wait_for()

    page.locator("tbody th a").first.click()
    with page.expect_download(timeout=60_000) as came:
        page.get_by_role("link", name="Briefing for the writer (PDF)").click(timeout=60_000)
    assert came.value.suggested_filename == "briefing.pdf"


@pytest.mark.feature("10.6")
def test_letter_is_added_and_recorded_without_scripts_on_a_narrow_phone(site, signed_in):
    maya = told_person()
    make_target(maya)
    page = signed_in(maya.user, "phone", scripts=False).new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site}/letters/")
    page.get_by_role("link", name="Add a letter").first.click()
    press(page, "Add this letter")
    assert page.get_by_text("Who writes it: choose a person of your list.").count() == 2
    page.locator("[name=person]").select_option(index=1)
    press(page, "Add this letter")

    page.locator("[name=offer][value=a_letter]").check()
    page.fill("[name=answered_on]", "2035-01-01")
    press(page, "Save this letter")
    assert page.get_by_text("Use today or an earlier date.").count() == 2
    assert page.locator("[name=offer][value=a_letter]").is_checked()
    page.fill("[name=answered_on]", timezone.localdate().isoformat())
    press(page, "Save this letter")
    assert "neutral" in page.locator("#reading").inner_text()
