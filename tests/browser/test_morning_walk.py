"""The dean's morning: who needs them is on screen before anything is pressed; then to the paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from smartpick.accounts.models import AdvisingLink
from smartpick.campaign.models import Cycle, Task
from smartpick.dean.models import Bundle
from smartpick.dean.services import packets, words
from smartpick.machine.demo.cases import ORTHOPEDICS
from smartpick.machine.demo.fill import answer
from tests.browser.steps import barriers, press
from tests.factories import autopsy_of, link_to, make_applicant, make_dean, make_school, submitted

pytestmark = pytest.mark.browser
SEEN = """rows => rows.map(row => row.getBoundingClientRect()).every(
    box => box.top >= 0 && box.bottom <= window.innerHeight)"""


@pytest.fixture
def morning(site):
    """Three who need the dean for three reasons, and nine who do not."""
    dean = make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")
    now = timezone.now()
    people = [
        make_applicant(f"p{number}@alum.example", name=name, class_year=2026)
        for number, name in enumerate(
            ("Linh Vale", "Marcus Bell", "Priya Raman", *(f"Quiet Person {n}" for n in range(9)))
        )
    ]
    for person in people:
        link_to(person, dean)
    linh, marcus, priya = people[:3]
    answer(autopsy_of(linh), ORTHOPEDICS, now)
    version = submitted(autopsy_of(linh))
    type(version).objects.update(submitted_at=now - timedelta(days=6))
    Cycle.objects.filter(applicant=marcus).update(opened_on=(now - timedelta(days=31)).date())
    words.ask_dean(
        link=AdvisingLink.objects.get(applicant=priya), about="faculty",
        text="Who has helped somebody like me?", now=now - timedelta(days=2),
    )  # fmt: skip
    return dean, people


@pytest.mark.feature("X29", "X46")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_three_who_need_the_dean_are_on_screen_with_reasons_and_no_click(
    site, morning, signed_in, size
):
    dean, _ = morning
    page = signed_in(dean, size).new_page()
    page.goto(f"{site}/dean/")

    rows = page.locator(".attention-row")
    text = rows.all_inner_texts()
    bottom = page.evaluate(
        "Math.round(document.querySelector('.attention').getBoundingClientRect().bottom)"
    )
    print(f"\n{size}: 0 clicks, three reasons and their buttons end at {bottom} px")
    assert page.locator("h1").inner_text() == "3 advisees need you"
    assert [one.split("\n")[0] for one in text] == ["Linh Vale", "Priya Raman", "Marcus Bell"]
    assert "waited 6 days for your review" in text[0]
    assert "Asked you something 2 days ago" in text[1]
    assert "Nothing logged for 31 days" in text[2]
    assert rows.evaluate_all(SEEN)
    if size == "laptop":  # and the first four lines of the list under them
        assert page.locator("tbody tr").nth(3).evaluate("row => [row]").__len__() == 1
        lines = page.locator("tbody tr")
        assert lines.nth(0).evaluate("row => row.getBoundingClientRect().top < innerHeight")
    assert barriers(page) == []


@pytest.mark.feature("X46")
def test_first_reason_is_answered_by_keyboard_alone(site, morning, signed_in):
    dean, _ = morning
    page = signed_in(dean).new_page()
    page.goto(f"{site}/dean/")
    presses = 0
    while page.evaluate("document.activeElement.textContent.trim()") != "Review Linh Vale":
        page.keyboard.press("Tab")
        presses += 1
        assert presses < 40
    page.keyboard.press("Enter")
    page.wait_for_url("**/autopsy/")

    print(f"\nthe first button after {presses} presses of Tab")
    assert page.locator("h1").inner_text().startswith("Linh Vale")


@pytest.mark.feature("X16", "X18", "X26")
@pytest.mark.parametrize(("size", "scripts"), [("laptop", True), ("phone", False)])
def test_ticked_lines_get_an_action_and_go_to_paper(
    site, client, morning, signed_in, size, scripts
):
    dean, people = morning
    context = signed_in(dean, size, scripts=scripts)
    proved(client)
    page = context.new_page()
    page.goto(f"{site}/dean/")
    for person in people[:2]:
        page.locator(f"input[name=pick][value='{person.code}']").check()
    press(page, "Give a task")
    page.locator("[name=title]").fill("Send me your CV before Friday")
    page.locator("[name=due_on]").fill((timezone.localdate() + timedelta(days=4)).isoformat())
    found = barriers(page) if scripts else []
    press(page, "Give the action")
    assert Task.objects.count() == 2

    page.locator(f"input[name=pick][value='{people[0].code}']").check()
    press(page, "Print")
    found += barriers(page) if scripts else []
    press(page, "Make the file")
    packets.make_waiting()
    page.goto(f"{site}/dean/print/{Bundle.objects.get().code}/")
    found += barriers(page) if scripts else []
    with page.expect_download() as held:
        page.get_by_role("link", name="Download").click()

    assert held.value.suggested_filename.endswith(".pdf")
    assert found == []


def proved(client):
    import time  # noqa: PLC0415

    session = client.session
    session["proved"] = [int(session["_auth_user_id"]), time.time()]
    session.save()


@pytest.mark.feature("X19", "X46")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_pages_of_one_advisee_and_the_report_hold_no_barrier(site, morning, signed_in, size):
    dean, people = morning
    page, found = signed_in(dean, size).new_page(), {}
    code = people[0].code
    tabs = ("", "people/", "plan/", "letters/", "programs/", "tasks/", "notes/", "write/",
            "attention/")  # fmt: skip
    for address in (*(f"/dean/advisees/{code}/{tab}" for tab in tabs), "/dean/report/",
                    "/dean/?state=needs&sort=name", "/dean/invitations/"):  # fmt: skip
        answered = page.goto(f"{site}{address}")
        assert answered.status == 200, address
        if told := barriers(page):
            found[address] = told

    assert found == {}
