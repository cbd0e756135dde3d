"""Signing in as people do it: a passkey, a mailed code, another address, a key turned off."""

import re

import pytest
from django.utils import timezone

from smartpick.machine.demo.cases import ORTHOPEDICS
from smartpick.machine.demo.fill import answer
from smartpick.outbox.models import Intent
from tests.browser.steps import barriers, press
from tests.factories import (
    PASSWORD,
    autopsy_of,
    link_to,
    make_applicant,
    make_dean,
    make_school,
    submitted,
)

pytestmark = pytest.mark.browser
PASSKEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_passkeys(page):
    """A device that holds passkeys and says yes to each question for its owner's finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEYS})
    return page


def last_mail(kind):
    return Intent.objects.filter(kind=kind).latest("created_at").text


def sign_in(page, site, email):
    page.goto(f"{site}/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Sign in")


def prove(page):
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Go on")


def sign_out(page, site):
    page.goto(f"{site}/account/logout/")
    page.locator("main form button[type=submit]").first.click()


@pytest.mark.feature("X1")
def test_a_passkey_is_added_and_signs_its_owner_in(site, open_browser):
    wren = make_applicant("wren@alum.example", name="Wren Vale")
    page = with_passkeys(open_browser("laptop").new_page())
    found = []
    sign_in(page, site, wren.user.email)
    page.goto(f"{site}/account/sign-in/")
    page.get_by_role("link", name="Add a passkey").click()
    found += barriers(page)
    prove(page)
    page.locator("[name=name]").fill("My phone")
    found += barriers(page)
    press(page, "Add it")
    page.wait_for_url(lambda url: "/add/" not in url)
    assert page.get_by_text("Passkey added.").count() == 1
    assert page.get_by_text("10 recovery codes left").count() == 1
    found += barriers(page)
    sign_out(page, site)
    page.goto(f"{site}/account/login/")
    press(page, "Sign in with a passkey")
    page.wait_for_url("**/week/")

    assert found == []


def code_in(kind):
    return re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{4}$", last_mail(kind), re.M).group()


@pytest.mark.feature("X3")
def test_a_mailed_code_signs_in_after_a_wrong_one_was_named(site, open_browser):
    make_applicant("wren@alum.example", name="Wren Vale")
    page = open_browser("phone").new_page()
    page.goto(f"{site}/account/login/")
    page.get_by_role("link", name="Mail me a code").click()
    found = barriers(page)
    page.locator("[name=email]").fill("wren@alum.example")
    press(page, "Mail me a code")
    page.locator("[name=code]").fill("WRONGX")
    press(page, "Go on")
    page.locator(".error-summary").wait_for()
    assert page.locator("[name=code]").get_attribute("aria-invalid") == "true"
    found += barriers(page)
    page.locator("[name=code]").fill(code_in("login_code"))
    press(page, "Go on")
    page.wait_for_url("**/week/")

    assert found == []


@pytest.mark.feature("X4")
def test_a_school_address_is_swapped_for_a_personal_one(site, open_browser):
    wren = make_applicant("wren@school.example", name="Wren Vale")
    page = open_browser("laptop").new_page()
    sign_in(page, site, "wren@school.example")
    page.goto(f"{site}/account/email/")
    prove(page)
    found = barriers(page)
    page.locator("[name=email]").fill("wren@home.example")
    press(page, "Change the address")
    page.wait_for_url("**/confirm-email/")
    found += barriers(page)
    page.locator("[name=code]").fill(code_in("email_confirmation"))
    press(page, "Go on")
    page.wait_for_url(lambda url: "confirm-email" not in url)
    wren.user.refresh_from_db()

    assert wren.user.email == "wren@home.example"
    assert Intent.objects.filter(kind="address_changed", to="wren@school.example").count() == 1
    sign_out(page, site)
    sign_in(page, site, "wren@home.example")
    page.wait_for_url("**/week/")
    assert found == []


@pytest.mark.feature("X1", "X3")
def test_a_forgotten_password_is_set_anew_from_the_mail(site, open_browser):
    make_applicant("wren@alum.example", name="Wren Vale")
    page = open_browser("phone").new_page()
    page.goto(f"{site}/account/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    found = barriers(page)
    page.locator("[name=email]").fill("wren@alum.example")
    press(page, "Mail me the address")
    found += barriers(page)
    page.goto(re.search(r"^http\S+$", last_mail("password_reset_key"), re.M).group())
    page.locator("[name=password1]").fill("short")
    page.locator("[name=password2]").fill("short")
    press(page, "Set this password")
    page.locator(".error-summary").wait_for()
    found += barriers(page)
    page.locator("[name=password1]").fill("some other invented words")
    page.locator("[name=password2]").fill("some other invented words")
    press(page, "Set this password")
    page.get_by_role("heading", name="Your new password is set").wait_for()

    assert "nothing to do" in last_mail("password_reset")
    assert found == []


@pytest.mark.feature("X25")
def test_a_key_turned_off_leaves_the_deans_page_at_once(site, signed_in):
    dean = make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")
    wren = make_applicant("wren@alum.example", name="Wren Vale")
    answer(autopsy_of(wren), ORTHOPEDICS, timezone.now())
    link_to(wren, dean)
    submitted(autopsy_of(wren))
    reader = signed_in(dean).new_page()
    reader.goto(f"{site}/dean/advisees/{wren.code}/autopsy/")
    assert "244" in reader.locator("main").inner_text()
    page = signed_in(wren.user, "phone").new_page()
    page.goto(f"{site}/account/privacy/")
    found = barriers(page)
    page.get_by_role("link", name="Change what is shared").click()
    page.get_by_label("Step or COMLEX").uncheck()
    found += barriers(page)
    press(page, "Save what is shared")
    page.wait_for_url("**/account/privacy/")
    reader.reload()

    assert "244" not in reader.locator("main").inner_text()
    assert "13 of 16" in page.locator("main").inner_text()
    assert found == []
