"""Who looked, everything taken along, the account deleted and kept after all; on a phone too."""

import zipfile

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from smartpick.accounts.models import User
from smartpick.records.services.export import work_off
from tests.browser.steps import barriers, press
from tests.factories import link_to, make_applicant, make_dean, make_school

pytestmark = pytest.mark.browser


def menu_to(page, name):
    """Two clicks from any page: the account's menu, then its line."""
    page.locator(".bar-tools details.account-menu > summary").click()
    page.get_by_role("link", name=name, exact=True).click()


@pytest.mark.feature("X6", "X15", "X47")
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_person_reads_who_looked_takes_everything_and_deletes_it(site, signed_in, size):
    """Task 15: see who looked in 2 clicks, start the export in 3, and the deletion in 3."""
    maya = make_applicant("maya@alum.example", name="Maya Chen")
    dean = make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")
    link_to(maya, dean)
    page = signed_in(maya.user, size).new_page()
    other = Client()
    other.force_login(dean)
    other.get(f"/dean/advisees/{maya.code}/")

    page.goto(f"{site}/week/")
    menu_to(page, "Who can see my record")
    assert page.get_by_text("Dean Okafor (dean)").first.is_visible()
    assert barriers(page) == []

    page.get_by_role("link", name="Download everything").click()
    assert barriers(page) == []
    prove(maya.user)
    page.reload()
    press(page, "Make my file")
    page.get_by_role("heading", name="We are preparing your file").wait_for()
    assert barriers(page) == []
    work_off()
    page.goto(f"{site}/account/export/")
    assert barriers(page) == []
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the ZIP").click()
    with zipfile.ZipFile(coming.value.path()) as pack:
        assert "README.txt" in pack.namelist()
    assert coming.value.suggested_filename.startswith("SmartPick record ")

    menu_to(page, "Who can see my record")
    page.get_by_role("link", name="Delete my account").click()
    page.fill("[name=email]", "mya@alum.example")
    press(page, "Delete my account in 14 days")
    page.get_by_text("That does not match maya@alum.example.").first.wait_for()
    assert barriers(page) == []
    page.fill("[name=email]", "maya@alum.example")
    press(page, "Delete my account in 14 days")
    page.get_by_role("heading", name="Your account is deleted on").wait_for()
    assert barriers(page) == []
    page.goto(f"{site}/week/")
    assert barriers(page) == []
    press(page, "Keep my account")
    page.get_by_text("Your account stays").wait_for()
    assert User.objects.get(pk=maya.user_id).erase_on is None


def prove(user):
    """As a code mailed a minute ago would."""
    for session in Session.objects.all():
        store = session.get_session_store_class()(session.session_key)
        if store.get("_auth_user_id") == str(user.pk):
            store["proved"] = [user.pk, int(timezone.now().timestamp())]
            store.save()
