"""The dean's way: from the list to the signature; the applicant reads it."""

import pytest

from autopsy.models import Review
from smartpick.machine.demo.cases import ORTHOPEDICS
from smartpick.machine.demo.fill import answer
from tests.browser.steps import Count, barriers, press
from tests.factories import autopsy_of, link_to, make_applicant, make_dean, make_school, submitted

pytestmark = pytest.mark.browser


@pytest.fixture
def two(site):
    from django.utils import timezone  # noqa: PLC0415

    dean = make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")
    wren = make_applicant("wren@alum.example", name="Wren Vale")
    answer(autopsy_of(wren), ORTHOPEDICS, timezone.now())
    link_to(wren, dean)
    submitted(autopsy_of(wren))
    return wren, dean


@pytest.mark.feature("X24", "X46")
@pytest.mark.parametrize(("size", "scripts"), [("laptop", True), ("phone", True), ("phone", False)])
def test_dean_comments_twice_and_signs_off(site, two, signed_in, size, scripts):
    wren, dean = two
    page = signed_in(dean, size, scripts=scripts).new_page()
    page.goto(f"{site}/dean/reviews/")
    count, found = Count(page), []
    look = (lambda: found.extend(barriers(page))) if scripts else (lambda: None)
    look()
    page.locator("main").get_by_role("link", name="Wren Vale").first.click()
    count.clicks += 1
    look()
    for section in ("research", "applications"):
        row = page.locator(f"#answer-{section}")
        row.locator("details.disclosure > summary").click()
        row.locator("textarea").fill("Say which project it is.")
        row.get_by_role("button", name="Keep as pending").click()
        count.clicks += 2
    page.locator("[name=verdict][value=sign_off]").check()
    press(page, "Finish review", count)
    count.clicks += 1
    look()

    review = Review.objects.get(dean=dean)
    print(f"\n{size}, scripts {scripts}: signed off after {count.clicks} clicks")
    assert found == []
    assert (review.state, review.verdict, review.comments.count()) == ("finished", "sign_off", 2)
    assert count.clicks <= 7

    reader = signed_in(wren.user, size, scripts=scripts).new_page()
    reader.goto(f"{site}/autopsy/versions/1/")
    assert "Dean Okafor" in reader.content()
    assert "Say which project it is." in reader.content()
