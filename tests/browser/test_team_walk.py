"""From a reason behind a number to a plan made of a meeting, as an applicant does it."""

import pytest
from django.utils import timezone

from mentors.models import Mentorship, Target
from mentors.services.targets import open_target
from smartpick.campaign.models import Task
from smartpick.machine.demo.cases import ORTHOPEDICS
from smartpick.machine.demo.fill import answer
from tests.browser.steps import Count, barriers, fill, press
from tests.factories import autopsy_of, make_applicant, make_school
from tests.mentors.people import person

pytestmark = pytest.mark.browser
NOTES = {
    "said": "One paper and two letters would change how this reads.",
    "priority_1": "Paper with Dr. Ito",
    "priority_2": "Two letters by June",
    "priority_3": "Step 3 by May",
    "avoid_1": "Applying to one region",
    "realism": "with_changes",
    "update_allowed": "yes",
}


@pytest.fixture
def wren(site):
    school = make_school()
    applicant = make_applicant(
        "wren@alum.example", name="Wren Vale", school=school, school_name="Riverside"
    )
    autopsy = autopsy_of(applicant)
    answer(autopsy, ORTHOPEDICS, timezone.now())
    for name, role in (("Amara Okafor", "chair"), ("Jonas Hale", "clerkship"), ("Mei Ito", "pd")):
        open_target(
            cycle=autopsy.cycle, faculty=person(name, role), by=applicant.user, now=timezone.now()
        )
    person("Sofia Birk", "sub_i", recommended=True)
    return applicant


def order(page):
    return page.locator(".target h3 a").all_inner_texts()


def correct_a_fact(page, look):
    """Task 13: reasons one press away; corrected and in the new order in four clicks."""
    hale = page.locator(".target", has_text="Jonas Hale")
    hale.locator("summary").click()
    assert "clerkship director +24" in hale.inner_text()
    clicks = 1
    hale.get_by_role("link", name="Correct a fact").click()
    look("facts")
    page.get_by_label("Saw me work clinically").check()
    press(page, "Save facts")
    clicks += 3
    page.wait_for_url("**/faculty/#p-*")
    assert order(page)[:3] == ["Jonas Hale", "Mei Ito", "Amara Okafor"]
    assert clicks <= 4


def choose_and_undo(page, look):
    """Choose the proposed person, then change one's mind."""
    page.get_by_role("button", name="Choose Sofia Birk").first.click()
    assert Target.objects.get(faculty__name="Sofia Birk").state == "to_contact"
    press(page, "Undo")
    assert Target.objects.get(faculty__name="Sofia Birk").state == "set_aside"


def prepare_a_meeting(page, look):
    """A time without its day is refused beside the field; then the kit prints."""
    page.locator(".target", has_text="Mei Ito").get_by_role("link", name="Set a meeting").click()
    page.locator("[name=at_time]").fill("16:00")
    press(page, "Plan the meeting")
    assert "give the day" in page.get_by_role("alert").inner_text()
    assert page.locator("[name=at_time]").input_value() == "16:00"
    page.locator("[name=on_date]").fill(timezone.localdate().isoformat())
    page.locator("[name=place]").fill("Video call")
    press(page, "Plan the meeting")
    look("kit")
    with page.expect_download(timeout=60_000) as download:  # three pages are drawn
        page.get_by_role("link", name="Print the kit").click(timeout=60_000)
    assert download.value.path().read_bytes().startswith(b"%PDF")


def turn_notes_into_actions(page, look):
    """Task 10: one page, at most nine inputs, one submit."""
    page.get_by_role("link", name="Write notes").click()
    look("notes")
    press(page, "Save and make actions")
    assert "Write at least one line" in page.get_by_role("alert").inner_text()
    page.wait_for_load_state("load")
    count = Count(page)
    fill(page, NOTES, count)
    press(page, "Save and make actions", count)
    look("made")
    text = page.locator("main").inner_text()
    print(f"\na meeting with 3 priorities: {count.answers} inputs, {count.clicks} submit")
    assert (count.answers, count.clicks, count.loads) == (7, 1, 1)
    assert "3 actions" in text
    assert "I should avoid applying to one region. Is that right?" in text
    assert set(Task.objects.values_list("title", flat=True)) >= {
        "Paper with Dr. Ito", "Two letters by June", "Step 3 by May",
    }  # fmt: skip
    page.get_by_role("button", name="Step 3 by May").click()
    page.wait_for_url("**/made/", wait_until="load")
    assert not Task.objects.filter(title="Step 3 by May").exists()


def move_the_stage(page, look):
    """A day to come is refused beside its field; Enter sends the form."""
    page.get_by_role("link", name="Move stage").click()
    look("move")
    page.locator("[name=goal][value=advisor]").check()
    page.locator("[name=evidence][value=meeting_held]").check()
    page.locator("[name=on_date]").fill("2099-01-01")
    press(page, "Move stage")
    assert "Use today or an earlier date." in page.get_by_role("alert").inner_text()
    page.locator("[name=on_date]").fill(timezone.localdate().isoformat())
    page.locator("[name=on_date]").press("Enter")
    look("person")
    assert Mentorship.objects.get().stage == "advisor"


def note_and_move_to_the_edge(page, look):
    """A concern stays private; to the edge, and back."""
    page.get_by_role("link", name="Record a concern").click()
    page.locator("[name=kind][value=fantasy_plan]").check()
    press(page, "Note it")
    assert "The plan does not match the numbers you gave." in page.locator("main").inner_text()
    press(page, "Move to the edge of my team")
    look("team")
    assert "You do not have to tell them" in page.locator(".undo-line").inner_text()
    press(page, "Undo")
    assert Mentorship.objects.get().edge_since is None


def record_an_opinion(page, look):
    """From the team page into the table of Direction."""
    page.get_by_role("link", name="Record an opinion").click()
    look("opinion")
    page.get_by_label("Mei Ito").first.check()
    page.locator("[name=realism][value=with_changes]").check()
    page.locator("[name=saw_numbers][value=yes]").check()
    press(page, "Save the opinion")
    look("direction")
    assert "1 of 2 independent senior opinions." in page.locator("main").inner_text()


@pytest.mark.feature("4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "6.4", "6.5", "6.6", "6.7")
@pytest.mark.feature("6.8", "7.1", "7.4", "7.6", "11.2", "11.7", "11.9", "F2", "X40")
@pytest.mark.parametrize(("size", "scripts"), [("laptop", True), ("phone", True)])
def test_applicant_corrects_a_fact_meets_and_makes_a_plan(site, wren, signed_in, size, scripts):
    page = signed_in(wren.user, size, scripts=scripts).new_page()
    found: dict[str, list[str]] = {}

    def look(where):
        if barriers(page):
            found[where] = barriers(page)

    page.goto(f"{site}/week/")
    page.get_by_role("navigation", name="Places").get_by_role("link", name="People").click()
    look("targets")
    assert order(page)[:3] == ["Mei Ito", "Amara Okafor", "Jonas Hale"]
    correct_a_fact(page, look)
    choose_and_undo(page, look)
    prepare_a_meeting(page, look)
    turn_notes_into_actions(page, look)
    move_the_stage(page, look)
    note_and_move_to_the_edge(page, look)
    page.goto(f"{site}/team/")
    record_an_opinion(page, look)
    page.goto(f"{site}/faculty/board/")
    look("board")
    page.goto(f"{site}/meetings/")
    look("meetings")
    assert found == {}
