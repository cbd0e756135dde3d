"""From the first page to the printed page and the account, as a person does it."""

import io
import time

import pikepdf
import pytest

from autopsy.choices import SectionStatus
from autopsy.models import SectionState
from smartpick.accounts.models import User
from smartpick.machine.demo.cases import ORTHOPEDICS
from smartpick.outbox.models import Intent
from tests.browser.steps import Count, barriers, fill, press
from tests.pdf_text import words_of

pytestmark = pytest.mark.browser
NAME = "wren@alum.example"
PASSWORD = "four invented words here"
WHO_AND_WHEN = {
    "print_name": "Wren Abara, MD", "school_name": "Halden School of Medicine",
    "match_service": "NRMP", "failed_year": 2026, "track": "long",
}  # fmt: skip


def code_from_mail():
    return Intent.objects.get(kind="claim_code").text.split("\n\n")[1].strip()


def walk_sections(page, count, seen):
    for section, told in ORTHOPEDICS.items():
        assert section.replace("_", "-") in page.url
        fill(page, told, count)
        seen(section)
        press(page, "Continue", count)


@pytest.mark.feature("1.1", "2.1", "2.6", "2.7", "6.1", "P6", "X46")
@pytest.mark.feature("2.3a", "2.3b", "2.3c", "2.3d", "2.3e", "2.3f", "2.3g", "2.3h")
@pytest.mark.parametrize(("size", "scripts"), [("laptop", True), ("phone", True), ("phone", False)])
def test_visitor_walks_to_the_pdf_and_claims_the_account(site, open_browser, size, scripts):
    page = open_browser(size, scripts=scripts).new_page()
    found = {}

    def seen(where):
        if scripts and barriers(page):
            found[where] = barriers(page)

    page.goto(site)
    seen("landing")
    count, began = Count(page), time.monotonic()
    press(page, "Start my autopsy", count)
    page.wait_for_url("**/autopsy/specialty/", wait_until="load")
    first = (count.clicks, count.loads)
    walk_sections(page, count, seen)
    assert page.url.endswith("/autopsy/review/")
    seen("review")
    page.get_by_role("link", name="See my diagnosis").first.click()
    seen("diagnosis")
    page.get_by_role("link", name="Print the one-page summary").first.click()
    seen("summary")
    with page.expect_download() as download:
        press(page, "Download PDF", count)
    pdf = pikepdf.open(io.BytesIO(download.value.path().read_bytes()))
    seconds = time.monotonic() - began
    print(
        f"\n{size}, scripts {scripts}: first question after {first[0]} click, {first[1]} load;"
        f" PDF after {count.answers} answers, {count.loads} loads, {count.characters} characters,"
        f" {seconds:.0f} s"
    )

    page.goto(f"{site}/join/")
    seen("join")
    fill(page, {"email": NAME, "password": PASSWORD}, count)
    press(page, "Create an account", count)
    seen("verify")
    fill(page, {"code": code_from_mail()}, count)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/start/")
    seen("start")

    assert found == {}
    assert first == (1, 1)
    assert len(pdf.pages) == 1
    owned = SectionState.objects.filter(
        autopsy__cycle__applicant__user=User.objects.get(email=NAME), state=SectionStatus.DONE
    )
    assert owned.count() == 10


def asked_first(page, told):
    """Without what waits folded under "Add detail", and what stands there already."""
    return {name: value for name, value in told.items() if still_asked(page, name, value)}


def still_asked(page, name, value):
    field = page.locator(f"[name={name}]").first
    folded = page.locator("details:not([open])").filter(has=field)
    if folded.count():
        return False
    return field.get_attribute("type") in ("radio", "checkbox") or field.input_value() != str(value)


@pytest.mark.feature("2.6", "6.1", "X2")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_from_sign_up_to_the_page_by_what_each_section_asks_first(site, open_browser, size):
    page = open_browser(size).new_page()
    page.goto(f"{site}/join/")
    count, began = Count(page), time.monotonic()
    fill(page, {"email": f"first-{NAME}", "password": PASSWORD}, count)
    press(page, "Create an account", count)
    fill(page, {"code": code_from_mail()}, count)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/start/")
    fill(page, WHO_AND_WHEN, count)
    press(page, "Save and go on", count)
    page.goto(f"{site}/autopsy/specialty/")
    for section, told in ORTHOPEDICS.items():
        assert section.replace("_", "-") in page.url
        fill(page, asked_first(page, told), count)
        press(page, "Continue", count)
    page.get_by_role("link", name="See my diagnosis").first.click()
    page.get_by_role("link", name="Print the one-page summary").first.click()
    with page.expect_download() as download:
        press(page, "Download PDF", count)
    pdf = download.value.path().read_bytes()
    print(
        f"\n{size}: sign-up to PDF with {count.answers} answers, {count.loads} loads,"
        f" {count.characters} characters, {time.monotonic() - began:.0f} s"
    )

    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 1
    assert "62programs" in words_of(pdf)
    assert "Notansweredyet" not in words_of(pdf)
    assert (count.answers <= 42, count.loads <= 16, count.characters <= 900) == (True, True, True)


@pytest.mark.feature("2.3g", "X46")
def test_wrong_input_is_named_beside_the_field_and_kept(site, open_browser):
    page = open_browser("phone").new_page()
    page.goto(site)
    press(page, "Start my autopsy")
    page.goto(f"{site}/autopsy/applications/")
    told = {"programs_applied": "sixty", "interviews_offered": 2, "interviews_attended": 5}
    fill(page, told, Count(page))

    press(page, "Continue")

    summary = page.locator(".error-summary")
    assert summary.get_by_role("link").count() >= 2
    assert page.locator("[name=programs_applied]").input_value() == "sixty"
    assert page.locator("[name=interviews_attended]").input_value() == "5"
    assert page.evaluate("document.activeElement.closest('.error-summary') !== null")
    assert barriers(page) == []
