"""The decision between the same specialty and a pivot, and the answer said aloud, in a browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from autopsy.models import Direction
from mentors.services.stages import take_seat
from mentors.services.targets import open_target
from smartpick.machine.demo.cases import ORTHOPEDICS
from smartpick.machine.demo.fill import SPOKEN
from smartpick.machine.demo.fill import answer as answer_sections
from tests.browser.steps import barriers, press
from tests.factories import autopsy_of, make_applicant, make_school
from tests.mentors.people import person

pytestmark = pytest.mark.browser
ORTHO, FAMILY = "Orthopaedic Surgery", "Family Medicine"
STORY = (
    "In August I spent four weeks in the family clinic of Lakeside and followed thirty patients"
    " from the first visit to the plan they kept. I learned to ask what a person can do this week,"
    " and I want to do that work for the people of one town."
)


@pytest.fixture
def wren(site):
    applicant = make_applicant("wren@alum.example", name="Wren Vale", school=make_school())
    autopsy = autopsy_of(applicant)
    now = timezone.now()
    answer_sections(autopsy, ORTHOPEDICS, now)
    for name, role, field in (("Mei Ito", "pd", ORTHO), ("Ana Roth", "chair", "Psychiatry")):
        target = open_target(
            cycle=autopsy.cycle, faculty=person(name, role, field), by=applicant.user, now=now
        )
    take_seat(target=target, seat="core", by=applicant.user, now=now)
    return applicant


def torn_between_two(page, site, look):
    """One exploratory meeting in each lane; the page says which is still to be set."""
    page.get_by_label("Still deciding").check()
    page.get_by_label("Specialty you aim at").fill(ORTHO)
    page.get_by_label("The other lane, while deciding").fill(FAMILY)
    press(page, "Save direction")
    lanes = page.get_by_role("region", name="One exploratory meeting in each")
    expect(lanes.locator("li")).to_have_count(2)
    assert lanes.inner_text().count("not set") == 2
    look("torn")
    page.goto(f"{site}/faculty/")
    page.locator(".target", has_text="Mei Ito").get_by_role("link", name="Set a meeting").click()
    page.get_by_label("An exploratory meeting about one specialty").check()
    page.get_by_label("Which specialty?").fill(ORTHO)
    press(page, "Plan the meeting")
    page.goto(f"{site}/direction/")
    assert lanes.inner_text().count("not set") == 1
    assert "Mei Ito" in lanes.inner_text()


def pivot_with_a_story(page, look):
    """A second choice is named as one; a story of one's own is not."""
    page.get_by_label("Another specialty").check()
    page.get_by_label("Specialty you aim at").fill(FAMILY)
    page.get_by_label("Your story in the new field").fill("It is my backup, and easier to match.")
    press(page, "Save direction")
    main = page.locator("main")
    assert "This reads as a second choice." in main.inner_text()
    assert "0 of 4 signs are in place" in main.inner_text()
    look("pivot")
    page.get_by_label("Your story in the new field").fill(STORY)
    page.get_by_label("One thing you did in that field").fill("Family clinic of Lakeside, August")
    press(page, "Save direction")
    assert "This reads as a second choice." not in main.inner_text()
    assert "1 of 4 signs are in place" in main.inner_text()
    assert "A director of the new field has read the numbers and answered" in main.inner_text()


def decide(page, look):
    """Without a senior opinion the page asks once; the date and the mentors elsewhere stand."""
    press(page, "Decide")
    assert "No senior opinion is recorded." in page.get_by_role("alert").inner_text()
    press(page, "Decide")
    expect(page.locator("h1")).to_contain_text(f": {FAMILY}")
    text = page.locator("main").inner_text()
    assert "You are building in two directions: Ana Roth" in text
    look("decided")
    held = Direction.objects.get(is_current=True)
    assert (held.choice, held.decided_on) == ("pivot", timezone.localdate())


def same_again(page, look):
    page.get_by_label("Same specialty again").check()
    page.get_by_label("Specialty you aim at").fill(ORTHO)
    press(page, "Save direction")
    text = page.locator("main").inner_text()
    assert "One tangible product: case report, QI or abstract" in text
    assert "Earlier choices" in text
    look("same")


@pytest.mark.feature("3.1", "3.2", "3.3", "3.4", "3.5")
@pytest.mark.parametrize(("size", "scripts"), [("laptop", True), ("phone", False)])
def test_direction_is_torn_turned_and_decided(site, wren, signed_in, size, scripts):
    page = signed_in(wren.user, size, scripts=scripts).new_page()
    found: dict[str, list[str]] = {}

    def look(where):
        if scripts and barriers(page):
            found[where] = barriers(page)

    page.goto(f"{site}/autopsy/")
    page.get_by_role("link", name="Direction", exact=True).first.click()
    torn_between_two(page, site, look)
    pivot_with_a_story(page, look)
    decide(page, look)
    same_again(page, look)
    assert found == {}


@pytest.mark.feature("2.5")
@pytest.mark.parametrize(("size", "scripts"), [("laptop", True), ("phone", True), ("phone", False)])
def test_answer_is_written_checked_and_said_by_the_clock(site, wren, signed_in, size, scripts):
    """Written once, checked for spin, said aloud; each run is kept by its seconds alone."""
    page = signed_in(wren.user, size, scripts=scripts).new_page()
    found: dict[str, list[str]] = {}

    def look(where):
        if scripts and barriers(page):
            found[where] = barriers(page)

    page.goto(f"{site}/autopsy/")
    page.get_by_role("link", name="Answer aloud", exact=True).first.click()
    page.get_by_label("Your answer").fill("I guess I was just unlucky this year.")
    press(page, "Save")
    expect(page.locator("#checks")).to_contain_text("Fix")
    look("answer")
    page.get_by_label("Your answer").fill(SPOKEN)
    press(page, "Save and rehearse")
    expect(page.locator("h1")).to_have_text("Rehearse: five cue words and a timer")
    assert page.locator(".cue-words li").count() == 5
    look("rehearse")
    if scripts:
        press(page, "Hide the text")
        expect(page.get_by_text("trauma outcomes project")).to_be_hidden()
        press(page, "Start")
        page.keyboard.press("Tab")
        expect(page.locator("[data-seconds]")).not_to_have_text("0")
        press(page, "Stop")
    else:
        page.get_by_label("Seconds it took me").fill("70")
        press(page, "Keep this run")
    expect(page.get_by_role("heading", name="1 run with this text")).to_be_visible()
    page.get_by_label("Seconds it took me").fill("999")
    press(page, "Keep this run")
    assert "between 1 and 300" in page.get_by_role("alert").inner_text()
    assert found == {}
