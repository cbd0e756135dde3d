"""Every page of the access table opens for its own people."""

import pytest
from django.urls import reverse

OWN = [
    "home:week", "home:who-sees", "home:notifications", "home:start", "autopsy:sections",
    "autopsy:review", "autopsy:diagnosis", "autopsy:versions", "autopsy:history", "autopsy:forget",
    "autopsy:answer", "autopsy:rehearse", "autopsy:summary", "autopsy:edit-page", "autopsy:kit",
    "autopsy:private-rank", "autopsy:summary-pdf", "autopsy:kit-pdf", "mentors:direction",
    "mentors:repairs", "accounts:settings", "accounts:sign-in-settings", "accounts:profile",
]  # fmt: skip
OPEN = [
    "home:landing", "home:example", "home:help", "home:privacy", "home:accessibility",
    "home:status", "accounts:join", "account_login", "account_reset_password",
    "account_request_login_code",
]  # fmt: skip


@pytest.mark.parametrize("name", OPEN)
def test_open_page_answers(client, db, name):
    assert client.get(reverse(name)).status_code == 200


def test_every_own_page_opens_for_the_applicant(client, cast):
    client.force_login(cast.maya)

    answers = {name: client.get(reverse(name)).status_code for name in OWN}

    assert answers == dict.fromkeys(OWN, 200)


def test_every_section_opens_and_saves_as_it_stands(client, cast):
    client.force_login(cast.maya)
    for section in cast.applicants["maya"].cycles.get().autopsy.sections.all():
        slug = section.section.replace("_", "-")

        assert client.get(reverse("autopsy:edit-section", args=[slug])).status_code == 200


def test_dean_pages_open(client, cast):
    client.force_login(cast.dean_okafor)
    code = cast.applicants["maya"].code
    pages = [
        reverse("dean:cohort"), reverse("dean:reviews"), reverse("dean:invitations"),
        reverse("dean:autopsy", args=[code]), reverse("dean:autopsy-pdf", args=[code]),
        reverse("dean:notes", args=[code]),
    ]  # fmt: skip

    answers = {page: client.get(page).status_code for page in pages}

    assert answers == dict.fromkeys(pages, 200)


def test_school_pages_open_for_the_administrator(client, cast):
    client.force_login(cast.admin_park)
    assert client.get(reverse("dean:school")).status_code == 200
    assert client.get(reverse("dean:school-settings")).status_code == 200


def test_invented_example_has_no_error(client, db):
    assert b"Robin Example" in client.get(reverse("home:example")).content
